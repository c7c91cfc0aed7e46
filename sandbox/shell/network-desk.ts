/** Orders under way: numbered, sent to the rig, and what comes back of them. */
import type { ToolOrder, ToolRecord } from '../wire/tools.ts';
import type { FromShell, GatewayAnswer, GatewayQuestion, Text } from './messages.ts';

interface Waiting {
  found(records: readonly ToolRecord[]): void;
  ended(exit: number, why: Text | null): void;
}

export class NetworkDesk {
  readonly #send: (message: FromShell) => void;
  readonly #tools = new Map<number, Waiting>();
  readonly #questions = new Map<number, (answer: GatewayAnswer) => void>();
  #last = 0;

  constructor(send: (message: FromShell) => void) {
    this.#send = send;
  }

  get busy(): boolean {
    return this.#tools.size > 0 || this.#questions.size > 0;
  }

  /** Resolves with the exit code, and with a sentence when the tool did not end by itself. */
  run(
    order: ToolOrder,
    found: (record: ToolRecord, interrupt: () => void) => void,
    signal: AbortSignal | undefined,
  ): Promise<{ exit: number; why: Text | null }> {
    this.#last += 1;
    const call = this.#last;
    const interrupt = (): void => this.#send({ type: 'interrupt', call });
    return new Promise((resolve) => {
      this.#tools.set(call, {
        found: (records) => {
          for (const record of records) found(record, interrupt);
        },
        ended: (exit, why) => resolve({ exit, why }),
      });
      // Its command is gone: it is not waited for, and may say what it likes.
      signal?.addEventListener('abort', () => {
        if (!this.#tools.delete(call)) return;
        interrupt();
        resolve({ exit: 130, why: null });
      });
      this.#send({ type: 'order', call, order });
    });
  }

  ask(question: GatewayQuestion): Promise<GatewayAnswer> {
    this.#last += 1;
    const request = this.#last;
    return new Promise((resolve) => {
      this.#questions.set(request, resolve);
      this.#send({ type: 'gateway', request, question });
    });
  }

  news(call: number, records: readonly ToolRecord[], exit: number | null): void {
    const waiting = this.#tools.get(call);
    if (!waiting) return;
    waiting.found(records);
    if (exit === null) return;
    this.#tools.delete(call);
    waiting.ended(exit, null);
  }

  refused(call: number, message: Text): void {
    const waiting = this.#tools.get(call);
    this.#tools.delete(call);
    waiting?.ended(1, message);
  }

  answered(request: number, answer: GatewayAnswer): void {
    this.#questions.get(request)?.(answer);
    this.#questions.delete(request);
  }

  interruptAll(): void {
    for (const call of this.#tools.keys()) this.#send({ type: 'interrupt', call });
  }

  /** The rig has ended them all, or is gone. */
  endAll(why: Text): void {
    const tools = [...this.#tools.values()];
    this.#tools.clear();
    for (const tool of tools) tool.ended(1, why);
    const questions = [...this.#questions.values()];
    this.#questions.clear();
    for (const answer of questions) answer({ kind: 'none', message: why });
  }
}
