/** A drawing told in Structured Text: read by a person, and alike in every scan. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toStructuredText } from '#sandbox/iec61131/diagrams/bridges/to-structured-text.ts';
import { printLadder } from '#sandbox/iec61131/diagrams/print-ladder.ts';
import { compile } from '#sandbox/iec61131/index.ts';
import { RunningProgram } from '../../running-program.ts';
import { arbitraryLadder, INPUTS, NUMBERS, OUTPUTS } from '../arbitrary-ladder.ts';

const drawing = (variables: string, networks: string): string =>
  `program: Main\ndeclarations: |\n  VAR\n    ${variables}\n  END_VAR\nnetworks:\n${networks}`;

/** The statements alone. */
function written(variables: string, networks: string): string[] {
  const { text } = toStructuredText({ name: 'main.ld', text: drawing(variables, networks) })!;
  const lines = text.split('\n');
  return lines.slice(lines.lastIndexOf('END_VAR') + 2, -2).map((line) => line.slice(2));
}

describe('a rung', () => {
  test('is the assignment that an electrician would write', () => {
    expect(
      written(
        'Start AT %IX0.0, Stop AT %IX0.1 : BOOL; Motor AT %QX0.0 : BOOL;'.replace(
          'Start AT %IX0.0, ',
          'Start AT %IX0.0 : BOOL; ',
        ),
        '  - title: Seal-in\n    rung:\n      - parallel:\n          - - no: Start\n          - - no: Motor\n      - no: Stop\n      - coil: Motor\n',
      ),
    ).toEqual(['// Seal-in', 'Motor := (Start OR Motor) AND Stop;']);
  });

  test('calls its timer and goes on from the output', () => {
    expect(
      written(
        'Run, Lamp : BOOL; T1 : TON;',
        '  - rung:\n      - nc: Run\n      - box: TON\n        instance: T1\n        power: [IN, Q]\n        inputs: { PT: T#1s }\n      - coil: Lamp\n',
      ),
    ).toEqual(['T1(IN := NOT Run, PT := T#1s);', 'Lamp := T1.Q;']);
  });

  test('keeps its power in a temporary where a coil changes what a contact before it read', () => {
    expect(written('A, B : BOOL;', '  - rung:\n      - nc: A\n      - coil: A\n      - coil: B\n')).toEqual([
      'power1 := NOT A;',
      'A := power1;',
      'B := power1;',
    ]);
    expect(written('A, X, Y : BOOL;', '  - rung:\n      - no: A\n      - coil: X\n      - coil: Y\n')).toEqual([
      'X := A;',
      'Y := A;',
    ]);
  });

  test('keeps what an upper branch let through while the lower one changes it', () => {
    expect(
      written(
        'A, B, X : BOOL;',
        '  - rung:\n      - parallel:\n          - - no: A\n          - - no: B\n            - coil: A\n      - coil: X\n',
      ),
    ).toEqual(['power1 := A;', 'A := B;', 'X := power1 OR B;']);
    expect(
      written(
        'A, B, X : BOOL;',
        '  - rung:\n      - no: A\n      - parallel:\n          - - nc: B\n            - coil: A\n          - - coil: X\n',
      ),
    ).toEqual(['power1 := A;', 'A := A AND NOT B;', 'X := power1;']);
  });

  test('remembers what its transition contact saw', () => {
    expect(written('A, X : BOOL;', '  - rung:\n      - rising: A\n      - set: X\n')).toEqual([
      'power1 := A AND NOT A_before;',
      'A_before := A;',
      'IF power1 THEN',
      '  X := TRUE;',
      'END_IF;',
    ]);
  });

  test('never takes a name of the author for its own', () => {
    const text = toStructuredText({
      name: 'main.ld',
      text: drawing(
        'A, A_before, POWER1 : BOOL;',
        '  - rung:\n      - rising: A\n      - coil: POWER1\n      - coil: A_before\n',
      ),
    })!.text;
    expect(text).toContain('A_before2 := A;');
    expect(text).toContain('power2 := A AND NOT A_before2;');
  });

  test('of a drawing with mistakes there is no text', () => {
    expect(toStructuredText({ name: 'main.ld', text: drawing('A : BOOL;', '  - rung:\n      - jump: Nowhere\n') })).toBeNull();
  });
});

test('each network knows its lines', () => {
  const { text, networks } = toStructuredText({
    name: 'main.ld',
    text: drawing(
      'A, B : BOOL;',
      '  - title: One\n    rung:\n      - no: A\n      - coil: B\n  - title: Two\n    rung:\n      - nc: B\n      - coil: A\n',
    ),
  })!;
  const lines = text.split('\n');
  expect(networks.map(({ first, last }) => lines.slice(first - 1, last).map((line) => line.trim()))).toEqual([
    ['// One', 'B := A;'],
    ['// Two', 'A := NOT B;'],
  ]);
});

/** A bit is read with its word. */
const watched = [...OUTPUTS.map((output) => output.replace(/\.\d+$/, '')), ...NUMBERS, 'elapsed'];

function run(file: { name: string; text: string }): RunningProgram {
  const { program, diagnostics } = compile([file]);
  if (program !== null) return new RunningProgram(program);
  throw new Error(`${file.text}\n${diagnostics.map(({ message, range }) => `${range.line}: ${message.en}`).join('\n')}`);
}

test('a random program runs alike as drawing and as text, for random inputs', () => {
  const scans = fc.array(fc.record({ inputs: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), ms: fc.nat(1500) }), {
    minLength: 3,
    maxLength: 12,
  });
  fc.assert(
    fc.property(arbitraryLadder({ kinds: ['PROGRAM'] }), scans, (pou, steps) => {
      const text = printLadder(pou);
      // Constants may be reckoned out of their range; such a drawing does not run either.
      fc.pre(compile([{ name: 'main.ld', text }]).program !== null);
      const drawn = run({ name: 'main.ld', text });
      const told = toStructuredText({ name: 'main.ld', text })!;
      const typed = run({ name: 'main.st', text: told.text });
      let now = 0;
      for (const { inputs, ms } of steps) {
        now += ms;
        const seen = [drawn, typed].map((rig) => {
          for (const [i, input] of INPUTS.entries()) rig.set(`main.${input}`, inputs[i]!);
          const fault = rig.scan(now);
          return [fault?.kind, ...watched.map((variable) => rig.get(`main.${variable}`))];
        });
        expect(seen[1], `${text}\n${told.text}`).toEqual(seen[0]);
      }
    }),
    { numRuns: 250 },
  );
});

test('blocks and functions as text compile too', () => {
  fc.assert(
    fc.property(arbitraryLadder({ kinds: ['FUNCTION', 'FUNCTION_BLOCK'] }), (pou) => {
      const told = toStructuredText({ name: 'part.ld', text: printLadder(pou) })!;
      const errors = compile([{ name: 'part.st', text: told.text }]).diagnostics.filter(({ severity }) => severity === 'error');
      expect(errors.map(({ message, range }) => `${range.line}: ${message.en}\n${told.text}`)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});
