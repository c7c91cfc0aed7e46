import { describe, expect, it } from 'vitest';
import { Series } from '../../../../src/workbench/trend/series.ts';
import { findTrigger, Trigger, type TriggerSettings } from '../../../../src/workbench/trend/trigger.ts';

function seriesOf(values: readonly number[], from = 0): Series {
  const series = new Series();
  series.take(
    from,
    from + values.length - 1,
    [...values.keys()].map((tick) => tick + from),
    values,
  );
  return series;
}

const settings: TriggerSettings = { signal: 's', edge: 'rising', level: 0.5, mode: 'normal', position: 0.5, pause: false };

describe('what triggers', () => {
  const wave = seriesOf([0, 0, 1, 1, 0, 1]);
  it.each([
    ['rising', 0, 2],
    ['rising', 3, 5],
    ['falling', 0, 4],
    ['either', 3, 4],
    ['falling', 5, null],
  ] as const)('a %s edge from tick %i on: %s', (edge, from, tick) => {
    expect(findTrigger(wave, from, 5, { edge, level: 0.5 })).toBe(tick);
  });

  it('a level that is reached counts, one that was never left does not', () => {
    const level = seriesOf([50, 50, 49, 50, 51, 48]);
    expect(findTrigger(level, 0, 5, { edge: 'rising', level: 50 })).toBe(3);
    expect(findTrigger(level, 0, 5, { edge: 'falling', level: 50 })).toBe(2);
    expect(findTrigger(level, 0, 5, { edge: 'rising', level: 51 })).toBe(4);
  });

  it('the end of a gap is no edge, and NaN is above and below nothing', () => {
    const gap = seriesOf([0, 0]);
    gap.take(10, 12, [10], [1]);
    expect(findTrigger(gap, 0, 12, { edge: 'either', level: 0.5 })).toBe(null);
    expect(findTrigger(seriesOf([0, Number.NaN, 1]), 0, 2, { edge: 'either', level: 0.5 })).toBe(null);
  });
});

describe('a trigger', () => {
  const pulses = seriesOf([0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, ...new Array<number>(60).fill(1)]);

  /** Advances tick by tick; the instants at which it fired. */
  function run(trigger: Trigger, own: TriggerSettings, to: number, span: number): number[] {
    const fired: number[] = [];
    for (let now = 1; now <= to; now++) {
      const tick = trigger.advance(pulses, now, span, own);
      if (tick !== null) fired.push(tick);
    }
    return fired;
  }

  it('holds off until its window is full, then waits for the next', () => {
    const trigger = new Trigger();
    trigger.arm(0);
    expect(run(trigger, settings, 40, 10)).toEqual([5, 20]);
    expect(trigger.state).toEqual({ kind: 'triggered', tick: 20 });
  });

  it('single keeps the first until it is armed again', () => {
    const trigger = new Trigger();
    trigger.arm(0);
    expect(run(trigger, { ...settings, mode: 'single' }, 40, 10)).toEqual([5]);
    trigger.arm(10);
    expect(trigger.state).toEqual({ kind: 'waiting' });
    expect(trigger.advance(pulses, 30, 10, { ...settings, mode: 'single' })).toBe(20);
  });

  it('auto goes on when nothing comes', () => {
    const trigger = new Trigger();
    trigger.arm(0);
    expect(run(trigger, { ...settings, mode: 'auto' }, 60, 10)).toEqual([5, 20]);
    expect(trigger.state).toEqual({ kind: 'waiting' });
  });

  it('looks at nothing that was before it was armed, and at no signal that is not recorded', () => {
    const trigger = new Trigger();
    trigger.arm(6);
    expect(trigger.advance(undefined, 6, 10, settings)).toBe(null);
    expect(trigger.advance(pulses, 12, 10, settings)).toBe(7);
    trigger.off();
    expect(trigger.advance(pulses, 30, 10, settings)).toBe(null);
  });

  it('goes on from a fork', () => {
    const trigger = new Trigger();
    trigger.arm(50);
    expect(trigger.advance(pulses, 15, 10, settings)).toBe(null);
    expect(trigger.advance(pulses, 25, 10, settings)).toBe(20);
  });
});
