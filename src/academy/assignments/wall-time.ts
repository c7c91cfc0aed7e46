/**
 * Between instants and what the clock on the wall shows in a time zone, for fields of forms. Instants are ISO 8601 in UTC; wall times are
 * `2026-11-23T08:30`, as an `<input type="datetime-local">` has them. Where clocks are changed it does as RFC 5545 (3.3.5) and Temporal's
 * `compatible`: a time that comes twice is the first; one that is left out is as long after midnight as if it had not been.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** Milliseconds that the zone's clocks are ahead of UTC at an instant (milliseconds since 1970). */
function offsetAt(instant: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const shown = Date.UTC(
    parts.get('year') ?? 0,
    (parts.get('month') ?? 1) - 1,
    parts.get('day') ?? 1,
    parts.get('hour') ?? 0,
    parts.get('minute') ?? 0,
    parts.get('second') ?? 0,
  );
  return shown - Math.floor(instant / 1_000) * 1_000;
}

const day = 24 * 60 * 60 * 1_000;
const wall = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?$/;

/** The instant of a wall time in a zone; `null` for what is no time of any calendar. Seconds are dropped. */
export function instantOf(text: string, zone: string): string | null {
  const found = wall.exec(text.trim());
  if (!found) return null;
  const [year, month, date, hour, minute] = found.slice(1).map(Number) as [number, number, number, number, number];
  const asUtc = Date.UTC(year, month - 1, date, hour, minute);
  if (year < 1970 || new Date(asUtc).toISOString().slice(0, 16) !== text.trim().slice(0, 16)) return null;
  // No zone changes its clocks twice within two days, so one of these offsets is right.
  const before = offsetAt(asUtc - day, zone);
  const after = offsetAt(asUtc + day, zone);
  const fitting = [before, after]
    .map((offset) => ({ offset, at: asUtc - offset }))
    .filter(({ offset, at }) => offsetAt(at, zone) === offset);
  const at = fitting.length > 0 ? Math.min(...fitting.map((one) => one.at)) : asUtc - before;
  return new Date(at).toISOString();
}

/** What the wall clock shows, to the minute. */
export function wallTime(instant: string, zone: string): string {
  const at = Date.parse(instant);
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 16);
}
