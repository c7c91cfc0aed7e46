/**
 * Moving the rig in time for the reader. One request is under way at a time: a slider that is dragged asks only for where it is when the
 * last answer has come, and keys pressed faster than the rig steps are taken one after another.
 *
 * Whatever moves in time needs time to stand still: a running rig is paused first, and remembered as one that ran, so that the way back
 * to now lets it run again.
 */
import type { LocalizedText, SourceRange } from '#sandbox/iec61131/diagnostics.ts';
import type { Answer, RigConnection, RigRequest } from '../rig/rig-connection.ts';

export const speeds = [0.1, 0.25, 0.5, 1, 2, 5, 10] as const;
/** How a statement is left: into what it calls, over it, out to the caller, or back to the one before. */
export type StatementStep = 'into' | 'over' | 'out' | 'back';

export interface TimeMoves {
  /** The moment that was asked for and is not shown yet, in seconds from now: 0 or less. */
  wanted: number | null;
  refused: LocalizedText | null;
  /** The last run to a breakpoint met none, or there was none to run to. */
  breakpoint: 'not-met' | 'none-set' | null;
}

/** Steps that wait behind the one under way; more are let go, as of a key held down. */
const mostWaiting = 3;

/** Statements that a step by rungs goes over at most: a loop in one rung is no reason to go on for ever. */
const mostInRung = 500;

const still: TimeMoves = { wanted: null, refused: null, breakpoint: null };

export class TimeControl {
  /** Whose scans and statements are stepped: the controller whose program is open. */
  controller: string;
  /**
   * While a drawing is open: the number of the rung that a place is of, or null outside of the drawing. Steps over and back go by rungs
   * then, for a reader who sees no statements.
   */
  rungOf: ((range: SourceRange) => number | null) | null = null;
  #connection: Pick<RigConnection, 'request' | 'getSnapshot'>;
  #moves: TimeMoves = still;
  #listeners = new Set<() => void>();
  #steps: (() => Promise<void>)[] = [];
  #busy = false;
  #ran = false;
  /** What was asked for last, to tell whether it is what was shown. */
  #wish: { tick: number | null } | null = null;

  constructor(connection: Pick<RigConnection, 'request' | 'getSnapshot'>, controller: string) {
    this.#connection = connection;
    this.controller = controller;
  }

