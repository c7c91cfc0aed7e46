/**
 * Recording frames: the values of recorded signals, tick by tick. A sample at `tick` is what stands before that tick is carried out, so that
 * moving the rig to `tick` (`time`, `rewind`) shows exactly the sample.
 */
import type { FrameValue } from './frame.ts';

/** Bits of the header's flags. */
export const recordingFlags = {
  /** The answer to `recall`, not what happens now. */
  recalled: 1,
  /** The line was too slow for every tick: of each signal, ticks in between are left out. */
  thinned: 2,
  /** The first frame of this recording: every recorded signal has a sample at `fromTick`. */
  complete: 4,
} as const;

export interface RecordingSample {
  tick: number;
  /** What changed since the sample before. */
  entries: { id: number; value: FrameValue }[];
}

export interface RecordingFrame {
  flags: number;
  /** What this frame tells of: from and to these ticks, both included; signals without a sample kept their value. */
  fromTick: number;
  toTick: number;
  /** Logical time before `fromTick`, and the length of a tick, in nanoseconds. */
  fromNs: bigint;
  tickNs: number;
  /** In order of ticks. */
  samples: RecordingSample[];
}
