/**
 * x ** y and EXPT (IEC 61131-3, Table 29), written in ST so that every machine gives the same bits (the law of logical time).
 *
 * A whole exponent up to 1024 is a product by repeated squaring: exact where the result fits the 53 bits of LREAL. Any other is
 * EXP(y * LN(x)), with LN from the series of artanh on a mantissa in [sqrt(1/2), sqrt(2)) and EXP from the series on |r| <= ln(2)/2,
 * ln(2) split in two parts; what rounding takes from the leading terms is added back (both within 1 ulp by themselves). Relative error of the general case: below 1E-15 * (1 + |y * LN(x)|). A negative base with a broken exponent
 * gives NaN, as IEEE 754's pow does; x ** 0 is 1.
 */
import type { SourceFile } from '../diagnostics.ts';

export const powerFile: SourceFile = {
  name: 'library/power.st',
  text: `
(* x * 2**n without leaving the range in between. *)
FUNCTION ScaleByPowerOfTwo : LREAL
VAR_INPUT x : LREAL; n : DINT; END_VAR
VAR rest : DINT; part : DINT; END_VAR
ScaleByPowerOfTwo := x;
rest := n;
WHILE rest <> 0 DO
  part := LIMIT(-1000, rest, 1000);
  ScaleByPowerOfTwo := ScaleByPowerOfTwo * LWORD_TO_LREAL(SHL(LINT_TO_LWORD(DINT_TO_LINT(part + 1023)), 52));
  rest := rest - part;
END_WHILE;
END_FUNCTION

(* Natural logarithm of a positive, finite number. *)
FUNCTION NaturalLogarithm : LREAL
VAR_INPUT x : LREAL; END_VAR
VAR bits : LWORD; mantissa : LREAL; exponent : DINT; s : LREAL; square : LREAL; sum : LREAL; half : LREAL; END_VAR
mantissa := x;
IF mantissa < 2.2250738585072014E-308 THEN
  mantissa := mantissa * 18014398509481984.0;
  exponent := -54;
END_IF;
bits := LREAL_TO_LWORD(mantissa);
exponent := exponent + LINT_TO_DINT(LWORD_TO_LINT(SHR(bits, 52) AND 16#7FF)) - 1023;
mantissa := LWORD_TO_LREAL((bits AND 16#000FFFFFFFFFFFFF) OR 16#3FF0000000000000);
IF mantissa > 1.4142135623730951 THEN
  mantissa := mantissa * 0.5;
  exponent := exponent + 1;
END_IF;
mantissa := mantissa - 1.0;
s := mantissa / (mantissa + 2.0);
square := s * s;
sum := square * (0.6666666666666666 + square * (0.4 + square * (0.2857142857142857 + square * (0.2222222222222222 + square * (0.18181818181818182
  + square * (0.15384615384615385 + square * (0.13333333333333333 + square * (0.11764705882352941 + square * (0.10526315789473684
  + square * 0.09523809523809523)))))))));
half := 0.5 * mantissa * mantissa;
NaturalLogarithm := DINT_TO_LREAL(exponent) * 0.69314718036912382
  - ((half - (s * (half + sum) + DINT_TO_LREAL(exponent) * 1.9082149292705877E-10)) - mantissa);
END_FUNCTION

FUNCTION Exponential : LREAL
VAR_INPUT x : LREAL; END_VAR
VAR n : DINT; main : LREAL; below : LREAL; r : LREAL; sum : LREAL; END_VAR
IF x > 710.0 THEN
  Exponential := ScaleByPowerOfTwo(1.0, 1100);
ELSIF x < -746.0 THEN
  Exponential := 0.0;
ELSE
  n := LREAL_TO_DINT(x * 1.4426950408889634);
  main := x - DINT_TO_LREAL(n) * 0.69314718036912382;
  below := DINT_TO_LREAL(n) * 1.9082149292705877E-10;
  r := main - below;
  sum := 0.5 + r * (0.16666666666666666 + r * (0.041666666666666664 + r * (0.008333333333333333 + r * (0.001388888888888889
    + r * (0.0001984126984126984 + r * (2.48015873015873E-5 + r * (2.7557319223985893E-6 + r * (2.755731922398589E-7
    + r * (2.505210838544172E-8 + r * (2.08767569878681E-9 + r * 1.6059043836821613E-10))))))))));
  Exponential := ScaleByPowerOfTwo(1.0 + (r + (r * r * sum + ((main - r) - below))), n);
END_IF;
END_FUNCTION

FUNCTION Power : LREAL
VAR_INPUT base : LREAL; exponent : LREAL; END_VAR
VAR n : DINT; square : LREAL; huge : LREAL; whole : BOOL; magnitude : LREAL; odd : BOOL; END_VAR
huge := ScaleByPowerOfTwo(1.0, 1100);
IF exponent = 0.0 THEN
  Power := 1.0;
  RETURN;
END_IF;
IF base <> base OR exponent <> exponent THEN
  Power := base + exponent;
  RETURN;
END_IF;
n := LREAL_TO_DINT(exponent);
whole := DINT_TO_LREAL(n) = exponent;
IF whole AND n <= 1024 AND n >= -1024 THEN
  Power := 1.0;
  square := base;
  n := ABS(n);
  WHILE n > 0 DO
    IF n MOD 2 = 1 THEN Power := Power * square; END_IF;
    square := square * square;
    n := n / 2;
  END_WHILE;
  IF exponent < 0.0 THEN Power := 1.0 / Power; END_IF;
  RETURN;
END_IF;
(* Beyond 2**53 every number is whole and even. *)
IF ABS(exponent) < 9007199254740992.0 THEN
  whole := LINT_TO_LREAL(LREAL_TO_LINT(exponent)) = exponent;
  odd := whole AND (LREAL_TO_LINT(exponent) MOD LINT#2 <> LINT#0);
ELSE
  whole := TRUE;
  odd := FALSE;
END_IF;
magnitude := ABS(base);
IF base < 0.0 AND NOT whole AND magnitude < huge AND ABS(exponent) < huge THEN
  Power := (base - base) / (base - base);
  RETURN;
END_IF;
IF magnitude = 1.0 THEN
  Power := 1.0;
ELSIF magnitude = 0.0 OR magnitude >= huge THEN
  IF (magnitude = 0.0) = (exponent > 0.0) THEN Power := 0.0; ELSE Power := huge; END_IF;
ELSIF ABS(exponent) >= huge THEN
  IF (magnitude > 1.0) = (exponent > 0.0) THEN Power := huge; ELSE Power := 0.0; END_IF;
ELSE
  Power := Exponential(exponent * NaturalLogarithm(magnitude));
END_IF;
IF odd AND base < 0.0 THEN Power := -Power; END_IF;
END_FUNCTION
`,
};
