/**
 * Values that stay the same through all turns of a loop are found once, before it: expressions of variables that nothing in the loop
 * writes, and constants of real types. Engines move neither out of a loop, and load a real constant anew at every use, in two or three
 * instructions. Only in loops whose turns are paid for (`turn-charge.ts`): nothing in those can fault, so an expression may as well be
 * evaluated where its turn would have passed it over.
 */
import type { Expression, FunctionBlock, FunctionPou, Statement, Variable } from '../semantics/checked.ts';
import type { Type } from '../semantics/types.ts';
import type { Lowering } from './lowering.ts';
import { elementaryOf, scalar } from './representation.ts';
import { type Visitor, walkExpression, walkStatements } from './walk.ts';
import type { Code } from './wasm/code.ts';
import { op, type ValueType } from './wasm/opcodes.ts';
import { writtenBy } from './writes.ts';

type For = Statement & { kind: 'for' };

/** As many as leave registers for what changes. */
const MOST_EXPRESSIONS = 4;
const MOST_REALS = 6;
/** Operations that are worth a register; a division counts for several. */
const LEAST_WORK = 2;

const pure: ReadonlySet<string> = new Set('ABS SQRT MIN MAX LIMIT SEL MOVE SHL SHR ROL ROR TRUNC'.split(' '));

interface Real {
  wasm: 'f32' | 'f64';
  bits: bigint;
}

export class HeldValues {
  readonly #expressions = new Map<Expression, number>();
  readonly #reals = new Map<string, number>();

  /** The local that holds the value, if one does. */
  local(value: Expression): number | null {
    const whole = this.#expressions.get(value);
    if (whole !== undefined || value.kind !== 'constant' || this.#reals.size === 0) return whole ?? null;
    const real = realOf(value.value, value.type);
    return (real && this.#reals.get(keyOf(real))) ?? null;
  }

  /** Writes what finds the values; `zero` is an i64 local known to be 0 here, which engines must not know. The answer lets them go. */
  open(l: Lowering, loop: For, zero: number): () => void {
    const borrowed: [ValueType, number][] = [];
    const hold = (wasm: ValueType): number => {
      const local = l.code.borrow(wasm);
      borrowed.push([wasm, local]);
      l.code.set(local);
      return local;
    };
    const found = invariant(l, loop).map((expression) => {
      l.expression(expression);
      return [expression, hold(scalar(expression.type).wasm)] as const;
    });
    for (const [expression, local] of found) this.#expressions.set(expression, local);
    for (const real of realsIn(loop.body)) {
      pushOpaque(l.code, real, zero);
      this.#reals.set(keyOf(real), hold(real.wasm));
    }
    return () => {
      this.#expressions.clear();
      this.#reals.clear();
      for (const [wasm, local] of borrowed) l.code.release(wasm, local);
    };
  }
}

/** A constant whose value no engine sees: one that it sees is put back into every place of its use. */
function pushOpaque(code: Code, { wasm, bits }: Real, zero: number): void {
  code.i64(bits);
  code.get(zero);
  code.op(op.i64_or);
  if (wasm === 'f64') code.op(op.f64_reinterpret_i64);
  else {
    code.op(op.i32_wrap_i64);
    code.op(op.f32_reinterpret_i32);
  }
}

const keyOf = ({ wasm, bits }: Real): string => `${wasm} ${bits}`;

/** The bits of a real constant; `null` for 0.0, which takes one instruction, and for what is no real number. */
function realOf(value: unknown, type: Type): Real | null {
  if (typeof value !== 'number' || elementaryOf(type) === null) return null;
  const { wasm } = scalar(type);
  if (wasm !== 'f32' && wasm !== 'f64') return null;
  const view = new DataView(new ArrayBuffer(8));
  if (wasm === 'f32') view.setFloat32(4, value);
  else view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  return bits === 0n ? null : { wasm, bits };
}

/** The real constants of the body and of those written into it, the most used first. */
function realsIn(body: readonly Statement[]): Real[] {
  const uses = new Map<string, { real: Real; times: number }>();
  const enter = (pou: FunctionBlock | FunctionPou) => walkStatements(pou.body, visitor);
  const visitor: Visitor = {
    statement: (statement) => {
      if (statement.kind === 'invoke') enter(statement.instance.type.block);
    },
    expression: (expression) => {
      if (expression.kind === 'call') enter(expression.callee);
      const real = expression.kind === 'constant' ? realOf(expression.value, expression.type) : null;
      if (!real) return;
      const known = uses.get(keyOf(real));
      if (known) known.times++;
      else uses.set(keyOf(real), { real, times: 1 });
    },
  };
  walkStatements(body, visitor);
  return [...uses.values()]
    .sort((a, b) => b.times - a.times)
    .slice(0, MOST_REALS)
    .map(({ real }) => real);
}

/** The largest expressions of the body, in order, that depend on nothing the loop writes, its variable included. */
function invariant(l: Lowering, loop: For): Expression[] {
  const written = writtenBy([loop]);
  const found: Expression[] = [];
  const parts = new Set<Expression>();
  const isFixed = (variable: Variable) => !written.has(variable) && l.storage(variable).kind === 'local';
  walkStatements(loop.body, {
    expression: (expression) => {
      if (parts.has(expression) || found.length >= MOST_EXPRESSIONS) return;
      const work = workOf(expression, isFixed);
      if (work === null || work < LEAST_WORK) return;
      found.push(expression);
      walkExpression(expression, { expression: (part) => parts.add(part) });
    },
  });
  return found;
}

/** Operations of an expression that cannot change; `null` for one that can, or that does more than compute. */
function workOf(expression: Expression, isFixed: (variable: Variable) => boolean): number | null {
  if (elementaryOf(expression.type) === null) return null;
  const sum = (own: number, parts: readonly Expression[]) => {
    let work = own;
    for (const part of parts) {
      const more = workOf(part, isFixed);
      if (more === null) return null;
      work += more;
    }
    return work;
  };
  switch (expression.kind) {
    case 'constant':
      return 0;
    case 'read':
      return expression.place.kind === 'variable' && isFixed(expression.place.variable) ? 0 : null;
    case 'unary':
    case 'convert':
      return sum(1, [expression.operand]);
    case 'binary': {
      const { operator, left, right } = expression;
      if (operator === '**' || operator === 'AND_THEN' || operator === 'OR_ELSE') return null;
      return sum(operator === '/' || operator === 'MOD' ? 3 : 1, [left, right]);
    }
    case 'intrinsic':
      return pure.has(expression.name.toUpperCase()) ? sum(1, expression.arguments) : null;
    default:
      return null;
  }
}
