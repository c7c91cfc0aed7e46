/**
 * What integer expressions can come to, as intervals: so that an index that must lie in its array is not checked, and arithmetic that
 * cannot leave its type is not brought back into it. Nothing in memory is believed beyond what its bytes can hold, because a rig, a
 * force or an overlay may have written there; facts about a variable exist only while it lives in a WebAssembly local (`promotion.ts`),
 * where nobody else can reach it.
 */
import type { Expression, Variable } from '../semantics/checked.ts';
import type { ElementaryName, Type } from '../semantics/types.ts';
import { elementaryOf } from './representation.ts';

/** Inclusive; both ends are whole numbers within ±2**53, where arithmetic is exact. */
export interface Interval {
  lower: number;
  upper: number;
}

/** Facts that hold at the place of the text being written. */
export type Facts = Map<Variable, Interval>;

const signed = (bits: number): Interval => ({ lower: -(2 ** (bits - 1)), upper: 2 ** (bits - 1) - 1 });
const unsigned = (bits: number): Interval => ({ lower: 0, upper: 2 ** bits - 1 });

/** What the bytes of a type can hold, as they are loaded. A BOOL in memory may be shared with a BYTE, so it is not believed to be 0 or 1. */
const held: Partial<Record<ElementaryName, Interval>> = {
  BOOL: unsigned(8),
  BYTE: unsigned(8),
  WORD: unsigned(16),
  DWORD: unsigned(32),
  SINT: signed(8),
  INT: signed(16),
  DINT: signed(32),
  USINT: unsigned(8),
  UINT: unsigned(16),
  UDINT: unsigned(32),
};

const integers: ReadonlySet<string> = new Set([...Object.keys(held), 'LWORD', 'LINT', 'ULINT']);

/** How far into an expression it is worth looking; a bound, because every operator of a long sum looks again. */
const DEEPEST = 5;

const TRUTH: Interval = { lower: 0, upper: 1 };
const LARGEST = 2 ** 53;

/** The interval of every value of `type`; `null` for reals, 64-bit types and whatever else has no small whole values. */
function ofType(type: Type): Interval | null {
  const name = elementaryOf(type);
  return (name && held[name]) ?? null;
}

const of = (...ends: number[]): Interval | null => {
  const lower = Math.min(...ends);
  const upper = Math.max(...ends);
  return lower >= -LARGEST && upper <= LARGEST ? { lower, upper } : null;
};

export const within = (inner: Interval | null, outer: Interval | null): boolean =>
  inner !== null && outer !== null && inner.lower >= outer.lower && inner.upper <= outer.upper;

/** What `expression` can come to, after it was brought into its type. */
export function intervalOf(facts: Facts, expression: Expression, depth = DEEPEST): Interval | null {
  const whole = ofType(expression.type);
  const exact = depth > 0 ? exactOf(facts, expression, depth - 1) : null;
  if (whole === null) return exact;
  return within(exact, whole) ? exact : whole;
}

/** Whether the value needs no wrapping: arithmetic without bounds gives the same. */
export function staysWithin(facts: Facts, expression: Expression, name: ElementaryName): boolean {
  return within(exactOf(facts, expression, DEEPEST), held[name] ?? null);
}

/** The interval before any wrapping. */
function exactOf(facts: Facts, expression: Expression, depth: number): Interval | null {
  switch (expression.kind) {
    case 'constant':
      if (typeof expression.value === 'boolean') return expression.value ? { lower: 1, upper: 1 } : { lower: 0, upper: 0 };
      return typeof expression.value === 'bigint' ? of(Number(expression.value)) : null;
    case 'read': {
      const { place } = expression;
      if (place.kind === 'bit') return TRUTH;
      return (place.kind === 'variable' && facts.get(place.variable)) || ofType(place.type);
    }
    case 'unary':
      return negated(facts, expression, depth);
    case 'binary':
      return combined(facts, expression, depth);
    case 'convert':
      return converted(facts, expression, depth);
    case 'intrinsic':
      return ofIntrinsic(facts, expression, depth);
    default:
      return null;
  }
}

