import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answered,
  dayOf,
  daysAfter,
  daysBetween,
  dueToday,
  intervals,
  isDue,
  learned,
  perDay,
  type Scheduled,
  settled,
} from '../../../../src/academy/review/schedule.ts';

describe('what was learned', () => {
  it('returns after 2 days, 7 days after that, and 21 days after that, and then no more', () => {
    let item = learned('2026-11-01');
    for (const [days, on] of [
      [2, '2026-11-03'],
      [7, '2026-11-10'],
      [21, '2026-12-01'],
    ] as const) {
      expect(item.dueOn).toBe(on);
      expect(isDue(item, daysAfter(on, -1))).toBe(false);
      expect(isDue(item, on)).toBe(true);
      expect(daysBetween(item.lastOn ?? '2026-11-01', on)).toBe(days);
      item = answered(item, true, on);
    }
    expect(item).toEqual({ stage: 3, times: 3, dueOn: null, lastOn: '2026-12-01' });
  });

  it('begins again at 2 days when it is not recalled', () => {
    const once = answered(learned('2026-11-01'), true, '2026-11-03');
    expect(answered(once, false, '2026-11-12')).toEqual({ stage: 0, times: 2, dueOn: '2026-11-14', lastOn: '2026-11-12' });
  });

  it('is as late as its reader: the next interval counts from the day of the answer', () => {
    expect(answered(learned('2026-11-01'), true, '2026-11-20').dueOn).toBe('2026-11-27');
  });

  it('comes on the days of the academy, not of the server', () => {
    const instant = new Date('2026-11-22T17:30:00Z');
    expect([dayOf(instant, 'UTC'), dayOf(instant, 'Asia/Shanghai'), dayOf(instant, 'America/Los_Angeles')]).toEqual([
      '2026-11-22',
      '2026-11-23',
      '2026-11-22',
    ]);
    expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29');
  });

  it('is never more than ten a day, the longest due first', () => {
    const items = Array.from({ length: 30 }, (_, index) => ({ ...learned(daysAfter('2026-11-01', (index * 7) % 30)), index }));
    const due = dueToday(items, '2027-01-01', 3);
    expect(due).toHaveLength(perDay - 3);
    const days = due.map(({ dueOn }) => dueOn ?? '');
    expect(days).toEqual([...days].sort());
    expect(days[0]).toBe('2026-11-03');
    expect(dueToday(items, '2027-01-01', perDay + 1)).toEqual([]);
  });
});

describe('a clock that jumps', () => {
  const origin = '2026-06-01';
  /** Days on which the reader comes, forwards and backwards, and whether they answer rightly. */
  const visits = fc.array(fc.record({ move: fc.integer({ min: -4_000, max: 4_000 }), right: fc.boolean() }), { maxLength: 40 });

  it('loses nothing: whatever it did, everything not recalled three times is due within its interval', () => {
    fc.assert(
      fc.property(visits, (moves) => {
        let item: Scheduled = learned(origin);
        let today = origin;
        for (const { move, right } of moves) {
          today = daysAfter(today, move);
          item = settled(item, today);
          if (item.dueOn === null) return item.stage === intervals.length;
          if (daysBetween(today, item.dueOn) > (intervals[item.stage] ?? 0)) return false;
          if (isDue(item, today)) item = answered(item, right, today);
        }
        return true;
      }),
    );
  });

  it('doubles nothing: set back after an answer, the same return does not come a second time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 4_000 }), fc.boolean(), (late, back, right) => {
        const today = daysAfter(origin, 2 + late);
        const after = answered(learned(origin), right, today);
        const earlier = daysAfter(today, -back);
        return !isDue(settled(after, earlier), earlier);
      }),
    );
  });

  it('settles once: the same day leaves a settled item as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), (move) => {
        const today = daysAfter(origin, move);
        const once = settled(learned(origin), today);
        return settled(once, today) === once || once.dueOn === settled(once, today).dueOn;
      }),
    );
  });
});
