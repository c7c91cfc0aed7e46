import { describe, expect, it } from 'vitest';
import { type Box, markRadius, type Point, placeCallOuts } from '../../../../src/workbench/scene/call-outs.ts';

const frame: Box = { x: 0, y: 0, width: 400, height: 300 };
const button: Box = { x: 180, y: 130, width: 40, height: 40 };

/** Points all over a box, as the drawing gives them for words and controls. */
function filled({ x, y, width, height }: Box): Point[] {
  const points: Point[] = [];
  for (let px = x; px <= x + width; px += 5) for (let py = y; py <= y + height; py += 5) points.push({ x: px, y: py });
  return points;
}
const apart = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);

describe('numbers of annotations', () => {
  it('stand near what they point at, and their leader ends at its edge', () => {
    const [place] = placeCallOuts([button], [], frame);
    expect(apart(place!.mark, { x: 200, y: 150 })).toBeLessThan(70);
    expect(place!.tip.x === 180 || place!.tip.x === 220 || place!.tip.y === 130 || place!.tip.y === 170).toBe(true);
  });

  it('cover nothing, where there is free paper', () => {
    const words = [
      { x: 120, y: 90, width: 160, height: 38 },
      { x: 225, y: 90, width: 150, height: 120 },
      { x: 20, y: 172, width: 360, height: 30 },
    ].flatMap(filled);
    const [place] = placeCallOuts([button], [...words, ...filled(button)], frame);
    for (const point of words) expect(apart(place!.mark, point)).toBeGreaterThan(markRadius);
  });

  it('stay within the drawing, also of what stands in its corner', () => {
    for (const corner of [
      { x: 0, y: 0, width: 30, height: 30 },
      { x: 380, y: 280, width: 20, height: 20 },
    ]) {
      const mark = placeCallOuts([corner], [], frame)[0]?.mark ?? { x: 0, y: 0 };
      expect(mark.x).toBeGreaterThanOrEqual(markRadius);
      expect(mark.y).toBeGreaterThanOrEqual(markRadius);
      expect(mark.x).toBeLessThanOrEqual(400 - markRadius);
      expect(mark.y).toBeLessThanOrEqual(300 - markRadius);
    }
  });

  it('do not stand on each other, and each is nearest to its own', () => {
    const row = [0, 1, 2, 3].map((n) => ({ x: 60 + n * 70, y: 130, width: 30, height: 30 }));
    const places = placeCallOuts(row, row.flatMap(filled), frame);
    places.forEach(({ mark }, index) => {
      const middles = row.map(({ x, y }) => apart(mark, { x: x + 15, y: y + 15 }));
      expect(middles.indexOf(Math.min(...middles))).toBe(index);
      places.slice(index + 1).forEach((other) => {
        expect(apart(mark, other.mark)).toBeGreaterThan(2 * markRadius);
      });
    });
  });

  it('are placed somewhere even where everything is full', () => {
    const [place] = placeCallOuts([button], filled(frame), frame);
    expect(Number.isFinite(place?.mark.x)).toBe(true);
  });
});
