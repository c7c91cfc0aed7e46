/**
 * FOR loops whose turns are counted before the first of them: where the fuel reaches for all, it is taken at once, and the turns run
 * without asking for it. Only for bodies that always run to their end (`turn-charge.ts`). Then nobody can tell the difference, and the
 * charged loop stands beside for the case that the fuel does not reach. Calls under conditions, written in place, are still taken off
 * where they are made; the fuel reaches for all of them.
 */
import type { Expression, Place, Statement } from '../semantics/checked.ts';
import type { Lowering } from './lowering.ts';
import { locate, type MemoryLocation, pushPointer } from './places.ts';
import { type Interval, intervalOf } from './ranges.ts';
import { elementaryOf, scalar } from './representation.ts';

type For = Statement & { kind: 'for' };

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
