/**
 * What one viewer records: the values of some signals at the end of every tick (law 4: observers sample), collected until the next frame.
 * Only recorded cells are read. While the line is slow samples wait here, thinned to fit.
 */
import type { Rig } from '../rig/rig.ts';
import { tagOfType } from '../wire/frame.ts';
import { encodeRecording, recordingFlags } from '../wire/recording.ts';
import { SampleBuffer } from './sample-buffer.ts';

/** The way to the viewer. */
export interface RecordingLine {
  /** More is unsent than the line carries. */
  readonly slow: boolean;
  sendBytes(bytes: Uint8Array): void;
}

/** Changes that wait for one frame: some 40 kB. What a second of 32 signals in 1 ms brings is thinned, what it brings in a frame is not. */
const frameChanges = 4_096;

export class Recorder {
  readonly #line: RecordingLine;
  #names: readonly string[] = [];
  #rig: Rig | null = null;
  /** Of the rig's table of signals, on which the ids stand. */
  #version = -1;
  #watch: ReturnType<Rig['watch']> | null = null;
  #types = new Map<number, string>();
  readonly #buffer = new SampleBuffer(frameChanges);
  /** No sample of this recording has been sent. */
  #first = true;
  #fromNs = 0n;
  #nextNs = 0n;
  #tickNs = 0n;

  constructor(line: RecordingLine) {
    this.#line = line;
  }

  /** Records these signals, by name, from the next tick on. The names are kept for rigs and tables to come. */
  record(names: readonly string[], rig: Rig | null, maySee: (signal: string) => boolean): void {
    this.#names = names;
    this.#version = -1;
    this.follow(rig, maySee);
  }

  /** The rig is another one, or its table of signals may have changed. What is pending is sent first: its ids are of the old table. */
  follow(rig: Rig | null, maySee: (signal: string) => boolean): void {
    if (rig === this.#rig && rig?.signalsVersion === this.#version) return;
    this.send(true);
    this.#rig = rig;
    this.#version = rig?.signalsVersion ?? -1;
    const ids = rig ? new Set(this.#names.filter(maySee).flatMap((name) => rig.find(name) ?? [])) : new Set<number>();
    this.#watch = rig?.watch([...ids]) ?? null;
    this.#types = new Map(rig?.signals().flatMap(({ id, type }) => (ids.has(id) ? [[id, type]] : [])));
    this.#first = true;
    this.#begin();
  }

  /** The rig goes on another way from `tick`. */
  part(tick: number): void {
    this.send(true);
    const flags = recordingFlags.parted;
    this.#put({ flags, fromTick: tick, toTick: tick, fromNs: 0n, tickNs: Number(this.#tickNs) || 1, samples: [] });
  }

  /** At the end of every tick. */
  sample(): void {
    const rig = this.#rig;
    if (!rig || !this.#watch) return;
    const { timeNs } = rig;
    if (timeNs !== this.#nextNs || rig.tickNs !== this.#tickNs || rig.tick !== this.#buffer.toTick + 1) this.#breakOff(rig);
    this.#nextNs = timeNs + this.#tickNs;
    this.#buffer.reach(rig.tick);
    for (const id of this.#watch.changed()) this.#buffer.add(id, rig.read(id));
  }

  /** A frame's ticks are alike and without a gap. */
  #breakOff(rig: Rig): void {
    this.send(true);
    this.#tickNs = rig.tickNs;
    this.#fromNs = rig.timeNs;
    this.#buffer.begin(rig.tick);
  }

  /** Sends what was sampled; while the line is slow only when that cannot wait. */
  send(now: boolean): void {
    if (this.#buffer.empty || (this.#line.slow && !now)) return;
    const { fromTick, toTick } = this.#buffer;
    const samples = this.#buffer.samples();
    const flags = (this.#first ? recordingFlags.complete : 0) | (this.#buffer.thinned ? recordingFlags.thinned : 0);
    this.#put({ flags, fromTick, toTick, fromNs: this.#fromNs, tickNs: Number(this.#tickNs), samples });
    this.#first = false;
    this.#begin();
  }

  /** What comes next follows on what was sent. */
  #begin(): void {
    this.#fromNs = this.#nextNs;
    this.#buffer.begin(this.#buffer.toTick + 1);
  }

  #put(frame: Parameters<typeof encodeRecording>[0]): void {
    this.#line.sendBytes(encodeRecording(frame, (id, value) => tagOfType(this.#types.get(id) ?? '', value)));
  }
}
