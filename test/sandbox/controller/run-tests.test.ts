import { describe, expect, it } from 'vitest';
import { runTests, type TestResult } from '../../../sandbox/controller/run-tests.ts';
import { compile } from '../../../sandbox/iec61131/index.ts';
import { findings } from '../iec61131/semantics/checking.ts';

function run(text: string): TestResult[] {
  const { program, diagnostics } = compile([{ name: 'main.st', text }], { tests: true });
  if (!program) throw new Error(JSON.stringify(diagnostics.map(({ code, range }) => `${code}@${range.line}`)));
  return runTests(program);
}

/** Of each failure its line, what was seen and what was wanted. */
const failures = (text: string) =>
  run(text).flatMap((result) => result.failures.map(({ line, actual, expected }) => [line, actual, expected]));

const counter = `FUNCTION_BLOCK Counter VAR_INPUT up : BOOL; END_VAR VAR_OUTPUT n : INT; END_VAR VAR before : BOOL; END_VAR
IF up AND NOT before THEN n := n + 1; END_IF; before := up;
END_FUNCTION_BLOCK\n`;

describe('a test', () => {
  it('passes when all its assertions hold', () => {
    const results = run(`${counter}TEST 'counts edges'
VAR c : Counter; END_VAR
c(up := TRUE); c(up := TRUE); c(up := FALSE); c(up := TRUE);
ASSERT_EQ(c.n, 2); ASSERT_NEQ(c.n, 1); ASSERT_GT(c.n, 1); ASSERT_GE(c.n, 2); ASSERT_LT(c.n, 3); ASSERT_LE(c.n, 2);
ASSERT_TRUE(c.up); ASSERT_FALSE(c.n = 3); ASSERT(c.n = 2); ASSERT_NEAR(1.0, 1.05, 0.1);
END_TEST`);
    expect(results).toEqual([{ title: 'counts edges', file: 'main.st', line: 4, passed: true, failures: [] }]);
  });

  it('goes on behind a failure, and tells each in the order in which they came about', () => {
    const text = `TEST 'all wrong'
VAR n : INT := 3; i : INT; END_VAR
FOR i := 1 TO 3 DO
ASSERT_EQ(n, i + 1);
END_FOR;
ASSERT_TRUE(n > 5);
ASSERT_LT(actual := n, expected := 2, message := 'too many');
END_TEST`;
    const [result] = run(text);
    expect(
      result?.failures.map(({ line, assertion, actual, expected, times }) => [line, assertion, actual, expected, times]),
    ).toEqual([
      [4, 'ASSERT_EQ', '3', '2', 2],
      [6, 'ASSERT_TRUE', 'FALSE', 'TRUE', 1],
      [7, 'ASSERT_LT', '3', '< 2', 1],
    ]);
    expect(result?.failures[2]?.message.en).toBe('too many: n is 3, expected < 2 (at T#0s)');
    expect(result?.failures[0]?.message['zh-CN']).toContain('共 2 次');
  });

  it.each([
    ['ASSERT_EQ(t, T#1s500ms);', 'T#1s', 'T#1s500ms'],
    ['ASSERT_EQ(w, WORD#16#0A);', '16#00FF', '16#000A'],
    ['ASSERT_EQ(c, Colour#Green);', 'Colour#Red', 'Colour#Green'],
    ["ASSERT_EQ(s, 'abd');", "'abc'", "'abd'"],
    ['ASSERT_EQ(d, D#2026-11-23);', 'D#2026-11-22', 'D#2026-11-23'],
    ['ASSERT_EQ(1.5, 1);', '1.5', '1'],
    ['ASSERT_EQ(b, TRUE);', 'FALSE', 'TRUE'],
    ['ASSERT_EQ(x, 2.5);', '1.5', '2.5'],
    ['ASSERT_NEAR(x, 2.0, 0.25);', '1.5', '2 ± 0.25'],
    ['ASSERT_NEAR(t, T#2s, T#10ms);', 'T#1s', 'T#2s ± T#10ms'],
    ['ASSERT_NEAR(n, 5, 1);', '3', '5 ± 1'],
    ['ASSERT_NEQ(n, 3);', '3', '<> 3'],
  ])('%s shows %s and %s', (assertion, actual, expected) => {
    const text = `TYPE Colour : (Red, Green); END_TYPE
TEST 'x' VAR t : TIME := T#1s; w : WORD := 16#FF; c : Colour; b : BOOL; x : REAL := 1.5; n : INT := 3; s : STRING := 'abc'; d : DATE := D#2026-11-22; END_VAR
${assertion}
END_TEST`;
    expect(failures(text)).toEqual([[3, actual, expected]]);
  });

  it('not a number is near nothing', () => {
    const text = `TEST 'x' VAR zero : LREAL; END_VAR\nASSERT_NEAR(zero / zero, 0.0, 1.0);\nEND_TEST`;
    expect(failures(text)).toHaveLength(1);
  });

  it('begins fresh, at logical time 0; time goes on by ADVANCE_TIME only', () => {
    const text = `VAR_GLOBAL shared : INT; END_VAR
TEST 'first' VAR t : TON; END_VAR
shared := shared + 1; t(IN := TRUE, PT := T#100ms); ADVANCE_TIME(T#99ms); t(); ASSERT_FALSE(t.Q);
ADVANCE_TIME(T#1ms); t(); ASSERT_TRUE(t.Q); ASSERT_EQ(shared, 1); ASSERT_EQ(TIME(), T#100ms);
END_TEST
TEST 'second'
shared := shared + 1; ASSERT_EQ(shared, 1); ASSERT_EQ(TIME(), T#0s);
END_TEST`;
    expect(run(text).map(({ title, passed }) => [title, passed])).toEqual([
      ['first', true],
      ['second', true],
    ]);
  });

  it('is set up and torn down by its file’s SETUP and TEARDOWN, whose variables it shares', () => {
    const text = `${counter}VAR_GLOBAL log : INT; END_VAR
SETUP VAR c : Counter; END_VAR c(up := TRUE); log := 1; END_SETUP
TEST 'a' ASSERT_EQ(c.n, 1); log := 10 * log + 2; IF c.n = 1 THEN RETURN; END_IF; log := 0; END_TEST
TEST 'b' c(up := FALSE); c(up := TRUE); ASSERT_EQ(c.n, 2); log := 12; END_TEST
TEARDOWN ASSERT_EQ(log, 12); END_TEARDOWN`;
    expect(run(text).map(({ passed }) => passed)).toEqual([true, true]);
  });

  it('calls a program like a block, looks into it and drives its addresses', () => {
    const text = `PROGRAM Main VAR Start AT %IX0.0 : BOOL; Motor AT %QX0.0 : BOOL := FALSE; Lamp AT %QX0.1 : BOOL := TRUE; n : INT; END_VAR
Motor := Start; n := n + 1;
END_PROGRAM
TEST 'starts' VAR main : Main; END_VAR
ASSERT_TRUE(main.Lamp);
%IX0.0 := TRUE; main();
ASSERT_TRUE(main.Motor); ASSERT_TRUE(%QX0.0); ASSERT_EQ(main.n, 1);
main.Start := FALSE; main(); ASSERT_FALSE(%QX0.0);
END_TEST`;
    expect(failures(text)).toEqual([]);
  });

  it('plays a sequence step by step', () => {
    const text = `FUNCTION_BLOCK Fill VAR_INPUT go : BOOL; END_VAR VAR_OUTPUT valve : BOOL; END_VAR
INITIAL_STEP Idle: END_STEP STEP Filling: valve(N); END_STEP
TRANSITION FROM Idle TO Filling := go; END_TRANSITION
TRANSITION FROM Filling TO Idle := Filling.T >= T#2s; END_TRANSITION
END_FUNCTION_BLOCK
TEST 'fills for two seconds' VAR f : Fill; END_VAR
f(); f(go := TRUE); ASSERT_TRUE(f.valve); ASSERT_TRUE(f.Filling.X);
ADVANCE_TIME(T#1999ms); f(go := FALSE); ASSERT_TRUE(f.valve);
ADVANCE_TIME(T#1ms); f(); ASSERT_FALSE(f.valve);
END_TEST`;
    expect(failures(text)).toEqual([]);
  });

  it('a fault is a failure at its line, and the next test runs all the same', () => {
    const text = `FUNCTION Ratio : INT VAR_INPUT a, b : INT; END_VAR
Ratio := a / b;
END_FUNCTION
TEST 'divides'
VAR r : INT; END_VAR
ASSERT_EQ(1, 2);
r := Ratio(1, 0);
END_TEST
TEST 'endless' WHILE TRUE DO ; END_WHILE; END_TEST
TEST 'sound' ASSERT_EQ(Ratio(6, 3), 2); END_TEST`;
    const results = run(text);
    expect(results.map(({ passed }) => passed)).toEqual([false, false, true]);
    expect(results[0]?.failures.map(({ line, assertion }) => [line, assertion])).toEqual([
      [6, 'ASSERT_EQ'],
      [2, 'fault'],
    ]);
    expect(results[1]?.failures[0]).toMatchObject({ line: 9, assertion: 'fault' });
  });

  it('ASSERT in the program under test is a fault at its line', () => {
    const text = `FUNCTION Root : REAL VAR_INPUT x : REAL; END_VAR
ASSERT(x >= 0.0);
Root := SQRT(x);
END_FUNCTION
TEST 'negative' VAR r : REAL; END_VAR r := Root(-1.0); END_TEST`;
    const [result] = run(text);
    expect(result?.failures).toMatchObject([{ line: 2, assertion: 'fault' }]);
    expect(result?.failures[0]?.message.en).toContain('ASSERT(x >= 0.0)');
  });
});

