/** What is said about drawings that run and rarely do what they seem to. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neverPassing } from '#sandbox/iec61131/diagrams/advice/never-passing.ts';
import { elementsOf, type LadderElement, type LadderPou, type Series } from '#sandbox/iec61131/diagrams/ladder.ts';
import { printLadder } from '#sandbox/iec61131/diagrams/print-ladder.ts';
import { compile } from '#sandbox/iec61131/index.ts';
import { RunningProgram } from '../../running-program.ts';

const drawing = (variables: string, networks: string): string =>
  `program: Main\ndeclarations: |\n  VAR\n    ${variables.replaceAll('\n', '\n    ')}\n  END_VAR\nnetworks:\n${networks}`;

/** Codes with the text that they stand at. */
function said(variables: string, networks: string): string[] {
  const text = drawing(variables, networks);
  const { diagnostics } = compile([{ name: 'main.ld', text }]);
  return diagnostics.map(({ code, range }) => `${code} ${text.slice(range.start, range.end).split('\n')[0]}`);
}
const rung = (...elements: string[]): string => `  - rung:\n${elements.map((element) => `      - ${element}\n`).join('')}`;

describe('two coils of one variable', () => {
  test('are told at the second, and only once', () => {
    expect(said('A, B, X : BOOL;', rung('no: A', 'coil: X') + rung('no: B', 'coil: x'))).toEqual(['LD6002 coil: x']);
  });

  test('set and reset are no mistake, a coil beside them is', () => {
    expect(said('A, B, X : BOOL;', rung('no: A', 'set: X') + rung('no: B', 'reset: X'))).toEqual([]);
    expect(said('A, B, X : BOOL;', rung('no: A', 'set: X') + rung('no: B', 'coil: X'))).toEqual(['LD6003 coil: X']);
    expect(said('A, B, X : BOOL;', rung('no: A', 'coil: X') + rung('no: B', 'reset: X'))).toEqual(['LD6003 reset: X']);
  });

  test('of which a jump leaves one out are no mistake', () => {
    const jump = rung('no: A', 'jump: Two') + rung('no: B', 'coil: X') + rung('return: true');
    expect(said('A, B, X : BOOL;', `${jump}  - label: Two\n    rung:\n      - nc: B\n      - coil: X\n`)).toEqual([]);
  });
});

describe('a contact that can never pass', () => {
  test('wants what the contact before it excludes', () => {
    expect(said('A, B, X : BOOL;', rung('nc: A', 'no: B', 'no: A', 'coil: X'))).toEqual(['LD6004 no: A']);
    expect(said('A, B, X : BOOL;', rung('no: A', 'no: B', 'nc: A', 'coil: X'))).toEqual(['LD6005 nc: A']);
  });

  test('is found behind branches that all exclude it, and not where one does not', () => {
    const branches = (second: string) => `parallel:\n          - - nc: A\n          - - ${second}`;
    expect(said('A, B, X : BOOL;', rung(branches('nc: A\n            - no: B'), 'no: A', 'coil: X'))).toEqual(['LD6004 no: A']);
    expect(said('A, B, X : BOOL;', rung(branches('no: B'), 'no: A', 'coil: X'))).toEqual([]);
  });

  test('may pass where a coil before it writes its variable', () => {
    expect(said('A, B : BOOL;', rung('nc: A', 'set: A', 'no: A', 'coil: B'))).toEqual([]);
  });
});

test('a pulse at an output is told, at a memory not', () => {
  expect(said('A : BOOL;\nHorn AT %QX0.0 : BOOL;', rung('no: A', 'rising-coil: Horn'))).toEqual(['LD6006 rising-coil: Horn']);
  expect(said('A, Once, X : BOOL;', rung('no: A', 'rising-coil: Once') + rung('no: Once', 'set: X'))).toEqual([]);
});

test('a rung that does nothing is told at its end', () => {
  expect(said('A, B : BOOL;', rung('no: A', 'nc: B'))).toEqual(['LD6008 nc: B']);
  expect(said('A : BOOL;', '  - rung: []\n')).toEqual(['ST6001 A']);
  expect(
    said(
      'T1 : TON;\nA : BOOL;',
      rung('no: A', 'box: TON\n        instance: T1\n        power: [IN, Q]\n        inputs:\n          PT: T#1s'),
    ),
  ).toEqual([]);
});

test('a wire beside contacts is told: they decide nothing', () => {
  const branches = (second: string) => `parallel:\n          - - no: A\n          - ${second}`;
  expect(said('A, B, X : BOOL;', rung(branches('[]'), 'no: B', 'coil: X'))).toEqual(['LD6009 parallel:']);
  expect(said('A, B, X : BOOL;', rung(branches('- no: B'), 'coil: X'))).toEqual([]);
  const aside = 'parallel:\n          - - no: A\n            - set: X\n          - []';
  expect(said('A, B, X : BOOL;', rung(aside, 'coil: B'))).toEqual([]);
});

test('a pulse that no rung reads is told at its coil, and an output without a coil at its contact', () => {
  expect(said('A, Once : BOOL;', rung('no: A', 'rising-coil: Once'))).toEqual(['ST6105 Once']);
  expect(said('A, Once : BOOL;', rung('rising: A', 'coil: Once'))).toEqual(['ST6105 Once']);
  expect(said('A, Lamp : BOOL;\nMotor AT %QX0.0 : BOOL;', rung('no: A', 'no: Motor', 'coil: Lamp'))).toEqual(['ST6104 Motor']);
});

