/** Who records what of one rig. Nobody does: then a tick costs no more than without this. */
import type { Rig } from '../rig/rig.ts';
import { Recorder, type RecordingLine } from './recorder.ts';

export class Recordings<V extends RecordingLine> {
  readonly #recorders = new Map<V, Recorder>();
  #rig: Rig | null = null;
  #maySee: (signal: string) => boolean = () => false;
  readonly #sample = (): void => {
    for (const recorder of this.#recorders.values()) recorder.sample();
  };

  /** The signals that this viewer wants recorded from now on; none: it is let go. */
  record(viewer: V, names: readonly string[]): void {
    if (names.length === 0) this.leave(viewer);
    else {
      const recorder = this.#recorders.get(viewer) ?? new Recorder(viewer);
      this.#recorders.set(viewer, recorder);
      recorder.record(names, this.#rig, this.#maySee);
    }
    this.#observe();
  }

  leave(viewer: V): void {
    this.#recorders.get(viewer)?.send(true);
    this.#recorders.delete(viewer);
    this.#observe();
  }

  /**
   * The rig that is recorded from now on, or its table of signals may have changed: the head, never its past. To be called before viewers
   * are told of another table.
   */
  follow(rig: Rig | null, maySee: (signal: string) => boolean): void {
    if (this.#rig && this.#rig !== rig) this.#rig.observer = null;
    this.#rig = rig;
    this.#maySee = maySee;
    for (const recorder of this.#recorders.values()) recorder.follow(rig, maySee);
    this.#observe();
  }

  /** The head has become another rig, which parted from what was at `tick`; the recording goes on with what it shows now. */
  part(tick: number, rig: Rig, maySee: (signal: string) => boolean): void {
    for (const recorder of this.#recorders.values()) recorder.part(tick);
    this.follow(rig, maySee);
    this.#sample();
  }

  /** At the cadence of frames; `now`: also where the line is slow, because what is sent next changes what ids mean. */
  send(now = false): void {
    for (const recorder of this.#recorders.values()) recorder.send(now);
  }

  #observe(): void {
    if (this.#rig) this.#rig.observer = this.#recorders.size > 0 ? this.#sample : null;
  }
}
