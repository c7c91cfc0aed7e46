/** How a tool's state is written down (law 3): JSON-safe, and checked when it comes back. */
import { z } from 'zod';

/** Nanoseconds of the network's clock. */
export const ns = z.codec(z.string().regex(/^\d{1,20}$/), z.bigint(), { decode: (digits) => BigInt(digits), encode: String });

/** Bytes as base64, of at most so many. */
export const bytes = (most: number) =>
  z.codec(z.base64().max(4 * Math.ceil(most / 3)), z.instanceof(Uint8Array) as z.ZodType<Uint8Array, Uint8Array>, {
    decode: (text) => Uint8Array.from(Buffer.from(text, 'base64')),
    encode: (value) => Buffer.from(value).toString('base64'),
  });

export const count = z.int().min(0);

/** A span or an instant as people read it: milliseconds with their fractions. */
export const milliseconds = (span: bigint): number => Number(span) / 1e6;
export const nanoseconds = (span: number): bigint => BigInt(Math.round(span * 1e6));

/** The sooner of two times; `null`: none. */
export const sooner = (one: bigint | null, other: bigint | null): bigint | null =>
  one === null || (other !== null && other < one) ? other : one;
