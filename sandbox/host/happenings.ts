/**
 * What people and the rig itself do, as events on a recording. An event stands at the tick of the first sample that shows it. Hidden faults
 * and the tests of a bench are none: what a lab wants found out is not told here.
 */
import type { Rig } from '../rig/rig.ts';
import type { RigInput } from '../rig/types.ts';
import type { RigEvent } from '../wire/messages.ts';

/** Of an input that acts in `tick`. Faults are told by `Happenings`, however they begin. */
export function eventsOf(tick: number, input: RigInput): RigEvent[] {
  const shows = tick + 1;
  switch (input.kind) {
    case 'operate':
    case 'write':
    case 'force':
      return [{ tick: shows, kind: input.kind, subject: input.signal, value: input.value }];
    case 'unforce':
      return [{ tick: shows, kind: 'unforce', subject: input.signal, value: null }];
    case 'unforce-all':
      return [{ tick: shows, kind: 'unforce', subject: '', value: null }];
    case 'download':
    case 'run':
    case 'stop':
    case 'restart':
      return [{ tick: shows, kind: input.kind, subject: input.controller, value: null }];
    case 'reset':
      // Nothing of what was is left, in this tick already.
      return [{ tick, kind: 'reset', subject: '', value: null }];
    default:
      return [];
  }
}

/** Compares a rig with what it was when one last looked. */
export class Happenings {
  readonly #rig: Rig;
  readonly #hasFaults: boolean;
  #faulted: readonly string[];
  #standing: ReadonlySet<string>;

  constructor(rig: Rig) {
    this.#rig = rig;
    this.#hasFaults = rig.faults().some(({ hidden }) => !hidden);
    this.#standing = shownFaults(rig);
    this.#faulted = rig.faultedControllers();
  }

  /** At the end of a tick: what has shown in it. */
  look(): RigEvent[] {
    const { tick } = this.#rig;
    const events: RigEvent[] = [];
    const faulted = this.#rig.faultedControllers();
    for (const subject of faulted)
      if (!this.#faulted.includes(subject)) events.push({ tick, kind: 'controller-fault', subject, value: null });
    this.#faulted = faulted;
    if (this.#hasFaults) {
      const standing = shownFaults(this.#rig);
      for (const subject of standing)
        if (!this.#standing.has(subject)) events.push({ tick, kind: 'fault-begins', subject, value: null });
      for (const subject of this.#standing)
        if (!standing.has(subject)) events.push({ tick, kind: 'fault-ends', subject, value: null });
      this.#standing = standing;
    }
    return events;
  }
}

const shownFaults = (rig: Rig): ReadonlySet<string> =>
  new Set(rig.faults().flatMap(({ id, active, hidden }) => (active && !hidden ? [id] : [])));
