import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { followLine } from '#academy/line-comments/follow-line.ts';

/** Lines of their own, so that one is never taken for another. */
const text = (name: string, most: number) =>
  fc.nat(most).map((count) => Array.from({ length: count }, (_, at) => `${name} ${at}`));

describe('a line is followed from one text to another', () => {
  test('an unchanged line is found, whatever comes or goes above and below it', () => {
    fc.assert(
      fc.property(text('above', 20), text('below', 20), text('new', 20), text('newer', 20), fc.nat(), fc.nat(), (...given) => {
        const [above, below, before, after, cutAbove, cutBelow] = given;
        const then = [...above, 'Motor := Start;', ...below];
        const kept = above.slice(cutAbove % (above.length + 1));
        const left = below.slice(0, cutBelow % (below.length + 1));
        const now = [...before, ...kept, 'Motor := Start;', ...left, ...after];
        expect(followLine(then.join('\n'), now.join('\n'), above.length + 1)).toEqual({
          line: before.length + kept.length + 1,
          gone: false,
        });
      }),
    );
  });

  test('a deleted line is gone, and the place where it was is told', () => {
    fc.assert(
      fc.property(text('above', 20), text('below', 20), text('new', 20), (more, below, before) => {
        // Right behind what is new it would have been replaced, not deleted.
        const above = ['first', ...more];
        const then = [...above, 'Motor := Start;', ...below];
        const now = [...before, ...above, ...below];
        const place = followLine(then.join('\n'), now.join('\n'), above.length + 1);
        expect(place.gone).toBe(true);
        // What stood below it; at the end of the text, what stood above.
        expect(place.line).toBe(Math.max(1, Math.min(now.length, before.length + above.length + 1)));
      }),
    );
  });

  test('any two texts: the place is within the text, and a line that is not gone says the same', () => {
    const any = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(any, any, fc.nat(), (then, now, at) => {
        const line = (at % then.length) + 1;
        const place = followLine(then.join('\n'), now.join('\n'), line);
        expect(place.line).toBeGreaterThanOrEqual(1);
        expect(place.line).toBeLessThanOrEqual(now.length);
        if (!place.gone) expect(now[place.line - 1]).toBe(then[line - 1]);
      }),
    );
  });

  test('a line written otherwise is gone, and what stands in its place is shown', () => {
    expect(followLine('a\nb\nc', 'a\nB\nc', 2)).toEqual({ line: 2, gone: true });
    expect(followLine('a\nb\nc\nd', 'a\nB\nC\nd', 3)).toEqual({ line: 3, gone: true });
    expect(followLine('a\nb\nc\nd', 'x\na\nB\nd', 3)).toEqual({ line: 3, gone: true });
  });
});
