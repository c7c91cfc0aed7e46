import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AlarmState,
  acknowledge,
  alarmDue,
  newAlarm,
  type Observation,
  shelve,
  step,
  wordOf,
} from '#sandbox/gateway/alarms.ts';
import { batch } from '#sandbox/gateway/batch.ts';
import type { Tag } from '#sandbox/gateway/config.ts';
import { shortestReal, toRaw, toUnit } from '#sandbox/gateway/convert.ts';
import { filter, newFilter, type Sample } from '#sandbox/gateway/deadband.ts';
import { SimulatedDisk } from '#sandbox/gateway/disk.ts';
import { isoTime } from '#sandbox/gateway/payload.ts';
import { alarmSchema, tagSchema } from '#sandbox/gateway/schema.ts';
import { Store } from '#sandbox/gateway/store.ts';
import { effort } from '../iec61131/fuzz/effort.ts';

const second = 1_000_000_000n;
const tagOf = (more: Record<string, unknown>): Tag => ({
  ...tagSchema.parse({ name: 't', connection: 'c', address: '1', ...more }),
  group: undefined,
});
const at = (seconds: number, value: Sample['value'], quality: Sample['quality'] = 'Good'): Sample => ({
  value,
  quality,
  atNs: BigInt(Math.round(seconds * 1000)) * 1_000_000n,
});

describe('a deadband', () => {
  const told = (more: Record<string, unknown>, samples: Sample[]): unknown[] => {
    const state = newFilter();
    return samples.flatMap((sample) => filter(state, tagOf(more), sample)).map(({ value }) => value);
  };
  it('in percent is of the span of the unit', () => {
    const more = { scale: { raw: [0, 100], eng: [0, 200] }, deadband: { percent: 5 } };
    expect(told(more, [at(0, 100), at(1, 110), at(2, 110.5), at(3, 101), at(4, 100)])).toEqual([100, 110.5, 100]);
  });
  it('lets a change of quality through at once', () => {
    expect(told({ deadband: { absolute: 5 } }, [at(0, 1), at(1, 2), at(2, null, 'Bad.Timeout'), at(3, 2)])).toEqual([1, null, 2]);
  });
  it('of a swinging door tells the corners of a line', () => {
    const samples = [at(0, 0), at(1, 1), at(2, 2), at(3, 3), at(4, 2), at(5, 1), at(6, 0, 'Bad.Timeout')];
    expect(told({ deadband: { swinging: 0.1 } }, samples)).toEqual([0, 3, 1, 0]);
  });
  it('of a swinging door leaves no sample farther from the line than its width', () => {
    const series = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(series, fc.double({ min: 0.1, max: 20, noNaN: true }), (values, swinging) => {
        const state = newFilter();
        const samples = values.map((value, index) => at(index, value));
        const out = samples.flatMap((sample) => filter(state, tagOf({ deadband: { swinging } }), sample));
        if (state.held) out.push(state.held);
        for (const { atNs, value } of samples) {
          const after = out.findIndex((each) => each.atNs >= atNs);
          const [left, right] = [out[Math.max(0, after - 1)]!, out[after]!];
          const share = right.atNs === left.atNs ? 1 : Number(atNs - left.atNs) / Number(right.atNs - left.atNs);
          const drawn = Number(left.value) + (Number(right.value) - Number(left.value)) * share;
          expect(Math.abs(drawn - Number(value))).toBeLessThanOrEqual(swinging * (1 + 1e-9) + 1e-9);
        }
      }),
      effort(300, 0.1),
    );
  });
});

