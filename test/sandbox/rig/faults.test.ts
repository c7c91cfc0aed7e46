import { describe, expect, it } from 'vitest';
import { Rig } from '#sandbox/rig/rig.ts';
import { file, makeLab } from './made-lab.ts';

/** Echoes the flow to the valve, and Start to the motor. */
const echo = `PROGRAM main
VAR
  Start AT %IX0.0 : BOOL; Stop AT %IX0.1 : BOOL; Flow AT %IW1 : INT;
  Motor AT %QX0.0 : BOOL; Valve AT %QW1 : INT;
END_VAR
  Motor := Start;
  Valve := 0;
END_PROGRAM
`;

function rigWith(faults: unknown[], more: Record<string, unknown> = {}, seed = 5): Rig {
  const { rig, problems } = Rig.build(makeLab({ start: { plc: echo }, faults, ...more }), { seed });
  if (!rig) throw new Error(problems.map(({ message }) => message.en).join('\n'));
  return rig;
}

const flow = (rig: Rig): number => Number(rig.value('plc.Flow'));
const load = (rig: Rig, value: number): void => void rig.apply({ kind: 'operate', signal: 'plant.Load', value });
const begin = (rig: Rig, fault: string, active = true) => rig.apply({ kind: 'fault', fault, active });
const on = (signal: string, mode: string, more: Record<string, unknown> = {}) => [
  { id: 'it', effects: [{ signal, mode, ...more }] },
];

describe('a fault on the wire of an input', () => {
  it('stuck: the controller goes on reading what was there when it began', () => {
    const rig = rigWith(on('plc.Flow', 'stuck'));
    load(rig, 40);
    rig.advance(5);
    begin(rig, 'it');
    load(rig, 90);
    rig.advance(5);
    expect([flow(rig), rig.value('plant.Flow')]).toEqual([40, 90]);
    begin(rig, 'it', false);
    rig.advance(5);
    expect(flow(rig)).toBe(90);
  });

  it.each([
    ['offset', { by: 12 }, 112],
    ['offset', { by: -40_000 }, -32_768],
    ['broken-wire', {}, 0],
    ['short', {}, 32_767],
    ['wrong-range', { is: [0, 200], shouldBe: [0, 100] }, 50],
  ])('%s %j: 100 reads as it should not', (mode, more, expected) => {
    const rig = rigWith(on('plc.Flow', mode, more));
    load(rig, 100);
    rig.advance(5);
    begin(rig, 'it');
    rig.advance(5);
    expect(flow(rig)).toBe(expected);
  });

  it('a broken wire of a normally closed circuit reads as pressed', () => {
    const rig = rigWith(on('plc.Stop', 'broken-wire'));
    rig.advance(3);
    expect(rig.value('plc.Stop')).toBe(true);
    begin(rig, 'it');
    rig.advance(3);
    expect([rig.value('plc.Stop'), rig.value('plant.StopCircuit')]).toEqual([false, true]);
  });

  it('drift: grows with time, to its limit', () => {
    const rig = rigWith(on('plc.Flow', 'drift', { perSecond: 10, limit: 25 }));
    begin(rig, 'it');
    const perSecond = Number(1_000_000_000n / rig.tickNs);
    rig.advance(perSecond + 1);
    expect(flow(rig)).toBe(10);
    rig.advance(4 * perSecond);
    expect(flow(rig)).toBe(25);
  });

  it('delay: every change arrives, later', () => {
    const rig = rigWith(on('plc.Flow', 'delay', { by: '100ms' }));
    begin(rig, 'it');
    rig.advance(2);
    load(rig, 7);
    const before = rig.timeNs;
    while (flow(rig) !== 7) rig.advance(1);
    const late = Number(rig.timeNs - before) / 1e6;
    expect(late).toBeGreaterThanOrEqual(100);
    expect(late).toBeLessThanOrEqual(120);
  });

  it('noise: around the value, with the deviation asked for, and the same for the same seed', () => {
    const draws = (seed: number): number[] => {
      const rig = rigWith(on('plc.Flow', 'noise', { amplitude: 20 }), {}, seed);
      load(rig, 1000);
      begin(rig, 'it');
      return Array.from({ length: 2_000 }, () => {
        rig.advance(1);
        return flow(rig);
      }).slice(5);
    };
    const values = draws(1);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    expect(Math.abs(mean - 1000)).toBeLessThan(2);
    expect(Math.abs(deviation - 20)).toBeLessThan(1.5);
    expect(draws(1)).toEqual(values);
    expect(draws(2)).not.toEqual(values);
  });

  it('dropout: comes and goes', () => {
    const rig = rigWith(on('plc.Flow', 'dropout', { every: '200ms', for: '50ms' }));
    load(rig, 9);
    begin(rig, 'it');
    let [out, changes, last] = [0, 0, 9];
    const ticks = Number(20_000_000_000n / rig.tickNs);
    for (let tick = 0; tick < ticks; tick++) {
      rig.advance(1);
      if (flow(rig) === 0) out++;
      if (flow(rig) !== last) changes++;
      last = flow(rig);
    }
    expect(out / ticks).toBeGreaterThan(0.12);
    expect(out / ticks).toBeLessThan(0.28);
    expect(changes).toBeGreaterThan(100);
  });

  it('swapped: each terminal reads the other wire', () => {
    const rig = rigWith(on('plc.Start', 'swapped', { with: 'plc.Stop' }));
    begin(rig, 'it');
    rig.advance(4);
    expect([rig.value('plc.Start'), rig.value('plc.Stop')]).toEqual([true, false]);
  });
});

