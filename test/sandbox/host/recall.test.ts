import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { forSeed } from '../../../sandbox/grading/for-seed.ts';
import { usualLimits } from '../../../sandbox/host/history.ts';
import { Recall } from '../../../sandbox/host/recall.ts';
import { Recordings } from '../../../sandbox/host/recordings.ts';
import { TimeTravel } from '../../../sandbox/host/time-travel.ts';
import type { Lab } from '../../../sandbox/lab/lab.ts';
import { loadLabs } from '../../../sandbox/lab/load.ts';
import { Random } from '../../../sandbox/rig/random.ts';
import { Rig } from '../../../sandbox/rig/rig.ts';
import type { RigInput } from '../../../sandbox/rig/types.ts';
import { recordingFlags } from '../../../sandbox/wire/recording.ts';
import { holdingProgram, writeCounterLab } from './counter-lab.ts';
import { Tape } from './tape.ts';

const dir = mkdtempSync(join(tmpdir(), 'millwright-recall-'));
writeCounterLab(dir);
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const counter = loadLabs([dir]).labs.get('counter')!;
const { labs } = loadLabs([`${import.meta.dirname}/../../../labs`]);
const everything = (): boolean => true;

/** A rig that is recorded as it goes, and its history, of which most bytes are in a store. */
function recorded(lab: Lab, names?: string[]) {
  const [solution] = Object.values(lab.solutions);
  const { rig } = Rig.build(lab, { seed: 2, ...(solution ? { programs: forSeed(lab, solution, 2) } : {}) });
  if (!rig) throw new Error(`${lab.slug} does not build`);
  const shelf = new Map<number, Uint8Array>();
  const store = {
    spill: (segment: number, packed: Uint8Array) => void shelf.set(segment, packed),
    forget: (segments: readonly number[]) => void segments.map((segment) => shelf.delete(segment)),
  };
  // A plant with long steps goes on for longer than five minutes: all of it is kept here.
  const all = { reachNs: 10_000_000_000_000n, totalBytes: 64 << 20 };
  const travel = new TimeTravel(rig, store, { ...usualLimits, ...all, spacingNs: 1_000_000_000n, memoryBytes: 3_000 });
  const recordings = new Recordings<Tape>();
  const tape = new Tape();
  const signals =
    names ??
    rig
      .signals()
      .slice(0, 32)
      .map(({ name }) => name);
  recordings.follow(rig, everything);
  recordings.record(tape, signals);
  const give = (input: RigInput): boolean => {
    const { tick } = travel.head;
    const applied = travel.head.apply(input);
    if (!applied.ok) return false;
    travel.input(tick, input);
    recordings.follow(travel.head, everything);
    recordings.input(tick, input);
    return true;
  };
  const advance = (ticks: number): void => {
    for (let left = ticks; left > 0; left -= 7) {
      travel.head.advance(Math.min(7, left));
      travel.record();
      recordings.send();
    }
  };
  const recall = (fromTick: number, toTick: number, slices?: { steps: number }): Tape => {
    const told = new Tape();
    const segments = travel.history.segmentsOf(fromTick, toTick);
    const frame = (bytes: Uint8Array) => told.sendBytes(bytes);
    const work = new Recall({
      lab,
      signals,
      fromTick,
      toTick,
      segments,
      idOf: (name) => travel.shown.find(name),
      maySee: everything,
      frame,
      events: (events) => told.events.push(...events),
    });
    for (let done = false; !done; ) {
      let steps = slices?.steps ?? 1_000;
      const { missing } = work;
      done = work.work(() => --steps <= 0, missing ? shelf.get(missing.id)! : null);
    }
    return told;
  };
  const same = (told: Tape, fromTick: number, toTick: number): void => {
    for (const name of signals) {
      const id = travel.head.find(name);
      if (id === null) continue;
      const of = (one: Tape) => (one.changes.get(id) ?? []).filter(({ tick }) => tick > fromTick && tick <= toTick);
      expect([name, told.at(id, fromTick)]).toEqual([name, tape.at(id, fromTick)]);
      expect([name, of(told)]).toEqual([name, of(tape)]);
    }
  };
  return { travel, tape, recordings, give, advance, recall, same, shelf, signals };
}