describe('an alarm', () => {
  const settings = (more: Record<string, unknown>) =>
    alarmSchema.parse({ name: 'a', tag: 't', when: 'high', limit: 10, ...more });
  const seen = (value: Observation['value'], more: Partial<Observation> = {}): Observation => ({
    value,
    from: null,
    suppressed: false,
    ...more,
  });

  it('is raised when the delay is over, not when the value came back before', () => {
    const alarm = settings({ onDelay: '5s' });
    const state = newAlarm();
    expect(step(alarm, state, seen(11), 0n)).toEqual([]);
    expect(alarmDue(alarm, state)).toBe(5n * second);
    expect(step(alarm, state, seen(9), 4n * second)).toEqual([]);
    expect(step(alarm, state, seen(11), 5n * second)).toEqual([]);
    expect(step(alarm, state, seen(11), 10n * second)).toEqual(['raised']);
  });
  it('ends below its deadband, and stays to be acknowledged', () => {
    const alarm = settings({ deadband: 2 });
    const state = newAlarm();
    step(alarm, state, seen(11), 0n);
    expect(step(alarm, state, seen(9), 1n)).toEqual([]);
    expect(step(alarm, state, seen(8), 2n)).toEqual(['ended']);
    expect(wordOf(state)).toBe('returned');
    expect(acknowledge(state)).toEqual(['acknowledged']);
    expect(wordOf(state)).toBe('normal');
  });
  it('knows nothing from a value that is not Good', () => {
    const state = newAlarm();
    step(settings({}), state, seen(11), 0n);
    expect(step(settings({}), state, seen(null), 1n)).toEqual([]);
    expect(wordOf(state)).toBe('unacknowledged');
  });
  it('on the shelf is silent for no longer than allowed, and is told anew when it is still there', () => {
    const alarm = settings({ shelving: '60s' });
    const state = newAlarm();
    step(alarm, state, seen(11), 0n);
    expect(shelve(alarm, state, 3600n * second, second)).toEqual(['shelved']);
    expect(alarmDue(alarm, state)).toBe(61n * second);
    expect(step(alarm, state, seen(12), 30n * second)).toEqual([]);
    expect(step(alarm, state, seen(12), 61n * second)).toEqual(['unshelved', 'raised']);
  });
  it('is suppressed by design while the plant is not meant to run', () => {
    const alarm = settings({ suppressedBy: 'cleaning' });
    const state: AlarmState = newAlarm();
    expect(step(alarm, state, seen(11, { suppressed: true }), 0n)).toEqual(['suppressed']);
    expect(wordOf(state)).toBe('suppressed');
    expect(step(alarm, state, seen(11), 1n)).toEqual(['unsuppressed', 'raised']);
  });
  it('of a deviation looks both ways; of a state at one value', () => {
    const deviation = settings({ when: 'deviation', from: 50, limit: 5 });
    expect(step(deviation, newAlarm(), seen(44, { from: 50 }), 0n)).toEqual(['raised']);
    expect(step(deviation, newAlarm(), seen(45, { from: 50 }), 0n)).toEqual([]);
    const fault = settings({ when: 'state', equals: 3, limit: undefined });
    expect(step(fault, newAlarm(), seen(3), 0n)).toEqual(['raised']);
    expect(step(fault, newAlarm(), seen(2), 0n)).toEqual([]);
  });
});

