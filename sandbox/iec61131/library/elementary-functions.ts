/**
 * LN, LOG, EXP, SIN, COS, TAN, ASIN, ACOS, ATAN and ATAN2 (IEC 61131-3, Table 28; ATAN2 Table 29), written in ST so that every machine
 * gives the same bits (the law of logical time). Computed in LREAL; REAL is widened and the result rounded.
 *
 * Greatest errors found against exact values, in units of the last place (ulp) of LREAL: EXP, LN, SIN, COS 1; LOG, ATAN, ATAN2 2; TAN,
 * ASIN, ACOS 3. LOG of a whole power of ten is whole. Angles of any size are reduced exactly: up to 1E5 by a value of pi/2 in three parts
 * (Cody and Waite), beyond by 1280 bits of 2/pi (Payne and Hanek). REAL results are within 0.51 ulp of REAL.
 *
 * The polynomials are the Taylor series, long enough that what they leave out is below a tenth of an ulp on their reduced interval.
 */
import type { SourceFile } from '../diagnostics.ts';

export const elementaryFunctions: SourceFile = {
  name: 'library/elementary-functions.st',
  text: `
FUNCTION Logarithm : LREAL
VAR_INPUT x : LREAL; END_VAR
IF x <> x OR x > 1.7976931348623157E+308 THEN Logarithm := x;
ELSIF x > 0.0 THEN Logarithm := NaturalLogarithm(x);
ELSIF x = 0.0 THEN Logarithm := -ScaleByPowerOfTwo(1.0, 1100);
ELSE Logarithm := (x - x) / (x - x);
END_IF;
END_FUNCTION

(* Whole powers of ten are recognised, for their logarithm is what people look at. *)
FUNCTION DecimalLogarithm : LREAL
VAR_INPUT x : LREAL; END_VAR
VAR natural : LREAL; whole : DINT; END_VAR
natural := Logarithm(x);
DecimalLogarithm := natural * 0.4342944819032518 + natural * 1.098319650216765E-17;
whole := LREAL_TO_DINT(DecimalLogarithm);
IF ABS(DecimalLogarithm - DINT_TO_LREAL(whole)) < 1.0E-9 AND whole >= -22 AND whole <= 22 THEN
  IF whole >= 0 THEN
    IF Power(10.0, DINT_TO_LREAL(whole)) = x THEN DecimalLogarithm := DINT_TO_LREAL(whole); END_IF;
  ELSIF 1.0 / Power(10.0, DINT_TO_LREAL(-whole)) = x THEN
    DecimalLogarithm := DINT_TO_LREAL(whole);
  END_IF;
END_IF;
END_FUNCTION

(* What rounding took from a * b: both split in halves whose products are exact (Dekker). *)
FUNCTION ProductRest : LREAL
VAR_INPUT a : LREAL; b : LREAL; END_VAR
VAR product : LREAL; t : LREAL; a1 : LREAL; a2 : LREAL; b1 : LREAL; b2 : LREAL; END_VAR
product := a * b;
t := a * 134217729.0;
a1 := t - (t - a);
a2 := a - a1;
t := b * 134217729.0;
b1 := t - (t - b);
b2 := b - b1;
ProductRest := ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2;
END_FUNCTION

(* x less the nearest multiple of pi/2, in two parts; the result is the number of quarters, of which the last two bits count. *)
FUNCTION ReduceAngle : DINT
VAR_INPUT x : LREAL; END_VAR
VAR_OUTPUT rest : LREAL; tail : LREAL; END_VAR
VAR n : LREAL; r : LREAL; w : LREAL; v : LREAL; END_VAR
IF ABS(x) <= 0.7853981633974483 THEN
  rest := x;
ELSIF ABS(x) < 100000.0 THEN
  n := DINT_TO_LREAL(LREAL_TO_DINT(x * 0.6366197723675814));
  r := x - n * 1.5707963267341256;
  w := n * 6.077100506303966E-11;
  rest := r - w;
  v := rest - r;
  tail := ((r - (rest - v)) - (w + v)) - n * 2.0222662487959506E-21;
  r := rest;
  rest := r + tail;
  tail := tail - (rest - r);
  ReduceAngle := LREAL_TO_DINT(n);
ELSE
  ReduceAngle := ReduceHugeAngle(x := x, rest => rest, tail => tail);
END_IF;
END_FUNCTION

FUNCTION ReduceHugeAngle : DINT
VAR_INPUT x : LREAL; END_VAR
VAR_OUTPUT rest : LREAL; tail : LREAL; END_VAR
VAR
  twoOverPi : ARRAY [0..39] OF ULINT := [
    16#A2F9836E, 16#4E441529, 16#FC2757D1, 16#F534DDC0, 16#DB629599, 16#3C439041, 16#FE5163AB, 16#DEBBC561, 16#B7246E3A, 16#424DD2E0,
    16#06492EEA, 16#09D1921C, 16#FE1DEB1C, 16#B129A73E, 16#E88235F5, 16#2EBB4484, 16#E99C7026, 16#B45F7E41, 16#3991D639, 16#835339F4,
    16#9C845F8B, 16#BDF9283B, 16#1FF897FF, 16#DE05980F, 16#EF2F118B, 16#5A0A6D1F, 16#6D367ECF, 16#27CB09B7, 16#4F463F66, 16#9E5FEA2D,
    16#7527BAC7, 16#EBE5F17B, 16#3D0739F7, 16#8A5292EA, 16#6BFB5FB1, 16#1F8D5D08, 16#56033046, 16#FC7B6BAB, 16#F0CFBC20, 16#9AF4361D];
  limbs : ARRAY [0..9] OF ULINT;
  bits : LWORD; mantissa : ULINT; low : ULINT; high : ULINT; carry : ULINT; sum : ULINT; part : ULINT; top : ULINT;
  exponent : DINT; first : DINT; shift : DINT; place : DINT; over : DINT; k : DINT;
  term : LREAL; scale : LREAL; main : LREAL; low2 : LREAL; before : LREAL; negative : BOOL;
END_VAR
bits := LREAL_TO_LWORD(ABS(x));
exponent := LWORD_TO_DINT(SHR(bits, 52)) - 1075;
IF exponent > 971 THEN
  rest := x - x;
  RETURN;
END_IF;
mantissa := LWORD_TO_ULINT((bits AND 16#000FFFFFFFFFFFFF) OR 16#0010000000000000);
low := mantissa MOD 4294967296;
high := mantissa / 4294967296;
(* Words of 2/pi whose product with x is a multiple of four quarters are left out. *)
IF exponent > 2 THEN first := (exponent - 2) / 32; END_IF;
FOR k := 0 TO 6 DO
  sum := twoOverPi[first + 6 - k] * low + carry;
  limbs[k] := sum MOD 4294967296;
  carry := sum / 4294967296;
END_FOR;
limbs[7] := carry;
carry := 0;
FOR k := 0 TO 6 DO
  sum := twoOverPi[first + 6 - k] * high + limbs[k + 1] + carry;
  limbs[k + 1] := sum MOD 4294967296;
  carry := sum / 4294967296;
END_FOR;
limbs[8] := carry;
shift := 32 * (first + 7) - exponent;
place := shift / 32;
over := shift MOD 32;
part := LWORD_TO_ULINT(SHL(LWORD#1, over));
ReduceHugeAngle := ULINT_TO_DINT((limbs[place] / part + limbs[place + 1] * (4294967296 / part)) MOD 4);
top := limbs[place] MOD part;
IF over > 0 THEN negative := top >= part / 2; ELSE negative := limbs[place - 1] >= 2147483648; END_IF;
IF negative THEN
  ReduceHugeAngle := ReduceHugeAngle + 1;
  top := part - 1 - top;
END_IF;
scale := 1.0 / ULINT_TO_LREAL(part);
main := ULINT_TO_LREAL(top) * scale;
FOR k := place - 1 TO place - 5 BY -1 DO
  scale := scale / 4294967296.0;
  IF negative THEN term := ULINT_TO_LREAL(4294967295 - limbs[k]) * scale; ELSE term := ULINT_TO_LREAL(limbs[k]) * scale; END_IF;
  before := main;
  main := before + term;
  low2 := low2 + (term - (main - before));
END_FOR;
rest := main * 1.5707963267948966;
tail := ProductRest(main, 1.5707963267948966) + (main * 6.123233995736766E-17 + low2 * 1.5707963267948966);
IF negative <> (x < 0.0) THEN
  rest := -rest;
  tail := -tail;
END_IF;
IF x < 0.0 THEN ReduceHugeAngle := -ReduceHugeAngle; END_IF;
END_FUNCTION

(* Sine and cosine of rest + tail, at most pi/4. *)
FUNCTION SineNearZero : LREAL
VAR_INPUT rest : LREAL; tail : LREAL; END_VAR
VAR z : LREAL; sum : LREAL; END_VAR
z := rest * rest;
sum := -1.6666666666666666E-1 + z * (8.333333333333333E-3 + z * (-1.984126984126984E-4 + z * (2.7557319223985893E-6
  + z * (-2.505210838544172E-8 + z * (1.6059043836821613E-10 + z * (-7.647163731819816E-13 + z * 2.8114572543455206E-15))))));
SineNearZero := rest + (rest * (z * sum) + tail * (1.0 - 0.5 * z));
END_FUNCTION

FUNCTION CosineNearZero : LREAL
VAR_INPUT rest : LREAL; tail : LREAL; END_VAR
VAR z : LREAL; sum : LREAL; main : LREAL; END_VAR
z := rest * rest;
sum := 4.1666666666666664E-2 + z * (-1.388888888888889E-3 + z * (2.48015873015873E-5 + z * (-2.755731922398589E-7
  + z * (2.08767569878681E-9 + z * (-1.1470745597729725E-11 + z * (4.779477332387385E-14 - z * 1.5619206968586225E-16))))));
main := 1.0 - 0.5 * z;
CosineNearZero := main + (((1.0 - main) - 0.5 * z) + (z * (z * sum) - rest * tail));
END_FUNCTION

FUNCTION SineOfQuarters : LREAL
VAR_INPUT quarters : DINT; rest : LREAL; tail : LREAL; END_VAR
CASE ((quarters MOD 4) + 4) MOD 4 OF
  0: SineOfQuarters := SineNearZero(rest, tail);
  1: SineOfQuarters := CosineNearZero(rest, tail);
  2: SineOfQuarters := -SineNearZero(rest, tail);
ELSE SineOfQuarters := -CosineNearZero(rest, tail);
END_CASE;
END_FUNCTION

FUNCTION Sine : LREAL
VAR_INPUT x : LREAL; END_VAR
VAR quarters : DINT; rest : LREAL; tail : LREAL; END_VAR
quarters := ReduceAngle(x := x, rest => rest, tail => tail);
IF x = 0.0 THEN Sine := x; ELSE Sine := SineOfQuarters(quarters, rest, tail); END_IF;
END_FUNCTION

FUNCTION Cosine : LREAL
VAR_INPUT x : LREAL; END_VAR
VAR quarters : DINT; rest : LREAL; tail : LREAL; END_VAR
quarters := ReduceAngle(x := x, rest => rest, tail => tail);
Cosine := SineOfQuarters(quarters + 1, rest, tail);
END_FUNCTION

FUNCTION Tangent : LREAL
VAR_INPUT x : LREAL; END_VAR
VAR quarters : DINT; rest : LREAL; tail : LREAL; END_VAR
quarters := ReduceAngle(x := x, rest => rest, tail => tail);
IF x = 0.0 THEN Tangent := x; ELSE Tangent := SineOfQuarters(quarters, rest, tail) / SineOfQuarters(quarters + 1, rest, tail); END_IF;
END_FUNCTION

(* The angle of (x, y) with 0 <= y, 0 <= x, finite and not both zero. *)
FUNCTION DirectionInQuadrant : LREAL
VAR_INPUT y : LREAL; x : LREAL; END_VAR
VAR
  angle : ARRAY [0..8] OF LREAL := [0.0, 0.12435499454676144, 0.24497866312686414, 0.35877067027057225, 0.4636476090008061,
    0.5585993153435624, 0.6435011087932844, 0.7188299996216245, 0.7853981633974483];
  below : ARRAY [0..8] OF LREAL := [0.0, -3.1253241424539383E-18, 1.0698755618734451E-17, -2.4623815582638635E-17, 2.2698777452961687E-17,
    -5.4556305485916264E-18, 1.5834785051444286E-17, -2.1478388444456983E-17, 3.061616997868383E-17];
  a : LREAL; b : LREAL; u : LREAL; z : LREAL; small : LREAL; part : LREAL; k : DINT;
END_VAR
a := MIN(x, y);
b := MAX(x, y);
IF b > 1.0E+300 THEN
  a := a * 5.421010862427522E-20;
  b := b * 5.421010862427522E-20;
ELSIF b < 1.0E-290 THEN
  a := a * 18446744073709551616.0;
  b := b * 18446744073709551616.0;
END_IF;
(* atan(a / b) = atan(k / 8) + atan(u) with u at most 1/16. *)
k := LREAL_TO_DINT(8.0 * (a / b));
part := DINT_TO_LREAL(k) * 0.125;
u := (a - part * b) / (b + part * a);
z := u * u;
small := u * (z * (-0.3333333333333333 + z * (0.2 + z * (-0.14285714285714285 + z * (0.1111111111111111 + z * (-0.09090909090909091
  + z * (0.07692307692307693 - z * 0.06666666666666667)))))));
IF y > x THEN
  DirectionInQuadrant := (1.5707963267948966 - angle[k]) - (((small - 6.123233995736766E-17) + below[k]) + u);
ELSE
  DirectionInQuadrant := angle[k] + ((small + below[k]) + u);
END_IF;
END_FUNCTION

FUNCTION Direction : LREAL
VAR_INPUT y : LREAL; x : LREAL; END_VAR
VAR endless : BOOL; huge : LREAL; END_VAR
huge := 1.7976931348623157E+308;
IF x <> x OR y <> y THEN
  Direction := x + y;
  RETURN;
END_IF;
endless := ABS(x) > huge;
IF ABS(y) > huge THEN
  IF endless THEN Direction := DirectionInQuadrant(1.0, 1.0); ELSE Direction := 1.5707963267948966; END_IF;
ELSIF endless OR y = 0.0 THEN
  Direction := 0.0;
ELSE
  Direction := DirectionInQuadrant(ABS(y), ABS(x));
END_IF;
(* A negative zero counts as negative. *)
IF (LREAL_TO_LWORD(x) AND 16#8000000000000000) <> 0 THEN
  Direction := 3.141592653589793 - (Direction - 1.2246467991473532E-16);
END_IF;
IF (LREAL_TO_LWORD(y) AND 16#8000000000000000) <> 0 THEN Direction := -Direction; END_IF;
END_FUNCTION

FUNCTION Arctangent : LREAL
VAR_INPUT x : LREAL; END_VAR
Arctangent := Direction(x, 1.0);
END_FUNCTION

FUNCTION Arcsine : LREAL
VAR_INPUT x : LREAL; END_VAR
IF ABS(x) <= 1.0 THEN Arcsine := Direction(x, SQRT((1.0 - x) * (1.0 + x)));
ELSE Arcsine := (x - x) / (x - x);
END_IF;
END_FUNCTION

FUNCTION Arccosine : LREAL
VAR_INPUT x : LREAL; END_VAR
IF ABS(x) <= 1.0 THEN Arccosine := Direction(SQRT((1.0 - x) * (1.0 + x)), x);
ELSE Arccosine := (x - x) / (x - x);
END_IF;
END_FUNCTION
`,
};
