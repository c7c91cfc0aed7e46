import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf, wallTime } from '#academy/assignments/wall-time.ts';

const zones = Intl.supportedValuesOf('timeZone');
const zone = fc.constantFrom(...zones);
/** 2000 to 2040, whole minutes. */
const minute = fc.integer({ min: 15_778_080, max: 36_816_480 }).map((minutes) => new Date(minutes * 60_000).toISOString());

describe('the clock on the wall', () => {
  test('shows a due time as it was entered, in every time zone there is', () => {
    fc.assert(
      fc.property(zone, minute, (where, at) => {
        const shown = wallTime(at, where);
        const back = instantOf(shown, where);
        expect(back).not.toBeNull();
        // A time that comes twice is its first; the wall shows the same for both.
        expect(wallTime(back ?? '', where)).toBe(shown);
        expect(Date.parse(back ?? '')).toBeLessThanOrEqual(Date.parse(at));
      }),
      { numRuns: 400 },
    );
  });

  test('agrees with what Intl writes of the instant that it gives', () => {
    fc.assert(
      fc.property(zone, minute, (where, at) => {
        const { format } = new Intl.DateTimeFormat('sv-SE', { timeZone: where, dateStyle: 'short', timeStyle: 'short' });
        expect(wallTime(at, where).replace('T', ' ')).toBe(format(new Date(at)));
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ['a half-hour zone', '2026-11-23T08:30', 'Asia/Kolkata', '2026-11-23T03:00:00.000Z'],
    ['a zone without summer time', '2026-07-01T08:00', 'Asia/Shanghai', '2026-07-01T00:00:00.000Z'],
    ['summer', '2026-07-01T08:00', 'Europe/Berlin', '2026-07-01T06:00:00.000Z'],
    ['winter', '2026-12-01T08:00', 'Europe/Berlin', '2026-12-01T07:00:00.000Z'],
    ['an hour that comes twice: the first', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['an hour left out: as long after midnight', '2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['half an hour left out', '2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
    ['a day left out', '2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
    ['the day after it', '2011-12-31T01:00', 'Pacific/Apia', '2011-12-30T11:00:00.000Z'],
  ])('%s', (_, shown, where, at) => {
    expect(instantOf(shown, where)).toBe(at);
  });

  test.each(['2026-02-30T08:00', '2026-13-01T08:00', '2026-01-01T24:00', '2026-01-01', 'tomorrow', ''])(
    'is no time: %s',
    (text) => {
      expect(instantOf(text, 'Europe/Berlin')).toBeNull();
    },
  );
});
