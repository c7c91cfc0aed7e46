/**
 * What the name of a standard function says: an overloaded function, or one held to a type by the name's end (Table 21, row 2; clause
 * 6.6.2.4): `ADD_INT`, `EQ_STRING`, `LEFT_WSTRING`. The type stands for the generic one of the function's table: numbers of ADD, strings
 * of LEFT; what is of no generic type (the number of characters, the gate of SEL) stays as it is.
 */
import { STRING_NAMES } from '../syntax/keywords.ts';
import { conversionNames } from './conversion-names.ts';
import { classOf, elementaryNamed, elementaryNames, isBitString, isInteger, isNumeric } from './elementary.ts';
import { overloadedFunction, type StandardFunction, standardFunctions } from './standard-functions.ts';
import { isStringName } from './texts.ts';
import type { ElementaryName, StringName } from './types.ts';

/** A standard function by its name in upper case, conversions apart (`findConversion`). */
export function findStandardFunction(key: string): StandardFunction | null {
  return overloadedFunction(key) ?? findTyped(key);
}

const typed = new Map<string, StandardFunction>();

function findTyped(key: string): StandardFunction | null {
  const known = typed.get(key);
  if (known !== undefined) return known;
  // Names of functions and of types both hold underscores: TO_BIG_ENDIAN_WORD, MAX_DATE_AND_TIME.
  for (let at = key.indexOf('_'); at !== -1; at = key.indexOf('_', at + 1)) {
    const base = overloadedFunction(key.slice(0, at));
    const word = key.slice(at + 1);
    const of = isStringName(word) ? word : elementaryNamed(word);
    if (base === null || of === null || !takesType(base, of)) continue;
    const found: StandardFunction = { ...base, name: key, doc: documentation(base, of), typed: { base, of } };
    typed.set(key, found);
    return found;
  }
  return null;
}

function documentation({ doc }: StandardFunction, of: ElementaryName | StringName): StandardFunction['doc'] {
  return isStringName(of)
    ? { en: `${doc.en} Its strings are of type ${of}.`, 'zh-CN': `${doc['zh-CN']}其中的字符串均为 ${of}。` }
    : { en: `${doc.en} Arguments widen to ${of}.`, 'zh-CN': `${doc['zh-CN']}参数先扩展为 ${of}。` };
}

/** Whether a function has a form for this type: whether the type belongs to the generic one of its table. */
function takesType({ name, rule }: StandardFunction, of: ElementaryName | StringName): boolean {
  switch (rule.kind) {
    case 'monotonic':
    case 'move':
    case 'alike':
    case 'select':
    case 'multiplex':
      return true;
    case 'text':
      return isStringName(of);
  }
  if (isStringName(of)) return false;
  switch (rule.kind) {
    case 'operator':
      if (rule.operator === 'AND' || rule.operator === 'OR' || rule.operator === 'XOR') return isBitString(of);
      if (rule.operator === 'MOD') return isInteger(of);
      return rule.operator === '**' ? classOf(of) === 'real' : isNumeric(of);
    case 'complement':
      return isBitString(of);
    case 'shift':
      return classOf(of) === 'bits';
    case 'unary':
      return rule.of === 'ANY_NUM' ? isNumeric(of) : classOf(of) === 'real';
    case 'real':
      return classOf(of) === 'real';
    case 'valid':
      return name === 'IS_VALID_BCD' ? classOf(of) === 'bits' : classOf(of) === 'real';
    case 'endian':
      return isNumeric(of) || classOf(of) === 'bits';
    default:
      return false;
  }
}

let forms: readonly StandardFunction[] | null = null;
/** Every typed form of every overloaded function. */
export function typedFunctions(): readonly StandardFunction[] {
  forms ??= standardFunctions().flatMap(({ name }) =>
    [...elementaryNames, ...STRING_NAMES].flatMap((of) => {
      const found = findStandardFunction(`${name}_${of}`);
      // ADD_TIME and its kin are rows of their own (Table 35).
      return found?.typed === undefined ? [] : [found];
    }),
  );
  return forms;
}

let names: readonly string[] | null = null;
/**
 * What a name that is no function's may have been meant for: overloaded functions, conversions, typed functions; of two equally near
 * ones the first. Where the name before an underscore is right, the type behind it is wrong: AND_STRNG is not meant for NE_STRING.
 */
export function standardNamesLike(key: string): readonly string[] {
  names ??= [...standardFunctions().map(({ name }) => name), ...conversionNames(), ...typedFunctions().map(({ name }) => name)];
  const stem = key.slice(0, key.indexOf('_') + 1);
  if (stem === '' || overloadedFunction(stem.slice(0, -1)) === null) return names;
  return names.filter((name) => name.startsWith(stem));
}
