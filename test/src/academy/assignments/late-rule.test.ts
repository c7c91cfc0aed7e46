import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closesAt, creditFor, type Deadline, withDue } from '#academy/assignments/late-rule.ts';

const at = (ms: number): string => new Date(ms).toISOString();
const hour = 3_600_000;
const due = Date.parse('2026-11-23T12:00:00.000Z');
const tenPerDay: Deadline = {
  dueAt: at(due),
  late: { kind: 'until', until: at(due + 72 * hour), percentPerDay: 10 },
};

const deadline = fc
  .record({
    due: fc.integer({ min: 0, max: 2_000_000 }),
    allowed: fc.integer({ min: 1, max: 500 }),
    percentPerDay: fc.integer({ min: 0, max: 100 }),
    none: fc.boolean(),
  })
  .map(
    ({ due: hours, allowed, percentPerDay, none }): Deadline => ({
      dueAt: at(hours * hour),
      late: none ? { kind: 'none' } : { kind: 'until', until: at((hours + allowed) * hour), percentPerDay },
    }),
  );
const moment = fc.integer({ min: 0, max: 2_100_000 * 60 }).map((minutes) => at(minutes * 60_000));

describe('work that comes late', () => {
  test('in time, to the last millisecond, is worth all of it', () => {
    expect(creditFor(at(due), tenPerDay)).toBe(1);
  });
  test('costs a day for each day begun', () => {
    expect([1, 24 * hour, 24 * hour + 1, 72 * hour].map((late) => creditFor(at(due + late), tenPerDay))).toEqual([
      0.9, 0.9, 0.8, 0.7,
    ]);
  });
  test('after the last moment is worth nothing, and the moment is told', () => {
    expect(creditFor(at(due + 72 * hour + 1), tenPerDay)).toBe(0);
    expect(closesAt(tenPerDay)).toBe(at(due + 72 * hour));
  });
  test('where late work is not taken, counts only in time', () => {
    expect(creditFor(at(due + 1), { ...tenPerDay, late: { kind: 'none' } })).toBe(0);
  });
  test('without a due time is never late', () => {
    expect(creditFor(at(due + 9_999 * hour), { dueAt: null, late: { kind: 'none' } })).toBe(1);
  });
});

describe('for every late rule', () => {
  test('a credit is between nothing and all, and earlier is never worth less', () => {
    fc.assert(
      fc.property(deadline, moment, moment, (rule, one, other) => {
        const [earlier, later] = one <= other ? [one, other] : [other, one];
        const [first, second] = [creditFor(earlier, rule), creditFor(later, rule)];
        expect(first).toBeGreaterThanOrEqual(second);
        expect(first).toBeLessThanOrEqual(1);
        expect(second).toBeGreaterThanOrEqual(0);
      }),
    );
  });
  test('more time never costs anybody a point', () => {
    fc.assert(
      fc.property(deadline, moment, fc.integer({ min: 0, max: 2_000 }), (rule, done, hours) => {
        const extended = withDue(rule, at(Date.parse(rule.dueAt ?? '') + hours * hour));
        expect(creditFor(done, extended)).toBeGreaterThanOrEqual(creditFor(done, rule));
      }),
    );
  });
});
