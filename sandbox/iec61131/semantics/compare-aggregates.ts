/**
 * Arrays and structures compared part by part, as statements; for assertions, because operators compare only values without parts
 * (clause 6.6.2.5.7). Bytes would not do: there is room between fields, strings end before their memory, and NaN differs from itself.
 */
import type { Expression, Place, Statement } from './checked.ts';
import { constantOf } from './conversions.ts';
import { elementary } from './elementary.ts';
import type { Terms } from './terms.ts';
import { valueType } from './type-relations.ts';
import type { Type } from './types.ts';

/** Whether every part has a value that can be compared and shown. */
export function hasComparableParts(type: Type): boolean {
  switch (type.kind) {
    case 'array':
      return type.bounds === undefined && hasComparableParts(type.element);
    case 'struct':
      return type.fields.every((field) => hasComparableParts(field.type));
    case 'elementary':
    case 'enum':
    case 'subrange':
    case 'string':
      return true;
    default:
      return false;
  }
}

export interface Comparison {
  terms: Terms;
  /** A BOOL that becomes TRUE where a part differs. */
  differs: Place;
  /** A DINT of its own for each level of nesting of loops. */
  counter(level: number): Place;
  /** `<>` of two parts of one type. */
  unequal(left: Expression, right: Expression): Expression | null;
}

/** Statements that set `differs` if any part of `a` and `b`, both of one type, is unequal. */
export function compareParts(comparison: Comparison, a: Place, b: Place, level = 0): Statement[] {
  const { terms, differs } = comparison;
  const { type } = a;
  if (type.kind === 'struct')
    return type.fields.flatMap(({ name }) => compareParts(comparison, terms.field(a, name), terms.field(b, name), level));
  if (type.kind !== 'array') {
    const read = (place: Place): Expression => ({ kind: 'read', place, type: valueType(place.type), range: terms.range });
    const unequal = comparison.unequal(read(a), read(b));
    return unequal === null ? [] : [terms.when(unequal, [terms.assign(differs, terms.bool(true))])];
  }
  const counters = type.dimensions.map((_, dimension) => comparison.counter(level + dimension));
  const element = (base: Place): Place => ({
    kind: 'index',
    base,
    indices: counters.map((counter) => terms.read(counter)),
    type: type.element,
    range: terms.range,
  });
  const inside = compareParts(comparison, element(a), element(b), level + counters.length);
  const dint = elementary('DINT');
  return type.dimensions.reduceRight<Statement[]>((body, { lower, upper }, dimension) => {
    const [from, to, by] = [lower, upper, 1].map((value) => constantOf(BigInt(value), dint, terms));
    return [{ kind: 'for', variable: counters[dimension]!, from: from!, to: to!, by: by!, body, range: terms.range }];
  }, inside);
}
