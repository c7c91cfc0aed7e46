/**
 * What the gateway sends north, as JSON (documented in README.md). A Bad value is `null`: the last one must not pass for the present one.
 * `sequence` rises by one over all messages of a gateway; a gap means loss, and a message of the kind `messages-dropped` tells of it.
 */
import type { AlarmEvent, AlarmWord } from './alarms.ts';
import type { Tag } from './config.ts';
import { stateName } from './convert.ts';
import type { Sample } from './deadband.ts';
import type { AlarmSettings, PlainValue } from './schema.ts';
import type { Loss } from './store.ts';

/** `epochNs` is what time of day the gateway's clock began at, in nanoseconds since 1970 (UTC). */
export const milliseconds = (epochNs: bigint, atNs: bigint): number => Number((epochNs + atNs) / 1_000_000n);

export function valuePayload(tag: Tag, sample: Sample, atMs: number, sequence: number): string {
  const state = stateName(tag, sample.value);
  return JSON.stringify({
    value: sample.value,
    state,
    quality: sample.quality,
    timestamp: isoTime(atMs),
    sequence,
    unit: tag.unit,
  });
}

export const alarmPayload = (
  alarm: AlarmSettings,
  event: AlarmEvent,
  word: AlarmWord,
  value: PlainValue | null,
  atMs: number,
  sequence: number,
): string =>
  JSON.stringify({
    alarm: alarm.name,
    tag: alarm.tag,
    event,
    state: word,
    priority: alarm.priority,
    value,
    message: alarm.message,
    timestamp: isoTime(atMs),
    sequence,
  });

export const lossPayload = (loss: Loss): string =>
  JSON.stringify({
    event: 'messages-dropped',
    count: loss.count,
    fromSequence: loss.from,
    toSequence: loss.to,
    from: isoTime(loss.fromMs),
    to: isoTime(loss.toMs),
    reason: 'store-full',
  });

/** Birth and death: the death is left with the broker as a will. */
export const statusPayload = (online: boolean, nextSequence?: number, atMs?: number): string =>
  JSON.stringify({ online, nextSequence, timestamp: atMs === undefined ? undefined : isoTime(atMs) });

/** `2026-11-22T08:00:00.250Z` of milliseconds since 1970: the calendar is arithmetic, no clock (law 1). */
export function isoTime(ms: number): string {
  const days = Math.floor(ms / 86_400_000);
  const rest = ms - days * 86_400_000;
  // Days since 0000-03-01, in eras of 400 years: a leap day ends its year, so that months fall on a line of 153 days per five.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hour, minute, second] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60, Math.floor(rest / 1_000) % 60];
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}.${String(rest % 1_000).padStart(3, '0')}Z`;
}
