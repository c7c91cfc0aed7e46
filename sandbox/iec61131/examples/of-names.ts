/** Examples for ST20…: names and types. */
import { after, type ExampleRecord, files, statements, variables } from './example.ts';

const enums = 'TYPE\n  Lamp : (Off, On);\n  Pump : (Stopped, On);\nEND_TYPE';
const point = 'TYPE\n  Point : STRUCT\n    x, y : INT;\n  END_STRUCT;\nEND_TYPE';
const swap = 'FUNCTION_BLOCK Counter\nVAR_IN_OUT\n  total : INT;\nEND_VAR\ntotal := total + 1;\nEND_FUNCTION_BLOCK';
const main = (variables: string, body: string): string => `PROGRAM Main\nVAR\n${variables}\nEND_VAR\n${body}\nEND_PROGRAM`;

export const nameExamples: Readonly<Record<string, ExampleRecord>> = {
  ST2001: files('PROGRAM Main\nLamp := TRUE;\nEND_PROGRAM', main('Lamp : BOOL;', 'Lamp := TRUE;')),
  ST2002: statements('Motor : BOOL;', 'Motr := TRUE;', 'Motor := TRUE;'),
  ST2003: variables('v : Valve;', 'v : BOOL;', 'v := FALSE;'),
  ST2004: variables('a : INTEGER;', 'a : INT;', 'a := 1;'),
  ST2010: statements('a : INT;', '5 := a;', 'a := 5;'),
  ST2011: statements(
    't, u : TON;',
    't := u;\nt(IN := TRUE, PT := T#1s);\nu(IN := TRUE, PT := T#1s);',
    't.PT := u.PT;\nt(IN := TRUE, PT := T#1s);\nu(IN := TRUE, PT := T#1s);',
  ),
  ST2012: statements(
    't : TON; done : BOOL;',
    't(IN := TRUE, PT := T#1s);\ndone := t;',
    't(IN := TRUE, PT := T#1s);\ndone := t.Q;',
  ),
  ST2013: files(
    main('start, done : BOOL;', 'TON(IN := start, PT := T#5s);\ndone := start;'),
    main('start, done : BOOL;\ndelay : TON;', 'delay(IN := start, PT := T#5s);\ndone := delay.Q;'),
  ),
  ST2014: after(
    'FUNCTION Gain : REAL\nGain := 2.0;\nEND_FUNCTION',
    main('r : REAL;', 'r := Gain;'),
    main('r : REAL;', 'r := Gain();'),
  ),
  ST2015: files(main('a : INT;', 'INT := 5;\na := 1;'), main('a : INT;', 'a := 5;')),
  ST2016: after(enums, main('n : Lamp;', 'n := On;'), main('n : Lamp;', 'n := Lamp#On;')),
  ST2020: after(point, main('p : Point;', 'p.depth := 1;'), main('p : Point;', 'p.y := 1;')),
  ST2021: after(
    'FUNCTION_BLOCK Filter\nVAR\n  inside : REAL;\nEND_VAR\nVAR_OUTPUT\n  mean : REAL;\nEND_VAR\ninside := inside * 0.9;\nmean := inside;\nEND_FUNCTION_BLOCK',
    main('f : Filter; r : REAL;', 'f();\nr := f.inside;'),
    main('f : Filter; r : REAL;', 'f();\nr := f.mean;'),
  ),
  ST2022: statements('t : TON;', 't(IN := TRUE, PT := T#1s);\nt.Q := FALSE;', 't(IN := TRUE, PT := T#1s);\nt.IN := FALSE;'),
  ST2023: after(
    swap,
    main('c : Counter; n : INT;', 'c(total := n);\nc.total := 0;'),
    main('c : Counter; n : INT;', 'c(total := n);\nn := 0;'),
  ),
  ST2024: statements('n : INT;', 'n.value := 1;', 'n := 1;'),
  ST2025: statements('n : INT;', 'n[1] := 5;', 'n := 5;'),
  ST2026: statements('m : ARRAY[0..3, 0..3] OF INT;', 'm[1] := 5;', 'm[1, 0] := 5;'),
  ST2027: statements('r : REAL; w : WORD;', 'r.3 := TRUE;\nw := 0;', 'w.3 := TRUE;\nr := 1.0;'),
  ST2028: statements('a : ARRAY[1..3] OF INT;', 'a(3) := 1;', 'a[3] := 1;'),
  ST2030: files(
    'PROGRAM Main\nVAR CONSTANT\n  limit : INT := 10;\nEND_VAR\nlimit := 20;\nEND_PROGRAM',
    'PROGRAM Main\nVAR\n  limit : INT := 10;\nEND_VAR\nlimit := 20;\nEND_PROGRAM',
  ),
  ST2031: files(
    'FUNCTION_BLOCK F\nVAR_INPUT\n  level : REAL;\nEND_VAR\nlevel := level + 1.0;\nEND_FUNCTION_BLOCK',
    'FUNCTION_BLOCK F\nVAR_INPUT\n  level : REAL;\nEND_VAR\nVAR\n  corrected : REAL;\nEND_VAR\ncorrected := level + 1.0;\nEND_FUNCTION_BLOCK',
  ),
  ST2032: statements(
    'i : INT; a : ARRAY[0..9] OF INT;',
    'FOR i := 0 TO 9 DO\n  IF a[i] < 0 THEN\n    i := 10;\n  END_IF;\nEND_FOR;',
    'FOR i := 0 TO 9 DO\n  IF a[i] < 0 THEN\n    EXIT;\n  END_IF;\nEND_FOR;',
  ),
  ST2033: statements('Start AT %IX0.0 : BOOL; seen : BOOL;', 'seen := Start;\nStart := FALSE;', 'seen := Start;'),
  ST2040: files(
    main('p : STRUCT x : INT; END_STRUCT;', ';'),
    `TYPE\n  Place : STRUCT\n    x : INT;\n  END_STRUCT;\nEND_TYPE\n${main('p : Place;', 'p.x := 1;')}`,
  ),
  ST2041: files(main('n : Main;', ';'), main('n : INT;', 'n := 1;')),
  ST2042: files(
    'TYPE\n  Chain : STRUCT\n    next : Chain;\n  END_STRUCT;\nEND_TYPE',
    'TYPE\n  Chain : STRUCT\n    next : REF_TO Chain;\n  END_STRUCT;\nEND_TYPE',
  ),
  ST2043: files('TYPE\n  Level : REAL (0..100);\nEND_TYPE', 'TYPE\n  Level : INT (0..100);\nEND_TYPE'),
  ST2050: files(
    'TYPE\n  Place : STRUCT\n    x : INT;\n    x : INT;\n  END_STRUCT;\nEND_TYPE',
    'TYPE\n  Place : STRUCT\n    x : INT;\n    y : INT;\n  END_STRUCT;\nEND_TYPE',
  ),
  ST2051: files(
    'PROGRAM Main\nVAR CONSTANT\n  k : INT;\nEND_VAR\n;\nEND_PROGRAM',
    'PROGRAM Main\nVAR CONSTANT\n  k : INT := 7;\nEND_VAR\n;\nEND_PROGRAM',
  ),
  ST2052: files(
    main('level : INT;\nLevel : REAL;', 'level := 1;'),
    main('level : INT;\nflow : REAL;', 'level := 1;\nflow := 1.0;'),
  ),
  ST2053: files(
    'PROGRAM Main\nVAR_EXTERNAL\n  speed : REAL;\nEND_VAR\nspeed := 1.0;\nEND_PROGRAM',
    'VAR_GLOBAL\n  speed : REAL;\nEND_VAR\nPROGRAM Main\nVAR_EXTERNAL\n  speed : REAL;\nEND_VAR\nspeed := 1.0;\nEND_PROGRAM',
  ),
  ST2054: after(
    'VAR_GLOBAL\n  speed : REAL;\nEND_VAR',
    'PROGRAM Main\nVAR_EXTERNAL\n  speed : INT;\nEND_VAR\n;\nEND_PROGRAM',
    'PROGRAM Main\nVAR_EXTERNAL\n  speed : REAL;\nEND_VAR\nspeed := 1.0;\nEND_PROGRAM',
  ),
  ST2055: files(
    'FUNCTION F : INT\nVAR RETAIN\n  last : INT;\nEND_VAR\nlast := 1;\nF := last;\nEND_FUNCTION',
    'FUNCTION F : INT\nVAR\n  last : INT;\nEND_VAR\nlast := 1;\nF := last;\nEND_FUNCTION',
  ),
  ST2056: files(
    'PROGRAM Main\nVAR_GLOBAL\n  a : INT;\nEND_VAR\n;\nEND_PROGRAM',
    'VAR_GLOBAL\n  a : INT;\nEND_VAR\nPROGRAM Main\nVAR_EXTERNAL\n  a : INT;\nEND_VAR\na := 1;\nEND_PROGRAM',
  ),
  ST2057: files(
    'FUNCTION F : BOOL\nVAR\n  t : TON;\nEND_VAR\nt(IN := TRUE, PT := T#1s);\nF := t.Q;\nEND_FUNCTION',
    'FUNCTION_BLOCK F\nVAR\n  t : TON;\nEND_VAR\nVAR_OUTPUT\n  done : BOOL;\nEND_VAR\nt(IN := TRUE, PT := T#1s);\ndone := t.Q;\nEND_FUNCTION_BLOCK',
  ),
};
