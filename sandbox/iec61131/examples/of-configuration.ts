/** Examples for ST50… and ST51…: addresses, configuration, sequences, tests. */
import { after, type ExampleRecord, files, statements, variables } from './example.ts';

const main = 'PROGRAM Main\nVAR\n  n : INT;\nEND_VAR\nn := n + 1;\nEND_PROGRAM';
const configuration = (inside: string): string => `CONFIGURATION Plant\n${inside}\nEND_CONFIGURATION`;
const chart = (inside: string, variables = 'go : BOOL;'): string =>
  `PROGRAM Main\nVAR\n  ${variables}\nEND_VAR\n${inside}\nEND_PROGRAM`;
const there = 'TRANSITION FROM A TO B := go; END_TRANSITION';
const back = 'TRANSITION FROM B TO A := NOT go; END_TRANSITION';
const steps = `INITIAL_STEP A:\nEND_STEP\nSTEP B:\nEND_STEP\n${there}\n${back}`;
const withAction = (association: string, action = 'ACTION Fill:\n  n := n + 1;\nEND_ACTION', more = ''): string =>
  chart(
    `INITIAL_STEP A:\nEND_STEP\nSTEP B:\n  ${association}\nEND_STEP\n${there}\n${back}\n${action}`,
    `go : BOOL; n : INT; ${more}`,
  );

const nestedCharts = (second: string): string =>
  withAction(
    'Fill(N); n(N);',
    `ACTION Fill:\nINITIAL_STEP C:\n  ${second}(N);\nEND_STEP\nSTEP D:\nEND_STEP\nTRANSITION FROM C TO D := go; END_TRANSITION\nEND_ACTION`,
    'other : BOOL;',
  ).replace('n : INT', 'n : BOOL');

const twoResources = (one: string, two: string): string =>
  `RESOURCE A ON plc\n  VAR_GLOBAL ${one} : INT; END_VAR\n  PROGRAM p : Main;\nEND_RESOURCE\nRESOURCE B ON plc\n  VAR_GLOBAL ${two} : INT; END_VAR\n  PROGRAM q : Main;\nEND_RESOURCE`;
const third = (globals: string): string => `RESOURCE C ON plc\n  ${globals}\n  PROGRAM r : Other;\nEND_RESOURCE`;
const withBlock =
  'FUNCTION_BLOCK Blink\nVAR_OUTPUT\n  on : BOOL;\nEND_VAR\non := NOT on;\nEND_FUNCTION_BLOCK\nPROGRAM Main\nVAR\n  lamp : Blink; n : INT;\nEND_VAR\nlamp();\nn := n + 1;\nEND_PROGRAM';

