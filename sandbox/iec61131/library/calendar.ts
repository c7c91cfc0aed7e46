/** Days and their dates in the Gregorian calendar (IEC 61131-3, Table 36 leans on it), and decimal digits in bit strings (Table 22). */
import type { SourceFile } from '../diagnostics.ts';

export const calendar: SourceFile = {
  name: 'library/calendar.st',
  text: `
(* Nanoseconds since 1970-01-01 to year, month and day. Years begin in March here, so that the leap day comes last. *)
FUNCTION DateParts : LINT
VAR_INPUT count : LINT; END_VAR
VAR_OUTPUT month : LINT; day : LINT; END_VAR
VAR days : LINT; century : LINT; year : LINT; quarter : LINT; END_VAR
days := count / 86400000000000;
IF count MOD 86400000000000 < 0 THEN days := days - 1; END_IF;
(* Days since 1200-03-01, which no moment of 64 bits comes before. *)
days := days + 281177;
century := (4 * days + 3) / 146097;
days := days - century * 146097 / 4;
quarter := (4 * days + 3) / 1461;
days := days - quarter * 1461 / 4;
month := (5 * days + 2) / 153;
day := days - (153 * month + 2) / 5 + 1;
year := 1200 + 100 * century + quarter;
IF month < 10 THEN
  month := month + 3;
ELSE
  month := month - 9;
  year := year + 1;
END_IF;
DateParts := year;
END_FUNCTION

FUNCTION YearOf : LINT
VAR_INPUT count : LINT; END_VAR
YearOf := DateParts(count);
END_FUNCTION

FUNCTION MonthOf : LINT
VAR_INPUT count : LINT; END_VAR
VAR year : LINT; END_VAR
year := DateParts(count := count, month => MonthOf);
END_FUNCTION

FUNCTION DayOf : LINT
VAR_INPUT count : LINT; END_VAR
VAR year : LINT; END_VAR
year := DateParts(count := count, day => DayOf);
END_FUNCTION

(* Nanoseconds from 1970-01-01 to the midnight of a date; a month 13 or a day 0 counts on from where it leads. *)
FUNCTION MidnightOf : LINT
VAR_INPUT year : LINT; month : LINT; day : LINT; END_VAR
VAR y : LINT; m : LINT; END_VAR
m := month - 3;
y := year + m / 12;
m := m MOD 12;
IF m < 0 THEN
  m := m + 12;
  y := y - 1;
END_IF;
y := y - 1200;
MidnightOf := (y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 281177) * 86400000000000;
END_FUNCTION

FUNCTION FromBcd : ULINT
VAR_INPUT digits : LWORD; END_VAR
VAR k : DINT; rest : ULINT; unit : ULINT := 1; END_VAR
rest := LWORD_TO_ULINT(digits);
FOR k := 1 TO 16 DO
  FromBcd := FromBcd + rest MOD 16 * unit;
  rest := rest / 16;
  unit := unit * 10;
END_FOR;
END_FUNCTION

(* What has more than 16 digits loses the first. *)
FUNCTION ToBcd : LWORD
VAR_INPUT number : ULINT; END_VAR
VAR k : DINT; rest : ULINT; END_VAR
rest := number;
FOR k := 0 TO 15 DO
  ToBcd := ToBcd OR SHL(ULINT_TO_LWORD(rest MOD 10), 4 * k);
  rest := rest / 10;
END_FOR;
END_FUNCTION

FUNCTION IsValidBcd : BOOL
VAR_INPUT digits : LWORD; END_VAR
VAR k : DINT; rest : ULINT; END_VAR
rest := LWORD_TO_ULINT(digits);
IsValidBcd := TRUE;
FOR k := 1 TO 16 DO
  IF rest MOD 16 > 9 THEN IsValidBcd := FALSE; END_IF;
  rest := rest / 16;
END_FOR;
END_FUNCTION
`,
};
