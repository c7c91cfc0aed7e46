/** Examples for ST4…: calls and statements. */
import { after, type ExampleRecord, files, statements } from './example.ts';

const gain = 'FUNCTION Gain : REAL\nVAR_INPUT\n  value, factor : REAL;\nEND_VAR\nGain := value * factor;\nEND_FUNCTION';
const note = 'FUNCTION Note\nVAR_INPUT\n  n : INT;\nEND_VAR\nVAR\n  seen : INT;\nEND_VAR\nseen := n;\nEND_FUNCTION';
const bump = 'FUNCTION_BLOCK Bump\nVAR_IN_OUT\n  n : INT;\nEND_VAR\nn := n + 1;\nEND_FUNCTION_BLOCK';
const main = (variables: string, body: string): string => `PROGRAM Main\nVAR\n${variables}\nEND_VAR\n${body}\nEND_PROGRAM`;

export const callExamples: Readonly<Record<string, ExampleRecord>> = {
  ST4001: statements('n : INT;', 'Compute_Everything(n);', 'n := ABS(n);'),
  ST4002: statements('r : REAL;', 'r := SQRT(r, 2.0);', 'r := SQRT(r);'),
  ST4003: after(
    gain,
    main('r : REAL;', 'r := Gain(value := 1.0, offset := 2.0);'),
    main('r : REAL;', 'r := Gain(value := 1.0, factor := 2.0);'),
  ),
  ST4004: statements('b : BOOL; n : INT;', 'n := 1;\nb := ABS(b);', 'n := ABS(n);\nb := TRUE;'),
  ST4005: statements('n : INT; t : TIME;', 'n := MAX(n, t);\nt := T#1s;', 'n := MAX(n, 5);\nt := T#1s;'),
  ST4006: after(gain, main('r : REAL;', 'r := Gain(1.0, factor := 2.0);'), main('r : REAL;', 'r := Gain(1.0, 2.0);')),
  ST4007: after(
    gain,
    main('r : REAL;', 'r := Gain(value := 1.0, value := 2.0, factor := 1.0);'),
    main('r : REAL;', 'r := Gain(value := 1.0, factor := 2.0);'),
  ),
  ST4008: statements('t : TON; done : BOOL;', 't(IN := TRUE, PT := T#1s, Q := done);', 't(IN := TRUE, PT := T#1s, Q => done);'),
  ST4009: after(bump, main('b : Bump; n : DINT;', 'b(n := n);'), main('b : Bump; n : INT;', 'b(n := n);')),
  ST4010: statements('t : TON; done : BOOL;', 'done := t(IN := TRUE, PT := T#1s);', 't(IN := TRUE, PT := T#1s);\ndone := t.Q;'),
  ST4011: after('PROGRAM Helper\nEND_PROGRAM', 'PROGRAM Main\nHelper();\nEND_PROGRAM', 'PROGRAM Main\nEND_PROGRAM'),
  ST4012: after(note, main('n : INT;', 'n := Note(1);'), main('n : INT;', 'n := 1;\nNote(n);')),
  ST4013: after(bump, main('b : Bump; n : INT;', 'n := 1;\nb();'), main('b : Bump; n : INT;', 'b(n := n);')),
  ST4014: after(
    'FUNCTION Trim : INT\nVAR_IN_OUT\n  text : STRING[20];\nEND_VAR\nTrim := LEN(text);\ntext := LEFT(text, Trim);\nEND_FUNCTION',
    main('line : STRING[40]; n : INT;', 'n := Trim(line);'),
    main('line : STRING[10]; n : INT;', 'n := Trim(line);'),
  ),
  ST4020: statements(
    'n : INT;',
    'IF n > 5 THEN\n  EXIT;\nEND_IF;',
    'WHILE n < 9 DO\n  n := n + 1;\n  IF n > 5 THEN\n    EXIT;\n  END_IF;\nEND_WHILE;',
  ),
  ST4021: statements(
    'r : REAL; i : INT;',
    'i := 0;\nFOR r := 0 TO 9 DO\n  ;\nEND_FOR;',
    'r := 0.0;\nFOR i := 0 TO 9 DO\n  ;\nEND_FOR;',
  ),
  ST4022: statements('i : INT;', 'FOR i := 0 TO 9 BY 0 DO\n  ;\nEND_FOR;', 'FOR i := 0 TO 9 BY 3 DO\n  ;\nEND_FOR;'),
  ST4023: statements(
    'r : REAL; n : INT;',
    'n := 0;\nCASE r OF\n  1: n := 1;\nEND_CASE;',
    'r := 0.0;\nCASE n OF\n  1: n := 2;\nEND_CASE;',
  ),
  ST4024: statements(
    'n : INT;',
    'CASE n OF\n  1..5: n := 0;\n  3: n := 1;\nEND_CASE;',
    'CASE n OF\n  1..5: n := 0;\n  6: n := 1;\nEND_CASE;',
  ),
  ST4025: statements('n : INT;', 'CASE n OF\n  5..1: n := 0;\nEND_CASE;', 'CASE n OF\n  1..5: n := 0;\nEND_CASE;'),
  ST4026: statements('n : USINT;', 'CASE n OF\n  300: n := 0;\nEND_CASE;', 'CASE n OF\n  200: n := 0;\nEND_CASE;'),
  ST4030: files(
    'FUNCTION Sum : INT\nVAR_INPUT\n  n : INT;\nEND_VAR\nSum := n + Sum(n - 1);\nEND_FUNCTION',
    'FUNCTION Sum : INT\nVAR_INPUT\n  n : INT;\nEND_VAR\nVAR\n  i : INT;\nEND_VAR\nFOR i := 1 TO n DO\n  Sum := Sum + i;\nEND_FOR;\nEND_FUNCTION',
  ),
};