test('what is said about another place names its network, and its file where that is another', () => {
  const text = drawing(
    'T1 : TON;\nA, B : BOOL;',
    rung('no: T1.Q', 'coil: A') +
      rung('no: A', 'box: TON\n        instance: T1\n        power: [IN, Q]\n        inputs:\n          PT: T#1s', 'coil: B'),
  );
  const { diagnostics } = compile([{ name: 'main.ld', text }]);
  expect(diagnostics.map(({ code, message }) => `${code} ${message.en} ${message['zh-CN']}`)).toEqual([
    expect.stringMatching(/^ST6102 .*\(in network 2\).*（程序段 2）/),
  ]);
  const twice = compile([
    { name: 'main.ld', text: drawing('A : BOOL;', rung('no: A', 'set: A')) },
    { name: 'other.st', text: '\nPROGRAM Main\nEND_PROGRAM' },
  ]).diagnostics;
  expect(twice.map(({ message }) => message.en)).toEqual([expect.stringContaining('already declared on line 1 of main.ld')]);
  expect(twice.map(({ message }) => message['zh-CN'])).toEqual([expect.stringContaining('已在 main.ld 的第 1 行声明')]);
});

describe('a button that is wired normally closed', () => {
  const variables = 'Start AT %IX0.0 : BOOL; // push button\nStop AT %IX0.1 : BOOL; // normally closed\nMotor AT %QX0.0 : BOOL;';
  test('is drawn as a normally open contact where the rung starts something', () => {
    expect(said(variables, rung('no: Start', 'nc: Stop', 'coil: Motor'))).toEqual(['LD6007 nc: Stop']);
    expect(said(variables, rung('no: Start', 'no: Stop', 'coil: Motor'))).toEqual([]);
    expect(said(variables.replace('normally closed', '常闭'), rung('no: Start', 'nc: Stop', 'coil: Motor'))).toEqual([
      'LD6007 nc: Stop',
    ]);
  });

  test('a lamp that says that it is pressed is drawn closed', () => {
    expect(
      said(variables, rung('no: Start', 'coil: Motor') + rung('nc: Stop', 'set: Motor')).filter((one) =>
        /7/.test(one.slice(0, 6)),
      ),
    ).toEqual([]);
  });
});

test('of a drawing with mistakes no advice is given', () => {
  expect(said('A, X : BOOL;', rung('no: A', 'coil: X') + rung("no: ''", 'coil: X'))).toEqual(["LD2007 ''"]);
});

const labs = join(import.meta.dirname, '../../../../../labs');
const drawings = readdirSync(labs, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ld'));
test.each(drawings)('%s gets no advice', (path) => {
  const { diagnostics } = compile([{ name: path, text: readFileSync(join(labs, path), 'utf8') }]);
  expect(diagnostics.filter(({ code }) => code.startsWith('LD')).map(({ message }) => message.en)).toEqual([]);
});

test('tried with all values of its variables, a contact passes in some scan or is told of', () => {
  const names = ['A', 'B', 'C'];
  const contact = fc.record({
    kind: fc.constant('contact' as const),
    form: fc.constantFrom('no' as const, 'nc' as const),
    operand: fc.constantFrom(...names),
  });
  const { series } = fc.letrec<{ series: Series; element: LadderElement }>((tie) => ({
    series: fc.array(tie('element'), { minLength: 1, maxLength: 4 }),
    element: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      contact,
      contact,
      fc.array(tie('series'), { minLength: 2, maxLength: 3 }).map((branches) => ({ kind: 'parallel' as const, branches })),
    ),
  }));
  fc.assert(
    fc.property(series, (conditions) => {
      const pou: LadderPou = {
        pou: 'PROGRAM',
        name: 'Main',
        declarations: 'VAR\n  A, B, C, X : BOOL;\nEND_VAR\n',
        networks: [{ rung: [...conditions, { kind: 'coil', form: 'plain', operand: 'X' }] }],
      };
      const { program } = compile([{ name: 'main.ld', text: printLadder(pou) }]);
      const rig = new RunningProgram(program!);
      const contacts = [...elementsOf(pou.networks[0]!.rung, [0])].filter(({ element }) => element.kind === 'contact');
      const passes = new Set<number>();
      const never = new Set(neverPassing(pou).map(({ at }) => contacts.findIndex(({ element }) => element === at)));
      for (let values = 0; values < 8; values++) {
        for (const [bit, name] of names.entries()) rig.set(`main.${name}`, ((values >> bit) & 1) === 1);
        rig.scan(values);
        for (const at of contacts.keys()) if (rig.get(`main.flow$[${at}]`) === true) passes.add(at);
      }
      for (const at of never) expect(passes.has(at), printLadder(pou)).toBe(false);
      // Whoever lets power through in no scan either is told of, or no power ever reaches it: then one before it is.
      if (passes.size < contacts.length) expect(never.size, printLadder(pou)).toBeGreaterThan(0);
      else expect(never.size).toBe(0);
    }),
    { numRuns: 150 },
  );
});