/** Between integers the value stays where it fits; anything else (a duration counts in another unit) is not followed. */
function converted(facts: Facts, { operand, to }: Expression & { kind: 'convert' }, depth: number): Interval | null {
  const from = elementaryOf(operand.type);
  if (to === 'BOOL' && from !== 'BOOL') return TRUTH;
  return from && integers.has(from) && integers.has(to) ? intervalOf(facts, operand, depth) : null;
}

function negated(facts: Facts, { operator, operand, type }: Expression & { kind: 'unary' }, depth: number): Interval | null {
  if (operator === 'NOT') return elementaryOf(type) === 'BOOL' ? TRUTH : null;
  const inner = intervalOf(facts, operand, depth);
  return inner && of(-inner.lower, -inner.upper);
}

function combined(facts: Facts, { operator, left, right }: Expression & { kind: 'binary' }, depth: number): Interval | null {
  const a = intervalOf(facts, left, depth);
  const b = intervalOf(facts, right, depth);
  switch (operator) {
    case '+':
      return a && b && of(a.lower + b.lower, a.upper + b.upper);
    case '-':
      return a && b && of(a.lower - b.upper, a.upper - b.lower);
    case '*':
      return a && b && of(a.lower * b.lower, a.lower * b.upper, a.upper * b.lower, a.upper * b.upper);
    case '/':
      if (!a || !b || b.lower <= 0) return null;
      return of(...[a.lower, a.upper].flatMap((x) => [Math.trunc(x / b.lower), Math.trunc(x / b.upper)]));
    case 'MOD': {
      if (!b) return null;
      // MOD by zero is zero, and the remainder has the sign of the dividend.
      const most = Math.max(Math.abs(b.lower), Math.abs(b.upper), 1) - 1;
      if (!a) return { lower: -most, upper: most };
      return { lower: a.lower < 0 ? -Math.min(most, -a.lower) : 0, upper: a.upper > 0 ? Math.min(most, a.upper) : 0 };
    }
    case 'AND': {
      const masks = [a, b].filter((mask) => mask !== null && mask.lower >= 0).map((mask) => mask?.upper ?? 0);
      return masks.length > 0 ? { lower: 0, upper: Math.min(...masks) } : null;
    }
    case 'OR':
    case 'XOR': {
      if (!a || !b || a.lower < 0 || b.lower < 0) return null;
      let upper = 1;
      while (upper <= Math.max(a.upper, b.upper)) upper *= 2;
      return { lower: 0, upper: upper - 1 };
    }
    // Where the left side decides, it is 0 or 1; else it is whatever the right side is.
    case 'AND_THEN':
      return b && of(0, b.lower, b.upper);
    case 'OR_ELSE':
      return b && of(1, b.lower, b.upper);
    case '**':
      return null;
    default:
      return TRUTH;
  }
}

function ofIntrinsic(facts: Facts, call: Expression & { kind: 'intrinsic' }, depth: number): Interval | null {
  const inputs = () => call.arguments.map((argument) => intervalOf(facts, argument, depth));
  switch (call.name.toUpperCase()) {
    case 'MOVE':
      return inputs()[0] ?? null;
    case 'SEL': {
      const [, a, b] = inputs();
      return a && b ? of(a.lower, a.upper, b.lower, b.upper) : null;
    }
    case 'MIN':
    case 'MAX': {
      const all = inputs();
      const pick = call.name.toUpperCase() === 'MIN' ? Math.min : Math.max;
      if (all.some((interval) => !interval)) return null;
      return of(pick(...all.map((interval) => interval?.lower ?? 0)), pick(...all.map((interval) => interval?.upper ?? 0)));
    }
    case 'LIMIT': {
      const [least, value, most] = inputs();
      if (!least || !value || !most) return null;
      const clamp = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);
      return of(clamp(value.lower, least.lower, most.lower), clamp(value.upper, least.upper, most.upper));
    }
    case 'SHR': {
      const [value] = inputs();
      const [, count] = call.arguments;
      if (!value || value.lower < 0 || count?.kind !== 'constant' || typeof count.value !== 'bigint') return null;
      return count.value < 0n ? { lower: 0, upper: 0 } : { lower: 0, upper: Math.floor(value.upper / 2 ** Number(count.value)) };
    }
    default:
      return null;
  }
}
