/** Answers that wait until an input is durable and has acted: whichever comes last. */

interface Pending {
  tick: number;
  durable: boolean;
  answer(): void;
}

export class Acknowledgements {
  #pending: Pending[] = [];

  /** An input was applied for `tick`. Returns what to call when it is durable; `settle` then answers. */
  expect(tick: number, answer: () => void): () => void {
    const pending: Pending = { tick, durable: false, answer };
    this.#pending.push(pending);
    return () => {
      pending.durable = true;
    };
  }

  /** Answer all that are durable and were applied before `tick`, the next to be executed; Infinity while time stands still. */
  settle(tick: number): void {
    if (this.#pending.length === 0) return;
    const waiting: Pending[] = [];
    for (const pending of this.#pending) {
      if (pending.durable && pending.tick < tick) pending.answer();
      else waiting.push(pending);
    }
    this.#pending = waiting;
  }
}