describe('the store', () => {
  const settings = { memory: 10, disk: 500, full: 'drop-oldest' as const };
  const fill = (store: Store, count: number): void => {
    for (let index = 0; index < count; index += 1) store.put('t', index, true, (sequence) => `{"sequence":${sequence}}`);
  };
  const drained = (store: Store): string[] => {
    const out: string[] = [];
    for (let next = store.take(); next; next = store.take()) {
      out.push(next.entry ? String(next.entry.sequence) : `lost ${next.loss?.from}-${next.loss?.to} (${next.loss?.count})`);
      store.acknowledge(next.ticket);
    }
    return out;
  };
  it('keeps the order through memory and disk', () => {
    const store = new Store(settings, new SimulatedDisk());
    fill(store, 20);
    expect(store.onDisk.records).toBe(10);
    expect(drained(store)).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)));
  });
  it('tells the oldest that it gave up before the first that is left', () => {
    const store = new Store(settings, new SimulatedDisk());
    fill(store, 40);
    const out = drained(store);
    expect(out[0]).toBe(`lost 1-${store.dropped} (${store.dropped})`);
    expect(out.slice(1)).toEqual(Array.from({ length: 40 - store.dropped }, (_, index) => String(store.dropped + index + 1)));
  });
  it('tells the newest that it gave up after the last that it kept', () => {
    const store = new Store({ ...settings, full: 'drop-newest' }, new SimulatedDisk());
    fill(store, 40);
    const kept = 40 - store.dropped;
    expect(drained(store)).toEqual([
      ...Array.from({ length: kept }, (_, index) => String(index + 1)),
      `lost ${kept + 1}-40 (${store.dropped})`,
    ]);
  });
  it('sends again, in order, what nobody acknowledged', () => {
    const store = new Store(settings, new SimulatedDisk());
    fill(store, 4);
    const first = store.take();
    store.take();
    store.acknowledge(first?.ticket ?? 0);
    store.rewind();
    expect(drained(store)).toEqual(['2', '3', '4']);
  });
  it('after a restart gives no sequence number a second time, and sends what was on disk', () => {
    const disk = new SimulatedDisk();
    const before = new Store(settings, disk);
    fill(before, 15);
    const after = new Store(settings, disk);
    expect(after.nextSequence).toBeGreaterThan(15);
    expect(drained(after)).toEqual(['1', '2', '3', '4', '5']);
  });

  describe('on a disk that outlives the process', () => {
    /** The disk as the next process finds it: what was taken and not removed is there again. */
    const found = (disk: SimulatedDisk): SimulatedDisk => {
      const { note, records } = disk.save();
      const left = records.map(([, record], index): [number, string] => [index, record]);
      return new SimulatedDisk({ note, next: 0, end: left.length, records: left }, true);
    };
    const numbers = (from: number, to: number): string[] =>
      Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

    it('sends everything that is not acknowledged, and the numbers go on without a gap', () => {
      const disk = new SimulatedDisk(undefined, true);
      const before = new Store({ ...settings, disk: 5_000 }, disk);
      fill(before, 20);
      for (const ticket of [before.take(), before.take(), before.take()].map((each) => each?.ticket ?? 0).slice(0, 2))
        before.acknowledge(ticket);
      const after = new Store({ ...settings, disk: 5_000 }, found(disk));
      fill(after, 2);
      expect(drained(after)).toEqual(numbers(3, 22));
      const later = new Store(settings, found(disk));
      expect(later.nextSequence).toBe(21);
    });
    it('goes on with the next number when nothing was left to send', () => {
      const disk = new SimulatedDisk(undefined, true);
      const before = new Store(settings, disk);
      fill(before, 7);
      drained(before);
      expect(disk.records).toBe(0);
      const after = new Store(settings, found(disk));
      fill(after, 1);
      expect(drained(after)).toEqual(['8']);
    });
    it('still tells what was given up before the restart', () => {
      const disk = new SimulatedDisk(undefined, true);
      const before = new Store(settings, disk);
      fill(before, 2);
      const [first, second] = [before.take(), before.take()];
      expect([first?.entry?.sequence, second?.entry?.sequence]).toEqual([1, 2]);
      fill(before, 60);
      const onDisk = disk.save().records.map(([, record]) => (JSON.parse(record) as [number])[0]);
      expect(onDisk.slice(0, 2)).toEqual([1, 2]);
      const oldest = onDisk[2] ?? 0;
      expect(before.dropped).toBe(oldest - 3);
      const out = drained(new Store(settings, found(disk)));
      expect(out).toEqual(['1', '2', `lost 3-${oldest - 1} (${oldest - 3})`, ...onDisk.slice(2).map(String)]);
    });
    it('ended in order, tells at the next start what the disk had no room for', () => {
      const disk = new SimulatedDisk(undefined, true);
      const before = new Store({ memory: 50, disk: 100, full: 'drop-oldest' }, disk);
      fill(before, 12);
      const kept = disk.records;
      before.end();
      expect(drained(new Store(settings, found(disk)))).toEqual([...numbers(1, kept), `lost ${kept + 1}-12 (${12 - kept})`]);
      expect(new Store(settings, found(disk)).nextSequence).toBe(13);
    });
    it('gives no number a second time when the disk takes nothing', () => {
      const disk = new SimulatedDisk(undefined, true);
      const none = { ...settings, disk: 0 };
      const before = new Store(none, disk);
      fill(before, 5);
      expect(drained(before)).toEqual(numbers(1, 5));
      expect(new Store(none, found(disk)).nextSequence).toBeGreaterThan(5);
    });

    const deed = fc.oneof(
      { weight: 4, arbitrary: fc.constant('put' as const) },
      { weight: 3, arbitrary: fc.constant('take' as const) },
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 }) },
      { weight: 1, arbitrary: fc.constant('rewind' as const) },
      { weight: 1, arbitrary: fc.constant('restart' as const) },
    );
    it('through any restarts within its bounds every number is sent until it is acknowledged, in order', () => {
      fc.assert(
        fc.property(fc.array(deed, { maxLength: 80 }), (deeds) => {
          let disk = new SimulatedDisk(undefined, true);
          const wide = { memory: 10, disk: 100_000, full: 'drop-oldest' as const };
          let store = new Store(wide, disk);
          let put = 0;
          const done = new Set<number>();
          let taken: { ticket: number; sequence: number }[] = [];
          for (const what of deeds) {
            if (what === 'put') {
              fill(store, 1);
              put += 1;
            } else if (what === 'take') {
              const next = store.take();
              if (next?.entry && !taken.some(({ ticket }) => ticket === next.ticket))
                taken.push({ ticket: next.ticket, sequence: next.entry.sequence });
            } else if (what === 'rewind') store.rewind();
            else if (what === 'restart') {
              disk = found(disk);
              store = new Store(wide, disk);
              taken = [];
            } else {
              const [one] = taken.splice(what % Math.max(1, taken.length), 1);
              if (!one) continue;
              store.acknowledge(one.ticket);
              done.add(one.sequence);
            }
          }
          store.rewind();
          const rest = drained(store).map(Number);
          expect(rest).toEqual(rest.toSorted((a, b) => a - b));
          for (let sequence = 1; sequence <= put; sequence += 1) expect(rest.includes(sequence)).toBe(!done.has(sequence));
          expect(store.nextSequence).toBe(put + 1);
        }),
        effort(300, 0.1),
      );
    });
  });
});

