/** Which of some signals changed since one last looked: what a stream to a browser needs, at the price of comparing bits. */
import { highBits, lowBits } from './cell-bits.ts';
import type { Signal } from './signals.ts';

export class Watch {
  readonly #view: DataView;
  readonly #signals: Signal[];
  readonly #low: Int32Array;
  readonly #high: Int32Array;
  #first = true;

  constructor(view: DataView, signals: Signal[]) {
    this.#view = view;
    this.#signals = signals;
    this.#low = new Int32Array(signals.length);
    this.#high = new Int32Array(signals.length);
  }

  /** Ids of the signals whose value changed since the last call; all of them at the first. */
  changed(): number[] {
    const ids: number[] = [];
    for (let index = 0; index < this.#signals.length; index++) {
      const signal = this.#signals[index];
      if (!signal) continue;
      const low = lowBits(this.#view, signal.spot) | 0;
      const high = highBits(this.#view, signal.spot);
      if (!this.#first && low === this.#low[index] && high === this.#high[index]) continue;
      this.#low[index] = low;
      this.#high[index] = high;
      ids.push(signal.id);
    }
    this.#first = false;
    return ids;
  }
}
