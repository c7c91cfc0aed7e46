/** The standard functions on values that are there already. IEC 61131-3, Tables 28 to 39. */
import type { StringName, Type } from '#sandbox/iec61131/semantics/types.ts';
import { NotCovered, nameOf, type Scalar, shift, truncate, widthOf, wrap } from './arithmetic.ts';
import { midnightOf, partsOf } from './calendar.ts';
import { printed } from './printed.ts';
import { readBack } from './read-back.ts';
import { compareTexts, cutTo, recode, textFunctions } from './texts.ts';

type Given = Scalar | string;

const less = (a: Given, b: Given, type: Type): boolean =>
  type.kind === 'string' ? compareTexts(a as string, b as string, type.name) < 0 : a < b;

function swapBytes(value: Scalar, type: Type): Scalar {
  const name = nameOf(type);
  if (typeof value !== 'bigint') throw new NotCovered(`the bytes of ${name}`);
  const bytes = widthOf(name)[0] / 8;
  let swapped = 0n;
  for (let at = 0; at < bytes; at++) swapped = (swapped << 8n) | ((value >> BigInt(8 * at)) & 255n);
  return wrap(swapped, name);
}

/** Four bits are a decimal digit each. */
const fromBcd = (digits: bigint): bigint => [...digits.toString(16)].reduce((sum, digit) => sum * 10n + BigInt(`0x${digit}`), 0n);

export function applyStandard(name: string, given: Given[], types: readonly Type[], result: Type): Given {
  const [first, second, third] = given as [Given, Given, Given];
  const encoding = (types[0]?.kind === 'string' ? types[0].name : 'STRING') satisfies StringName;
  const text = textFunctions[name];
  if (text) {
    const made = text(encoding, given as (string | bigint)[]);
    return result.kind === 'string' ? cutTo(result, made as string) : made;
  }
  switch (name) {
    case 'LEN_MAX':
      return types[0]?.kind === 'string' ? BigInt(types[0].capacity) : 0n;
    case 'RECODE':
      if (result.kind !== 'string') break;
      return cutTo(result, recode(first as string, encoding, result.name));
    case 'TO_TEXT':
      return printed(first as Scalar, nameOf(types[0]!));
    case 'FROM_TEXT':
      // Longer texts are no numbers.
      return readBack((first as string).slice(0, 80), nameOf(result));
    case 'ABS':
      if (typeof first === 'bigint') return first < 0n ? wrap(-first, nameOf(result)) : first;
      return Math.abs(first as number);
    case 'SQRT':
      return nameOf(result) === 'REAL' ? Math.fround(Math.sqrt(first as number)) : Math.sqrt(first as number);
    case 'MOVE':
      return first;
    case 'MIN':
      return given.reduce((best, next) => (less(next, best, result) ? next : best));
    case 'MAX':
      return given.reduce((best, next) => (less(best, next, result) ? next : best));
    case 'LIMIT': {
      const atLeast = less(second, first, result) ? first : second;
      return less(third, atLeast, result) ? third : atLeast;
    }
    case 'SHL':
    case 'SHR':
    case 'ROL':
    case 'ROR':
      return shift(name, first as Scalar, second as bigint, nameOf(result));
    case 'TRUNC':
      return truncate(first as number, nameOf(result));
    case 'SWAP_BYTES':
      return swapBytes(first as Scalar, result);
    case 'IS_VALID':
      return Number.isFinite(first);
    case 'IS_VALID_BCD':
      return /^[0-9]*$/.test((first as bigint).toString(16));
    case 'FROM_BCD':
      return wrap(fromBcd(first as bigint), 'ULINT');
    case 'TO_BCD':
      return BigInt(`0x${String(first).slice(-16)}`);
    case 'YEAR':
      return partsOf(first as bigint).year;
    case 'MONTH':
      return partsOf(first as bigint).month;
    case 'DAY':
      return partsOf(first as bigint).day;
    case 'MIDNIGHT':
      return wrap(midnightOf(first as bigint, second as bigint, third as bigint), 'LINT');
  }
  throw new NotCovered(name);
}
