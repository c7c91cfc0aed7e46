import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnsOf, roomForColumns } from '../../../../src/workbench/trend/columns.ts';
import { Series } from '../../../../src/workbench/trend/series.ts';

function seriesOf(values: readonly number[]): Series {
  const series = new Series();
  series.take(0, values.length - 1, [...values.keys()], values);
  return series;
}

it('never loses an extreme or a last value of any pixel', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 600 }),
      fc.integer({ min: 3, max: 90 }),
      fc.tuple(fc.double({ min: 0, max: 0.45, noNaN: true }), fc.double({ min: 0.55, max: 1, noNaN: true })),
      (values, width, [left, right]) => {
        const series = seriesOf(values);
        const last = values.length - 1;
        const from = left * last;
        const to = right * last;
        const columns = columnsOf(series, from, to, width, from, to, roomForColumns(width));
        const pixel = (tick: number) => Math.floor(((Math.max(from, tick) - from) / (to - from)) * width);
        for (let tick = Math.floor(from); tick <= Math.floor(to); tick++) {
          const value = values[tick]!;
          const held = Array.from({ length: columns.count }, (_, index) => index).filter(
            (index) =>
              Math.abs(columns.x[index]! - pixel(tick)) <= 1 &&
              columns.least[index]! <= value &&
              value <= columns.greatest[index]!,
          );
          // A value that goes on from an earlier pixel has no column of its own.
          const goesOn = tick > 0 && values[tick - 1] === value;
          if (!goesOn) expect(held.length, `tick ${tick} = ${value}`).toBeGreaterThan(0);
        }
        expect(columns.last[columns.count - 1]).toBe(values[Math.floor(to)]);
        expect(columns.first[0]).toBe(values[Math.floor(from)]);
        for (let index = 1; index < columns.count; index++) expect(columns.x[index]!).toBeGreaterThan(columns.x[index - 1]!);
      },
    ),
  );
});

it('shows a pulse of one tick in ten minutes', () => {
  const values = new Array<number>(60_000).fill(0);
  values[31_234] = 1;
  const columns = columnsOf(seriesOf(values), 0, 59_999, 800, 0, 59_999, roomForColumns(800));
  const high = Array.from(columns.greatest.subarray(0, columns.count)).filter((value) => value === 1);
  expect(high).toHaveLength(1);
});

it('keeps to a column per pixel when every tick changes, and to the exact places when few do', () => {
  const busy = Array.from({ length: 60_000 }, (_, tick) => tick % 2);
  const dense = columnsOf(seriesOf(busy), 0, 59_999, 1_000, 0, 59_999, roomForColumns(1_000));
  expect(dense.count).toBeLessThanOrEqual(1_001);
  expect(dense.count).toBeGreaterThan(990);
  const calm = columnsOf(seriesOf([0, 0, 0, 1, 1, 0]), 0, 6, 60, 0, 5, roomForColumns(60));
  expect(Array.from(calm.x.subarray(0, calm.count))).toEqual([0, 30, 50]);
});

it('numbers beside NaN are still seen', () => {
  const values = Array.from({ length: 100 }, (_, tick) => (tick % 2 === 0 ? Number.NaN : tick));
  const columns = columnsOf(seriesOf(values), 0, 99, 1, 0, 99, roomForColumns(1));
  expect([columns.least[0], columns.greatest[0]]).toEqual([1, expect.any(Number)]);
  expect(columns.greatest[0]!).toBeGreaterThanOrEqual(97);
});
