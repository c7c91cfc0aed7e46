/** The words that every part of `gateway.yaml` is written in: spans of time, sizes, names, values. */
import { z } from 'zod';

/** A message of the schema's own in both languages; `issues.ts` takes them apart again. */
export const say = (en: string, chinese: string): string => `${en}\u0000${chinese}`;

const units: Record<string, bigint> = {
  us: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  min: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** Nanoseconds of `250ms`, `1.5s`, `10min`; `null` when the text is no span of time. */
function nanoseconds(text: string): bigint | null {
  const match = /^(\d{1,9})(?:\.(\d{1,9}))?\s*(us|ms|s|min|h)$/.exec(text.trim());
  if (!match) return null;
  const [, whole = '0', fraction = '', unit = 's'] = match;
  const scale = units[unit] ?? 1n;
  return BigInt(whole) * scale + (fraction === '' ? 0n : (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length));
}

/** A span of time, written `250ms`, `1s`, `10min`; nanoseconds after reading. */
export const span = z
  .string()
  .transform((text, context) => {
    const value = nanoseconds(text);
    if (value !== null) return value;
    context.addIssue({
      code: 'custom',
      message: say(
        'this is not a span of time; write a number with us, ms, s, min or h, such as 250ms',
        '这不是时长；请写数字加单位 us、ms、s、min 或 h，例如 250ms',
      ),
    });
    return z.NEVER;
  })
  .describe('A span of time: 250ms, 1s, 10min.');

export const positiveSpan = span.refine((value) => value > 0n, { message: say('it must be longer than 0', '必须大于 0') });

/** A size, written `512kB`, `20MB`; bytes after reading. */
export const size = z
  .string()
  .transform((text, context) => {
    const match = /^(\d{1,6})\s*(B|kB|MB|GB)$/.exec(text.trim());
    if (match) return Number(match[1]) * ({ B: 1, kB: 1e3, MB: 1e6, GB: 1e9 }[match[2] ?? 'B'] ?? 1);
    context.addIssue({
      code: 'custom',
      message: say(
        'this is not a size; write a number with B, kB, MB or GB, such as 20MB',
        '这不是容量；请写数字加单位 B、kB、MB 或 GB，例如 20MB',
      ),
    });
    return z.NEVER;
  })
  .describe('A size: 512kB, 20MB.');

/** Of connections, groups, templates, alarms. */
export const name = z
  .string()
  .max(64)
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]*$/,
    say(
      'begin with a letter; then letters, digits, - and _, such as press-1',
      '以字母开头，其后为字母、数字、- 和 _，例如 press-1',
    ),
  );

/** Of tags: levels separated by slashes, which become levels of the topic. */
export const tagName = z
  .string()
  .max(128)
  .regex(
    /^[^\s/+#{}$"]+(\/[^\s/+#{}$"]+)*$/,
    say(
      'write words without blanks, separated by slashes: pump-1/flow; + # { } $ have a meaning in topics',
      '请写不含空格的词，用斜杠分级，例如 pump-1/flow；+ # { } $ 在主题中另有含义',
    ),
  );

/** One level of the namespace: it becomes one level of a topic. */
export const level = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^\s/+#{}$"]+$/, say('write one word without blanks, / + # { } or $', '请写一个词，不含空格及 / + # { } $'));

export const host = z
  .string()
  .max(253)
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/,
    say('write a name or an address, such as 10.0.0.11', '请写主机名或地址，例如 10.0.0.11'),
  );

export const port = z.int().min(1).max(65_535);

export const plainValue = z.union([z.boolean(), z.number(), z.string()]);
