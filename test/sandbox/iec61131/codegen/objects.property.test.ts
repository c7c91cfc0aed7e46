import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '#sandbox/iec61131/index.ts';
import { RunningProgram } from '../running-program.ts';

/** Chooses from a row of random numbers; when they run out, always the first, so that texts end. */
class Chooser {
  readonly #numbers: readonly number[];
  #at = 0;
  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }
  pick(choices: readonly (() => string)[]): string {
    const number = this.#numbers[this.#at++] ?? 0;
    return choices[number % choices.length]!();
  }
}

/** A world of two interfaces, a block, one that extends it and a class, which call each other as they like. `own`: within a method. */
class World {
  readonly #chooser: Chooser;
  constructor(numbers: readonly number[]) {
    this.#chooser = new Chooser(numbers);
  }

  #number(own: boolean, depth = 0): string {
    const simple = [() => 'n', () => '3', () => 'q', () => (own ? 'THIS.v' : 'b.y')];
    if (depth > 2) return this.#chooser.pick(simple);
    const inner = () => this.#number(own, depth + 1);
    return this.#chooser.pick([
      ...simple,
      () => `(${inner()} + ${inner()})`,
      () => `i.M(${inner()})`,
      () => `${own ? 'i' : 'b'}.M(a := ${inner()})`,
      () => (own ? 'P' : 'd.P'),
      () => 'i.P',
      () => `arr[1 + ABS(${inner()}) MOD 3].M(2)`,
      () => `Given(${inner()}, i)`,
    ]);
  }

  #statement(own: boolean, depth = 0): string {
    const number = () => this.#number(own);
    const nested = () => (depth > 0 ? ';' : this.#statement(own, depth + 1));
    return this.#chooser.pick([
      () => ';',
      () => `n := ${number()};`,
      () => (own ? `THIS.v := ${number()};` : `b.P := ${number()};`),
      () => `i.P := ${number()};`,
      () => 'i := b;',
      () => 'i := d;',
      () => 'i := e;',
      () => (own ? 'i := THIS;' : 'i := NULL;'),
      () => 'j ?= i;',
      () => 'i := j;',
      () => 'arr[2] := i;',
      () => `t := ${own ? 'i' : 'd'}.S(a := ${number()}); n := t.f[2];`,
      () => `${own ? 'i' : 'e'}.O(o => n, x := q);`,
      () => `IF i <> j THEN ${nested()} ELSIF ${number()} > 2 THEN ${nested()} END_IF;`,
      () => (depth > 0 ? ';' : `FOR k := 1 TO 2 DO ${nested()} END_FOR;`),
      () => (own ? 'Run();' : 'f(x := n, it := d); n := f.y;'),
      () => (own ? 'RETURN;' : 'f(x := n, it := b);'),
    ]);
  }

  #body(own: boolean): string {
    return Array.from({ length: 3 }, () => this.#statement(own)).join(' ');
  }

  #methods(modifiers: string): string {
    const locals = 'VAR n, k, q : INT; t : Parts; END_VAR';
    return `METHOD ${modifiers} M : INT VAR_INPUT a : INT; END_VAR ${locals} ${this.#body(true)} M := v + n + a; END_METHOD
      METHOD ${modifiers} S : Parts VAR_INPUT a : INT; END_VAR ${locals} S.f[1] := a; ${this.#body(true)} S.f[2] := v; END_METHOD
      METHOD ${modifiers} O VAR_OUTPUT o : INT; END_VAR VAR_IN_OUT x : INT; END_VAR ${locals} ${this.#body(true)} o := x; x := x + 1; END_METHOD
      PROPERTY ${modifiers} P : INT GET P := v * 2; END_GET SET v := P / 2; END_SET END_PROPERTY`;
  }

  text(): string {
    return `TYPE Parts : STRUCT f : ARRAY [1..2] OF INT; END_STRUCT END_TYPE
      INTERFACE First METHOD M : INT VAR_INPUT a : INT; END_VAR END_METHOD METHOD S : Parts VAR_INPUT a : INT; END_VAR END_METHOD
        METHOD O VAR_OUTPUT o : INT; END_VAR VAR_IN_OUT x : INT; END_VAR END_METHOD PROPERTY P : INT GET SET END_PROPERTY END_INTERFACE
      INTERFACE Second EXTENDS First END_INTERFACE
      VAR_GLOBAL i : First; j : Second; arr : ARRAY [1..3] OF First; b : Base; d : Derived; e : Other; END_VAR
      FUNCTION Given : INT VAR_INPUT n : INT; i : First; END_VAR IF i <> NULL THEN Given := n; END_IF; END_FUNCTION
      FUNCTION_BLOCK Base IMPLEMENTS First VAR v : INT := 1; END_VAR VAR_INPUT x : INT; END_VAR VAR_OUTPUT y : INT; END_VAR
        ${this.#methods('PUBLIC')} METHOD PROTECTED Run v := v + 1; END_METHOD y := y + x; END_FUNCTION_BLOCK
      FUNCTION_BLOCK Derived EXTENDS Base IMPLEMENTS Second VAR w : INT := 5; END_VAR ${this.#methods('PUBLIC OVERRIDE')}
        SUPER(); y := y + 2; END_FUNCTION_BLOCK
      CLASS Other IMPLEMENTS Second VAR v : INT := 7; END_VAR ${this.#methods('PUBLIC')} METHOD PROTECTED Run ; END_METHOD END_CLASS
      FUNCTION_BLOCK Caller VAR_IN_OUT it : Base; END_VAR VAR_INPUT x : INT; END_VAR VAR_OUTPUT y : INT; END_VAR
        it(x := x, y => y); y := y + it.M(x); END_FUNCTION_BLOCK
      PROGRAM main VAR n, k, q : INT; t : Parts; f : Caller; END_VAR ${this.#body(false)} ${this.#body(false)} END_PROGRAM`;
  }
}

const seen = ['main.n', 'b.v', 'b.y', 'd.v', 'd.w', 'd.y', 'e.v', 'main.f.y', 'main.t.f[2]'];

test('instances that call each other as they like stay in their region, and mean the same with scalars in locals as in memory', () => {
  const ends = new Set<string>();
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 150, maxLength: 400 }), (numbers) => {
      const files = [{ name: 'random.st', text: new World(numbers).text() }];
      const programs = [compile(files), compile(files, { observable: true })].map(({ program, diagnostics }) => {
        const error = diagnostics.find(({ severity }) => severity === 'error');
        if (!program) throw new Error(error?.message.en);
        return new RunningProgram(program);
      });
      for (let scan = 0; scan < 2; scan++) {
        const [plain, observable] = programs.map((program) => program.scan(scan, 0, 20_000n));
        expect(observable).toEqual(plain);
        ends.add(plain?.kind ?? 'end');
        const [a, b] = programs.map((program) => seen.map((path) => program.get(path)));
        expect(b).toEqual(a);
        if (plain) break;
      }
      for (const { memory, base, program } of programs) {
        const bytes = new Uint8Array(memory.buffer);
        expect(bytes.subarray(0, base).every((byte) => byte === 0)).toBe(true);
        expect(bytes.subarray(base + program.layout.size).every((byte) => byte === 0)).toBe(true);
      }
    }),
    { numRuns: 80, seed: 61131, endOnFailure: true },
  );
  expect([...ends]).toEqual(expect.arrayContaining(['end', 'null', 'recursion']));
});
