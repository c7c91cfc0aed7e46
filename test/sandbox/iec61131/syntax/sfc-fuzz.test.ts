/** Charts, actions and tests in any disorder: the compiler answers, and what it emits is valid. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '#sandbox/iec61131/index.ts';
import { RunningProgram } from '../running-program.ts';

const words =
  "STEP INITIAL_STEP END_STEP ACTION END_ACTION TRANSITION END_TRANSITION FROM TO PRIORITY TEST 'a' END_TEST SETUP END_SETUP TEARDOWN END_TEARDOWN VAR END_VAR PROGRAM P END_PROGRAM FUNCTION_BLOCK F END_FUNCTION_BLOCK CONFIGURATION END_CONFIGURATION TASK SINGLE INTERVAL WITH A B C x n : := ( ) , ; N S D L P0 T#1s TRUE BOOL INT 1 IF THEN END_IF ASSERT_EQ ASSERT_TRUE ADVANCE_TIME . X".split(
    ' ',
  );

it('a soup of words gives diagnostics or a valid module, never an exception', () => {
  const soup = fc.array(fc.constantFrom(...words), { maxLength: 60 });
  fc.assert(
    fc.property(soup, fc.boolean(), (list, tests) => {
      const text = `PROGRAM Q VAR x : BOOL; n : INT; END_VAR\n${list.join(' ')}`;
      const { diagnostics, program } = compile([{ name: 'soup.st', text }], { tests });
      if (program) expect(WebAssembly.validate(program.wasm)).toBe(true);
      else expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    }),
    { numRuns: 200, seed: 61131 },
  );
});

/** A chart of any shape over a few steps; most are unsound. */
const chart = fc
  .record({
    initial: fc.integer({ min: 0, max: 4 }),
    steps: fc.array(
      fc.constantFrom('', 'a(N);', 'a(S);', 'a(R);', 'a(D, T#20ms);', 'a(SL, T#30ms);', 'x(P1);', 'a(P0); x(L, T#10ms);'),
      { minLength: 5, maxLength: 5 },
    ),
    transitions: fc.array(
      fc.tuple(
        fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('TRUE', 'x', 'n > 3', 'S0.T >= T#20ms'),
      ),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(({ initial, steps, transitions }) => {
    const names = (list: number[]) => `(${list.map((step) => `S${step}`).join(', ')})`;
    return `PROGRAM main VAR x : BOOL; n : INT; END_VAR
${steps.map((list, i) => `${i === initial ? 'INITIAL_STEP' : 'STEP'} S${i}: ${list} END_STEP`).join('\n')}
${transitions.map(([from, to, condition]) => `TRANSITION FROM ${names(from)} TO ${names(to)} := ${condition}; END_TRANSITION`).join('\n')}
ACTION a: n := n + 1; END_ACTION
END_PROGRAM`;
  });

it('a chart of any shape compiles or is explained; one that compiles always has an active step, and stays in its fuel', () => {
  fc.assert(
    fc.property(chart, (text) => {
      const { diagnostics, program } = compile([{ name: 'chart.st', text }]);
      if (!program) {
        expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
        return;
      }
      const memory = new WebAssembly.Memory({ initial: 1 });
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(program.wasm), { env: { memory, base: 0 } });
      const view = new DataView(memory.buffer);
      (exports.init as () => void)();
      const flags = program.layout.roots[0]!.children.filter(({ name }) => /^S\d$/.test(name)).map(({ offset }) => offset);
      for (let scan = 0; scan < 12; scan++) {
        (exports.fuel as WebAssembly.Global).value = 10_000n;
        view.setBigInt64(program.layout.timeOffset, BigInt(scan) * 10_000_000n, true);
        (exports.task_0 as () => void)();
        expect(flags.some((offset) => view.getUint8(offset) === 1)).toBe(true);
      }
    }),
    { numRuns: 150, seed: 61131 },
  );
});

/** The same chart as the body of an action that always runs. */
const within = (text: string): string =>
  text
    .replace('END_VAR\n', 'END_VAR\nINITIAL_STEP Always: Whole(N); END_STEP\nACTION Whole:\n')
    .replace('END_PROGRAM', 'END_ACTION\nEND_PROGRAM');

it('a chart in an action that always runs does what it does as the body of its program', () => {
  let compared = 0;
  fc.assert(
    fc.property(chart, (text) => {
      const [alone, nested] = [text, within(text)].map((one) => compile([{ name: 'chart.st', text: one }]));
      const codes = (result: typeof alone) => result?.diagnostics.map(({ code }) => code);
      expect(codes(nested)).toEqual(codes(alone));
      if (!alone?.program || !nested?.program) return;
      const [a, b] = [new RunningProgram(alone.program), new RunningProgram(nested.program)];
      const names = ['x', 'n', ...[0, 1, 2, 3, 4].flatMap((step) => [`S${step}.X`, `S${step}.T`])];
      for (let scan = 0; scan < 12; scan++) {
        expect([a.scan(10 * scan), b.scan(10 * scan)]).toEqual([null, null]);
        expect(names.map((name) => b.get(`main.${name}`))).toEqual(names.map((name) => a.get(`main.${name}`)));
      }
      compared++;
    }),
    { numRuns: 150, seed: 61131 },
  );
  expect(compared).toBeGreaterThan(10);
});
