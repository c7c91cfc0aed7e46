import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '#sandbox/iec61131/index.ts';
import { main, RunningProgram } from '../running-program.ts';

/** An expression as text, and its value by integers without limits, wrapped after every operation. */
interface Tree {
  text: string;
  value(a: bigint, b: bigint): bigint | null;
}

const types = [
  ['SINT', 8, true],
  ['INT', 16, true],
  ['DINT', 32, true],
  ['LINT', 64, true],
  ['USINT', 8, false],
  ['UINT', 16, false],
  ['UDINT', 32, false],
  ['ULINT', 64, false],
] as const;

const trees = (type: string, wrap: (value: bigint) => bigint): fc.Arbitrary<Tree> => {
  const leaf: fc.Arbitrary<Tree> = fc.oneof(
    fc.constant<Tree>({ text: 'a', value: (a) => a }),
    fc.constant<Tree>({ text: 'b', value: (_, b) => b }),
    fc.integer({ min: 0, max: 127 }).map((n): Tree => ({ text: `${type}#${n}`, value: () => BigInt(n) })),
  );
  const operators: Record<string, (x: bigint, y: bigint) => bigint | null> = {
    '+': (x, y) => x + y,
    '-': (x, y) => x - y,
    '*': (x, y) => x * y,
    '/': (x, y) => (y === 0n ? null : x / y),
    MOD: (x, y) => (y === 0n ? 0n : x % y),
  };
  return fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.tuple(fc.constantFrom(...Object.keys(operators)), tie('tree'), tie('tree')).map(
        ([operator, left, right]): Tree => ({
          text: `(${left.text} ${operator} ${right.text})`,
          value: (a, b) => {
            const x = left.value(a, b);
            const y = right.value(a, b);
            if (x === null || y === null) return null;
            const result = operators[operator]?.(x, y) ?? null;
            return result === null ? null : wrap(result);
          },
        }),
      ),
    ),
  })).tree;
};

test.each(types)('random expressions over %s agree with exact arithmetic', (type, bits, signed) => {
  const wrap = (value: bigint) => (signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value));
  const value = fc.bigInt({
    min: wrap(1n << BigInt(bits - 1)) < 0n ? -(1n << BigInt(bits - 1)) : 0n,
    max: signed ? (1n << BigInt(bits - 1)) - 1n : (1n << BigInt(bits)) - 1n,
  });
  fc.assert(
    fc.property(trees(type, wrap), fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 5 }), (tree, inputs) => {
      const { program: compiled, diagnostics } = compile([
        { name: 'test.st', text: main(`a, b, r : ${type};`, `r := ${tree.text};`) },
      ]);
      if (!compiled) {
        // Refused only for dividing by what is always zero, and then no input has a value.
        expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message.en)).toEqual(
          expect.arrayContaining([expect.stringMatching(/zero/i)]),
        );
        for (const [a, b] of inputs) expect(tree.value(a, b)).toBeNull();
        return;
      }
      const program = new RunningProgram(compiled);
      for (const [a, b] of inputs) {
        program.set('main.a', a);
        program.set('main.b', b);
        const fault = program.scan();
        const expected = tree.value(a, b);
        if (expected === null) expect(fault?.kind).toBe('division');
        else {
          expect(fault).toBeNull();
          expect(BigInt(program.get('main.r'))).toBe(expected);
        }
      }
    }),
    { numRuns: 60 },
  );
});
