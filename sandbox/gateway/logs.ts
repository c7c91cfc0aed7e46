/** The log: the last lines, in both languages; what repeats is counted instead of written again. */
import { z } from 'zod';
import { ns, plain } from './saved.ts';
import type { Text } from './text.ts';

export const logLevels = ['debug', 'info', 'warning', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

const lineSchema = z.strictObject({
  /** Counts from 1 and never back: a reader asks for what came after. */
  number: z.int(),
  atNs: ns,
  level: z.enum(logLevels),
  /** What it is about: a connection, `northbound`, `store`, `access`. */
  about: z.string(),
  message: z.strictObject({ en: z.string(), 'zh-CN': z.string() }),
  times: z.int().min(1),
});
export type LogLine = z.output<typeof lineSchema>;

export const logSchema = z.strictObject({ lines: z.array(lineSchema), next: z.int() });

export class Log {
  readonly #most: number;
  #lines: LogLine[] = [];
  #next = 1;

  constructor(most = 500, saved?: z.output<typeof logSchema>) {
    this.#most = most;
    if (saved) {
      this.#lines = saved.lines.map((line) => ({ ...line }));
      this.#next = saved.next;
    }
  }

  write(level: LogLevel, about: string, message: Text, nowNs: bigint): void {
    const last = this.#lines.at(-1);
    if (last && last.level === level && last.about === about && last.message.en === message.en) {
      last.times += 1;
      last.atNs = nowNs;
      return;
    }
    this.#lines.push({ number: this.#next, atNs: nowNs, level, about, message, times: 1 });
    this.#next += 1;
    if (this.#lines.length > this.#most) this.#lines.splice(0, this.#lines.length - this.#most);
  }

  /** Those after line `after`, the newest last. */
  lines(after = 0): readonly LogLine[] {
    return this.#lines.filter(({ number }) => number > after);
  }

  save(): unknown {
    return plain({ lines: this.#lines, next: this.#next });
  }
}
