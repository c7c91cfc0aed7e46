/** A text drawn as ladder: what an electrician would draw, alike in every scan, and without loss of a comment. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toStructuredText } from '#sandbox/iec61131/diagrams/bridges/to-structured-text.ts';
import { printLadder } from '#sandbox/iec61131/diagrams/print-ladder.ts';
import { readLadder } from '#sandbox/iec61131/diagrams/read-ladder.ts';
import { compile } from '#sandbox/iec61131/index.ts';
import { drawText } from '#sandbox/iec61131/service/draw.ts';
import { RunningProgram } from '../../running-program.ts';
import { arbitraryLadder, INPUTS, NUMBERS, OUTPUTS } from '../arbitrary-ladder.ts';
import { arbitraryProgram, VARIABLES } from './arbitrary-program.ts';

const program = (variables: string, body: string): string => `PROGRAM Main\nVAR\n  ${variables}\nEND_VAR\n${body}\nEND_PROGRAM\n`;

function drawn(text: string) {
  const found = drawText([{ name: 'main.st', text }], 'main.st');
  if ('refused' in found) throw new Error(found.refused);
  return found;
}

/** The rungs alone, as in the file. */
function rungs(variables: string, body: string): string {
  const { text } = drawn(program(variables, body)).file;
  return text.slice(text.indexOf('networks:') + 'networks:\n'.length);
}

const refusal = (text: string): string => {
  const found = drawText([{ name: 'main.st', text }], 'main.st');
  return 'refused' in found ? found.refused : 'drawn';
};

describe('a condition', () => {
  test('is contacts in series and in parallel, with the comment above as title', () => {
    expect(rungs('Start, Stop, Motor : BOOL;', '// Seal-in\nMotor := (Start OR Motor) AND Stop;')).toBe(
      '  - title: Seal-in\n    rung:\n      - parallel:\n          - - no: Start\n          - - no: Motor\n      - no: Stop\n      - coil: Motor\n',
    );
  });

  test('that is negated as a whole is a negated coil, and within another the opposite contacts', () => {
    expect(rungs('A, B, X : BOOL;', 'X := NOT (A AND B);')).toBe(
      '  - rung:\n      - no: A\n      - no: B\n      - negated-coil: X\n',
    );
    expect(rungs('A, B, C, X : BOOL;', 'X := C AND NOT (A OR B);')).toBe(
      '  - rung:\n      - no: C\n      - nc: A\n      - nc: B\n      - coil: X\n',
    );
  });

  test('compares; the opposite of a comparison of REALs is not another comparison, for there is NaN', () => {
    expect(rungs('level : INT; X : BOOL;', 'X := NOT (level > 3);')).toContain("compare: [level, '>', 3]");
    expect(rungs('level : INT; A, X : BOOL;', 'X := A AND NOT (level > 3);')).toContain("compare: [level, '<=', 3]");
    expect(rungs('level : REAL; A, X : BOOL;', 'X := A AND NOT (level > 3.0);')).toContain('st: |-\n          X := A AND NOT');
  });

  test('with XOR is two ways, of which exactly one is open', () => {
    expect(rungs('A, B, X : BOOL;', 'X := A XOR B;')).toBe(
      '  - rung:\n      - parallel:\n          - - no: A\n            - nc: B\n          - - nc: A\n            - no: B\n      - coil: X\n',
    );
  });

  test('of bit strings is none: it stays text', () => {
    expect(rungs('A, B, X : WORD;', 'X := A AND B;')).toBe('  - rung:\n      - st: |-\n          X := A AND B;\n');
  });
});

describe('a call', () => {
  test('of a timer and the coil behind it are one rung', () => {
    expect(rungs('Run, Lamp : BOOL; T1 : TON;', 'T1(IN := NOT Run, PT := T#1s);\nLamp := T1.Q AND Run;')).toBe(
      '  - rung:\n      - nc: Run\n      - box: TON\n        instance: T1\n        power: [IN, Q]\n        inputs: { PT: T#1s }\n      - no: Run\n      - coil: Lamp\n',
    );
  });

  test('of a block of the author’s own has its pins, by the order of its inputs too', () => {
    const own =
      'FUNCTION_BLOCK Press\nVAR_INPUT\n  press : BOOL;\n  force : INT;\nEND_VAR\nVAR_OUTPUT\n  down : BOOL;\nEND_VAR\ndown := press AND force > 3;\nEND_FUNCTION_BLOCK\n';
    const found = drawText(
      [
        { name: 'press.st', text: own },
        { name: 'main.st', text: program('p : Press; A, X : BOOL;', 'p(A, 5);\nX := p.down;') },
      ],
      'main.st',
    );
    expect('file' in found && found.file.text).toContain(
      '      - no: A\n      - box: Press\n        instance: p\n        power: [press, down]\n        inputs: { force: 5 }\n      - coil: X\n',
    );
  });

  test('of a function, and arithmetic, are boxes that power enables', () => {
    expect(rungs('a, b : INT;', 'a := LIMIT(0, b + 1, 10);\nb := a * 2;')).toBe(
      '  - rung:\n      - box: LIMIT\n        power: [EN, ENO]\n        inputs: { MN: 0, IN: b + 1, MX: 10 }\n        outputs: { OUT: a }\n' +
        '  - rung:\n      - box: MUL\n        power: [EN, ENO]\n        inputs: { IN1: a, IN2: 2 }\n        outputs: { OUT: b }\n',
    );
  });
});

