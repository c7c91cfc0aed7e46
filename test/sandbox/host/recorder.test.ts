import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Recordings } from '../../../sandbox/host/recordings.ts';
import { SampleBuffer } from '../../../sandbox/host/sample-buffer.ts';
import type { Lab } from '../../../sandbox/lab/lab.ts';
import { loadLabs } from '../../../sandbox/lab/load.ts';
import { Rig } from '../../../sandbox/rig/rig.ts';
import type { Value } from '../../../sandbox/rig/types.ts';
import { recordingFlags } from '../../../sandbox/wire/recording.ts';
import { writeCounterLab } from './counter-lab.ts';
import { Tape } from './tape.ts';

const { labs } = loadLabs([`${import.meta.dirname}/../../../labs`]);
const everything = (): boolean => true;

function build(lab: Lab): Rig {
  const { rig } = Rig.build(lab, { seed: 3 });
  if (!rig) throw new Error(`${lab.slug} does not build`);
  return rig;
}

/** A rig whose first 32 signals are recorded. */
function recorded(lab: Lab) {
  const rig = build(lab);
  const tape = new Tape();
  const recordings = new Recordings<Tape>();
  recordings.follow(rig, everything);
  const signals = rig.signals().slice(0, 32);
  recordings.record(
    tape,
    signals.map(({ name }) => name),
  );
  return { rig, tape, recordings, signals };
}

const dir = mkdtempSync(join(tmpdir(), 'millwright-recorder-'));
writeCounterLab(dir);
/** Its plant counts its steps: a signal that changes at every one. */
const counter = loadLabs([dir]).labs.get('counter')!;
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a recording', () => {
  it.each([...labs.values()])('of $slug has every tick as the rig was before it', (lab) => {
    const { rig, tape, recordings, signals } = recorded(lab);
    const straight = build(lab);
    const buttons = signals.filter(({ operable, type }) => operable && type === 'BOOL');
    const was = new Map<number, Value[]>();
    for (let round = 0; round < 40; round++) {
      const button = buttons[round % Math.max(1, buttons.length)];
      if (button) {
        for (const one of [rig, straight]) one.apply({ kind: 'operate', signal: button.name, value: round % 3 !== 0 });
      }
      rig.advance(round);
      for (let tick = 0; tick < round; tick++) {
        straight.advance(1);
        was.set(
          straight.tick,
          signals.map(({ id }) => straight.read(id)),
        );
      }
      recordings.send();
    }
    expect(tape.span()).toEqual({ from: 1, to: rig.tick, gaps: 0 });
    expect(tape.frames.filter(({ flags }) => flags !== 0).map(({ flags }) => flags)).toEqual([recordingFlags.complete]);
    for (const [tick, values] of was) expect(signals.map(({ id }) => tape.at(id, tick))).toEqual(values);
  });

  const lab = labs.get('tank-two-switches')!;

  it('costs nothing once nobody records, and reads nothing that is hidden', () => {
    const { rig, tape, recordings, signals } = recorded(lab);
    expect(rig.observer).not.toBe(null);
    recordings.record(tape, []);
    expect(rig.observer).toBe(null);
    rig.advance(10);
    recordings.send();
    expect(tape.frames).toEqual([]);
    recordings.follow(rig, (name) => name === signals[2]!.name);
    recordings.record(
      tape,
      signals.map(({ name }) => name),
    );
    rig.advance(10);
    recordings.send();
    expect([...tape.changes.keys()]).toEqual([signals[2]!.id]);
    recordings.leave(tape);
    expect(rig.observer).toBe(null);
  });

  it('begins anew, complete, with another list, after a download and after a reset, and tells the time of each tick', () => {
    const { rig, tape, recordings, signals } = recorded(lab);
    rig.advance(100);
    recordings.record(
      tape,
      signals.slice(0, 5).map(({ name }) => name),
    );
    rig.advance(100);
    const files = rig.programs().plc!;
    expect(rig.apply({ kind: 'download', controller: 'plc', files, mode: 'restart' }).ok).toBe(true);
    recordings.follow(rig, everything);
    rig.advance(100);
    rig.apply({ kind: 'reset', keepPrograms: true });
    recordings.follow(rig, everything);
    rig.advance(100);
    recordings.send();
    const { tickNs } = rig;
    expect(tape.frames.map(({ flags, fromTick, toTick, fromNs }) => ({ flags, fromTick, toTick, fromNs }))).toEqual([
      { flags: recordingFlags.complete, fromTick: 1, toTick: 100, fromNs: tickNs },
      { flags: recordingFlags.complete, fromTick: 101, toTick: 200, fromNs: 101n * tickNs },
      { flags: recordingFlags.complete, fromTick: 201, toTick: 300, fromNs: 201n * tickNs },
      { flags: recordingFlags.complete, fromTick: 301, toTick: 400, fromNs: tickNs },
    ]);
    expect(tape.frames.map(({ samples }) => samples[0]!.entries.length)).toEqual(
      [32, 5, 5, 5].map((n) => Math.min(n, signals.length)),
    );
  });

  it('a slow line gets fewer ticks in bounded memory, and is told so; what it gets is true, and every pulse is in it', () => {
    const { rig, tape, recordings, signals } = recorded(counter);
    const straight = build(counter);
    tape.slow = true;
    const was = new Map<number, Value[]>();
    const button = signals.find(({ operable, type }) => operable && type === 'BOOL')!;
    for (let round = 0; round < 60; round++) {
      for (const value of [true, false]) {
        for (const one of [rig, straight]) one.apply({ kind: 'operate', signal: button.name, value });
        for (let tick = 0; tick < (value ? 1 : 500); tick++) {
          straight.advance(1);
          was.set(
            straight.tick,
            signals.map(({ id }) => straight.read(id)),
          );
        }
        rig.advance(value ? 1 : 500);
      }
      recordings.send();
    }
    expect(tape.frames).toEqual([]);
    tape.slow = false;
    recordings.send();
    const [frame] = tape.frames;
    expect(tape.frames).toHaveLength(1);
    expect(frame).toMatchObject({ flags: recordingFlags.complete | recordingFlags.thinned, fromTick: 1, toTick: rig.tick });
    expect(tape.bytes).toBeLessThan(100_000);
    for (const { tick, entries } of frame!.samples) {
      const values = was.get(tick)!;
      for (const { id, value } of entries) expect(values[signals.findIndex((signal) => signal.id === id)]).toBe(value);
    }
    expect(tape.changes.get(button.id)!.filter(({ value }) => value === true)).toHaveLength(60);
    for (const { id } of signals) expect(tape.at(id, rig.tick)).toBe(rig.read(id));
  });
});

