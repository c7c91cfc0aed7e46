/** Who records what of one rig, and what happened to it meanwhile. When nobody does, a tick costs no more than without this. */
import type { Rig } from '../rig/rig.ts';
import type { RigInput } from '../rig/types.ts';
import type { RigEvent, ServerMessage } from '../wire/messages.ts';
import { eventsOf, Happenings } from './happenings.ts';
import { Recorder, type RecordingLine } from './recorder.ts';

export interface RecordingViewer extends RecordingLine {
  send(message: ServerMessage): void;
}

export class Recordings<V extends RecordingViewer> {
  readonly #recorders = new Map<V, Recorder>();
  #rig: Rig | null = null;
  #maySee: (signal: string) => boolean = () => false;
  #happenings: Happenings | null = null;
  /** Not yet told. */
  #events: RigEvent[] = [];
  readonly #sample = (): void => {
    for (const recorder of this.#recorders.values()) recorder.sample();
    if (this.#happenings) this.#events.push(...this.#happenings.look());
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
    this.#tellEvents();
    if (this.#rig !== rig) {
      if (this.#rig) this.#rig.observer = null;
      this.#happenings = null;
    }
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

  /** An input has been applied that acts in `tick`. */
  input(tick: number, input: RigInput): void {
    if (this.#recorders.size === 0) return;
    this.#events.push(...eventsOf(tick, input));
    for (const recorder of this.#recorders.values()) recorder.touch();
    // Nothing of what was is left: this tick is what the reset has made of it.
    if (input.kind === 'reset') this.#sample();
  }

  /** At the cadence of frames; `now`: also where the line is slow, because what is sent next changes what ids mean. */
  send(now = false): void {
    for (const recorder of this.#recorders.values()) recorder.send(now);
    this.#tellEvents();
  }

  #tellEvents(): void {
    if (this.#events.length === 0) return;
    const events = this.#events.splice(0);
    for (const viewer of this.#recorders.keys()) viewer.send({ type: 'events', events });
  }

  #observe(): void {
    const recording = this.#rig !== null && this.#recorders.size > 0;
    if (this.#rig) this.#rig.observer = recording ? this.#sample : null;
    if (!recording) this.#happenings = null;
    else this.#happenings ??= this.#rig && new Happenings(this.#rig);
  }
}