describe('values', () => {
  it('of a device and of a person are the same, there and back', () => {
    const tag = tagOf({ type: 'INT', scale: { raw: [0, 27_648], eng: [-50, 150] } });
    expect(toUnit(tag, 6_912)).toEqual({ value: 0, quality: 'Good' });
    expect(toRaw(tag, 0)).toEqual({ raw: 6_912 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 27_648 }), (raw) => {
        expect(toRaw(tag, toUnit(tag, raw).value ?? 0)).toEqual({ raw });
      }),
      effort(300, 0.1),
    );
  });
  it('that are no numbers are Bad', () => {
    expect(toUnit(tagOf({ type: 'REAL' }), Number.NaN)).toEqual({ value: null, quality: 'Bad.DataEncodingInvalid' });
    expect(toUnit(tagOf({ scale: { factor: 2 } }), 'seven')).toEqual({ value: null, quality: 'Bad.DataEncodingInvalid' });
  });
  it('are named states when written by name', () => {
    expect(toRaw(tagOf({ type: 'INT', enumeration: { 2: 'Running' } }), 'Running')).toEqual({ raw: 2 });
  });
  it('of a REAL are as short as people write them', () => {
    expect(shortestReal(Math.fround(3.14))).toBe(3.14);
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(shortestReal(value))).toBe(value);
      }),
      effort(300, 0.1),
    );
  });
  it('have their time as the calendar has it', () => {
    const moment = fc.date({ min: new Date(0), max: new Date('2399-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (date) => {
        expect(isoTime(date.getTime())).toBe(date.toISOString());
      }),
      effort(300, 0.1),
    );
  });
});

it('neighbours are read together up to the gap and the length that the protocol allows', () => {
  const entry = (start: number, length: number) => ({ start, length });
  const packed = batch([entry(20, 2), entry(0, 2), entry(4, 1), entry(5, 2), entry(27, 2)], 2, 8);
  expect(packed.map(({ start, length, entries }) => [start, length, entries.length])).toEqual([
    [0, 7, 3],
    [20, 2, 1],
    [27, 2, 1],
  ]);
});