export const configurationExamples: Readonly<Record<string, ExampleRecord>> = {
  ST1023: files(
    'FUNCTION_BLOCK F\nVAR_ACCESS\n  a : n : INT;\nEND_VAR\nVAR_OUTPUT\n  n : INT;\nEND_VAR\nn := n + 1;\nEND_FUNCTION_BLOCK',
    'FUNCTION_BLOCK F\nVAR_OUTPUT\n  n : INT;\nEND_VAR\nn := n + 1;\nEND_FUNCTION_BLOCK',
  ),
  ST5001: variables('Lamp AT %QX : BOOL;', 'Lamp AT %QX0.0 : BOOL;', 'Lamp := TRUE;'),
  ST5002: files(
    'FUNCTION_BLOCK F\nVAR\n  Lamp AT %QX0.0 : BOOL;\nEND_VAR\nLamp := TRUE;\nEND_FUNCTION_BLOCK',
    'FUNCTION_BLOCK F\nVAR_OUTPUT\n  Lamp : BOOL;\nEND_VAR\nLamp := TRUE;\nEND_FUNCTION_BLOCK',
  ),
  ST5003: variables('a, b AT %QX0.0 : BOOL;', 'a AT %QX0.0 : BOOL; b AT %QX0.1 : BOOL;', 'a := TRUE;\nb := FALSE;'),
  ST5004: variables('level AT %IW0 : REAL;', 'level AT %ID0 : REAL;', ';'),
  ST5005: variables(
    'word AT %QW0 : WORD; lamp AT %QX0.3 : BOOL;',
    'word AT %QW0 : WORD; lamp AT %QX2.3 : BOOL;',
    'word := 0;\nlamp := TRUE;',
  ),
  ST5010: after(`${main}\n${configuration('PROGRAM p : Main;')}`, 'CONFIGURATION Other\nEND_CONFIGURATION', ''),
  ST5011: after(
    main,
    `PROGRAM Spare\nEND_PROGRAM\n${configuration('PROGRAM p : Main;')}`,
    `PROGRAM Spare\nEND_PROGRAM\n${configuration('PROGRAM p : Main;\nPROGRAM q : Spare;')}`,
  ),
  ST5012: after(main, configuration('PROGRAM p : Main;\nPROGRAM q : Missing;'), configuration('PROGRAM p : Main;')),
  ST5013: after(
    main,
    configuration('TASK fast(INTERVAL := T#5ms, PRIORITY := 1);\nPROGRAM p WITH slow : Main;\nPROGRAM q WITH fast : Main;'),
    configuration('TASK fast(INTERVAL := T#5ms, PRIORITY := 1);\nPROGRAM p WITH fast : Main;'),
  ),
  ST5014: after(
    main,
    configuration('TASK fast(INTERVAL := T#0s, PRIORITY := 1);\nPROGRAM p WITH fast : Main;'),
    configuration('TASK fast(INTERVAL := T#5ms, PRIORITY := 1);\nPROGRAM p WITH fast : Main;'),
  ),
  ST5015: after(
    main,
    configuration('TASK fast(INTERVAL := T#5ms, PRIORITY := -1);\nPROGRAM p WITH fast : Main;'),
    configuration('TASK fast(INTERVAL := T#5ms, PRIORITY := 0);\nPROGRAM p WITH fast : Main;'),
  ),
  ST5016: after(
    main,
    configuration('TASK fast(INTERVAL := T#5ms, SPEED := 9);\nPROGRAM p WITH fast : Main;'),
    configuration('TASK fast(INTERVAL := T#5ms, PRIORITY := 9);\nPROGRAM p WITH fast : Main;'),
  ),
  ST5017: after(
    main,
    configuration('TASK fast(PRIORITY := 1);\nPROGRAM p WITH fast : Main;'),
    configuration('TASK fast(INTERVAL := T#5ms, PRIORITY := 1);\nPROGRAM p WITH fast : Main;'),
  ),
  ST5018: after(
    withBlock,
    configuration('TASK slow(INTERVAL := T#1s, PRIORITY := 1);\nPROGRAM p WITH slow : Main(n WITH slow);'),
    configuration('TASK slow(INTERVAL := T#1s, PRIORITY := 1);\nPROGRAM p WITH slow : Main(lamp WITH slow);'),
  ),
  ST5019: after(
    withBlock.replace('END_VAR', 'END_VAR\nVAR_IN_OUT\n  count : INT;\nEND_VAR').replace('lamp()', 'lamp(count := n)'),
    configuration('TASK slow(INTERVAL := T#1s, PRIORITY := 1);\nPROGRAM p WITH slow : Main(lamp WITH slow);'),
    configuration('TASK slow(INTERVAL := T#1s, PRIORITY := 1);\nPROGRAM p WITH slow : Main;'),
  ),
  ST5020: after(
    'FUNCTION_BLOCK Use\nVAR_EXTERNAL\n  g : INT;\nEND_VAR\ng := g + 1;\nEND_FUNCTION_BLOCK\nPROGRAM Main\nVAR\n  it : Use;\nEND_VAR\nit();\nEND_PROGRAM',
    configuration(twoResources('g', 'g')),
    configuration(twoResources('g', 'h')),
  ),
  ST5021: after(
    main,
    `PROGRAM Other\nVAR_EXTERNAL\n  g : INT;\nEND_VAR\ng := g + 1;\nEND_PROGRAM\n${configuration(`${twoResources('g', 'g')}\n${third('')}`)}`,
    `PROGRAM Other\nVAR_EXTERNAL\n  g : INT;\nEND_VAR\ng := g + 1;\nEND_PROGRAM\n${configuration(`${twoResources('g', 'g')}\n${third('VAR_GLOBAL g : INT; END_VAR')}`)}`,
  ),
  ST5101: files(chart(steps.replace('INITIAL_STEP', 'STEP')), chart(steps)),
  ST5102: files(chart(steps.replace('STEP B', 'INITIAL_STEP B')), chart(steps)),
  ST5103: files(chart(steps.replace('TO B :=', 'TO Work :=').replace('FROM B', 'FROM A')), chart(steps)),
  ST5104: files(chart(`${steps}\nSTEP C:\nEND_STEP`), chart(steps)),
  ST5105: files(withAction('Fill(Q);'), withAction('Fill(N);')),
  ST5106: files(withAction('Fill(L);'), withAction('Fill(L, T#5s);')),
  ST5107: files(withAction('Fill(N, n);'), withAction('Fill(N, busy);', undefined, 'busy : BOOL;')),
  ST5108: files(
    chart(
      'INITIAL_STEP A:\nEND_STEP\nSTEP B:\nEND_STEP\nSTEP C:\nEND_STEP\nTRANSITION FROM A TO (B, C) := go; END_TRANSITION\nTRANSITION FROM B TO A := NOT go; END_TRANSITION\nTRANSITION FROM C TO A := NOT go; END_TRANSITION',
    ),
    chart(
      'INITIAL_STEP A:\nEND_STEP\nSTEP B:\nEND_STEP\nSTEP C:\nEND_STEP\nTRANSITION FROM A TO (B, C) := go; END_TRANSITION\nTRANSITION FROM (B, C) TO A := NOT go; END_TRANSITION',
    ),
  ),
  ST5109: files(chart(`${steps}\nTRANSITION FROM (A, B) TO A := go; END_TRANSITION`), chart(steps)),
  ST5110: files(withAction('Drain(N);'), withAction('Fill(N);')),
  ST5111: files(
    withAction('Fill(N);', 'ACTION Fill:\n  n := n + 1;\n  A.X := TRUE;\nEND_ACTION'),
    withAction('Fill(N);', 'ACTION Fill:\n  IF B.X THEN\n    n := n + 1;\n  END_IF;\nEND_ACTION'),
  ),
  ST5112: files(
    'PROGRAM Main\nVAR\n  n : INT;\nEND_VAR\nFill();\nACTION Fill:\n  n := n + 1;\n  Fill();\nEND_ACTION\nEND_PROGRAM',
    'PROGRAM Main\nVAR\n  n : INT;\nEND_VAR\nFill();\nACTION Fill:\n  n := n + 1;\nEND_ACTION\nEND_PROGRAM',
  ),
  ST5113: files(
    'PROGRAM Main\nVAR\n  n : INT;\nEND_VAR\nFill(5);\nACTION Fill:\n  n := n + 1;\nEND_ACTION\nEND_PROGRAM',
    'PROGRAM Main\nVAR\n  n : INT;\nEND_VAR\nFill();\nACTION Fill:\n  n := n + 1;\nEND_ACTION\nEND_PROGRAM',
  ),
  ST5114: files(
    chart(
      'INITIAL_STEP A:\nEND_STEP\nSTEP B:\nEND_STEP\nTRANSITION FROM (A, A) TO B := go; END_TRANSITION\nTRANSITION FROM B TO A := NOT go; END_TRANSITION',
    ),
    chart(steps),
  ),
  ST5115: files(
    chart(steps.replace('TRANSITION FROM A', 'TRANSITION t (PRIORITY := -1) FROM A'), 'go : BOOL; n : INT;').replace(
      'END_VAR\n',
      'END_VAR\n',
    ),
    chart(steps.replace('TRANSITION FROM A', 'TRANSITION t (PRIORITY := 1) FROM A')),
  ),
  ST5116: files(nestedCharts('n'), nestedCharts('other')),
  ST5201: files(
    "SETUP\nEND_SETUP\nSETUP\nEND_SETUP\nTEST 'starts'\nASSERT_TRUE(TRUE);\nEND_TEST",
    "SETUP\nEND_SETUP\nTEST 'starts'\nASSERT_TRUE(TRUE);\nEND_TEST",
  ),
  ST5202: files(
    "TEST 'starts'\nASSERT_TRUE(TRUE);\nEND_TEST\nTEST 'starts'\nASSERT_TRUE(TRUE);\nEND_TEST",
    "TEST 'starts'\nASSERT_TRUE(TRUE);\nEND_TEST\nTEST 'stops'\nASSERT_TRUE(TRUE);\nEND_TEST",
  ),
  ST5203: statements('n : INT;', 'n := 1;\nASSERT_EQ(n, 1);', 'n := 1;\nASSERT(n = 1);'),
  ST5204: statements('n : INT;', 'n := 1;\nASSERT(n = 1, n);', "n := 1;\nASSERT(n = 1, 'n must be 1');"),
};
