import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { between, nearestEdge, nextEdge } from '../../../../src/workbench/trend/measure.ts';
import { Series } from '../../../../src/workbench/trend/series.ts';

function seriesOf(values: readonly number[]): Series {
  const series = new Series();
  series.take(0, values.length - 1, [...values.keys()], values);
  return series;
}

describe('between two cursors', () => {
  it('edges and duty are those of the ticks, whichever cursor is first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 2, maxLength: 80 }),
        fc.nat(),
        fc.nat(),
        (values, one, other) => {
          const [a, b] = [one % values.length, other % values.length];
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const inside = values.slice(low, high);
          const changes = values.slice(low + 1, high + 1).filter((value, index) => value !== values[low + index]).length;
          const result = between(seriesOf(values), a, b);
          expect(result.edges).toBe(changes);
          if (low === high) expect(result.duty).toBe(null);
          else expect(result.duty).toBeCloseTo(inside.filter((value) => value === 1).length / inside.length, 10);
          expect(result.difference).toBe(values[b]! - values[a]!);
        },
      ),
    );
  });

  it('says nothing of a gap', () => {
    const series = seriesOf([1, 1, 1]);
    series.take(10, 12, [10], [0]);
    expect(between(series, 1, 11)).toMatchObject({ a: 1, b: 0, duty: null });
    expect(between(series, 5, 11)).toMatchObject({ a: null, difference: null });
  });
});

describe('edges', () => {
  const series = [seriesOf([0, 0, 0, 1, 1, 1, 1, 1, 0, 0]), seriesOf([5, 5, 5, 5, 5, 6, 6, 6, 6, 6])];
  it('snap to the nearest within reach', () => {
    expect(nearestEdge(series, 3.4, 1)).toBe(3);
    expect(nearestEdge(series, 4.2, 1)).toBe(5);
    expect(nearestEdge(series, 6.4, 1)).toBe(null);
    // Where the recording begins nothing changed.
    expect(nearestEdge(series, 0, 2)).toBe(null);
  });
  it('are found one after the other', () => {
    expect(nextEdge(series, 0, 1)).toBe(3);
    expect(nextEdge(series, 3, 1)).toBe(5);
    expect(nextEdge(series, 8, 1)).toBe(null);
    expect(nextEdge(series, 8, -1)).toBe(5);
    expect(nextEdge(series, 3, -1)).toBe(null);
  });
});
