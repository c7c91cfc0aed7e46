/** The gateway's log on standard output: each line once, in the reader's language, for a person or for a program. */
import type { Log, LogLine } from '#sandbox/gateway/logs.ts';

export class GatewayLog {
  readonly #log: Log;
  readonly #form: 'json' | 'text';
  readonly #locale: 'en' | 'zh-CN';
  readonly #time: (atNs: bigint) => string;
  /** Up to here it is written; and how often the last line had happened then. */
  #written = 0;
  #times = 0;

  /** `time` says the time of day of a moment on the gateway's clock. */
  constructor(log: Log, form: 'json' | 'text', locale: 'en' | 'zh-CN', time: (atNs: bigint) => string) {
    this.#log = log;
    this.#form = form;
    this.#locale = locale;
    this.#time = time;
  }

  /** Writes what is new; a line that has happened again is written again, with how often. */
  flush(): void {
    for (const line of this.#log.lines(this.#written - 1)) {
      if (line.number === this.#written && line.times === this.#times) continue;
      this.#written = line.number;
      this.#times = line.times;
      process.stdout.write(`${this.#line(line)}\n`);
    }
  }

  #line({ atNs, level, about, message, times }: LogLine): string {
    const time = this.#time(atNs);
    const text = message[this.#locale];
    if (this.#form === 'text') return `${time} ${level.padEnd(7)} ${about}: ${text}${times > 1 ? ` (${times}×)` : ''}`;
    return JSON.stringify({ time, level, about, message: text, ...(times > 1 ? { times } : {}) });
  }
}
