/** What a viewer makes of recording frames: every change of every recorded signal, by the rules of wire/recording.ts. */
import type { FrameValue } from '../../../sandbox/wire/frame.ts';
import type { RigEvent, ServerMessage } from '../../../sandbox/wire/messages.ts';
import { decodeRecording, type RecordingFrame, recordingFlags } from '../../../sandbox/wire/recording.ts';

export class Tape {
  readonly frames: RecordingFrame[] = [];
  /** By signal id: what it became, and at which tick, in order. */
  readonly changes = new Map<number, { tick: number; value: FrameValue }[]>();
  /** Unsent by a slow line. */
  slow = false;
  bytes = 0;

  readonly events: RigEvent[] = [];

  send(message: ServerMessage): void {
    if (message.type === 'events') this.events.push(...message.events);
  }

  sendBytes(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    const frame = decodeRecording(bytes);
    if (!frame) throw new Error('a recording frame that cannot be decoded');
    this.take(frame);
  }

  take(frame: RecordingFrame): void {
    this.frames.push(frame);
    const { flags, fromTick } = frame;
    if (flags & recordingFlags.parted) this.#forget(fromTick + 1);
    else if (flags & recordingFlags.complete && !(flags & recordingFlags.recalled)) this.#forget(fromTick);
    for (const { tick, entries } of frame.samples) {
      for (const { id, value } of entries) {
        const known = this.changes.get(id) ?? [];
        this.changes.set(id, known);
        if (known.at(-1)?.value !== value) known.push({ tick, value });
      }
    }
  }

  #forget(fromTick: number): void {
    for (const [id, changes] of this.changes)
      this.changes.set(
        id,
        changes.filter(({ tick }) => tick < fromTick),
      );
  }

  /** What the signal was before `tick` was carried out. */
  at(id: number, tick: number): FrameValue | undefined {
    return this.changes.get(id)?.findLast((change) => change.tick <= tick)?.value;
  }

  /** The ticks that live frames tell of, without a gap: the first and the last. */
  span(): { from: number; to: number; gaps: number } {
    const told = this.frames.filter(({ flags }) => !(flags & (recordingFlags.recalled | recordingFlags.parted)));
    let gaps = 0;
    told.forEach((frame, index) => {
      const before = told[index - 1];
      if (before && !(frame.flags & recordingFlags.complete) && frame.fromTick !== before.toTick + 1) gaps += 1;
    });
    return { from: told[0]?.fromTick ?? -1, to: told.at(-1)?.toTick ?? -1, gaps };
  }
}
