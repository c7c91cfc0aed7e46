/**
 * Moving a rig in time: back into its last minutes and forward again, scan by scan and statement by statement. What is shown may be the
 * past; what is, the head, stands still meanwhile. Going on from the past makes it the head and keeps what is abandoned, so that it can be
 * brought back.
 */
import type { OpenScan } from '../rig/open-scan.ts';
import { Rig } from '../rig/rig.ts';
import type { JournalEntry, RigInput } from '../rig/types.ts';
import type { RigState } from '../wire/messages.ts';
import { type Branch, History, type HistoryLimits, type HistoryStore } from './history.ts';
import { unpackKeyframe } from './keyframe-codec.ts';

/** How a statement is left: into what it calls, over it, out to the caller, or back to the one before. */
export type StatementStep = 'into' | 'over' | 'out' | 'back';

/** Futures that are kept; the oldest is let go. */
const mostBranches = 3;

export class TimeTravel {
  readonly history: History;
  #head: Rig;
  /** What is shown while it is not the head. */
  #past: Rig | null = null;
  /** Inputs that have not acted yet on the past that is shown. */
  #ahead: JournalEntry[] = [];
  #branches: Branch[] = [];
  #lastBranch = 0;

  constructor(head: Rig, store: HistoryStore, limits?: HistoryLimits) {
    this.#head = head;
    this.history = new History(store, limits);
    this.history.keep(head);
  }

  get head(): Rig {
    return this.#head;
  }
  get shown(): Rig {
    return this.#past ?? this.#head;
  }
  get past(): boolean {
    return this.#past !== null;
  }

  /** The tick at which the head last parted from what was the head before. */
  get partedAt(): number {
    return this.#branches.at(-1)?.fromTick ?? this.#head.tick;
  }

  /** After the head has advanced. */
  record(): void {
    this.history.record(this.#head);
  }

  /** An input that the head took before `tick`. A reset ends what was. */
  input(tick: number, input: RigInput): void {
    if (input.kind === 'reset') this.#startAfresh();
    else this.history.input(tick, input);
  }

  #startAfresh(): void {
    this.history.clear();
    this.#branches = [];
    this.history.keep(this.#head);
  }

  /** What the state message tells of time. */
  tell(speed: number): RigState['time'] {
    return {
      speed,
      past: this.past,
      headTick: this.#head.tick,
      earliestTick: this.history.earliest ?? this.#head.tick,
      branches: this.#branches.map(({ id, fromTick, toTick }) => ({ id, fromTick, toTick })),
      statement: tellStatement(this.shown.openScan),
    };
  }

