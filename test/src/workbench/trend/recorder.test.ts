import { beforeEach, describe, expect, it } from 'vitest';
import type { RigEvent, WireSignal } from '#sandbox/wire/messages.ts';
import { type RecordingFrame, recordingFlags } from '#sandbox/wire/recording.ts';
import type { Answer, RigSnapshot } from '../../../../src/workbench/rig/rig-connection.ts';
import { mostSignals, Recorder } from '../../../../src/workbench/trend/recorder.ts';

function signal(id: number, name: string, kind: WireSignal['kind'], type = 'BOOL'): WireSignal {
  return { id, name, type, kind, address: null, operable: false, forceable: false, writable: false };
}

const table = [
  signal(1, 'plc.Motor', 'output-terminal'),
  signal(2, 'plc.Start', 'input-terminal'),
  signal(3, 'plant.Speed', 'plant-local', 'REAL'),
  signal(4, 'plant.Name', 'plant-local', 'STRING'),
];

/** A rig as the recorder sees it. */
class Rig {
  recorded: string[][] = [];
  recalls: { signals: readonly string[]; from: number; to: number; answer: () => void }[] = [];
  frame: (frame: RecordingFrame) => void = () => {};
  events: (events: readonly RigEvent[]) => void = () => {};
  changed: () => void = () => {};
  snapshot: RigSnapshot = {
    link: 'online',
    farewell: null,
    rigId: 'r1',
    saves: 0,
    tries: 0,
    nextTryIn: null,
    rig: null,
    tick: 0,
    tickNs: 10_000_000,
    signals: table,
    devices: [],
    forces: [],
    programs: {},
    company: [],
  };
  readonly line = {
    record: (signals: readonly string[]) => void this.recorded.push([...signals]),
    recall: (signals: readonly string[], from: number, to: number) =>
      new Promise<Answer>((resolve) => {
        this.recalls.push({ signals, from, to, answer: () => resolve({ ok: true, tick: 0, downloaded: null }) });
      }),
    onRecording: (listener: (frame: RecordingFrame) => void) => {
      this.frame = listener;
      return () => {};
    },
    onEvents: (listener: (events: readonly RigEvent[]) => void) => {
      this.events = listener;
      return () => {};
    },
    getSnapshot: () => this.snapshot,
    subscribe: (listener: () => void) => {
      this.changed = listener;
      return () => {};
    },
  };

  state(part: Partial<RigSnapshot>, headTick = 0, earliestTick = 0): void {
    const time = { speed: 1, past: false, headTick, earliestTick, branches: [], statement: null };
    const rig = {
      phase: 'running' as const,
      steps: [],
      failure: null,
      controllers: {},
      traceHash: '',
      time,
      bench: null,
      faults: [],
    };
    this.snapshot = { ...this.snapshot, rig, ...part };
    this.changed();
  }

  sends(
    flags: number,
    fromTick: number,
    toTick: number,
    samples: [number, Record<number, boolean | number>][],
    tickNs = 10_000_000,
  ): void {
    this.frame({
      flags,
      fromTick,
      toTick,
      fromNs: BigInt(fromTick) * BigInt(tickNs),
      tickNs,
      samples: samples.map(([tick, entries]) => ({
        tick,
        entries: Object.entries(entries).map(([id, value]) => ({ id: Number(id), value })),
      })),
    });
  }
}

const { complete, recalled, parted } = recordingFlags;
const settle = () => new Promise<void>((resolve) => void setImmediate(resolve));

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});

function recorderOf(chosen: readonly string[] | null): Recorder {
  rig.state({}, 100);
  return new Recorder(rig.line, chosen, () => {});
}