describe.each([...labs.values()])('$slug', (lab) => {
  it('the past recalled is what was recorded, with inputs, a download, a fault and a fork', () => {
    const rig = recorded(lab);
    const { travel, tape, advance, give, recall, same } = rig;
    const buttons = travel.head.signals().filter(({ operable, type }) => operable && type === 'BOOL');
    const random = Random.of(5, 'operators');
    const operate = (rounds: number): void => {
      for (let round = 0; round < rounds; round++) {
        const button = buttons[Number(random.between(0n, BigInt(Math.max(0, buttons.length - 1))))];
        if (button) give({ kind: 'operate', signal: button.name, value: random.fraction() < 0.5 });
        advance(23 + round);
      }
    };
    advance(1);
    operate(25);
    // Of a controller, or where there is none the gateway's file or the answers.
    const [controller] = Object.keys(travel.head.programs());
    const files = travel.head.programs()[controller!]!;
    expect(give({ kind: 'download', controller: controller!, files, mode: 'restart' })).toBe(true);
    operate(10);
    const fault = lab.definition.faults.find(({ hidden }) => !hidden);
    if (fault) give({ kind: 'fault', fault: fault.id, active: true });
    operate(10);
    if (fault) give({ kind: 'fault', fault: fault.id, active: false });
    advance(300);
    const head = travel.head.tick;
    same(recall(1, head), 1, head);
    const middle = Math.floor(head / 2);
    same(recall(middle, middle + 77, { steps: 1 }), middle, middle + 77);
    expect(recall(1, head).events.filter(({ kind }) => kind !== 'reset')).toEqual(tape.events);

    const before = travel.head.traceHash;
    recall(1, head);
    expect(travel.head.traceHash, 'the live rig is not touched').toBe(before);

    // Another future from the middle on.
    const parting = middle + 3;
    const missing = travel.missing(parting);
    if (missing !== null) travel.history.fetched(missing, rig.shelf.get(missing)!);
    travel.rewind(parting);
    travel.fork();
    rig.recordings.part(travel.partedAt, travel.head, everything);
    operate(8);
    const now = travel.head.tick;
    same(recall(1, now), 1, now);
  });
});

describe('a recall', () => {
  const signals = ['plant.Steps', 'plant.Button', 'plc.Motor', 'plc.main.Scans'];

  it('is flagged, begins complete, and tells its span and not more, at any length of slice', () => {
    const { advance, recall } = recorded(counter, signals);
    advance(3_000);
    for (const steps of [1, 3, 1_000]) {
      const told = recall(500, 2_500, { steps });
      expect(told.frames[0]).toMatchObject({ flags: recordingFlags.recalled | recordingFlags.complete, fromTick: 500 });
      expect(told.frames.slice(1).every(({ flags }) => flags === recordingFlags.recalled)).toBe(true);
      expect(told.frames.at(-1)!.toTick).toBe(2_500);
      told.frames.forEach((frame, index) => {
        if (index > 0) expect(frame.fromTick).toBe(told.frames[index - 1]!.toTick + 1);
      });
    }
  });

  it('names a signal by the id that it has now, and a variable that came later has no earlier sample', () => {
    const { advance, give, recall, same, travel } = recorded(counter, signals);
    advance(1_000);
    give({ kind: 'download', controller: 'plc', files: [{ name: 'main.st', text: holdingProgram }], mode: 'online' });
    advance(1_000);
    const told = recall(1, 2_000);
    const scans = told.changes.get(travel.head.find('plc.main.Scans')!)!;
    expect(scans[0]!.tick).toBeGreaterThan(1_000);
    expect(told.events).toEqual([{ tick: 1_001, kind: 'download', subject: 'plc', value: null }]);
    same(told, 1, 2_000);
  });

  it('ends with a fault of the controller where it happened', () => {
    const { advance, give, recall, tape } = recorded(counter, signals);
    advance(100);
    const text = 'PROGRAM main\nVAR n, d : INT; END_VAR\n  n := n + 1;\n  IF n > 20 THEN n := n / d; END_IF;\nEND_PROGRAM\n';
    give({ kind: 'download', controller: 'plc', files: [{ name: 'main.st', text }], mode: 'restart' });
    advance(400);
    const faults = (one: Tape) => one.events.filter(({ kind }) => kind === 'controller-fault');
    expect(faults(tape)).toHaveLength(1);
    expect(faults(tape)[0]!.subject).toBe('plc');
    expect(faults(recall(1, 500))).toEqual(faults(tape));
    expect(recall(1, 90).events).toEqual([]);
  });

  it('of too much is thinned, and what it tells is true all the same', () => {
    const { advance, recall, tape, travel, give } = recorded(counter, ['plant.Steps', 'plant.Button']);
    give({ kind: 'operate', signal: 'plant.Button', value: true });
    // A program that changes thirty numbers in every scan, for a minute and a half.
    const names = Array.from({ length: 30 }, (_, at) => `v${at}`);
    const text = `PROGRAM main\nVAR ${names.join(', ')} : DINT; END_VAR\n${names.map((name) => `${name} := ${name} + 1;`).join('\n')}\nEND_PROGRAM\n`;
    give({ kind: 'download', controller: 'plc', files: [{ name: 'main.st', text }], mode: 'restart' });
    advance(36_000);
    const many = recorded(counter, ['plant.Steps', 'plant.Button', ...names.map((name) => `plc.main.${name}`)]);
    many.give({ kind: 'operate', signal: 'plant.Button', value: true });
    many.give({ kind: 'download', controller: 'plc', files: [{ name: 'main.st', text }], mode: 'restart' });
    many.advance(36_000);
    const told = many.recall(1, 36_000);
    const steps = travel.head.find('plant.Steps')!;
    expect(told.frames.some(({ flags }) => (flags & recordingFlags.thinned) !== 0)).toBe(true);
    expect(
      told.frames.reduce((sum, { samples }) => sum + samples.reduce((of, { entries }) => of + entries.length, 0), 0),
    ).toBeLessThan(440_000);
    for (const { tick, value } of told.changes.get(steps)!) expect(value).toBe(tape.at(steps, tick));
    expect(recall(1, 36_000).frames.some(({ flags }) => (flags & recordingFlags.thinned) !== 0)).toBe(false);
  });
});
