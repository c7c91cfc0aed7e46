import { expect, it } from 'vitest';
import { mostSamples, thinned } from '#sandbox/grading/trace.ts';

it('a curve of many samples keeps its ends, its shape and the value at the failure', () => {
  const changes = Array.from({ length: 60_000 }, (_, tick) => ({ tick, value: tick / 7 }));
  const kept = thinned(changes, 33_333);
  expect(kept.length).toBeLessThanOrEqual(mostSamples);
  expect(kept.length).toBeGreaterThan(mostSamples / 2);
  expect(kept[0]).toEqual(changes[0]);
  expect(kept.at(-1)).toEqual(changes.at(-1));
  expect(kept).toContainEqual(changes[33_333]);
  for (const [index, { tick }] of kept.entries()) expect(tick - (kept[index - 1]?.tick ?? 0)).toBeLessThanOrEqual(31);
});

it('an output that flickers keeps every change around the failure', () => {
  const changes = Array.from({ length: 60_000 }, (_, tick) => ({ tick, value: tick % 2 === 0 }));
  for (const around of [0, 3, 1_000, 30_000, 59_999]) {
    const kept = thinned(changes, around);
    expect(kept.length).toBeLessThanOrEqual(mostSamples);
    expect(kept[0]).toEqual(changes[0]);
    for (let tick = Math.max(0, around - 1_000); tick <= Math.min(59_999, around + 400); tick += 1) {
      expect(kept.find((change) => change.tick === tick)?.value).toBe(tick % 2 === 0);
    }
  }
});

it('what is few stays', () => {
  const changes = [{ tick: 0, value: false }];
  expect(thinned(changes, 0)).toBe(changes);
});
