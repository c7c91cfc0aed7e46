/**
 * FOR loops whose turns are counted before the first of them: where the fuel reaches for all, it is taken at once, and the turns run
 * without asking for it. Only for bodies that always run to their end: no call, no inner loop, no way out, nothing that can fault. Then
 * nobody can tell the difference, and the charged loop stands beside for the case that the fuel does not reach.
 */
import type { Expression, Place, Statement } from '../semantics/checked.ts';
import { weightOfBody } from './inlining.ts';
import type { Lowering } from './lowering.ts';
import { locate, type MemoryLocation, pushPointer } from './places.ts';
import { type Interval, intervalOf, within } from './ranges.ts';
import { elementaryOf, scalar } from './representation.ts';
import { walkStatements } from './walk.ts';

type For = Statement & { kind: 'for' };

/** Text beyond which the loop is not written twice. */
const LARGEST_DOUBLED = 250;
const harmless: ReadonlySet<string> = new Set('ABS SQRT MIN MAX LIMIT SEL MOVE SHL SHR ROL ROR TRUNC'.split(' '));

/** Whether every turn of the body runs to its end, as far as can be known here. */
export function alwaysCompletes(l: Lowering, body: readonly Statement[]): boolean {
  if (weightOfBody(body) > LARGEST_DOUBLED) return false;
  let completes = true;
  const unless = (fails: boolean) => {
    if (fails) completes = false;
  };
  walkStatements(body, {
    statement: (statement) => {
      unless(statement.kind !== 'assign' && statement.kind !== 'if' && statement.kind !== 'case');
      unless(statement.kind === 'assign' && (statement.target.type.kind === 'subrange' || !elementaryOf(statement.target.type)));
    },
    expression: (expression) => unless(mayFault(l, expression)),
    place: (place) => unless(mayMiss(l, place)),
  });
  return completes;
}

function mayFault(l: Lowering, expression: Expression): boolean {
  if (expression.kind === 'call') return true;
  if (expression.kind === 'intrinsic') return !harmless.has(expression.name.toUpperCase());
  if (expression.kind !== 'binary' || expression.operator !== '/') return false;
  const wasm = elementaryOf(expression.right.type) ? scalar(expression.right.type).wasm : null;
  if (wasm === 'f32' || wasm === 'f64') return false;
  const divisor = intervalOf(l.facts, expression.right);
  return !divisor || (divisor.lower <= 0 && divisor.upper >= 0);
}

function mayMiss(l: Lowering, place: Place): boolean {
  if (place.kind === 'member') return place.member.section === 'in_out';
  if (place.kind === 'variable') return l.storage(place.variable).kind === 'slot';
  if (place.kind !== 'index') return false;
  const { type } = place.base;
  return (
    type.kind !== 'array' ||
    type.bounds !== undefined ||
    place.indices.some((index, dimension) => !within(intervalOf(l.facts, index), type.dimensions[dimension] ?? null))
  );
}

/** Writes `a[from] … a[to]` at once where all the loop does is to give them one constant whose bytes are all the same. */
export function emitFill(l: Lowering, { variable, from, to, by, body }: For, reach: Interval): boolean {
  const [only, ...more] = body;
  if (only?.kind !== 'assign' || more.length > 0 || only.target.kind !== 'index' || only.value.kind !== 'constant') return false;
  if (by.kind !== 'constant' || by.value !== 1n || from.kind !== 'constant' || to.kind !== 'constant') return false;
  const { target } = only;
  const [index, ...others] = target.indices;
  if (!index || others.length > 0 || !names(index, variable) || !elementaryOf(target.type)) return false;
  const indices = intervalOf(l.facts, index);
  if (indices?.lower !== reach.lower || indices.upper !== reach.upper) return false;
  const { size, wasm } = scalar(target.type);
  const byte = only.value.value === false || only.value.value === 0n ? 0 : size === 1 ? Number(only.value.value) & 0xff : null;
  if (byte === null || (wasm !== 'i32' && wasm !== 'i64')) return false;
  const first = locate(l, { ...target, indices: [{ ...index, kind: 'constant', value: BigInt(reach.lower) } as Expression] });
  if (first.kind !== 'memory' || first.bit >= 0) return false;
  pushPointer(l, first satisfies MemoryLocation);
  l.code.i32(byte);
  l.code.i32((reach.upper - reach.lower + 1) * size);
  l.code.memoryFill();
  return true;
}

/** Whether the expression is the variable itself, converted at most. */
function names(index: Expression, variable: Place): boolean {
  if (index.kind === 'convert') return names(index.operand, variable);
  return (
    index.kind === 'read' &&
    index.place.kind === 'variable' &&
    variable.kind === 'variable' &&
    index.place.variable === variable.variable
  );
}
