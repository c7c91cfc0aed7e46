import { describe, expect, it } from 'vitest';
import { forSeed } from '#sandbox/grading/for-seed.ts';
import { type HistoryLimits, type HistoryStore, usualLimits } from '#sandbox/host/history.ts';
import { TimeTravel } from '#sandbox/host/time-travel.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { loadLabs } from '#sandbox/lab/load.ts';
import { Random } from '#sandbox/rig/random.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import type { RigInput } from '#sandbox/rig/types.ts';

const { labs } = loadLabs([`${import.meta.dirname}/../../../labs`]);

/** A store in memory, which a test can look into. */
class Shelf implements HistoryStore {
  readonly kept = new Map<number, Uint8Array>();
  spill(segment: number, packed: Uint8Array): void {
    this.kept.set(segment, packed);
  }
  forget(segments: readonly number[]): void {
    for (const segment of segments) this.kept.delete(segment);
  }
}

function travelling(lab: Lab, limits: HistoryLimits = usualLimits) {
  const [solution] = Object.values(lab.solutions);
  const { rig } = Rig.build(lab, { seed: 2, ...(solution ? { programs: forSeed(lab, solution, 2) } : {}) });
  if (!rig) throw new Error(`${lab.slug} does not build`);
  const shelf = new Shelf();
  const travel = new TimeTravel(rig, shelf, limits);
  const rewind = (tick: number): void => {
    const missing = travel.missing(tick);
    if (missing !== null) travel.history.fetched(missing, shelf.kept.get(missing)!);
    travel.rewind(tick);
  };
  const give = (input: RigInput): void => {
    const { tick } = travel.head;
    if (travel.head.apply(input).ok) travel.input(tick, input);
  };
  const advance = (ticks: number): void => {
    for (let left = ticks; left > 0; left -= 7) {
      travel.head.advance(Math.min(7, left));
      travel.record();
    }
  };
  return { travel, shelf, rewind, give, advance };
}

/** Presses and lets go of what can be operated, at random but alike for the same seed. */
function operators(lab: Lab, seed: number) {
  const { rig } = Rig.build(lab, { seed: 2 });
  const buttons = rig!.signals().filter(({ operable, type }) => operable && type === 'BOOL');
  const random = Random.of(seed, 'operators');
  return (): RigInput | null => {
    const button = buttons[Number(random.between(0n, BigInt(Math.max(0, buttons.length - 1))))];
    return button ? { kind: 'operate', signal: button.name, value: random.fraction() < 0.5 } : null;
  };
}

describe.each([...labs.values()])('$slug', (lab) => {
  const programmed = Object.keys(lab.definition.rig.controllers).length > 0;

  it('live, rewound, forked and brought back: one trace', () => {
    // A plant with long steps goes on for longer than five minutes: all of it is to be gone back.
    const { travel, rewind, give, advance } = travelling(lab, {
      ...usualLimits,
      reachNs: 10_000_000_000_000n,
      totalBytes: 64 << 20,
    });
    const act = operators(lab, 1);
    const marks: { tick: number; hash: string }[] = [];
    const inputs: { tick: number; input: RigInput }[] = [];
    for (let round = 0; round < 60; round++) {
      const input = act();
      if (input) {
        inputs.push({ tick: travel.head.tick, input });
        give(input);
      }
      advance(31 + round);
      marks.push({ tick: travel.head.tick, hash: travel.head.traceHash });
    }
    const end = marks.at(-1)!;
    for (const { tick, hash } of marks.toReversed()) {
      rewind(tick);
      expect([travel.shown.tick, travel.shown.traceHash]).toEqual([tick, hash]);
    }

    const parting = marks[20]!;
    rewind(parting.tick);
    expect(travel.past).toBe(true);
    expect(travel.fork()).toBe(true);
    advance(500);
    const other = { tick: travel.head.tick, hash: travel.head.traceHash };
    rewind(parting.tick + 100);
    expect(travel.past).toBe(true);
    travel.live();
    expect(travel.shown.traceHash).toBe(other.hash);

    const [abandoned] = travel.tell(1).branches;
    expect(abandoned).toMatchObject({ fromTick: parting.tick, toTick: end.tick });
    expect(travel.restore(abandoned!.id)).toBe(true);
    expect([travel.head.tick, travel.head.traceHash]).toEqual([end.tick, end.hash]);
    for (const { tick, hash } of [marks[40]!, marks[22]!, marks[5]!]) {
      rewind(tick);
      expect(travel.shown.traceHash).toBe(hash);
    }
    // And the other future once more.
    travel.live();
    const [back] = travel.tell(1).branches;
    expect(travel.restore(back!.id)).toBe(true);
    expect([travel.head.tick, travel.head.traceHash]).toEqual([other.tick, other.hash]);

    // The same inputs from the parting on give the first future again.
    rewind(parting.tick);
    travel.fork();
    for (const { tick, input } of inputs.filter(({ tick }) => tick >= parting.tick)) {
      advance(tick - travel.head.tick);
      give(input);
    }
    advance(end.tick - travel.head.tick);
    expect(travel.head.traceHash).toBe(end.hash);
  });

  it.runIf(programmed)('walked through again, scan by scan and statement by statement, the past is what it was', () => {
    const { travel, rewind, give, advance } = travelling(lab);
    const act = operators(lab, 3);
    const controller = Object.keys(travel.head.controllers())[0]!;
    const hashes = new Map<number, string>();
    for (let tick = 0; tick < 240; tick++) {
      const input = tick % 9 === 4 ? act() : null;
      if (input) give(input);
      advance(1);
      hashes.set(travel.head.tick, travel.head.traceHash);
    }
    rewind(20);
    for (let scan = 0; travel.past && scan < 30; scan++) {
      travel.scan(controller, false);
      expect(travel.shown.traceHash).toBe(hashes.get(travel.shown.tick));
    }
    for (let step = 0; travel.past && step < 60; step++) travel.statement(controller, 'over');
    if (travel.past) travel.scan(controller, false);
    expect(travel.shown.traceHash).toBe(hashes.get(travel.shown.tick));
    rewind(100);
    const line = 10_000;
    travel.toBreakpoint(controller, { 'main.st': [line] }, 20);
    expect(travel.past).toBe(true);
    travel.shown.advance(0);
    expect(travel.shown.traceHash).toBe(hashes.get(travel.shown.tick));
  });

  it.runIf(programmed)('statement by statement forwards and back, nothing changes', () => {
    const { travel, advance } = travelling(lab);
    const straight = travelling(lab);
    const controller = Object.keys(travel.head.controllers())[0]!;
    advance(40);
    for (let step = 0; step < 25; step++) travel.statement(controller, 'into');
    const forward = travel.tell(1).statement;
    expect(forward).not.toBe(null);
    for (let step = 0; step < 12; step++) travel.statement(controller, 'back');
    for (let step = 0; step < 12; step++) travel.statement(controller, 'into');
    expect(travel.tell(1).statement).toEqual(forward);
    travel.live();
    advance(30);
    straight.advance(travel.head.tick);
    expect(travel.head.traceHash).toBe(straight.travel.head.traceHash);
  });
});