  /** The segment whose bytes must come from the store before `rewind(tick)`. */
  missing(tick: number): number | null {
    return this.history.missing(this.#within(tick));
  }

  #within(tick: number): number {
    return Math.max(this.history.earliest ?? this.#head.tick, Math.min(this.#head.tick, tick));
  }

  /** Shows the rig as it was before `tick`, or as near to it as is kept; the head when it is that. */
  rewind(tick: number): void {
    const wanted = this.#within(tick);
    this.#past = wanted >= this.#head.tick ? null : this.history.at(this.#head.lab, wanted);
    this.#ahead = this.#past ? this.history.inputsFrom(wanted) : [];
  }

  /** Shows what is. */
  live(): void {
    this.#past = null;
    this.#ahead = [];
  }

  /** Goes on from what is shown: the new head. `false` when that is the head already. */
  fork(): boolean {
    const past = this.#past;
    if (!past) return false;
    past.advance(0);
    this.#lastBranch += 1;
    this.#branches.push({ id: this.#lastBranch, ...this.history.cut(past.tick, this.#head) });
    if (this.#branches.length > mostBranches) this.#branches.shift();
    this.#head = past;
    this.live();
    this.history.keep(past);
    return true;
  }

  /** Brings an abandoned future back; what it takes the place of becomes one. `false` when there is none of that id. */
  restore(id: number): boolean {
    const branch = this.#branches.find((candidate) => candidate.id === id);
    if (!branch) return false;
    const { rig } = Rig.restore(this.#head.lab, unpackKeyframe(branch.head));
    if (!rig) return false;
    this.#branches = this.#branches.filter((candidate) => candidate !== branch);
    this.#lastBranch += 1;
    this.#branches.push({ id: this.#lastBranch, ...this.history.cut(branch.fromTick, this.#head) });
    this.history.graft(branch);
    this.#head = rig;
    this.live();
    return true;
  }

  /** One tick on. */
  tick(): void {
    if (this.#past) this.rewind(this.#past.tick + 1);
    else {
      this.#head.advance(1);
      this.record();
    }
  }

  /** To behind the next scan of a controller, or to before the last one. The segment to fetch first, or `null`. */
  scan(controller: string, back: boolean): number | null {
    if (back) {
      const to = this.shown.tick - (this.shown.ticksSinceScan(controller) ?? 1);
      const missing = this.missing(to);
      if (missing === null) this.rewind(to);
      return missing;
    }
    this.#nextScan();
    return null;
  }

  /** To behind the next scan of any controller. */
  #nextScan(): void {
    if (!this.#past) {
      this.#head.advanceToScan();
      this.record();
      return;
    }
    this.#arrive();
    const before = scansOf(this.shown);
    while (this.#past && scansOf(this.#past) === before) {
      this.#past.advance(1);
      this.#arrive();
    }
  }

  /** Stands before the first statement of a controller's next scan. `null` when there is none: it is stopped or has no program. */
  #begin(controller: string): OpenScan | null {
    const walked = this.past;
    this.#arrive();
    while (this.#past) {
      const { tick } = this.#past;
      // A tick at a time: what acted between two scans acts between them again.
      const open = this.#past.beginScan(controller, 1);
      if (open || this.#past.tick === tick) return open;
      this.#arrive();
    }
    // The head may stand in a scan already: that is the next one after the past.
    const { openScan } = this.#head;
    if (walked && openScan?.controllerName === controller && openScan.stepper.state.kind === 'paused') return openScan;
    const open = this.#head.beginScan(controller);
    this.record();
    return open;
  }

  /** What was shown has moved on to a tick: what acted before it in the past acts again, and the past ends where the head begins. */
  #arrive(): void {
    const past = this.#past;
    if (!past) return;
    past.advance(0);
    if (past.tick >= this.#head.tick) this.live();
    else while (this.#ahead[0] && this.#ahead[0].tick <= past.tick) past.apply(this.#ahead.shift()!.input);
  }

  /** One statement of a controller's scan. The segment to fetch first, or `null`. */
  statement(controller: string, step: StatementStep): number | null {
    const open = this.shown.openScan;
    const stepper = open !== null && open.controllerName === controller ? open.stepper : null;
    if (step === 'back') {
      if (stepper && !(stepper.state.kind === 'paused' && stepper.state.statement === 1)) {
        stepper.stepBack();
        return null;
      }
      const missing = this.scan(controller, true);
      if (missing !== null) return missing;
      // At its end: there the way forwards comes by, too.
      this.#begin(controller)?.stepper.finish();
      return null;
    }
    if (stepper?.state.kind !== 'paused') {
      this.#begin(controller);
      return null;
    }
    if (step === 'into') stepper.stepInto();
    else if (step === 'over') stepper.stepOver();
    else stepper.stepOut();
    return null;
  }

  /** Runs to the next of these lines, in this scan or a later one; at most `limit` scans. */
  toBreakpoint(controller: string, lines: Readonly<Record<string, readonly number[]>>, limit = 10_000): void {
    for (let scans = 0; scans < limit; scans++) {
      let open = this.shown.openScan;
      const fresh = open?.stepper.state.kind !== 'paused';
      if (fresh) open = this.#begin(controller);
      if (!open) return;
      for (const [file, wanted] of Object.entries(lines)) open.stepper.breakpoints(file, wanted);
      // The first statement of a scan may have one, too.
      const state = fresh && atOneOf(open, lines) ? open.stepper.state : open.stepper.resume();
      if (!this.#past) this.record();
      if (state.kind !== 'finished') return;
    }
  }
}

const scansOf = (rig: Rig): number => Object.values(rig.controllers()).reduce((sum, { scans }) => sum + scans, 0);

function atOneOf({ stepper }: OpenScan, lines: Readonly<Record<string, readonly number[]>>): boolean {
  const { state } = stepper;
  return state.kind === 'paused' && (lines[state.range.file]?.includes(state.range.line) ?? false);
}

function tellStatement(open: OpenScan | null): RigState['time']['statement'] {
  if (!open) return null;
  const { state } = open.stepper;
  const controller = open.controllerName;
  if (state.kind === 'paused') {
    const stack = state.stack.map(({ pou, range }) => ({ pou, range }));
    return { controller, kind: 'paused', number: state.statement, stack };
  }
  return { controller, kind: state.kind, number: state.statements, stack: [] };
}
