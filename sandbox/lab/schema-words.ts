/** The words that every part of the lab format is written in: times, names, values, expressions. */
import { z } from 'zod';

const durationUnits: Record<string, bigint> = {
  us: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  min: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** Nanoseconds of `10ms`, `2.5s`, `1min`; `null` when the text is not a duration. */
export function parseDuration(text: string): bigint | null {
  const match = /^(\d+)(?:\.(\d+))?\s*(us|ms|s|min|h)$/.exec(text.trim());
  if (!match) return null;
  const [, whole = '0', fraction = '', unit = 's'] = match;
  const scale = durationUnits[unit] ?? 1n;
  return BigInt(whole) * scale + (fraction === '' ? 0n : (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length));
}

/** A span of logical time, written `10ms`, `2.5s`, `1min`; nanoseconds after parsing. */
export const duration = z
  .union([z.string(), z.literal(0)])
  .transform((text, context) => {
    const value = text === 0 ? 0n : parseDuration(text);
    if (value !== null) return value;
    context.addIssue({
      code: 'custom',
      message: `"${text}" is not a duration; write a number with us, ms, s, min or h, e.g. 200ms`,
    });
    return z.NEVER;
  })
  .describe('A span of logical time: 10ms, 2.5s, 1min.');

export const positiveDuration = duration.refine((value) => value > 0n, { message: 'must be longer than 0' });

export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, e.g. seal-in');
export const identifier = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'use an IEC identifier: letters, digits, underscores');

/** `plant.StartButton`, `plc.Motor`: a part of the rig, then a name in it. */
export const signalName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+$/, 'name a signal as part.Name, e.g. plant.StartButton');

/** TRUE/FALSE, a number, or a duration such as 800ms for a signal of type TIME. */
export const signalValue = z.union([z.boolean(), z.number(), z.string()]);

/** A BOOL expression over signals. */
export const expression = z.string().min(1).describe('A BOOL expression in Structured Text over signals, with IMPLIES.');
