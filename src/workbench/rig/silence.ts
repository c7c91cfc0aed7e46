/**
 * A line that stands but says nothing: a server that hangs, a cable that was pulled. A rig that runs speaks every second, so silence is
 * noticed long before the socket would break.
 */
export class Silence {
  readonly #after: (milliseconds: number, run: () => void) => () => void;
  readonly #noticed: () => void;
  #heard = false;
  #cancel: () => void = () => {};

  /** `noticed` is called once, after between one and two times `silentFor` without a word. */
  constructor(after: (milliseconds: number, run: () => void) => () => void, noticed: () => void) {
    this.#after = after;
    this.#noticed = noticed;
  }

  /** Listen from now on; `speaks` says whether something is to be heard at the moment. */
  listen(speaks: () => boolean): void {
    this.#cancel();
    this.#heard = true;
    const look = () => {
      if (!this.#heard && speaks()) return this.#noticed();
      this.#heard = false;
      this.#cancel = this.#after(silentFor, look);
    };
    this.#cancel = this.#after(silentFor, look);
  }

  heard(): void {
    this.#heard = true;
  }

  stop(): void {
    this.#cancel();
  }
}

const silentFor = 2_000;
