/** Expressions of dates and times of day. */
import { type Calendar, calendar, type Integer, type Kind, type Scope, type Writing } from './kinds.ts';

const clock = ['00:00:00', '23:59:59.999', '12:30:00', '06:00:00.000001'];
const dates = ['2026-11-22', '1970-01-01', '1969-12-31', '2000-02-29', '1900-03-01', '2100-02-28', '1678-01-01', '2261-12-31'];

export function calendarLiteral({ c }: Writing, kind: Calendar): string {
  if (kind === 'DATE' || kind === 'LDATE') return `${kind}#${c.of(dates)}`;
  if (kind === 'TOD' || kind === 'LTOD') return `${kind}#${c.of(clock)}`;
  return `${kind}#${c.of(dates)}-${c.of(clock)}`;
}

export function calendarExpression(w: Writing, scope: Scope, kind: Calendar, depth: number): string {
  const { c } = w;
  const sub = (of: Kind = kind) => w.expression(scope, of, depth - 1);
  const int = () => w.leaf(scope, c.of(['INT', 'SINT', 'DINT'] as const));
  const year = () => `(1970 + ABS(${int()}) MOD 200)`;
  const text = c.of(['STRING', 'WSTRING', 'USTRING'] as const);
  const long = kind.startsWith('L');
  const duration = long ? 'LTIME' : 'TIME';
  const read = () => `${text}_TO_${kind}(${sub(text)})`;
  const counted = () => `${long ? 'LINT' : 'UDINT'}_TO_${kind}(${w.leaf(scope, long ? 'LINT' : 'UDINT')})`;
  switch (kind) {
    case 'DATE':
    case 'LDATE':
      return c.of([
        () => (long ? `LDT_TO_LDATE(${sub('LDT')})` : `DT_TO_DATE(${sub('DT')})`),
        () => (long ? `DATE_TO_LDATE(${sub('DATE')})` : `LDATE_TO_DATE(${sub('LDATE')})`),
        () => (long ? w.leaf(scope, 'DATE') : `CONCAT_DATE(${year()}, ${int()} MOD 14, ${int()} MOD 40)`),
        read,
        counted,
      ])();
    case 'TOD':
    case 'LTOD':
      return c.of([
        () => `(${sub()} ${c.of(['+', '-'])} ${sub(duration)})`,
        () => (long ? `LDT_TO_LTOD(${sub('LDT')})` : `DT_TO_TOD(${sub('DT')})`),
        () => (long ? `TOD_TO_LTOD(${sub('TOD')})` : `CONCAT_TOD(${int()} MOD 24, ${int()} MOD 60, ${int()}, ${int()})`),
        () => `${duration}_TO_${kind}(${sub(duration)})`,
        read,
        counted,
      ])();
    case 'DT':
    case 'LDT':
      return c.of([
        () => `(${sub()} ${c.of(['+', '-'])} ${sub(duration)})`,
        () => (long ? `CONCAT_DATE_LTOD(${sub('DATE')}, ${sub('LTOD')})` : `CONCAT_DATE_TOD(${sub('DATE')}, ${sub('TOD')})`),
        () => (long ? `DT_TO_LDT(${sub('DT')})` : `DATE_TO_DT(${sub('DATE')})`),
        () =>
          long
            ? `CONCAT_LDT(${year()}, ${int()} MOD 14, ${int()}, ${int()}, ${int()}, ${int()}, ${int()}, ${int()}, ${int()})`
            : `CONCAT_DT(${year()}, ${int()} MOD 14, ${int()} MOD 40, ${int()}, ${int()}, ${int()}, ${int()})`,
        read,
        counted,
      ])();
  }
}

/** A duration between two dates, or of a day. */
export function calendarDuration(w: Writing, scope: Scope, kind: 'TIME' | 'LTIME', depth: number): string {
  const of = w.c.of(kind === 'TIME' ? (['DATE', 'TOD', 'DT'] as const) : (['LDATE', 'LTOD', 'LDT'] as const));
  const sub = () => w.expression(scope, of, depth - 1);
  return w.c.of([() => `(${sub()} - ${sub()})`, () => `SUB_${of}_${of}(${sub()}, ${sub()})`])();
}

export function calendarCount(w: Writing, scope: Scope, kind: Integer, depth: number): string {
  const of = w.c.of(calendar);
  const date = w.c.of(['DATE', 'LDATE'] as const);
  return w.c.of([
    () => `DAY_OF_WEEK(${w.expression(scope, date, depth - 1)})`,
    () => `${of}_TO_${kind}(${w.expression(scope, of, depth - 1)})`,
  ])();
}

const parts = {
  DATE: ['YEAR', 'MONTH', 'DAY'],
  TOD: ['HOUR', 'MINUTE', 'SECOND', 'MILLISECOND'],
  LTOD: ['HOUR', 'MICROSECOND', 'NANOSECOND'],
  DT: ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND', 'MILLISECOND'],
  LDT: ['DAY', 'SECOND', 'NANOSECOND'],
} as const;

/** `SPLIT_DT(IN := …, DAY => v)`. */
export function splitStatement(w: Writing, scope: Scope): string {
  const kind = w.c.of(['DATE', 'TOD', 'LTOD', 'DT', 'LDT'] as const);
  const to = w.c.of(['INT', 'DINT', 'UINT', 'LINT'] as const);
  const out = parts[kind].map((part) => `${part} => ${w.c.of(scope.variables(to))}`);
  return `SPLIT_${kind}(IN := ${w.expression(scope, kind, 2)}, ${out.join(', ')});`;
}