describe('IF', () => {
  test('sets and resets with its condition', () => {
    expect(rungs('A, B, X : BOOL;', 'IF A THEN\n  X := TRUE;\nELSIF B THEN\n  X := FALSE;\nEND_IF;')).toBe(
      '  - rung:\n      - parallel:\n          - - no: A\n            - set: X\n          - - nc: A\n            - no: B\n            - reset: X\n',
    );
  });

  test('whose branches change what the next condition reads stays text', () => {
    expect(rungs('A, X : BOOL;', 'IF A THEN\n  A := FALSE;\nELSE\n  X := TRUE;\nEND_IF;')).toContain(
      'st: |-\n          IF A THEN',
    );
  });

  test('guards a call, a value and a return', () => {
    expect(rungs('A : BOOL; k : INT;', 'IF A THEN\n  k := k + 1;\n  RETURN;\nEND_IF;')).toBe(
      '  - rung:\n      - no: A\n      - parallel:\n          - - box: ADD\n              power: [EN, ENO]\n              inputs: { IN1: k, IN2: 1 }\n              outputs: { OUT: k }\n          - - return: true\n',
    );
  });
});

test('no comment is lost, wherever it stands', () => {
  const text = `// Header of the file
PROGRAM Main
VAR
  A : BOOL; // declared
END_VAR
(* first *)
A := NOT A; // behind
// of the IF
IF A THEN // inside
  A := FALSE;
END_IF;
FOR_LABEL : ;
// at the end
END_PROGRAM
`.replace('FOR_LABEL : ;\n', '');
  const { text: out } = drawn(text).file;
  for (const words of ['Header of the file', 'declared', 'first', 'behind', 'of the IF', 'inside', 'at the end'])
    expect(out, words).toContain(words);
});

test('each network knows the lines that it was made from', () => {
  const text = program('A, B : BOOL; T1 : TON;', '// one\nA := B;\n\nT1(IN := A,\n  PT := T#1s);\nB := T1.Q;\nA := FALSE;');
  const lines = text.split('\n');
  expect(
    drawn(text).networks.map(({ first, last }) =>
      lines
        .slice(first - 1, last)
        .join('|')
        .trim(),
    ),
  ).toEqual(['// one|A := B;', 'T1(IN := A,|  PT := T#1s);|B := T1.Q;', 'A := FALSE;']);
});

test('what a drawing cannot hold is refused with its reason', () => {
  expect(refusal(program('A : BOOL;', 'A := ;'))).toBe('mistakes');
  expect(refusal(`${program('A : BOOL;', 'A := TRUE;')}FUNCTION f : INT\nf := 1;\nEND_FUNCTION\n`)).toBe('several');
  expect(refusal('TYPE T : INT; END_TYPE\n')).toBe('no-pou');
  expect(refusal('')).toBe('no-pou');
  expect(refusal('FUNCTION_BLOCK b\nMETHOD m : INT\nm := 1;\nEND_METHOD\nEND_FUNCTION_BLOCK\n')).toBe('object');
});

// ---- alike in every scan ----

function run(file: { name: string; text: string }): RunningProgram {
  const { program: compiled, diagnostics } = compile([file]);
  if (compiled !== null) return new RunningProgram(compiled);
  throw new Error(`${file.text}\n${diagnostics.map(({ message, range }) => `${range.line}: ${message.en}`).join('\n')}`);
}

const scans = (inputs: number) =>
  fc.array(fc.record({ inputs: fc.array(fc.boolean(), { minLength: inputs, maxLength: inputs }), ms: fc.nat(1500) }), {
    minLength: 3,
    maxLength: 10,
  });

function expectAlike(
  [one, other]: readonly [RunningProgram, RunningProgram],
  steps: readonly { inputs: boolean[]; ms: number }[],
  { inputs, watched, told }: { inputs: readonly string[]; watched: readonly string[]; told: string },
): void {
  let now = 0;
  for (const step of steps) {
    now += step.ms;
    const [seen, wanted] = [one, other].map((rig) => {
      for (const [i, input] of inputs.entries()) rig.set(`main.${input}`, step.inputs[i]!);
      const fault = rig.scan(now);
      return [fault?.kind, ...watched.map((variable) => rig.get(`main.${variable}`))];
    });
    expect(seen, told).toEqual(wanted);
  }
}

test('a random text runs alike as its drawing', () => {
  fc.assert(
    fc.property(arbitraryProgram, scans(VARIABLES.inputs.length), (text, steps) => {
      const { file } = drawn(text);
      expectAlike([run(file), run({ name: 'main.st', text })], steps, {
        inputs: VARIABLES.inputs,
        watched: [...VARIABLES.bools, ...VARIABLES.numbers],
        told: `${text}\n${file.text}`,
      });
    }),
    { numRuns: 150 },
  );
});

test('a drawing told as text and drawn again runs alike', () => {
  const watched = [...OUTPUTS.map((output) => output.replace(/\.\d+$/, '')), ...NUMBERS, 'elapsed'];
  fc.assert(
    fc.property(arbitraryLadder({ kinds: ['PROGRAM'] }), scans(INPUTS.length), (pou, steps) => {
      const text = printLadder(pou);
      fc.pre(compile([{ name: 'main.ld', text }]).program !== null);
      const told = toStructuredText({ name: 'main.ld', text })!;
      const { file } = drawn(told.text);
      expect(readLadder(file).diagnostics).toEqual([]);
      expectAlike([run(file), run({ name: 'main.ld', text })], steps, {
        inputs: INPUTS,
        watched,
        told: `${text}\n${told.text}\n${file.text}`,
      });
    }),
    { numRuns: 100 },
  );
});
