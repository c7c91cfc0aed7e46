/**
 * Which lines the last scan of a controller carried out, for viewers who cover it. While time runs one scan between two frames is covered, so
 * that a busy rig hardly notices; where time stands the last scan before what is shown is carried out again, beside the rig, from history.
 */
import type { CoveredScan } from '../rig/covering.ts';
import type { Rig } from '../rig/rig.ts';
import type { ServerMessage } from '../wire/messages.ts';
import type { RigLife } from './rig-life.ts';
import type { TimeTravel } from './time-travel.ts';

interface CoverViewer {
  send(message: ServerMessage): void;
}

export class Coverages<V extends CoverViewer> {
  readonly #life: Pick<RigLife, 'phase' | 'travel'>;
  /** Who covers which controller, and what it was told last. */
  readonly #wanted = new Map<V, { controller: string; told: string }>();
  #rig: Rig | null = null;
  /** The last scan that is known of each controller, as of the rig's being there. */
  readonly #scans = new Map<string, CoveredScan>();
  /** Controllers take turns. */
  #turn = 0;
  /** What was last carried out again. */
  #again: { shown: Rig; tick: number; controllers: string } | null = null;

  constructor(life: Pick<RigLife, 'phase' | 'travel'>) {
    this.#life = life;
  }

  cover(viewer: V, controller: string | null): void {
    this.#again = null;
    if (controller === null) this.#wanted.delete(viewer);
    else {
      this.#wanted.set(viewer, { controller, told: '' });
      this.send();
    }
  }

  /** At the cadence of frames, and whenever time was moved. */
  send(): void {
    const { travel, phase } = this.#life;
    if (this.#wanted.size === 0 || !travel) return;
    if (travel.head !== this.#rig) {
      this.#rig = travel.head;
      this.#scans.clear();
    }
    const controllers = [...new Set([...this.#wanted.values()].map(({ controller }) => controller))];
    if (phase === 'running') this.#arm(travel.head, controllers);
    else this.#repeat(travel, controllers);
    for (const [viewer, wanted] of this.#wanted) {
      const scan = this.#scans.get(wanted.controller);
      const text = scan ? JSON.stringify(scan.lines) : '';
      if (!scan || text === wanted.told) continue;
      wanted.told = text;
      viewer.send({ type: 'coverage', controller: wanted.controller, tick: scan.tick, lines: scan.lines });
    }
  }

  #arm(head: Rig, controllers: readonly string[]): void {
    this.#again = null;
    const controller = controllers[this.#turn++ % controllers.length]!;
    head.coverNextScan(controller, (scan) => this.#scans.set(controller, scan));
  }

  #repeat(travel: TimeTravel, controllers: readonly string[]): void {
    const { shown } = travel;
    const now = { shown, tick: shown.tick, controllers: controllers.join() };
    const { shown: before, tick, controllers: names } = this.#again ?? { shown: null, tick: -1, controllers: '' };
    if (before === shown && tick === now.tick && names === now.controllers) return;
    this.#again = now;
    for (const controller of controllers) {
      const scan = lastScan(travel, controller);
      if (scan) this.#scans.set(controller, scan);
    }
  }
}

/** The last scan of a controller before what is shown; `null` when there was none, or history does not have it at hand. */
export function lastScan({ shown, head, history }: TimeTravel, controller: string): CoveredScan | null {
  const from = shown.tick - (shown.ticksSinceScan(controller) ?? 0);
  if (from === shown.tick || history.missing(from) !== null) return null;
  const rig = history.at(head.lab, from);
  if (!rig) return null;
  let last: CoveredScan | null = null;
  const cover = (): void =>
    rig.coverNextScan(controller, (scan) => {
      last = scan;
      cover();
    });
  cover();
  for (const { tick, input } of history.inputsFrom(from)) {
    if (tick >= shown.tick) break;
    if (tick > rig.tick) rig.advance(tick - rig.tick);
    rig.apply(input);
  }
  rig.advance(shown.tick - rig.tick);
  return last;
}
