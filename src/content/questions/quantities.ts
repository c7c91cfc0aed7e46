/** A number as people write it, with or without its unit, in the unit that a question is asked in. */
import type { AskedUnit } from '../quiz-schema.ts';
import { convert, plainUnit, readUnit, sameDimension } from './units.ts';

export type Quantity =
  | { read: true; value: number }
  /** `unit`: as written by the reader. */
  | { read: false; why: 'not-a-number' | 'unit-missing' }
  | { read: false; why: 'no-unit' | 'unit-unknown' | 'unit-other' | 'unit-not-taken'; unit: string };

export function readQuantity(text: string, asked: AskedUnit): Quantity {
  const plain = text.normalize('NFKC').replaceAll('−', '-').replaceAll('。', '.').trim();
  const [, digits = '', rest = ''] = /^([+-]?(?:\d[\d.,' ]*|[.,]\d+)(?:(?<=\d)e[+-]?\d+)?)\s*(.*)$/is.exec(plain) ?? [];
  const value = readNumber(digits.trim());
  if (value === null) return { read: false, why: 'not-a-number' };
  const written = rest.trim();
  if (written === '') return asked.mustWrite ? { read: false, why: 'unit-missing' } : { read: true, value };
  if (same(written, asked.unit)) return { read: true, value };
  // A count may carry its word ("3 entries"), but no unit: 3 s are no entries.
  if (asked.unit === '')
    return readUnit(written) === null ? { read: true, value } : { read: false, why: 'no-unit', unit: written };
  const own = readUnit(asked.unit);
  const given = readUnit(written) ?? readUnit(written.toLowerCase());
  if (given === null || own === null) return { read: false, why: 'unit-unknown', unit: written };
  if (!sameDimension(given, own)) return { read: false, why: 'unit-other', unit: written };
  if (asked.accepted !== null && !asked.accepted.some((unit) => same(unit, written)))
    return { read: false, why: 'unit-not-taken', unit: written };
  return { read: true, value: convert(value, given, own) };
}

const same = (one: string, other: string): boolean => plainUnit(one).toLowerCase() === plainUnit(other).toLowerCase();

/** `1,450`, `1450`, `1 450`, `2,5`, `2.5`, `1.450,5`: a comma between groups of three is grouping, any other is the decimal mark. */
function readNumber(text: string): number | null {
  let digits = text.replaceAll(/[' ](?=\d{3}(\D|$))/g, '');
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits)) digits = digits.replaceAll(',', '');
  else if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(digits)) digits = digits.replaceAll('.', '').replace(',', '.');
  else digits = digits.replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits) ? Number(digits) : null;
}
