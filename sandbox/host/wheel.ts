/**
 * Turns logical time with the wall clock: calls `turn` whenever the next rig is due. Between turns the event loop runs, so
 * sockets and channels are served; a turn that comes late is told the time and catches up.
 */
export class Wheel {
  readonly #turn: (now: number) => number;
  #timer: NodeJS.Timeout | null = null;
  #immediate: NodeJS.Immediate | null = null;
  readonly #run = (): void => {
    this.#timer = null;
    this.#immediate = null;
    this.#schedule(this.#turn(performance.now()));
  };

  /** @param turn does what is due at `now` (milliseconds of performance.now) and returns when the next thing is; Infinity stops the wheel. */
  constructor(turn: (now: number) => number) {
    this.#turn = turn;
  }

  /** Something became due sooner than the last turn knew. */
  poke(): void {
    if (this.#immediate !== null) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#immediate = setImmediate(this.#run);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#immediate !== null) clearImmediate(this.#immediate);
    this.#timer = null;
    this.#immediate = null;
  }

  #schedule(due: number): void {
    if (this.#timer !== null || this.#immediate !== null || due === Number.POSITIVE_INFINITY) return;
    // Rigs fall due at any moment: a turn for each would keep the core busy with turning. Node's timers count whole milliseconds, so
    // what falls due within one is done together, up to a millisecond late.
    this.#timer = setTimeout(this.#run, Math.max(1, Math.ceil(due - performance.now())));
  }
}
