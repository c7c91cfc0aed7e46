import { expect, test } from 'vitest';
import { ahead } from '../../../src/i18n/ago.ts';
import { dayIn as calendarDayIn } from '../../../src/i18n/day.ts';
import { momentIn, nearMomentIn } from '../../../src/i18n/moments.ts';

test('figures and Chinese have a space between them, also around a single digit', () => {
  expect(momentIn('zh-CN', 'UTC', '2026-12-03T04:00:00Z')).toBe('2026 年 12 月 3 日 04:00');
  expect(calendarDayIn('zh-CN', '2026-12-03')).toBe('2026 年 12 月 3 日');
});

test('a time that is near is told by its weekday, in the academy’s zone', () => {
  expect(nearMomentIn('en', 'Europe/Berlin', '2026-11-27T16:00:00Z')).toMatch(/^Friday 27 November,? (at )?17:00$/);
  expect(nearMomentIn('zh-CN', 'Asia/Shanghai', '2026-11-27T16:00:00Z')).toMatch(/^11 月 28 日星期六 00:00$/);
});

test('how soon something is counts whole units, and never less than a minute', () => {
  const now = Date.parse('2026-11-24T10:00:00Z');
  expect(ahead('en', '2026-11-27T16:00:00Z', now)).toBe('in 3 days');
  expect(ahead('en', '2026-11-24T10:00:20Z', now)).toBe('in 1 minute');
  expect(ahead('zh-CN', '2026-11-24T12:30:00Z', now)).toBe('2 小时后');
});
