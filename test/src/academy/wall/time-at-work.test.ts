import { expect, test } from 'vitest';
import { minutesAtWork } from '#academy/wall/time-at-work.ts';

const at = (time: string): string => `2026-11-05T${time}:00.000Z`;
const now = new Date(at('12:00'));

test('pauses up to ten minutes are work, a longer break is none', () => {
  const marks = [at('09:05'), at('09:12'), at('11:50'), at('11:55')];
  // 5 + 7 minutes in the morning, then two and a half hours away, then 5 minutes.
  expect(minutesAtWork(at('09:00'), marks, now, false)).toBe(17);
});

test('whoever has the rig open is at work until now, as far as a pause goes', () => {
  expect(minutesAtWork(at('11:40'), [at('11:45'), at('11:52')], now, true)).toBe(20);
  expect(minutesAtWork(at('11:40'), [at('11:45')], now, true)).toBe(5);
});

test('what was done before the last step was passed does not count, nor what a clock set back left in the future', () => {
  expect(minutesAtWork(at('11:40'), [at('11:00'), at('11:42'), at('13:00')], now, false)).toBe(2);
});
