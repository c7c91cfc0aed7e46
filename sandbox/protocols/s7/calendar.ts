/** Days and dates, without the clock of the machine. */

/** Days since 1970-01-01 as year, month, day, (proleptic Gregorian calendar; years from 1970). */
export function dateOfDays(days: number): [number, number, number] {
  // Counted from 1 March 2000 in eras of 400 years, so that a leap day ends its year.
  const since = days - 11_017;
  const era = Math.floor(since / 146_097);
  const day = since - era * 146_097;
  const year = Math.floor((day - Math.floor(day / 1460) + Math.floor(day / 36_524) - Math.floor(day / 146_096)) / 365);
  const ofYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const civil = month < 10 ? month + 3 : month - 9;
  return [2000 + era * 400 + year + (civil <= 2 ? 1 : 0), civil, ofYear - Math.floor((153 * month + 2) / 5) + 1];
}

/** The days of a date; one that its month does not have counts on into the next. */
export function daysOfDate(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor((shifted - 2000) / 400);
  const inEra = shifted - 2000 - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + ofYear + 11_017;
}
