/** The lab host's end of the journal: what happens in one turn of the event loop travels in one message and is written in one transaction. */
import type { FromLabHost, JournalRecord } from './channel.ts';

export class JournalOutbox {
  readonly #send: (message: FromLabHost) => void;
  #records: JournalRecord[] = [];
  #callbacks: (() => void)[] = [];
  #scheduled = false;
  #lastBatch = 0;
  readonly #unanswered = new Map<number, (() => void)[]>();
  #drained: (() => void) | null = null;

  constructor(send: (message: FromLabHost) => void) {
    this.#send = send;
  }

  /** `durable` is called once the record would survive a crash of every process. */
  append(record: JournalRecord, durable?: () => void): void {
    this.#records.push(record);
    if (durable !== undefined) this.#callbacks.push(durable);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.flush());
  }

  /** Send now: before anything that must come after these records on the channel. */
  flush(): void {
    this.#scheduled = false;
    if (this.#records.length === 0) return;
    this.#lastBatch += 1;
    this.#unanswered.set(this.#lastBatch, this.#callbacks);
    this.#send({ type: 'journal', batch: this.#lastBatch, records: this.#records });
    this.#records = [];
    this.#callbacks = [];
  }

  journalled(batch: number): void {
    const callbacks = this.#unanswered.get(batch) ?? [];
    this.#unanswered.delete(batch);
    for (const durable of callbacks) durable();
    if (this.#unanswered.size === 0 && this.#records.length === 0) this.#drained?.();
  }

  /** Resolves when nothing waits for the journal any more. */
  drain(): Promise<void> {
    this.flush();
    if (this.#unanswered.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#drained = resolve;
    });
  }
}
