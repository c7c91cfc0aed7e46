/**
 * What one viewer records: the values of some signals at the end of every tick (law 4: observers sample), collected until the next frame.
 * Only recorded cells are read. While the line is slow samples wait here, thinned to fit.
 */
import type { Rig } from '../rig/rig.ts';
import { tagOfType } from '../wire/frame.ts';
import { encodeRecording, type RecordingFrame, recordingFlags } from '../wire/recording.ts';
import { FrameMaker } from './frame-maker.ts';

/** The way to the viewer. */
export interface RecordingLine {
  /** More is unsent than the line carries. */
  readonly slow: boolean;
  sendBytes(bytes: Uint8Array): void;
}

/** Changes that wait for one frame: some 20 kB. What 32 signals bring in a frame's time at 1 ms fits; ten times that is thinned. */
const frameChanges = 2_048;

export class Recorder {
  readonly #line: RecordingLine;
  readonly #frames = new FrameMaker(frameChanges, 0, (frame) => this.#put(frame));
  #names: readonly string[] = [];
  #rig: Rig | null = null;
  /** Of the rig's table of signals, on which the ids stand. */
  #version = -1;
  /** BOOLs, of which every change counts, and all others. */
  #pulses: ReturnType<Rig['watch']> | null = null;
  #others: ReturnType<Rig['watch']> | null = null;
  /** Somebody has acted since the last sample: what the rig shows is no longer what it was then. */
  #touched = false;
  #types = new Map<number, string>();

  constructor(line: RecordingLine) {
    this.#line = line;
  }

  /** Records these signals, by name, from the next tick on. The names are kept for rigs and tables to come. */
  record(names: readonly string[], rig: Rig | null, maySee: (signal: string) => boolean): void {
    this.#names = names;
    this.#version = -1;
    this.follow(rig, maySee);
  }

  /** The rig is another one, or its table of signals may have changed. What waits is sent first: its ids are of the old table. */
  follow(rig: Rig | null, maySee: (signal: string) => boolean): void {
    if (rig === this.#rig && rig?.signalsVersion === this.#version) return;
    this.#completeLast();
    this.#frames.restart();
    this.#rig = rig;
    this.#version = rig?.signalsVersion ?? -1;
    const ids = rig ? new Set(this.#names.filter(maySee).flatMap((name) => rig.find(name) ?? [])) : new Set<number>();
    this.#types = new Map([...ids].map((id) => [id, rig?.typeOf(id) ?? '']));
    this.#pulses = rig?.watch([...ids].filter((id) => this.#types.get(id) === 'BOOL')) ?? null;
    this.#others = rig?.watch([...ids].filter((id) => this.#types.get(id) !== 'BOOL')) ?? null;
  }

  /** The rig goes on another way from `tick`. */
  part(tick: number): void {
    this.send(true);
    this.#put({ flags: recordingFlags.parted, fromTick: tick, toTick: tick, fromNs: 0n, tickNs: 1, samples: [] });
  }

  /** At the end of every tick. */
  sample(): void {
    const rig = this.#rig;
    if (!rig) return;
    this.#frames.at(rig);
    this.#touched = false;
    this.#add(rig, this.#pulses);
    if (this.#frames.stays) this.#add(rig, this.#others);
  }

  #add(rig: Rig, watch: ReturnType<Rig['watch']> | null): void {
    for (const id of watch?.changed() ?? []) this.#frames.add(id, rig.read(id));
  }

  /** An input has been applied, which the last sample must not show. */
  touch(): void {
    this.#touched = true;
  }

  /** A thinned frame, too, ends with what everything has come to. */
  #completeLast(): void {
    const rig = this.#rig;
    if (rig && !this.#touched && rig.signalsVersion === this.#version && !this.#frames.stays) this.#add(rig, this.#others);
  }

  /** Sends what was sampled; while the line is slow only when that cannot wait. */
  send(now: boolean): void {
    if (this.#line.slow && !now) return;
    this.#completeLast();
    this.#frames.send();
  }

  #put(frame: RecordingFrame): void {
    this.#line.sendBytes(encodeRecording(frame, (id, value) => tagOfType(this.#types.get(id) ?? '', value)));
  }
}