  readonly getMoves = (): TimeMoves => this.#moves;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  pause(): void {
    this.#ran = false;
    this.#soon(() => this.#ask({ type: 'time', do: 'pause' }));
  }

  resume(): void {
    this.#soon(() => this.#ask({ type: 'time', do: 'resume' }));
  }

  speed(value: number): void {
    this.#soon(() => this.#ask({ type: 'time', do: 'speed', value }));
  }

  /** Shows the rig as it was so many seconds from now: 0 or less. */
  show(seconds: number): void {
    this.#show(seconds, null);
  }

  /** Shows the rig as it was before this tick, however far now has moved on when time stands; `now` is for what is said until then. */
  showTick(tick: number, now: number): void {
    this.#show(((tick - now) * this.#connection.getSnapshot().tickNs) / 1e9, tick);
  }

  #show(seconds: number, tick: number | null): void {
    const waiting = this.#moves.wanted !== null;
    const wish = { tick };
    this.#wish = wish;
    this.#change({ wanted: seconds });
    if (waiting) return;
    this.#soon(async () => {
      // Now stands still from here on: before, it would move away from under what was asked for.
      let going = await this.#stand();
      for (let asked: typeof wish | null = null; going && asked !== this.#wish; ) {
        asked = this.#wish;
        const { rig, tickNs } = this.#connection.getSnapshot();
        const fromNow = (rig?.time.headTick ?? 0) + Math.round(((this.#moves.wanted ?? 0) * 1e9) / tickNs);
        going = await this.#ask({ type: 'time', do: 'rewind', tick: asked?.tick ?? Math.max(0, fromNow) });
      }
      this.#change({ wanted: null });
    }, true);
  }

  scan(back: boolean): void {
    this.#soon(() => this.#move({ type: 'time', do: back ? 'scan-back' : 'scan', controller: this.controller }));
  }

  statement(step: StatementStep): void {
    this.#soon(() => (step === 'over' || step === 'back' ? this.#byRung(step) : this.#statement(step)));
  }

  #statement(step: StatementStep): Promise<boolean> {
    return this.#move({ type: 'time', do: step, controller: this.controller });
  }

  /** Over what is left of a rung; back to the beginning of the rung, or of the one before. */
  async #byRung(step: 'over' | 'back'): Promise<void> {
    const from = this.#rung();
    if (!(await this.#statement(step))) return;
    const rung = step === 'over' ? from : this.#rung();
    if (rung === null) return;
    let left = mostInRung;
    while (this.#rung() === rung && left-- > 0) if (!(await this.#statement(step))) return;
    // One too far back: the rung's first statement is the one behind.
    if (step === 'back' && this.#rung() !== rung) await this.#statement('over');
  }

  #rung(): number | null {
    const statement = this.#connection.getSnapshot().rig?.time.statement;
    const range =
      statement?.controller === this.controller && statement.kind === 'paused' ? statement.stack[0]?.range : undefined;
    return range === undefined ? null : (this.rungOf?.(range) ?? null);
  }

  /** On to the next of these lines, by file. */
  runTo(lines: Readonly<Record<string, number[]>>): void {
    if (Object.keys(lines).length === 0) {
      this.#change({ breakpoint: 'none-set' });
      return;
    }
    this.#soon(async () => {
      const done = await this.#move({ type: 'run-to', controller: this.controller, lines });
      const met = this.#connection.getSnapshot().rig?.time.statement?.kind === 'paused';
      if (done && !met) this.#change({ breakpoint: 'not-met' });
    });
  }

  /** Goes on from the moment that is shown; the future that was is kept. */
  goOn(): void {
    this.#soon(async () => {
      if ((await this.#ask({ type: 'time', do: 'fork' })) && (await this.#ask({ type: 'time', do: 'resume' }))) this.#ran = false;
    });
  }

  /** To what is; a rig that ran before it was led into the past runs again. */
  backToNow(): void {
    this.#soon(async () => {
      if (await this.#ask({ type: 'time', do: 'live' })) await this.#runAgain();
    });
  }

  bringBack(branch: number): void {
    this.#soon(async () => {
      if (await this.#move({ type: 'time', do: 'restore', branch })) await this.#runAgain();
    });
  }

  async #runAgain(): Promise<void> {
    if (!this.#ran) return;
    this.#ran = false;
    await this.#ask({ type: 'time', do: 'resume' });
  }

  /** What needs time to stand still. */
  async #move(request: RigRequest): Promise<boolean> {
    return (await this.#stand()) && this.#ask(request);
  }

  async #stand(): Promise<boolean> {
    if (this.#connection.getSnapshot().rig?.phase !== 'running') return true;
    if (!(await this.#ask({ type: 'time', do: 'pause' }))) return false;
    this.#ran = true;
    return true;
  }

  async #ask(request: RigRequest): Promise<boolean> {
    const answer: Answer = await this.#connection.request(request);
    this.#change({ refused: answer.ok ? null : answer.message, breakpoint: null });
    return answer.ok;
  }

  #soon(step: () => Promise<unknown>, always = false): void {
    if (!always && this.#steps.length >= mostWaiting) return;
    this.#steps.push(async () => void (await step()));
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    for (let step = this.#steps.shift(); step; step = this.#steps.shift()) await step();
    this.#busy = false;
  }

  #change(part: Partial<TimeMoves>): void {
    const next = { ...this.#moves, ...part };
    if (Object.entries(next).every(([key, value]) => this.#moves[key as keyof TimeMoves] === value)) return;
    this.#moves = next;
    for (const listener of this.#listeners) listener();
  }
}
