import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Series } from '../../../../src/workbench/trend/series.ts';
import { addSpan, covers, missing } from '../../../../src/workbench/trend/spans.ts';

/** What a signal truly was, tick by tick; few values, so that it often holds. */
const truth = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 20, maxLength: 120 });

/** The samples that a frame brings of `from`..`to`: the first tick, and every change. */
function frame(values: readonly number[], from: number, to: number): [number, number, number[], number[]] {
  const ticks: number[] = [];
  for (let tick = from; tick <= to; tick++) if (tick === from || values[tick] !== values[tick - 1]) ticks.push(tick);
  return [from, to, ticks, ticks.map((tick) => values[tick]!)];
}

function expectTruth(series: Series, values: readonly number[], known: ReadonlySet<number>): void {
  for (let tick = 0; tick < values.length; tick++) expect(series.valueAt(tick)).toBe(known.has(tick) ? values[tick] : null);
  for (let index = series.start + 1; index < series.end; index++)
    expect(series.ticks[index]!).toBeGreaterThan(series.ticks[index - 1]!);
}

describe('spans of ticks', () => {
  it('are one where they touch, and what is missing is the rest', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(12)), { maxLength: 12 }), (parts) => {
        const ticks = new Set<number>();
        let spans = addSpan([], 0, -1);
        for (const [from, length] of parts) {
          spans = addSpan(spans, from, from + length);
          for (let tick = from; tick <= from + length; tick++) ticks.add(tick);
        }
        const gaps = missing(spans, 0, 80);
        for (let tick = 0; tick <= 80; tick++) {
          expect(covers(spans, tick)).toBe(ticks.has(tick));
          expect(covers(gaps, tick)).toBe(!ticks.has(tick));
        }
        for (let index = 1; index < spans.length; index++) expect(spans[index]!.from).toBeGreaterThan(spans[index - 1]!.to + 1);
      }),
    );
  });
});

describe('a series', () => {
  it('is the truth wherever it was told, in whatever order and however often', () => {
    fc.assert(
      fc.property(truth, fc.array(fc.tuple(fc.nat(), fc.nat(30)), { minLength: 1, maxLength: 15 }), (values, parts) => {
        const series = new Series();
        const known = new Set<number>();
        for (const [start, length] of parts) {
          const from = start % values.length;
          const to = Math.min(values.length - 1, from + length);
          series.take(...frame(values, from, to));
          for (let tick = from; tick <= to; tick++) known.add(tick);
          expectTruth(series, values, known);
        }
      }),
    );
  });

  it('holds nothing twice: as many samples as changes when all is told', () => {
    fc.assert(
      fc.property(truth, fc.integer({ min: 1, max: 9 }), (values, step) => {
        const series = new Series();
        const starts = Array.from({ length: Math.ceil(values.length / step) }, (_, index) => index * step);
        // The odd ones live, then the even ones recalled.
        for (const from of [...starts.filter((_, index) => index % 2 === 1), ...starts.filter((_, index) => index % 2 === 0)])
          series.take(...frame(values, from, Math.min(values.length - 1, from + step - 1)));
        const changes = values.filter((value, tick) => tick > 0 && value !== values[tick - 1]).length;
        expect(series.length).toBe(changes + 1);
        expect(series.known).toEqual([{ from: 0, to: values.length - 1 }]);
      }),
    );
  });

  it('goes on with the value before when a frame has no sample at its start, and knows nothing of a gap', () => {
    const series = new Series();
    series.take(0, 9, [0, 4], [0, 1]);
    series.take(10, 19, [], []);
    expect(series.valueAt(19)).toBe(1);
    series.take(30, 39, [], []);
    expect(series.valueAt(35)).toBe(null);
    series.take(30, 39, [33], [0]);
    expect([20, 32, 33, 39, 40].map((tick) => series.valueAt(tick))).toEqual([null, null, 0, 0, null]);
  });

  it('loses what did not happen after a fork, and keeps what is before', () => {
    fc.assert(
      fc.property(truth, truth, fc.nat(), (values, other, at) => {
        const fork = at % values.length;
        const series = new Series();
        series.take(...frame(values, 0, values.length - 1));
        series.voidFrom(fork);
        const both = [...values.slice(0, fork), ...other];
        expectTruth(series, both, new Set(Array.from({ length: fork }, (_, tick) => tick)));
        series.take(...frame(both, fork, both.length - 1));
        expectTruth(series, both, new Set(both.keys()));
      }),
    );
  });

  it('forgets the oldest, by age and by number, and still knows what held then', () => {
    const series = new Series(8);
    for (let tick = 0; tick < 100; tick++) series.take(tick, tick, [tick], [tick % 3]);
    expect(series.length).toBe(8);
    expect(series.dropped).toBe(true);
    expect(series.known).toEqual([{ from: 92, to: 99 }]);
    expect(series.valueAt(92)).toBe(92 % 3);
    const slow = new Series();
    slow.take(0, 100, [0, 10, 90], [1, 2, 3]);
    slow.forgetBefore(50);
    expect([49, 50, 89, 90].map((tick) => slow.valueAt(tick))).toEqual([null, 2, 2, 3]);
    expect(slow.length).toBe(2);
    expect(slow.dropped).toBe(false);
  });

  it('grows to what ten minutes of changes at 10 ms need', () => {
    const series = new Series();
    const ticks = Array.from({ length: 60_000 }, (_, tick) => tick);
    for (let from = 0; from < 60_000; from += 100) {
      const part = ticks.slice(from, from + 100);
      series.take(from, from + 99, part, part);
    }
    expect(series.length).toBe(60_000);
    expect(series.valueAt(59_999)).toBe(59_999);
  });

  it('tells NaN from nothing', () => {
    const series = new Series();
    series.take(0, 9, [0, 3, 5], [1, Number.NaN, Number.NaN]);
    expect(series.length).toBe(2);
    expect(series.valueAt(4)).toBeNaN();
    expect(series.valueAt(10)).toBe(null);
  });
});