describe('a recorder', () => {
  it('begins with the terminals, inputs first, and never with what cannot be drawn', () => {
    recorderOf(null);
    expect(rig.recorded.at(-1)).toEqual(['plc.Start', 'plc.Motor']);
  });

  it('asks for no more signals than the rig sends', () => {
    const recorder = recorderOf([]);
    recorder.choose(Array.from({ length: 40 }, (_, index) => `s${index}`));
    expect(recorder.getState().chosen).toHaveLength(mostSignals);
  });

  it('merges what happens now with what is recalled, without holes and without duplicates', async () => {
    const recorder = recorderOf(['plc.Start', 'plc.Motor']);
    rig.sends(complete, 100, 105, [
      [100, { 1: false, 2: false }],
      [103, { 2: true }],
    ]);
    await settle();
    expect(rig.recalls[0]).toMatchObject({ signals: ['plc.Start', 'plc.Motor'], from: 0, to: 100 });
    rig.sends(0, 106, 110, []);
    rig.sends(recalled | complete, 0, 49, [
      [0, { 1: false, 2: false }],
      [20, { 1: true }],
    ]);
    rig.sends(recalled, 50, 100, [[60, { 1: false }]]);
    rig.recalls[0]?.answer();
    await settle();
    const motor = recorder.series('plc.Motor');
    expect(motor?.known).toEqual([{ from: 0, to: 110 }]);
    expect([0, 19, 20, 59, 60, 110].map((tick) => motor?.valueAt(tick))).toEqual([0, 0, 1, 1, 0, 0]);
    expect(motor?.length).toBe(3);
    expect(recorder.series('plc.Start')?.known).toEqual([{ from: 0, to: 110 }]);
    expect(rig.recalls).toHaveLength(1);
  });

  it('does not ask twice for what the rig does not keep', async () => {
    recorderOf(['plc.Start']);
    rig.sends(complete, 100, 105, [[100, { 2: false }]]);
    await settle();
    rig.recalls[0]?.answer();
    await settle();
    rig.sends(complete, 106, 110, [[106, { 2: false }]]);
    await settle();
    expect(rig.recalls).toHaveLength(1);
  });

  it('asks for what is in front first, a minute at a time', async () => {
    const recorder = recorderOf(['plc.Start']);
    rig.state({}, 20_000, 5_000);
    rig.sends(complete, 20_000, 20_001, [[20_000, { 2: false }]]);
    await settle();
    expect(rig.recalls[0]).toMatchObject({ to: 100 });
    rig.recalls[0]?.answer();
    await settle();
    expect(rig.recalls[1]).toMatchObject({ from: 13_999, to: 19_999 });
    rig.recalls[1]?.answer();
    await settle();
    expect(rig.recalls[2]).toMatchObject({ from: 7_998, to: 13_998 });
    rig.recalls[2]?.answer();
    await settle();
    expect(rig.recalls[3]).toMatchObject({ from: 5_000, to: 7_997 });
    expect(recorder.getState().recalling).toBe(true);
    rig.recalls[3]?.answer();
    await settle();
    expect(recorder.getState().recalling).toBe(false);
  });

  it('forgets what is later than a fork, its events too', () => {
    const recorder = recorderOf(['plc.Start']);
    rig.sends(complete, 100, 150, [
      [100, { 2: false }],
      [140, { 2: true }],
    ]);
    rig.events([
      { tick: 120, kind: 'operate', subject: 'plant.StartButton', value: true },
      { tick: 140, kind: 'operate', subject: 'plant.StartButton', value: false },
    ]);
    rig.sends(parted, 130, 130, []);
    expect(recorder.series('plc.Start')?.known).toEqual([{ from: 100, to: 130 }]);
    expect(recorder.events.map(({ tick }) => tick)).toEqual([120]);
    expect(recorder.nowTick).toBe(130);
    rig.sends(complete, 130, 133, [[130, { 2: false }]]);
    expect(recorder.series('plc.Start')?.valueAt(133)).toBe(0);
  });

  it('after a reset everything is new', () => {
    const recorder = recorderOf(['plc.Start']);
    rig.sends(complete, 100, 150, [[100, { 2: true }]]);
    rig.sends(complete, 0, 3, [[0, { 2: false }]]);
    rig.state({}, 3);
    expect(recorder.series('plc.Start')?.known).toEqual([{ from: 0, to: 3 }]);
  });

  it('a lost connection leaves a gap until it is recalled', async () => {
    const recorder = recorderOf(['plc.Start']);
    rig.sends(complete, 100, 150, [[100, { 2: true }]]);
    await settle();
    rig.recalls[0]?.answer();
    await settle();
    rig.state({ link: 'offline' }, 150);
    rig.state({ link: 'online' }, 400);
    rig.sends(complete, 400, 410, [[400, { 2: true }]]);
    await settle();
    const start = recorder.series('plc.Start');
    expect([150, 151, 399, 400].map((tick) => start?.valueAt(tick))).toEqual([1, null, null, 1]);
    const gap = rig.recalls.slice(1).find(({ from }) => from === 151);
    expect(gap?.signals).toEqual(['plc.Start']);
    rig.sends(recalled | complete, 151, 400, [
      [151, { 2: true }],
      [200, { 2: false }],
      [300, { 2: true }],
    ]);
    expect(start?.known).toEqual([{ from: 100, to: 410 }]);
    expect(start?.valueAt(250)).toBe(0);
  });

  it('a signal added later is told of only by frames that have it', () => {
    const recorder = recorderOf(['plc.Start']);
    rig.sends(complete, 100, 110, [[100, { 2: false }]]);
    recorder.choose(['plc.Start', 'plant.Speed']);
    rig.sends(0, 111, 115, []);
    expect(recorder.series('plant.Speed')).toBe(undefined);
    rig.sends(complete, 116, 120, [[116, { 2: false, 3: 12.5 }]]);
    expect(recorder.series('plant.Speed')?.known).toEqual([{ from: 116, to: 120 }]);
    expect(recorder.series('plc.Start')?.known).toEqual([{ from: 100, to: 120 }]);
    recorder.choose(['plant.Speed']);
    expect(recorder.series('plc.Start')).toBe(undefined);
  });

  it('another length of a tick is another recording', () => {
    const recorder = recorderOf(['plc.Start']);
    rig.sends(complete, 100, 110, [[100, { 2: false }]]);
    rig.sends(complete, 111, 112, [[111, { 2: true }]], 5_000_000);
    expect(recorder.clock).toEqual({ tickNs: 5_000_000, offsetNs: 0 });
    expect(recorder.series('plc.Start')?.known).toEqual([{ from: 111, to: 112 }]);
  });

  it('an event that comes twice is one', () => {
    const recorder = recorderOf([]);
    const event: RigEvent = { tick: 90, kind: 'force', subject: 'plc.Motor', value: true };
    rig.events([event]);
    rig.events([event, { ...event, tick: 80 }]);
    expect(recorder.events.map(({ tick }) => tick)).toEqual([80, 90]);
  });

  it('marks a check where the rig was when it was asked for', () => {
    const recorder = recorderOf([]);
    recorder.checkAsked();
    expect(recorder.checks).toEqual([{ tick: 100, passed: null }]);
    recorder.checkAnswered(false);
    expect(recorder.checks).toEqual([{ tick: 100, passed: false }]);
  });
});
