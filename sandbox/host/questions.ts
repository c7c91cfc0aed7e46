/** Questions of the supervisor to its lab hosts, each with its answer or, when none comes in time, `null`. */

/** Milliseconds until a lab host that does not answer is asked no longer. */
const patience = 2_000;

export class Questions<Answer> {
  readonly #open = new Map<number, (answer: Answer | null) => void>();
  #last = 0;

  /** `send` puts the question, under a number that the answer repeats. */
  ask(send: (request: number) => void): Promise<Answer | null> {
    this.#last += 1;
    const request = this.#last;
    return new Promise((resolve) => {
      const settle = (answer: Answer | null): void => {
        clearTimeout(timer);
        this.#open.delete(request);
        resolve(answer);
      };
      const timer = setTimeout(() => settle(null), patience);
      this.#open.set(request, settle);
      send(request);
    });
  }

  answered(request: number, answer: Answer | null): void {
    this.#open.get(request)?.(answer);
  }
}