describe('a thinned recording', () => {
  it('ends every frame with what everything has come to, but for what is done behind it, and is whole again when less comes', () => {
    const { rig, tape, recordings, signals } = recorded(counter);
    const straight = build(counter);
    const was = new Map<number, Value[]>();
    const button = signals.find(({ operable, type }) => operable && type === 'BOOL')!;
    const advance = (ticks: number): void => {
      rig.advance(ticks);
      for (let tick = 0; tick < ticks; tick++) {
        straight.advance(1);
        was.set(
          straight.tick,
          signals.map(({ id }) => straight.read(id)),
        );
      }
    };
    const trueAtTheEnd = (): void => {
      const { toTick } = tape.frames.at(-1)!;
      expect(signals.map(({ id }) => tape.at(id, toTick))).toEqual(was.get(toTick));
    };
    for (const ticks of [5_001, 5_002, 5_003]) {
      advance(ticks);
      recordings.send();
      expect(tape.frames.at(-1)!.flags & recordingFlags.thinned).not.toBe(0);
      trueAtTheEnd();
    }
    // Nothing was sampled since: nothing is to be said, and what is done now is not of the last tick.
    recordings.send();
    advance(3);
    for (const one of [rig, straight]) one.apply({ kind: 'operate', signal: button.name, value: true });
    recordings.input(rig.tick, { kind: 'operate', signal: button.name, value: true });
    recordings.send();
    expect(tape.at(button.id, rig.tick)).toBe(false);
    for (let round = 0; round < 6; round++) {
      advance(40);
      recordings.send();
      trueAtTheEnd();
    }
    expect(tape.frames.at(-1)!.flags).toBe(0);
    expect(tape.span().gaps).toBe(0);
    for (const { samples } of tape.frames) {
      for (const { tick, entries } of samples) {
        for (const { id, value } of entries) expect(was.get(tick)![signals.findIndex((signal) => signal.id === id)]).toBe(value);
      }
    }
  });
});

describe('samples that wait', () => {
  const changes = fc.array(
    fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.oneof(fc.boolean(), fc.integer(), fc.string({ maxLength: 40 }))),
    { maxLength: 400 },
  );

  it('stay in their bounds, in order, and true', () => {
    fc.assert(
      fc.property(changes, fc.integer({ min: 0, max: 60 }), (given, limit) => {
        const buffer = new SampleBuffer(limit);
        buffer.begin(100);
        // Per signal and tick one change, and of one type each.
        const last = new Map<number, { tick: number; value: Value }[]>();
        let tick = 100;
        buffer.reach(tick);
        for (const [later, signal, value] of given) {
          for (let step = 0; step < later; step++) buffer.reach(++tick);
          const id = signal * 3 + ['boolean', 'number', 'string'].indexOf(typeof value);
          const known = last.get(id) ?? [];
          if (known.at(-1)?.tick === tick || known.at(-1)?.value === value) continue;
          known.push({ tick, value });
          last.set(id, known);
          buffer.add(id, value);
        }
        const samples = buffer.samples();
        expect(buffer.toTick).toBe(tick);
        const ticks = samples.map((sample) => sample.tick);
        expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
        for (const sample of samples) {
          for (const { id, value } of sample.entries)
            expect(last.get(id)!.findLast((change) => change.tick <= sample.tick)!.value).toBe(value);
        }
        for (const [id, known] of last) {
          const kept = samples.flatMap(({ entries }) => entries.filter((entry) => entry.id === id));
          expect(kept.at(-1)?.value).toBe(known.at(-1)!.value);
          if (!buffer.thinned) expect(kept).toHaveLength(known.length);
        }
      }),
    );
  });
});
