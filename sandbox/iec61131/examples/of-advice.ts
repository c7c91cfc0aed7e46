/** Examples for ST6…, ST7… and ST9…: advice, size, and what should never be seen. */
import { type ExampleRecord, files, program, statements, variables } from './example.ts';

/** A fast task that writes `Passed`, and a slow one that reads it. */
const twoTasks = (writes: string, taken: string): string => `VAR_GLOBAL
  Passed : BOOL;
END_VAR
PROGRAM Gate
VAR_EXTERNAL
  Passed : BOOL;
END_VAR
VAR
  Beam AT %IX0.0 : BOOL;
  edge : R_TRIG;
END_VAR
edge(CLK := Beam);
${writes}
END_PROGRAM
PROGRAM Tally
VAR_EXTERNAL
  Passed : BOOL;
END_VAR
VAR
  count : INT;
END_VAR
IF Passed THEN
  count := count + 1;${taken}
END_IF;
END_PROGRAM
CONFIGURATION plant
  TASK fast(INTERVAL := T#10ms, PRIORITY := 1);
  TASK slow(INTERVAL := T#100ms, PRIORITY := 2);
  PROGRAM gate WITH fast : Gate;
  PROGRAM tally WITH slow : Tally;
END_CONFIGURATION`;

export const adviceExamples: Readonly<Record<string, ExampleRecord>> = {
  ST6001: files(program('used, spare : BOOL;', 'used := TRUE;'), program('used : BOOL;', 'used := TRUE;')),
  ST6002: statements('a, b : REAL; same : BOOL;', 'same := a = b;', 'same := ABS(a - b) < 0.001;'),
  ST6003: statements(
    'Lamp AT %QX0.0 : BOOL; left AT %IX0.0 : BOOL; right AT %IX0.1 : BOOL;',
    'Lamp := left;\nLamp := right;',
    'Lamp := left OR right;',
  ),
  ST6004: statements('n : INT;', 'RETURN;\nn := 1;', 'n := 1;\nRETURN;'),
  ST6005: files(
    'FUNCTION Twice : INT\nVAR_INPUT\n  n : INT;\nEND_VAR\nVAR\n  result : INT;\nEND_VAR\nresult := n * 2;\nEND_FUNCTION',
    'FUNCTION Twice : INT\nVAR_INPUT\n  n : INT;\nEND_VAR\nTwice := n * 2;\nEND_FUNCTION',
  ),
  ST6101: statements(
    'Start AT %IX0.0 : BOOL; Motor AT %QX0.0 : BOOL; delay : TON;',
    'IF Start THEN\n  delay(IN := TRUE, PT := T#5s);\nEND_IF;\nMotor := delay.Q;',
    'delay(IN := Start, PT := T#5s);\nMotor := delay.Q;',
  ),
  ST6102: statements(
    'Start AT %IX0.0 : BOOL; Motor AT %QX0.0 : BOOL; delay : TON;',
    'Motor := delay.Q;\ndelay(IN := Start, PT := T#5s);',
    'delay(IN := Start, PT := T#5s);\nMotor := delay.Q;',
  ),
  ST6103: statements('done, total : INT; share : REAL;', 'share := done / total;', 'share := TO_REAL(done) / total;'),
  ST6104: statements(
    'Start AT %IX0.0 : BOOL; Motor AT %QX0.0 : BOOL; Lamp AT %QX0.1 : BOOL;',
    'Lamp := Motor AND Start;',
    'Motor := Start;\nLamp := Motor;',
  ),
  ST6105: files(
    program('Start AT %IX0.0 : BOOL; edge : R_TRIG; Once : BOOL;', 'edge(CLK := Start);\nOnce := edge.Q;'),
    program(
      'Start AT %IX0.0 : BOOL; edge : R_TRIG; Once : BOOL; presses : INT;',
      'edge(CLK := Start);\nOnce := edge.Q;\nIF Once THEN\n  presses := presses + 1;\nEND_IF;',
    ),
  ),
  ST6106: files(
    twoTasks('Passed := edge.Q;', ''),
    twoTasks('IF edge.Q THEN\n  Passed := TRUE;\nEND_IF;', '\n  Passed := FALSE;'),
  ),
  ST6160: statements('p : REF_TO INT; a : INT;', 'p := ADR(a);', 'p := REF(a);'),
  ST7001: variables('log : ARRAY[0..999999] OF DINT;', 'log : ARRAY[0..999] OF DINT;', 'log[0] := 1;'),
  ST7002: {
    reason: {
      en: 'It takes more than a hundred thousand statements in one body, which is longer than a page.',
      'zh-CN': '需要在一个主体中写十万条以上的语句，示例会比页面还长。',
    },
  },
  ST7003: {
    reason: {
      en: 'Said only where a program without variables of its own is too large, which happens when a lab gives its controller very little memory.',
      'zh-CN': '只有当没有自有变量的程序仍然过大时才会出现，例如实验只给控制器很少的内存。',
    },
  },
  ST9000: {
    reason: {
      en: 'Should never be seen: every program that shows it is a defect of Millwright, and we are thankful for it.',
      'zh-CN': '正常情况下不应出现：任何引发它的程序都说明 Millwright 有缺陷，欢迎报告。',
    },
  },
};
