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

describe('TEARDOWN', () => {
  const teardown = 'VAR_GLOBAL log : INT; END_VAR\nSETUP log := 1; END_SETUP\nTEARDOWN VAR z : INT; END_VAR\n';
  it('runs behind a fault of the test, with what the test left', () => {
    const text = `${teardown}ASSERT_EQ(log, 99, 'cleaned up');\nEND_TEARDOWN
TEST 'faults' VAR d, n : INT; END_VAR
log := 5; ADVANCE_TIME(T#1s); n := 1 / d; log := 6;
END_TEST
TEST 'sound' log := 99; END_TEST`;
    const results = run(text);
    expect(results.map(({ passed }) => passed)).toEqual([false, true]);
    expect(results[0]?.failures.map(({ line, assertion, actual, atNs }) => [line, assertion, actual, atNs])).toEqual([
      [4, 'ASSERT_EQ', '5', 1_000_000_000n],
      [7, 'fault', null, 1_000_000_000n],
    ]);
  });
  it('runs once: its own fault ends it, and a SETUP is not repeated', () => {
    const text = `${teardown}log := log + 10; z := 1 / z;\nEND_TEARDOWN
TEST 'a' ASSERT_EQ(log, 1); END_TEST
TEST 'b' VAR d : INT; END_VAR
d := 1 / d;
END_TEST`;
    expect(run(text).map((result) => result.failures.map(({ line }) => line))).toEqual([[4], [8, 4]]);
  });
  it('may call what the fault had entered', () => {
    const text = `INTERFACE I METHOD Go VAR_INPUT n : INT; END_VAR END_METHOD END_INTERFACE
CLASS C IMPLEMENTS I VAR me : I; END_VAR
METHOD PUBLIC Go VAR_INPUT n : INT; END_VAR VAR a : ARRAY[0..3] OF INT; END_VAR me := THIS; a[n] := 1; IF n = 1 THEN me.Go(2); END_IF; END_METHOD
END_CLASS
VAR_GLOBAL it : C; END_VAR
TEARDOWN it.Go(3); END_TEARDOWN
TEST 'faults' it.Go(9); END_TEST`;
    expect(run(text)[0]?.failures.map(({ line, assertion }) => [line, assertion])).toEqual([[3, 'fault']]);
  });
});

describe('ASSERT_EQ and ASSERT_NEQ of arrays and structures', () => {
  const types = `TYPE Mode : (Off, On); END_TYPE
TYPE Axis : STRUCT at : REAL; mode : Mode; name : STRING[10] := 'x'; END_STRUCT END_TYPE
TYPE Robot : STRUCT axes : ARRAY[1..2, 0..1] OF Axis; word : WORD; END_STRUCT END_TYPE
FUNCTION Made : Robot VAR_INPUT m : Mode; END_VAR Made.axes[2, 1].mode := m; END_FUNCTION
TEST 'x' VAR a, b : Robot; l, m : ARRAY[-1..3] OF INT := [1, 2, 3, 4, 5]; n : REAL; END_VAR\n`.replaceAll(
    'at : REAL',
    'pos : REAL',
  );
  const seen = (body: string) =>
    run(`${types}${body}\nEND_TEST`).flatMap(({ failures: list }) =>
      list.map(({ message }) => message.en.replace(/ \(at.*/, '')),
    );
  it.each([
    ['equal', 'ASSERT_EQ(a, b); ASSERT_EQ(l, m); ASSERT_EQ(Made(Mode#Off), a);', []],
    ['an element', 'm[2] := 9; ASSERT_EQ(l, m);', ['l[2] is 4, expected 9']],
    ['the first of several', 'm[2] := 9; m[0] := 7; ASSERT_EQ(actual := l, expected := m);', ['l[0] is 2, expected 7']],
    ['a field', 'a.word := 16#FF; ASSERT_EQ(a, b);', ['a.word is 16#00FF, expected 16#0000']],
    [
      'a field in an array of two dimensions',
      'b.axes[1, 1].pos := 2.5; ASSERT_EQ(a, b);',
      ['a.axes[1,1].pos is 0, expected 2.5'],
    ],
    [
      'an enumeration, of what a function gives',
      'ASSERT_EQ(Made(Mode#On), b);',
      ['Made(Mode#On).axes[2,1].mode is Mode#On, expected Mode#Off'],
    ],
    ['a string', "b.axes[1, 0].name := 'abc'; ASSERT_EQ(a.axes, b.axes);", ["a.axes[1,0].name is 'x', expected 'abc'"]],
    ['strings that were longer before', "a.axes[1, 0].name := 'abc'; a.axes[1, 0].name := 'x'; ASSERT_EQ(a, b);", []],
    ['zeros of both signs', 'a.word := 0; b.axes[1, 0].pos := -n; ASSERT_EQ(a, b);', []],
    ['not a number', 'a.axes[1, 0].pos := n / n; b := a; ASSERT_EQ(a, b);', ['a.axes[1,0].pos is NaN, expected NaN']],
    ['wholes that should differ', 'ASSERT_NEQ(l, m);', ['l is m, expected <> m']],
    ['and do', 'm[3] := 0; ASSERT_NEQ(l, m);', []],
  ])('%s', (_, body, expected) => {
    expect(seen(body)).toEqual(expected);
  });
  it.each([
    ['of two types', 'ASSERT_EQ(l, a);'],
    ['by size', 'ASSERT_GT(l, m);'],
  ])('are not compared %s', (_, body) => {
    expect(findings(`${types}${body}\nEND_TEST`)).toEqual(['ST4005@6']);
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
