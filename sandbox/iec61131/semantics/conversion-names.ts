/** Which conversion a function's name says. */
import { STRING_NAMES } from '../syntax/keywords.ts';
import { conversionExists } from './conversion-table.ts';
import { classOf, elementaryNamed, elementaryNames, isInteger } from './elementary.ts';
import { isStringName } from './texts.ts';
import type { ElementaryName, StringName } from './types.ts';

/**
 * A conversion function: `INT_TO_REAL`, `TO_REAL`, `REAL_TRUNC_INT`, `TRUNC_INT`, `WORD_BCD_TO_UINT`, `UINT_TO_BCD_WORD`,
 * `DATE_AND_TIME_TO_TIME_OF_DAY`. Tables 22 to 27.
 */
export interface ConversionFunction {
  from: ElementaryName | StringName | null;
  to: ElementaryName | StringName;
  truncate: boolean;
  /** Which side is a number in decimal digits of four bits. */
  bcd?: 'from' | 'to';
}

const named = (key: string): ElementaryName | StringName | null => (isStringName(key) ? key : elementaryNamed(key));
const known = new Map<string, ConversionFunction | null>();

export function findConversion(key: string): ConversionFunction | null {
  let found = known.get(key);
  if (found === undefined) {
    found = readConversion(key);
    if (known.size < 5000) known.set(key, found);
  }
  return found;
}

function readConversion(key: string): ConversionFunction | null {
  const bcd = /^(?:([A-Z]+)_BCD_TO_([A-Z]+)|([A-Z]+)_TO_BCD_([A-Z]+))$/.exec(key);
  if (bcd !== null) {
    const [bits, integer] = bcd[1] !== undefined ? [named(bcd[1]), named(bcd[2]!)] : [named(bcd[4]!), named(bcd[3]!)];
    if (bits === null || integer === null || isStringName(bits) || isStringName(integer)) return null;
    if (classOf(bits) !== 'bits' || classOf(integer) !== 'unsigned') return null;
    return bcd[1] !== undefined
      ? { from: bits, to: integer, truncate: false, bcd: 'from' }
      : { from: integer, to: bits, truncate: false, bcd: 'to' };
  }
  // The overloaded forms: BCD_TO_UINT(w), TO_BCD_WORD(n).
  const overloaded = /^(BCD_TO|TO_BCD)_([A-Z]+)$/.exec(key);
  if (overloaded !== null) {
    const to = named(overloaded[2]!);
    const side = overloaded[1] === 'BCD_TO' ? 'from' : 'to';
    if (to === null || isStringName(to) || classOf(to) !== (side === 'from' ? 'unsigned' : 'bits')) return null;
    return { from: null, to, truncate: false, bcd: side };
  }
  const truncated = /^(?:(L?REAL)_)?TRUNC_([A-Z]+)$/.exec(key);
  if (truncated !== null) {
    const to = named(truncated[2]!);
    if (to === null || isStringName(to) || !isInteger(to)) return null;
    return { from: (truncated[1] as ElementaryName | undefined) ?? null, to, truncate: true };
  }
  // The names of types hold no `_TO_`.
  const at = key.startsWith('TO_') ? 0 : key.indexOf('_TO_') + 1;
  if (at === 0 && !key.startsWith('TO_')) return null;
  const from = at === 0 ? null : named(key.slice(0, at - 1));
  const to = named(key.slice(at + 3));
  if (to === null || (at !== 0 && from === null) || from === to) return null;
  if (from !== null && !isStringName(from) && !isStringName(to) && !conversionExists(from, to)) return null;
  return { from, to, truncate: false };
}

/** Every conversion by name. The types are named short: `DT`, not `DATE_AND_TIME`. */
export function conversionNames(): string[] {
  const all = [...elementaryNames, ...STRING_NAMES];
  const found: string[] = [];
  const add = (name: string): void => {
    if (findConversion(name) !== null) found.push(name);
  };
  for (const to of all) {
    found.push(`TO_${to}`);
    for (const from of all) add(`${from}_TO_${to}`);
    for (const name of [`TRUNC_${to}`, `REAL_TRUNC_${to}`, `LREAL_TRUNC_${to}`, `BCD_TO_${to}`, `TO_BCD_${to}`]) add(name);
    for (const from of all) {
      add(`${from}_BCD_TO_${to}`);
      add(`${from}_TO_BCD_${to}`);
    }
  }
  return found;
}
