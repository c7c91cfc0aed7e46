/**
 * Asks the rig whether the text would do as gateway.yaml, as it is typed: after a pause, never a second time while an answer is under way.
 * What was typed meanwhile is asked next; what came too late is dropped.
 */
import type { GatewayProblem } from '#sandbox/wire/gateway.ts';
import type { RigConnection } from '../rig/rig-connection.ts';
import { longestText } from '../work/saving.ts';

interface CheckingOptions {
  connection: Pick<RigConnection, 'request' | 'subscribe' | 'getSnapshot'>;
  text: () => string;
  /** `null`: nobody could be asked, and nothing is known. */
  onProblems: (problems: readonly GatewayProblem[] | null) => void;
  after: (milliseconds: number, run: () => void) => () => void;
}

const pause = 200;

export class Checking {
  readonly #options: CheckingOptions;
  #cancel: () => void = () => {};
  #asking = false;
  #again = false;
  #stopped = false;
  #unsubscribe: () => void;

  constructor(options: CheckingOptions) {
    this.#options = options;
    let { link } = options.connection.getSnapshot();
    this.#unsubscribe = options.connection.subscribe(() => {
      const before = link;
      link = options.connection.getSnapshot().link;
      if (link !== before) this.changed();
    });
  }

  /** The text has changed. */
  changed(): void {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#cancel();
    this.#cancel = this.#options.after(pause, () => void this.#ask());
  }

  stop(): void {
    this.#stopped = true;
    this.#unsubscribe();
    this.#cancel();
  }

  async #ask(): Promise<void> {
    const text = this.#options.text();
    // It cannot be sent; that it is too long is said elsewhere.
    if (text.length > longestText) {
      this.#options.onProblems(null);
      return;
    }
    this.#asking = true;
    const answer = await this.#options.connection.request({ type: 'gateway-check', text });
    this.#asking = false;
    if (this.#stopped) return;
    if (this.#again) {
      this.#again = false;
      this.changed();
    } else this.#options.onProblems(answer.ok && answer.told?.type === 'gateway-problems' ? answer.told.problems : null);
  }
}
