/** How saved parties write bytes, times and connections (law 3): JSON-safe, and checked when they come back. */
import { z } from 'zod';

/** Bytes as base64, of at most so many. */
export const base64 = (maxBytes: number) =>
  z
    .base64()
    .max(4 * Math.ceil(maxBytes / 3))
    .transform((text): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64')));

export const bytesOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Nanoseconds as digits. */
export const time = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform((digits) => BigInt(digits));

/** Negative: opened by the party itself. */
export const connectionId = z.int();