describe('without the option', () => {
  it('tests are checked, and nothing of them is in the program', () => {
    const text = `PROGRAM Main VAR n : INT; END_VAR n := n + 1; END_PROGRAM`;
    const plain = compile([{ name: 'main.st', text }]).program;
    const tested = compile([{ name: 'main.st', text: `${text} TEST 'x' ASSERT_EQ(1, 2); END_TEST` }]).program;
    expect(tested?.hash).toBe(plain?.hash);
    expect(tested?.tests).toBeUndefined();
  });

  it.each([
    ['an assertion in a program', 'PROGRAM M VAR n : INT; END_VAR\nASSERT_EQ(n, 1);\nEND_PROGRAM', ['ST5203@2']],
    ['values that cannot be compared', "TEST 'x' VAR n : INT; END_VAR\nASSERT_EQ(n, TRUE);\nEND_TEST", ['ST4005@2']],
    ['an argument too few', "TEST 'x'\nASSERT_EQ(1);\nEND_TEST", ['ST4002@2']],
    ['a condition that is none', "TEST 'x'\nASSERT_TRUE(1 + 1);\nEND_TEST", ['ST3020@2']],
    ['a message that is no text', "TEST 'x'\nASSERT_TRUE(TRUE, 1);\nEND_TEST", ['ST5204@2']],
    ['a test without a name', 'TEST\nASSERT_TRUE(TRUE);\nEND_TEST', ['ST1010@1']],
    ['a test never closed', "TEST 'x'\nASSERT_TRUE(TRUE);\nPROGRAM M END_PROGRAM", ['ST1012@1']],
    ['two tests of one name', "TEST 'x' ASSERT_TRUE(TRUE); END_TEST\nTEST 'x' ASSERT_TRUE(TRUE); END_TEST", ['ST5202@2']],
    ['two SETUPs', 'SETUP ; END_SETUP\nSETUP ; END_SETUP', ['ST5201@2']],
    ['a mistake in SETUP, told once', "SETUP\nx := 1; END_SETUP TEST 'a' ; END_TEST TEST 'b' ; END_TEST", ['ST2001@2']],
    ['a mistake in a lone SETUP', 'SETUP\nx := 1; END_SETUP', ['ST2001@2']],
    ['a step in a test', "TEST 'x'\nINITIAL_STEP A: END_STEP\nEND_TEST", ['ST1031@2']],
  ])('%s is reported', (_, text, expected) => expect(findings(text)).toEqual(expected));

  it('a test drives inputs, and nobody warns of it', () => {
    expect(findings("TEST 'x'\n%IX0.0 := TRUE; ASSERT_TRUE(%IX0.0); ADVANCE_TIME(DURATION := T#1s);\nEND_TEST")).toEqual([]);
  });

  it('an author’s own function may be called ASSERT_EQ', () => {
    const own = 'FUNCTION ASSERT_EQ : INT VAR_INPUT a : INT; END_VAR ASSERT_EQ := a; END_FUNCTION\n';
    expect(findings(`${own}PROGRAM M VAR n : INT; END_VAR n := ASSERT_EQ(n); END_PROGRAM`)).toEqual([]);
  });
});
