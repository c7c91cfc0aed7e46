/** Questions about types: their names in messages, equality, what an expression of a type counts as. */
import type { MessageValue } from '../diagnostic-catalogue.ts';
import { elementary } from './elementary.ts';
import type { ElementaryName, ElementaryType, ReferenceType, Type } from './types.ts';

/**
 * The type of a literal without one, before its surroundings decide: `5` may become an INT, a WORD or a REAL. They are known by
 * identity, and never appear in a checked program.
 */
export const UNTYPED_INTEGER: ElementaryType = { kind: 'elementary', name: 'LINT' };
export const UNTYPED_REAL: ElementaryType = { kind: 'elementary', name: 'LREAL' };

/** The type of NULL before its surroundings say what it could have referred to. Known by identity, as the untyped literals are. */
export const NULL_REFERENCE: ReferenceType = {
  kind: 'reference',
  flavour: 'REF_TO',
  target: { kind: 'elementary', name: 'BOOL' },
};

export function isReference(type: Type): type is ReferenceType {
  return type.kind === 'reference';
}

export function isUntyped(type: Type): boolean {
  return type === UNTYPED_INTEGER || type === UNTYPED_REAL;
}

/** As the author would write it. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'elementary':
      return type === UNTYPED_INTEGER ? 'ANY_INT' : type === UNTYPED_REAL ? 'ANY_REAL' : type.name;
    case 'string':
      return type.capacity === 80 ? type.name : `${type.name}[${type.capacity}]`;
    case 'array':
      if (type.bounds !== undefined) return `ARRAY [${type.bounds.map(() => '*').join(', ')}] OF ${typeName(type.element)}`;
      return `ARRAY [${type.dimensions.map(({ lower, upper }) => `${lower}..${upper}`).join(', ')}] OF ${typeName(type.element)}`;
    case 'instance':
      return type.block.name;
    case 'interface':
      return type.interface.name;
    case 'reference':
      return type === NULL_REFERENCE ? 'NULL' : `${type.flavour} ${typeName(type.target)}`;
    case 'subrange':
      return type.name || `${type.base.name} (${type.lower}..${type.upper})`;
    default:
      return type.name;
  }
}

/** What an operand is, for a message: a literal has no type that its author wrote. */
export function operandText(type: Type): MessageValue {
  if (type === UNTYPED_INTEGER) return { en: 'a whole number', 'zh-CN': '整数' };
  if (type === UNTYPED_REAL) return { en: 'a real number', 'zh-CN': '实数' };
  return typeName(type);
}

/** One and the same type: by name for what has one, by shape for arrays. */
export function sameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'elementary':
      return b.kind === 'elementary' && a.name === b.name;
    case 'string':
      return b.kind === 'string' && a.name === b.name && a.capacity === b.capacity;
    case 'array':
      return (
        b.kind === 'array' &&
        a.bounds === undefined &&
        b.bounds === undefined &&
        a.dimensions.length === b.dimensions.length &&
        a.dimensions.every(
          (dimension, i) => dimension.lower === b.dimensions[i]!.lower && dimension.upper === b.dimensions[i]!.upper,
        ) &&
        sameType(a.element, b.element)
      );
    case 'instance':
      return b.kind === 'instance' && a.block === b.block;
    case 'reference':
      return b.kind === 'reference' && sameType(a.target, b.target);
    case 'interface':
      return b.kind === 'interface' && a.interface === b.interface;
    case 'subrange':
      return b.kind === 'subrange' && a.base.name === b.base.name && a.lower === b.lower && a.upper === b.upper;
    default:
      return false;
  }
}

/** The elementary type that an expression of this type computes with; `null` for enumerations and everything with parts. */
export function computedAs(type: Type): ElementaryName | null {
  if (type.kind === 'elementary') return type.name;
  if (type.kind === 'subrange') return type.base.name;
  return null;
}

/** A subrange is computed with as its base; every other type as itself. */
export function valueType(type: Type): Type {
  return type.kind === 'subrange' ? elementary(type.base.name) : type;
}

/** Number of elements of an array. */
export function elementCount(type: Type & { kind: 'array' }): number {
  return type.dimensions.reduce((product, { lower, upper }) => product * (upper - lower + 1), 1);
}

export function isAggregate(type: Type): boolean {
  return type.kind === 'array' || type.kind === 'struct';
}
