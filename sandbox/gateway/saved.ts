/** How state is written down (law 3): plain data that JSON can carry, and that is checked when it comes back. */
import { z } from 'zod';

/** Nanoseconds in saved state: `"1500n"`; a bigint once it is back. */
export const ns = z
  .string()
  .regex(/^-?\d{1,20}n$/)
  .transform((text) => BigInt(text.slice(0, -1)));

/** A deep copy of plain data with its bigints as text, and without what is undefined. */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, each]) => [key, plain(each)]));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([key, each]) => [key, plain(each)]),
    );
  }
  return value;
}