describe('history', () => {
  const lab = labs.get('tank-two-switches')!;

  it('reaches back five minutes and keeps to its bounds', () => {
    const { travel, advance, rewind, shelf } = travelling(lab);
    const second = Number(1_000_000_000n / travel.head.tickNs);
    advance(400 * second);
    const { earliest, bytes } = travel.history;
    expect(travel.head.tick - earliest!).toBeGreaterThanOrEqual(300 * second);
    expect(travel.head.tick - earliest!).toBeLessThanOrEqual(306 * second);
    expect(bytes.memory).toBeLessThanOrEqual(usualLimits.memoryBytes + 16_384);
    expect(bytes.total).toBeLessThanOrEqual(usualLimits.totalBytes);
    rewind(travel.head.tick - 299 * second);
    expect(travel.past).toBe(true);
    expect(shelf.kept.size).toBeLessThan(70);
  });

  it('spills what does not fit into memory, and shows it all the same', () => {
    const { travel, advance, rewind, shelf } = travelling(lab, { ...usualLimits, memoryBytes: 2_000 });
    const second = Number(1_000_000_000n / travel.head.tickNs);
    advance(30 * second);
    const { tick, hash } = { tick: travel.head.tick, hash: travel.head.traceHash };
    advance(60 * second);
    expect(shelf.kept.size).toBeGreaterThan(5);
    expect(travel.missing(tick)).not.toBe(null);
    rewind(tick);
    expect([travel.shown.tick, travel.shown.traceHash]).toEqual([tick, hash]);
  });

  it('shows a tick as it was before the inputs that act in it', () => {
    const { travel, advance, give, rewind } = travelling(lab);
    advance(100);
    give({ kind: 'operate', signal: 'plant.Selector', value: true });
    advance(50);
    rewind(100);
    expect(travel.shown.value('plant.Selector')).toBe(false);
    rewind(101);
    expect(travel.shown.value('plant.Selector')).toBe(true);
  });

  it('a reset ends what was', () => {
    const { travel, advance, give } = travelling(lab);
    advance(2_000);
    const at = travel.head.tick;
    give({ kind: 'reset', keepPrograms: true });
    expect(travel.history.earliest).toBe(at);
    advance(2_000);
    expect(travel.tell(1).earliestTick).toBe(at);
  });

  it('goes back a scan at a time', () => {
    const { travel, advance } = travelling(lab);
    advance(100);
    const [controller] = Object.keys(travel.head.controllers());
    const scans = () => travel.shown.controllers()[controller!]!.scans;
    const before = scans();
    travel.scan(controller!, true);
    expect(scans()).toBe(before - 1);
    travel.scan(controller!, true);
    expect([scans(), travel.past]).toEqual([before - 2, true]);
    travel.scan(controller!, false);
    travel.scan(controller!, false);
    expect([scans(), travel.past]).toEqual([before, false]);
  });
});

it('runs to a breakpoint and stands there', () => {
  const lab = labs.get('motor-seal-in')!;
  const { travel, advance } = travelling(lab);
  const file = Object.values(lab.solutions)[0]!.plc![0]!;
  const line = file.text.split('\n').findIndex((text) => /^\s*(Motor\s*:=|IF )/.test(text)) + 1;
  advance(10);
  travel.toBreakpoint('plc', { [file.name]: [line] });
  const first = travel.tell(1).statement!;
  expect(first).toMatchObject({ kind: 'paused', stack: [{ range: { line } }] });
  const { tick } = travel.head;
  travel.toBreakpoint('plc', { [file.name]: [line] });
  expect(travel.tell(1).statement).toMatchObject({ stack: [{ range: { line } }] });
  expect(travel.head.tick).toBeGreaterThan(tick);
});
