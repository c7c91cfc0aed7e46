import { expect, test } from 'vitest';
import { dayIn } from '../../../src/i18n/day.ts';
import { momentIn } from '../../../src/i18n/moments.ts';

test('a day of one figure stands apart from the Chinese before and behind it, as one of two does', () => {
  expect(dayIn('zh-CN', '2027-01-29')).toBe('2027 年 1 月 29 日');
  expect(dayIn('zh-CN', '2026-11-05')).toBe('2026 年 11 月 5 日');
  expect(dayIn('en', '2027-01-05')).toBe('5 January 2027');
  expect(momentIn('zh-CN', 'UTC', '2027-01-05T04:50:00.000Z')).toBe('2027 年 1 月 5 日 04:50');
});