it('a fault on the wire of an output: the controller says on, the contactor hears nothing', () => {
  const rig = rigWith(on('plc.Motor', 'broken-wire'));
  rig.apply({ kind: 'operate', signal: 'plant.StartButton', value: true });
  begin(rig, 'it');
  rig.advance(10);
  expect([rig.value('plc.Motor'), rig.value('plant.ContactorCoil')]).toEqual([true, false]);
});

describe('a fault in a component', () => {
  const set = { effects: [{ set: { 'plant.SpinUp': 'T#9s', 'plant.Load': 3 } }] };

  it('sets its fault inputs, and gives them back', () => {
    const rig = rigWith([{ id: 'worn', ...set }]);
    load(rig, 1);
    begin(rig, 'worn');
    rig.advance(1);
    expect([rig.value('plant.SpinUp'), rig.value('plant.Load')]).toEqual([9_000_000_000n, 3]);
    begin(rig, 'worn', false);
    expect([rig.value('plant.SpinUp'), rig.value('plant.Load')]).toEqual([1_000_000_000n, 1]);
  });
});

describe('what begins a fault', () => {
  const stands = (rig: Rig): boolean => rig.faults()[0]!.active;
  const effects = [{ signal: 'plc.Flow', mode: 'stuck', at: 77 }];

  it('a time, and for how long', () => {
    const rig = rigWith([{ id: 'late', effects, trigger: { at: '1s' }, until: '500ms' }]);
    const perSecond = Number(1_000_000_000n / rig.tickNs);
    rig.advance(perSecond);
    expect(stands(rig)).toBe(false);
    rig.advance(2);
    expect([stands(rig), flow(rig)]).toEqual([true, 77]);
    rig.advance(perSecond);
    expect([stands(rig), flow(rig)]).toEqual([false, 0]);
  });

  it('a condition that has held for its time', () => {
    const rig = rigWith([{ id: 'warm', effects, trigger: { when: 'plc.Motor AND plant.Load > 5', for: '300ms' } }]);
    load(rig, 6);
    rig.advance(400);
    expect(stands(rig)).toBe(false);
    rig.apply({ kind: 'operate', signal: 'plant.StartButton', value: true });
    rig.advance(20);
    expect(stands(rig)).toBe(false);
    rig.advance(100);
    expect(stands(rig)).toBe(true);
  });

  it('the seed, in a lab where it is to be found', () => {
    const faults = ['a', 'b', 'c'].map((id, at) => ({ id, effects: [{ signal: 'plc.Flow', mode: 'offset', by: at + 1 }] }));
    const troubleshooting = {
      draw: ['a', 'b', 'c'],
      tests: [
        { id: 'one', kind: 'measure', signals: ['plant.Flow'], minutes: 1 },
        { id: 'two', kind: 'exchange', repairs: ['a'], minutes: 9 },
      ],
    };
    const drawn = (seed: number): string[] =>
      rigWith(faults, { troubleshooting }, seed)
        .faults()
        .filter(({ active }) => active)
        .map(({ id }) => id);
    const all = Array.from({ length: 20 }, (_, seed) => drawn(seed));
    expect(all.every((ids) => ids.length === 1)).toBe(true);
    expect(new Set(all.flat()).size).toBe(3);
    expect(drawn(4)).toEqual(drawn(4));
  });

  it('nobody, when the lab has none of that name', () => {
    const rig = rigWith(on('plc.Flow', 'stuck'));
    expect(begin(rig, 'its')).toMatchObject({ ok: false, code: 'unknown-fault' });
  });
});

it('a rig with faults is saved and restored bit for bit, and reset to none', () => {
  const faults = [
    { id: 'noisy', effects: [{ signal: 'plc.Flow', mode: 'noise', amplitude: 9 }], trigger: { at: '200ms' } },
    { id: 'late', effects: [{ signal: 'plc.Start', mode: 'delay', by: '70ms' }], trigger: { at: '300ms' } },
    { id: 'loose', effects: [{ signal: 'plc.Stop', mode: 'dropout', every: '100ms', for: '30ms' }], trigger: { at: '0s' } },
    { id: 'worn', effects: [{ set: { 'plant.Load': 3 } }], trigger: { when: 'plc.Motor', for: '100ms' } },
  ];
  const lab = makeLab({ start: { plc: echo }, faults });
  const { rig } = Rig.build(lab, { seed: 3, programs: { plc: file(echo) } });
  const drive = (one: Rig, from: number): void => {
    for (let round = from; round < from + 20; round++) {
      one.apply({ kind: 'operate', signal: 'plant.StartButton', value: round % 3 === 0 });
      one.advance(17);
    }
  };
  drive(rig!, 0);
  const { rig: again } = Rig.restore(lab, JSON.parse(JSON.stringify(rig!.save(), keepBytes), reviveBytes));
  drive(rig!, 20);
  drive(again!, 20);
  expect(again!.traceHash).toBe(rig!.traceHash);
  expect(again!.faults()).toEqual(rig!.faults());
  rig!.apply({ kind: 'reset', keepPrograms: true });
  expect(rig!.faults().some(({ active }) => active)).toBe(false);
});

const keepBytes = (_key: string, value: unknown): unknown => (value instanceof Uint8Array ? { bytes: [...value] } : value);
const reviveBytes = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'bytes' in value ? Uint8Array.from(value.bytes as number[]) : value;
