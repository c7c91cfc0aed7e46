/** `lab test` of the draft as the page follows it: asked again every second while it runs, here or begun by somebody else. */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { type ProofRun, proofRun } from '../../academy/authoring/lab-api.ts';
import { exchange, wordsOf } from '../work/academy.ts';

export interface ProofSnapshot {
  /** `null`: not known yet. */
  run: ProofRun | null;
  told: LocalizedText | null;
}

const interval = 1_000;

export class ProofDesk {
  readonly #path: string;
  readonly #listeners = new Set<() => void>();
  #snapshot: ProofSnapshot = { run: null, told: null };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(lab: string) {
    this.#path = `/author/labs/${encodeURIComponent(lab)}/proof`;
  }

  readonly getSnapshot = (): ProofSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  look(): Promise<void> {
    return this.#ask('GET');
  }

  begin(): Promise<void> {
    return this.#ask('POST');
  }

  end(): Promise<void> {
    return this.#ask('DELETE');
  }

  async #ask(method: string): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const run = await exchange(proofRun, this.#path, { method });
      this.#change({ run, told: null });
    } catch (error) {
      this.#change({ ...this.#snapshot, told: wordsOf(error) });
    }
    const { run } = this.#snapshot;
    clearTimeout(this.#timer);
    if (run?.state === 'running' || run?.busyWith) this.#timer = setTimeout(() => void this.look(), interval);
  }

  #change(snapshot: ProofSnapshot): void {
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}
