/** What expressions name beside the rig's signals, answers and observations: under ids below zero, which no signal of a rig has. */
import type { LabSignal } from '../lab/signals.ts';

export const isBeside = ({ kind }: LabSignal): boolean => kind === 'answer' || kind === 'seen';

export class BesideSignals {
  readonly list: readonly LabSignal[];
  readonly #ids = new Map<string, number>();

  constructor(named: readonly LabSignal[]) {
    this.list = named.filter(isBeside);
    this.list.forEach(({ name }, index) => {
      this.#ids.set(name.toUpperCase(), -1 - index);
    });
  }

  /** `null`: it is the rig's, or nobody's. */
  idOf(name: string): number | null {
    return this.#ids.get(name.toUpperCase()) ?? null;
  }
}
