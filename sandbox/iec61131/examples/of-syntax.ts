/** Examples for ST1…: what cannot be read. */
import { after, type ExampleRecord, files, program, statements } from './example.ts';

const nested = (depth: number): string => `${'IF a > 0 THEN\n'.repeat(depth)}a := 1;\n${'END_IF;\n'.repeat(depth)}`;

export const syntaxExamples: Readonly<Record<string, ExampleRecord>> = {
  ST1001: statements('pump : BOOL;', '泵 := TRUE;\npump := TRUE;', '// 泵\npump := TRUE;'),
  ST1002: files('PROGRAM Main\nEND_PROGRAM\n(* the end', 'PROGRAM Main\nEND_PROGRAM\n(* the end *)'),
  ST1003: statements('s : STRING;', "s := 'hello\n;", "s := 'hello';"),
  ST1004: statements('a, b : BOOL;', 'IF a == b THEN\n  a := FALSE;\nEND_IF;', 'IF a = b THEN\n  a := FALSE;\nEND_IF;'),
  ST1010: statements('a, b : INT;', 'a := (b + 1;', 'a := (b + 1);'),
  ST1011: statements('a, b : BOOL;', 'a := TRUE\nb := FALSE;', 'a := TRUE;\nb := FALSE;'),
  ST1012: statements('a, b : BOOL;', 'IF a THEN\n  b := TRUE;', 'IF a THEN\n  b := TRUE;\nEND_IF;'),
  ST1013: statements('a : BOOL;', 'a := TRUE;\nEND_IF;', 'a := TRUE;'),
  ST1014: statements('a, b : BOOL;', 'a = b;', 'a := b;'),
  ST1015: statements('a : INT; b : BOOL;', 'IF a := 5 THEN\n  b := TRUE;\nEND_IF;', 'IF a = 5 THEN\n  b := TRUE;\nEND_IF;'),
  ST1016: statements('t : TON;', 't;', 't(IN := TRUE, PT := T#1s);'),
  ST1017: statements(
    'a : BOOL;',
    'IF a THEN\n  a := FALSE;\nELSEIF NOT a THEN\n  a := TRUE;\nEND_IF;',
    'IF a THEN\n  a := FALSE;\nELSIF NOT a THEN\n  a := TRUE;\nEND_IF;',
  ),
  ST1018: statements('w : WORD;', 'w := 16#12G4;', 'w := 16#12A4;'),
  ST1019: statements('t : TIME;', 't := T#5x;', 't := T#5s;'),
  ST1020: {
    fails: program('a : INT;', nested(120)),
    passes: program('a : INT;', nested(3)),
  },
  ST1021: {
    fails: program('a : INT;', `a := 1${' + 1'.repeat(1100)};`),
    passes: program('a : INT;', `a := 1${' + 1'.repeat(5)};`),
  },
  ST1022: files('Lamp := TRUE;', program('Lamp : BOOL;', 'Lamp := TRUE;')),
  ST1024: files(
    'PROGRAM Main\nVAR\n  a : BOOL;\nEND_VAR\na := TRUE;\nVAR\n  b : BOOL;\nEND_VAR\na := NOT a;\nEND_PROGRAM',
    'PROGRAM Main\nVAR\n  a : BOOL;\nEND_VAR\nVAR\n  b : BOOL;\nEND_VAR\na := TRUE;\nb := a;\nEND_PROGRAM',
  ),
  ST1025: files(program('exit : BOOL;', ';'), program('way_out : BOOL;', 'way_out := TRUE;')),
  ST1026: files(
    'FUNCTION_BLOCK Doubler : INT\nVAR_INPUT\n  a : INT;\nEND_VAR\n;\nEND_FUNCTION_BLOCK',
    'FUNCTION_BLOCK Doubler\nVAR_INPUT\n  a : INT;\nEND_VAR\nVAR_OUTPUT\n  twice : INT;\nEND_VAR\ntwice := a * 2;\nEND_FUNCTION_BLOCK',
  ),
  ST1027: statements('w : WORD;', 'w := 8#17;', 'w := 16#0F;'),
  ST1030: files(
    'PROGRAM Main\nVAR\n  a : BOOL;\nEND_VAR\nINITIAL_STEP Start:\nEND_STEP\na := TRUE;\nSTEP Work:\nEND_STEP\nTRANSITION FROM Start TO Work := a; END_TRANSITION\nTRANSITION FROM Work TO Start := NOT a; END_TRANSITION\nEND_PROGRAM',
    'PROGRAM Main\nVAR\n  a : BOOL;\nEND_VAR\nINITIAL_STEP Start:\n  SetA(N);\nEND_STEP\nSTEP Work:\nEND_STEP\nTRANSITION FROM Start TO Work := a; END_TRANSITION\nTRANSITION FROM Work TO Start := NOT a; END_TRANSITION\nACTION SetA:\n  a := TRUE;\nEND_ACTION\nEND_PROGRAM',
  ),
  ST1031: files(
    'FUNCTION F : BOOL\nF := TRUE;\nACTION A:\n  ;\nEND_ACTION\nEND_FUNCTION',
    'FUNCTION F : BOOL\nF := TRUE;\nEND_FUNCTION',
  ),
  ST1050: after(
    'FUNCTION_BLOCK A\nEND_FUNCTION_BLOCK\nFUNCTION_BLOCK B\nEND_FUNCTION_BLOCK',
    'FUNCTION_BLOCK C EXTENDS A, B\nEND_FUNCTION_BLOCK',
    'FUNCTION_BLOCK C EXTENDS A\nEND_FUNCTION_BLOCK',
  ),
  ST1051: files(
    'CLASS Motor\nVAR\n  on : BOOL;\nEND_VAR\non := TRUE;\nEND_CLASS',
    'CLASS Motor\nVAR\n  on : BOOL;\nEND_VAR\nMETHOD PUBLIC Start\n  on := TRUE;\nEND_METHOD\nEND_CLASS',
  ),
  ST1052: files(
    'CLASS Motor\nPROPERTY PUBLIC Speed : REAL\nEND_PROPERTY\nEND_CLASS',
    'CLASS Motor\nPROPERTY PUBLIC Speed : REAL\nGET\n  Speed := 1.0;\nEND_GET\nEND_PROPERTY\nEND_CLASS',
  ),
  ST1053: files(
    'INTERFACE Switchable\nVAR\n  on : BOOL;\nEND_VAR\nEND_INTERFACE',
    'INTERFACE Switchable\nMETHOD IsOn : BOOL\nEND_METHOD\nEND_INTERFACE',
  ),
  ST1060: statements('p : REF_TO INT; a : INT;', 'p := ADR(a);', 'p := REF(a);', { strict: true }),
  ST1061: statements('a, b : BOOL;', 'LD a\nST b\n', 'b := a;'),
  ST1062: files(
    'VAR_CONFIG\n  Main.a : INT := 5;\nEND_VAR\nPROGRAM Main\nVAR\n  a : INT;\nEND_VAR\na := a + 1;\nEND_PROGRAM',
    'PROGRAM Main\nVAR\n  a : INT;\nEND_VAR\na := a + 1;\nEND_PROGRAM\nCONFIGURATION C\nPROGRAM main1 : Main;\nVAR_CONFIG\n  main1.a : INT := 5;\nEND_VAR\nEND_CONFIGURATION',
  ),
  ST1070: statements('d : DATE;', 'd := D#2026-02-30;', 'd := D#2026-02-28;'),
};
