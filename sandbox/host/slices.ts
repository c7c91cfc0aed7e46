/** Long work of a lab host, a slice at a time: between slices its rigs, sockets and channels are served. */

/** What became of a slice: there is more; there is, but not now; or it is over, for good or until it is added again. */
export type Slice = 'more' | 'later' | 'over';

/** Milliseconds until work is looked at again that could not go on. */
const pause = 20;

export class Slices {
  readonly #waiting: (() => Slice)[] = [];
  #scheduled = false;

  /** `work` does some milliseconds of its own and must not throw. Several take turns. */
  add(work: () => Slice): void {
    this.#waiting.push(work);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const work = this.#waiting.shift();
      const slice = work?.();
      if (work && slice === 'more') this.#waiting.push(work);
      else if (work && slice === 'later') setTimeout(() => this.add(work), pause);
      this.#schedule();
    });
  }
}
