import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, type Region } from '#sandbox/controller/region.ts';
import { type Scan, Stepper } from '#sandbox/controller/stepping.ts';
import { compile, readCell, resolve, type Value } from '#sandbox/iec61131/index.ts';
import { randomBody, randomProgram } from '../iec61131/codegen/random-program.ts';
import { build, main, RunningProgram } from '../iec61131/running-program.ts';

const text = `FUNCTION Twice : INT VAR_INPUT n : INT; END_VAR
  Twice := n;
  Twice := Twice + n;
END_FUNCTION
FUNCTION_BLOCK Count VAR_INPUT more : INT; END_VAR VAR_OUTPUT sum : INT; END_VAR
  sum := sum + Twice(more);
END_FUNCTION_BLOCK
PROGRAM main VAR i, n : INT; c : Count; t : TON; END_VAR
  n := 1;

  FOR i := 1 TO 2 DO
    c(more := i);
    n := c.sum;
  END_FOR;
  t(IN := TRUE, PT := T#1s);
  n := n + 1;
END_PROGRAM`;

interface Bench {
  stepper: Stepper;
  region: Region;
  get(path: string): Value;
  line(): number | string;
}

function bench(source: string, scan: Partial<Scan> = {}): Bench {
  const program = build(source, { stepping: true });
  const [region] = allocate([program.layout.size]);
  if (!region) throw new Error('no region');
  const exports = new WebAssembly.Instance(new WebAssembly.Module(program.wasm), {
    env: { memory: region.memory, base: region.base, reached: () => 0 },
  }).exports;
  (exports.init as () => void)();
  const stepper = new Stepper(program, region, { tasks: [0], timeNs: 0n, ...scan });
  return {
    stepper,
    region,
    get: (path) => {
      const cell = resolve(program.layout, path);
      if (!cell) throw new Error(`no cell ${path}`);
      return readCell(new DataView(region.memory.buffer), region.base, cell);
    },
    line: () => (stepper.state.kind === 'paused' ? stepper.state.range.line : stepper.state.kind),
  };
}

describe('a scan, statement by statement', () => {
  test('it begins before the first statement, with nothing done', () => {
    const { line, get } = bench(text);
    expect(line()).toBe(9);
    expect(get('main.n')).toBe(0);
  });

  test('a step goes into what is called, and every variable is in memory meanwhile', () => {
    const { stepper, line, get } = bench(text);
    const lines: (number | string)[] = [line()];
    while (stepper.state.kind === 'paused' && lines.length < 40) {
      stepper.stepInto();
      lines.push(line());
    }
    expect(lines).toEqual([9, 11, 12, 6, 2, 3, 13, 12, 6, 2, 3, 13, 15, 16, 'finished']);
    expect(get('main.n')).toBe(7);
    stepper.runTo(7);
    expect([line(), get('main.i'), get('main.c.sum'), get('main.n')]).toEqual([13, 1, 2, 1]);
  });

  test('the stack names every call under way, the innermost first', () => {
    const { stepper } = bench(text);
    stepper.runTo(6);
    const { state } = stepper;
    if (state.kind !== 'paused') throw new Error('not paused');
    expect(state.stack.map(({ pou, range }) => [pou, range.line])).toEqual([
      ['Twice', 3],
      ['Count', 6],
      ['main', 12],
    ]);
  });

  test('a step over runs what is called; a step out comes to the caller’s next statement', () => {
    const { stepper, line } = bench(text);
    stepper.runTo(3);
    stepper.stepOver();
    expect([line(), stepper.state]).toMatchObject([13, { statement: 7 }]);
    stepper.runTo(5);
    stepper.stepOut();
    expect(line()).toBe(13);
    stepper.runTo(14);
    stepper.stepOver();
    expect(line()).toBe('finished');
  });

  test('a step back undoes the statement before, out of the end of the scan too', () => {
    const { stepper, line, get } = bench(text);
    stepper.finish();
    stepper.stepBack();
    expect([line(), get('main.n')]).toEqual([16, 6]);
    for (let i = 0; i < 20; i++) stepper.stepBack();
    expect([line(), get('main.n')]).toEqual([9, 0]);
  });

  test('breakpoints stop there, again in every turn; an empty line gives its own to the next statement', () => {
    const { stepper, line, get } = bench(text);
    expect(stepper.breakpoints('test.st', [10, 13, 99])).toEqual([11, 13]);
    const met = [0, 1, 2].map(() => {
      stepper.resume();
      return [line(), get('main.i')];
    });
    expect(met).toEqual([
      [11, 0],
      [13, 1],
      [13, 2],
    ]);
    expect(stepper.resume().kind).toBe('finished');
    expect(stepper.breakpoints('test.st', [])).toEqual([]);
    stepper.runTo(1);
    expect(stepper.resume().kind).toBe('finished');
  });

  test('a fault is met where the program meets it, and a step back stands before its statement', () => {
    const { stepper, line } = bench(main('a, b : INT;', 'a := 1;\na := a / b;'));
    expect(stepper.finish()).toMatchObject({ kind: 'fault', statements: 2, trap: { a: 1n } });
    stepper.stepBack();
    expect(line()).toBe(4);
  });

  test('the fuel of a scan is the same as ever', () => {
    const { stepper } = bench(main('n : DINT;', 'WHILE TRUE DO n := n + 1; END_WHILE;'), { fuel: 1000n });
    const state = stepper.finish();
    if (state.kind !== 'fault') throw new Error('it ran on for ever');
    expect(stepper.program.sites[state.trap.site]?.kind).toBe('fuel');
  });
});

test('stopping at every statement of any program, and going on, gives what the plain build gives; a step back what a fresh run gives', () => {
  let stops = 0;
  fc.assert(
    fc.property(randomBody, fc.uint8Array({ minLength: 64, maxLength: 64 }), (body, noise) => {
      const source = randomProgram(body);
      const { program: made } = compile([{ name: 'test.st', text: source }]);
      fc.pre(made !== null);
      const plain = new RunningProgram(made, 0);
      const fuel = 300n;
      const program = build(source, { stepping: true });
      expect(program.layout).toEqual(plain.program.layout);
      const [region] = allocate([program.layout.size]);
      if (!region) throw new Error('no region');
      const bytes = new Uint8Array(region.memory.buffer, region.base, program.layout.size);
      plain.bytes.set(noise, program.layout.image.Q.offset + program.layout.image.Q.size);
      bytes.set(plain.bytes);
      const fault = plain.scan(10, 0, fuel);

      const stepper = new Stepper(program, region, { tasks: [0], timeNs: 10_000_000n, fuel });
      let before: Uint8Array | null = null;
      for (let n = 1; stepper.state.kind === 'paused' && n < 60; n++) {
        stops++;
        const here = bytes.slice();
        if (before) {
          stepper.stepBack();
          expect(stepper.state).toMatchObject({ kind: 'paused', statement: n - 1 });
          expect(bytes).toEqual(before);
        }
        before = here;
        stepper.runTo(n + 1);
      }
      expect(stepper.finish().kind).toBe(fault ? 'fault' : 'finished');
      expect(bytes).toEqual(plain.bytes);
    }),
    { numRuns: Number(process.env.MILLWRIGHT_RUNS ?? 100) },
  );
  expect(stops).toBeGreaterThan(100);
});
