import { expect, test } from 'vitest';
import { ago } from '../../../src/i18n/ago.ts';

const now = Date.parse('2026-11-22T12:00:00.000Z');

test.each([
  ['2026-11-22T11:59:40.000Z', 'this minute', '此刻'],
  ['2026-11-22T11:15:00.000Z', '45 minutes ago', '45 分钟前'],
  ['2026-11-22T09:59:00.000Z', '2 hours ago', '2 小时前'],
  ['2026-11-21T11:00:00.000Z', 'yesterday', '昨天'],
  ['2026-10-22T12:00:00.000Z', '31 days ago', '31 天前'],
  // A clock that runs ahead.
  ['2026-11-22T12:03:00.000Z', 'this minute', '此刻'],
])('%s', (instant, en, zh) => {
  expect(ago('en', instant, now)).toBe(en);
  expect(ago('zh-CN', instant, now)).toBe(zh);
});
