/** Values of signals in the shape that a protocol's type wants, and back. */
import type { Value } from '../../types.ts';

/** Types whose values are 64 bits wide. */
const wide = new Set(['LINT', 'ULINT', 'LWORD', 'TIME', 'LTIME']);
const fractional = new Set(['REAL', 'LREAL']);

/** A number in the shape that a type wants: rounded where it has no fractions. `null`: a text, or no number. */
export function scaled(value: Value, by: number, type: string): boolean | number | bigint | null {
  if (typeof value === 'boolean') return type === 'BOOL' ? value : value ? 1 : 0;
  if (type === 'BOOL') return Number(value) !== 0;
  if (typeof value === 'string') return null;
  if (typeof value === 'bigint' && by === 1 && wide.has(type)) return value;
  const number = Number(value) * by;
  if (fractional.has(type)) return number;
  if (!Number.isFinite(number)) return null;
  const whole = Math.round(number);
  return wide.has(type) ? BigInt(whole) : whole;
}
