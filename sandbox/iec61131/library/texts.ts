/**
 * Numbers, durations and dates as text and back (IEC 61131-3, Table 22: X_TO_STRING and STRING_TO_X, whose forms the standard leaves to
 * the implementer). What is printed reads again as a literal of its type. What is read is the longest number that the text begins with, blanks
 * before it left out; a text that begins with none is 0; what lies beyond the type is its limit.
 *
 * REAL and LREAL print with the fewest digits that give the same number back. Reading works on two LREALs at once (some 100 bits): it is
 * correctly rounded, but for texts that lie within 2**-90 of the middle between two numbers, and within 1 ulp below 2.3E-308.
 */
import type { SourceFile } from '../diagnostics.ts';

export const texts: SourceFile = {
  name: 'library/texts.st',
  text: `
FUNCTION BeginOf : DINT
VAR_INPUT text : STRING; END_VAR
(* Behind blanks, and behind the prefix of a literal: a word and #. *)
VAR mark : DINT; code : DINT; END_VAR
BeginOf := 1;
WHILE BeginOf <= LEN(text) AND_THEN text[BeginOf] = ' ' DO BeginOf := BeginOf + 1; END_WHILE;
mark := BeginOf;
WHILE mark <= LEN(text) DO
  code := CHAR_TO_DINT(text[mark]);
  IF code >= 97 THEN code := code - 32; END_IF;
  IF code <> 95 AND (code < 65 OR code > 90) THEN EXIT; END_IF;
  mark := mark + 1;
END_WHILE;
IF mark > BeginOf AND mark <= LEN(text) AND_THEN text[mark] = '#' THEN
  BeginOf := mark + 1;
  WHILE BeginOf <= LEN(text) AND_THEN text[BeginOf] = ' ' DO BeginOf := BeginOf + 1; END_WHILE;
END_IF;
END_FUNCTION

(* The decimal number from a place on, and the place behind it. Underscores part digits. *)
FUNCTION NumberAt : LINT
VAR_INPUT text : STRING; from : DINT; END_VAR
VAR_OUTPUT next : DINT; count : DINT; END_VAR
VAR code : DINT; END_VAR
next := from;
WHILE next <= LEN(text) DO
  code := CHAR_TO_DINT(text[next]);
  IF code >= 48 AND code <= 57 THEN
    IF NumberAt < 900000000000000000 THEN NumberAt := NumberAt * 10 + (code - 48); END_IF;
    count := count + 1;
  ELSIF code <> 95 THEN
    RETURN;
  END_IF;
  next := next + 1;
END_WHILE;
END_FUNCTION

FUNCTION ParseInteger : LINT
VAR_INPUT text : STRING; lowest : ULINT; highest : ULINT; END_VAR
VAR
  place : DINT := 1; start : DINT; code : DINT; digit : ULINT; base : ULINT := 10; value : ULINT; limit : ULINT;
  negative : BOOL; full : BOOL;
END_VAR
WHILE place <= LEN(text) AND_THEN text[place] = ' ' DO place := place + 1; END_WHILE;
IF place <= LEN(text) AND_THEN (text[place] = '-' OR text[place] = '+') THEN
  negative := text[place] = '-';
  place := place + 1;
END_IF;
start := place;
limit := SEL(negative, highest, lowest);
WHILE place <= LEN(text) DO
  code := CHAR_TO_DINT(text[place]);
  IF code >= 97 THEN code := code - 32; END_IF;
  IF code = 35 AND base = 10 AND (value = 2 OR value = 8 OR value = 16) AND place > start THEN
    base := value;
    value := 0;
  ELSIF code <> 95 THEN
    IF code >= 48 AND code <= 57 THEN digit := DINT_TO_ULINT(code - 48);
    ELSIF code >= 65 AND code <= 70 THEN digit := DINT_TO_ULINT(code - 55);
    ELSE EXIT;
    END_IF;
    IF digit >= base THEN EXIT; END_IF;
    IF full OR_ELSE digit > limit OR_ELSE value > (limit - digit) / base THEN
      full := TRUE;
      value := limit;
    ELSE
      value := value * base + digit;
    END_IF;
  END_IF;
  place := place + 1;
END_WHILE;
ParseInteger := ULINT_TO_LINT(value);
IF negative THEN ParseInteger := LINT#0 - ParseInteger; END_IF;
END_FUNCTION

FUNCTION ParseBool : BOOL
VAR_INPUT text : STRING; END_VAR
VAR place : DINT; END_VAR
place := BeginOf(text);
ParseBool := MID(text, 4, place) = 'TRUE' OR MID(text, 4, place) = 'true' OR MID(text, 4, place) = 'True' OR MID(text, 1, place) = '1';
END_FUNCTION

(* number * 10**exponent: the power by squaring, in two parts each. *)
FUNCTION ScaleByPowerOfTen : LREAL
VAR_INPUT main : LREAL; below : LREAL; exponent : DINT; END_VAR
VAR_OUTPUT rest : LREAL; END_VAR
VAR n : DINT; p : LREAL := 10.0; pLow : LREAL; t : LREAL; low : LREAL; END_VAR
ScaleByPowerOfTen := main;
rest := below;
n := ABS(exponent);
WHILE n > 0 DO
  IF n MOD 2 = 1 THEN
    IF exponent > 0 THEN
      t := ScaleByPowerOfTen * p;
      low := ProductRest(ScaleByPowerOfTen, p) + (ScaleByPowerOfTen * pLow + rest * p);
    ELSE
      t := ScaleByPowerOfTen / p;
      low := (((ScaleByPowerOfTen - t * p) - ProductRest(t, p)) + rest - t * pLow) / p;
    END_IF;
    ScaleByPowerOfTen := t + low;
    rest := low - (ScaleByPowerOfTen - t);
  END_IF;
  n := n / 2;
  IF n > 0 THEN
    t := p * p;
    low := ProductRest(p, p) + 2.0 * p * pLow;
    p := t + low;
    pLow := low - (p - t);
  END_IF;
END_WHILE;
END_FUNCTION

FUNCTION DecimalValue : LREAL
VAR_INPUT digits : ULINT; exponent : DINT; END_VAR
VAR rest : LREAL; main : LREAL; scale : LREAL; END_VAR
main := ULINT_TO_LREAL(digits);
IF digits = 0 OR exponent = 0 THEN
  DecimalValue := main;
  RETURN;
END_IF;
IF main >= 9007199254740992.0 THEN
  main := ULINT_TO_LREAL(digits / 2048) * 2048.0;
  rest := ULINT_TO_LREAL(digits MOD 2048);
END_IF;
(* Far out, a power of two keeps what lies between within the range. *)
IF exponent > 250 THEN
  scale := ScaleByPowerOfTwo(1.0, -200);
  DecimalValue := ScaleByPowerOfTen(main * scale, rest * scale, MIN(exponent, 330)) * ScaleByPowerOfTwo(1.0, 200);
ELSIF exponent < -250 THEN
  scale := ScaleByPowerOfTwo(1.0, 300);
  DecimalValue := ScaleByPowerOfTen(main * scale, rest * scale, MAX(exponent, -400)) * ScaleByPowerOfTwo(1.0, -300);
ELSE
  DecimalValue := ScaleByPowerOfTen(main, rest, exponent);
END_IF;
END_FUNCTION

FUNCTION ParseReal : LREAL
VAR_INPUT text : STRING; END_VAR
VAR place : DINT; code : DINT; digits : ULINT; exponent : DINT; next : DINT; count : DINT; negative : BOOL; down : BOOL; point : BOOL; power : LINT; END_VAR
place := BeginOf(text);
IF place <= LEN(text) AND_THEN (text[place] = '-' OR text[place] = '+') THEN
  negative := text[place] = '-';
  place := place + 1;
END_IF;
WHILE place <= LEN(text) DO
  code := CHAR_TO_DINT(text[place]);
  IF code >= 48 AND code <= 57 THEN
    IF digits < 1000000000000000000 THEN
      digits := digits * 10 + DINT_TO_ULINT(code - 48);
      IF point THEN exponent := exponent - 1; END_IF;
    ELSIF NOT point THEN exponent := exponent + 1;
    END_IF;
  ELSIF code = 46 AND NOT point THEN point := TRUE;
  ELSIF code <> 95 THEN EXIT;
  END_IF;
  place := place + 1;
END_WHILE;
IF place < LEN(text) AND_THEN (text[place] = 'E' OR text[place] = 'e') THEN
  place := place + 1;
  IF text[place] = '-' OR text[place] = '+' THEN
    down := text[place] = '-';
    place := place + 1;
  END_IF;
  power := LIMIT(LINT#0, NumberAt(text := text, from := place, next => next, count => count), LINT#100000);
  IF down THEN exponent := exponent - LINT_TO_DINT(power); ELSE exponent := exponent + LINT_TO_DINT(power); END_IF;
END_IF;
ParseReal := DecimalValue(digits, exponent);
IF negative THEN ParseReal := -ParseReal; END_IF;
END_FUNCTION

FUNCTION FormatReal : STRING[40]
VAR_INPUT x : LREAL; single : BOOL; END_VAR
VAR
  magnitude : LREAL; main : LREAL; rest : LREAL; back : LREAL; scale : LREAL;
  places : DINT; most : DINT; exponent : DINT; count : DINT;
  n : LINT; least : LINT; attempts : DINT; digits : STRING[24]; sign : STRING[1];
END_VAR
IF x <> x THEN
  FormatReal := 'NaN';
  RETURN;
END_IF;
IF (LREAL_TO_LWORD(x) AND 16#8000000000000000) <> 0 THEN sign := '-'; END_IF;
magnitude := ABS(x);
IF magnitude > 1.7976931348623157E+308 THEN
  FormatReal := CONCAT(sign, 'Infinity');
  RETURN;
ELSIF magnitude = 0.0 THEN
  FormatReal := CONCAT(sign, '0.0');
  RETURN;
END_IF;
IF single THEN
  places := 6;
  most := 9;
ELSE
  places := 15;
  most := 17;
END_IF;
(* Numbers below the normal ones have fewer digits. *)
IF magnitude < 2.2250738585072014E-308 THEN places := 1; END_IF;
exponent := LREAL_TO_DINT(NaturalLogarithm(magnitude) * 0.4342944819032518 - 0.5);
scale := 1.0;
IF exponent < -200 THEN scale := ScaleByPowerOfTwo(1.0, 200); ELSIF exponent > 200 THEN scale := ScaleByPowerOfTwo(1.0, -200); END_IF;
attempts := 0;
REPEAT
  attempts := attempts + 1;
  least := 1;
  FOR count := 2 TO places DO least := least * 10; END_FOR;
  main := ScaleByPowerOfTen(main := magnitude * scale, below := 0.0, exponent := places - 1 - exponent, rest => rest) / scale;
  rest := rest / scale;
  n := LREAL_TO_LINT(main);
  (* The main part may be whole and still some units off. *)
  n := n + LREAL_TO_LINT((main - LINT_TO_LREAL(n)) + rest);
  IF n >= least * 10 THEN
    exponent := exponent + 1;
  ELSIF n < least THEN
    exponent := exponent - 1;
  ELSE
    back := DecimalValue(LINT_TO_ULINT(n), exponent - places + 1);
    IF back = magnitude OR (single AND LREAL_TO_REAL(back) = LREAL_TO_REAL(magnitude)) OR places = most THEN EXIT; END_IF;
    places := places + 1;
  END_IF;
UNTIL attempts > 30 END_REPEAT;
digits := LINT_TO_STRING(n);
count := LEN(digits);
WHILE count > 1 AND_THEN digits[count] = '0' DO count := count - 1; END_WHILE;
digits := LEFT(digits, count);
IF exponent >= 0 AND exponent < 15 THEN
  WHILE LEN(digits) < exponent + 2 DO digits := CONCAT(digits, '0'); END_WHILE;
  FormatReal := CONCAT(sign, LEFT(digits, exponent + 1), '.', MID(digits, 24, exponent + 2));
ELSIF exponent < 0 AND exponent >= -5 THEN
  FormatReal := CONCAT(sign, '0.', LEFT('0000', -1 - exponent), digits);
ELSE
  IF count = 1 THEN digits := CONCAT(digits, '0'); END_IF;
  FormatReal := CONCAT(sign, LEFT(digits, 1), '.', MID(digits, 24, 2), SEL(exponent < 0, 'E+', 'E'), DINT_TO_STRING(exponent));
END_IF;
END_FUNCTION

FUNCTION FormatDuration : STRING[40]
VAR_INPUT count : LINT; END_VAR
VAR
  rest : ULINT; k : DINT;
  unit : ARRAY [0..6] OF ULINT := [86400000000000, 3600000000000, 60000000000, 1000000000, 1000000, 1000, 1];
  name : ARRAY [0..6] OF STRING[2] := ['d', 'h', 'm', 's', 'ms', 'us', 'ns'];
END_VAR
IF count = 0 THEN
  FormatDuration := '0s';
  RETURN;
END_IF;
rest := LINT_TO_ULINT(count);
IF count < 0 THEN
  FormatDuration := '-';
  rest := LINT_TO_ULINT(LINT#0 - count);
END_IF;
FOR k := 0 TO 6 DO
  IF rest >= unit[k] THEN
    FormatDuration := CONCAT(FormatDuration, ULINT_TO_STRING(rest / unit[k]), name[k]);
    rest := rest MOD unit[k];
  END_IF;
END_FOR;
END_FUNCTION

(* With zeros before it up to a width. *)
FUNCTION Padded : STRING[20]
VAR_INPUT number : LINT; width : DINT; END_VAR
Padded := RIGHT(CONCAT('000000000', LINT_TO_STRING(number)), width);
END_FUNCTION

FUNCTION FormatDate : STRING[40]
VAR_INPUT count : LINT; END_VAR
VAR year : LINT; month : LINT; day : LINT; END_VAR
year := DateParts(count := count, month => month, day => day);
FormatDate := CONCAT(Padded(year, 4), '-', Padded(month, 2), '-', Padded(day, 2));
END_FUNCTION

FUNCTION FormatClock : STRING[40]
VAR_INPUT count : LINT; END_VAR
VAR inDay : LINT; fraction : STRING[20]; size : DINT; END_VAR
inDay := (count MOD 86400000000000 + 86400000000000) MOD 86400000000000;
FormatClock := CONCAT(Padded(inDay / 3600000000000, 2), ':', Padded(inDay / 60000000000 MOD 60, 2), ':', Padded(inDay / 1000000000 MOD 60, 2));
IF inDay MOD 1000000000 <> 0 THEN
  fraction := Padded(inDay MOD 1000000000, 9);
  size := 9;
  WHILE fraction[size] = '0' DO size := size - 1; END_WHILE;
  FormatClock := CONCAT(FormatClock, '.', LEFT(fraction, size));
END_IF;
END_FUNCTION

FUNCTION FormatMoment : STRING[40]
VAR_INPUT count : LINT; END_VAR
FormatMoment := CONCAT(FormatDate(count), '-', FormatClock(count));
END_FUNCTION

FUNCTION ParseDuration : LTIME
VAR_INPUT text : STRING; END_VAR
VAR place : DINT; next : DINT; count : DINT; fractionCount : DINT; negative : BOOL; whole : LINT; fraction : LINT; unit : LINT; total : LINT; END_VAR
place := BeginOf(text);
IF place <= LEN(text) AND_THEN text[place] = '-' THEN
  negative := TRUE;
  place := place + 1;
END_IF;
WHILE place <= LEN(text) DO
  whole := NumberAt(text := text, from := place, next => next, count => count);
  IF count = 0 THEN EXIT; END_IF;
  place := next;
  fraction := 0;
  fractionCount := 0;
  IF place <= LEN(text) AND_THEN text[place] = '.' THEN
    fraction := NumberAt(text := text, from := place + 1, next => next, count => fractionCount);
    place := next;
  END_IF;
  unit := 0;
  IF MID(text, 2, place) = 'ms' OR MID(text, 2, place) = 'MS' THEN unit := 1000000;
  ELSIF MID(text, 2, place) = 'us' OR MID(text, 2, place) = 'US' THEN unit := 1000;
  ELSIF MID(text, 2, place) = 'ns' OR MID(text, 2, place) = 'NS' THEN unit := 1;
  END_IF;
  IF unit <> 0 THEN
    place := place + 2;
  ELSE
    IF MID(text, 1, place) = 'd' OR MID(text, 1, place) = 'D' THEN unit := 86400000000000;
    ELSIF MID(text, 1, place) = 'h' OR MID(text, 1, place) = 'H' THEN unit := 3600000000000;
    ELSIF MID(text, 1, place) = 'm' OR MID(text, 1, place) = 'M' THEN unit := 60000000000;
    ELSIF MID(text, 1, place) = 's' OR MID(text, 1, place) = 'S' THEN unit := 1000000000;
    ELSE EXIT;
    END_IF;
    place := place + 1;
  END_IF;
  total := total + whole * unit;
  WHILE fractionCount > 0 DO
    unit := unit / 10;
    fractionCount := fractionCount - 1;
    whole := fraction;
    FOR count := 1 TO fractionCount DO whole := whole / 10; END_FOR;
    total := total + whole MOD 10 * unit;
  END_WHILE;
  IF place <= LEN(text) AND_THEN text[place] = '_' THEN place := place + 1; END_IF;
END_WHILE;
IF negative THEN total := LINT#0 - total; END_IF;
ParseDuration := LINT_TO_LTIME(total);
END_FUNCTION

(* The number behind a separator, and the place behind it; count is 0 where there is none. *)
FUNCTION NumberBehind : LINT
VAR_INPUT text : STRING; from : DINT; separator : CHAR; END_VAR
VAR_OUTPUT next : DINT; count : DINT; END_VAR
next := from;
IF from <= LEN(text) AND_THEN text[from] = separator THEN
  NumberBehind := NumberAt(text := text, from := from + 1, next => next, count => count);
END_IF;
END_FUNCTION

FUNCTION DateAt : LINT
VAR_INPUT text : STRING; from : DINT; END_VAR
VAR_OUTPUT next : DINT; sound : BOOL; END_VAR
VAR year : LINT; month : LINT; day : LINT; years : DINT; months : DINT; days : DINT; END_VAR
year := NumberAt(text := text, from := from, next => next, count => years);
month := NumberBehind(text := text, from := next, separator := '-', next => next, count => months);
day := NumberBehind(text := text, from := next, separator := '-', next => next, count => days);
sound := years > 0 AND months > 0 AND days > 0 AND month >= 1 AND month <= 12 AND day >= 1 AND day <= 31 AND year >= 1678 AND year <= 2261;
IF sound THEN DateAt := MidnightOf(year, month, day); END_IF;
END_FUNCTION

FUNCTION ClockAt : LINT
VAR_INPUT text : STRING; from : DINT; END_VAR
VAR hour : LINT; minute : LINT; second : LINT; fraction : LINT; next : DINT; count : DINT; hours : DINT; minutes : DINT; seconds : DINT; END_VAR
hour := NumberAt(text := text, from := from, next => next, count => hours);
minute := NumberBehind(text := text, from := next, separator := ':', next => next, count => minutes);
second := NumberBehind(text := text, from := next, separator := ':', next => next, count => seconds);
IF seconds > 0 THEN
  fraction := NumberBehind(text := text, from := next, separator := '.', next => next, count => count);
  WHILE count < 9 DO
    fraction := fraction * 10;
    count := count + 1;
  END_WHILE;
  WHILE count > 9 DO
    fraction := fraction / 10;
    count := count - 1;
  END_WHILE;
END_IF;
IF hours > 0 AND minutes > 0 AND hour < 24 AND minute < 60 AND second < 60 THEN
  ClockAt := ((hour * 60 + minute) * 60 + second) * 1000000000 + fraction;
END_IF;
END_FUNCTION

FUNCTION ParseDate : LDATE
VAR_INPUT text : STRING; END_VAR
VAR next : DINT; END_VAR
ParseDate := LINT_TO_LDATE(DateAt(text := text, from := BeginOf(text), next => next));
END_FUNCTION

FUNCTION ParseClock : LTOD
VAR_INPUT text : STRING; END_VAR
ParseClock := LINT_TO_LTOD(ClockAt(text, BeginOf(text)));
END_FUNCTION

FUNCTION ParseMoment : LDT
VAR_INPUT text : STRING; END_VAR
VAR next : DINT; day : LINT; sound : BOOL; END_VAR
day := DateAt(text := text, from := BeginOf(text), next => next, sound => sound);
IF sound AND next <= LEN(text) AND_THEN text[next] = '-' THEN day := day + ClockAt(text, next + 1); END_IF;
ParseMoment := LINT_TO_LDT(day);
END_FUNCTION
`,
};
