/** The text form: what is written is read back as it was; what cannot be read is kept and told. */
import { describe, expect, test } from 'vitest';
import type { LadderPou } from '#sandbox/iec61131/diagrams/ladder.ts';
import { printLadder } from '#sandbox/iec61131/diagrams/print-ladder.ts';
import { readLadder } from '#sandbox/iec61131/diagrams/read-ladder.ts';

const read = (text: string) => readLadder({ name: 'main.ld', text });

const everything: LadderPou = {
  pou: 'FUNCTION_BLOCK',
  name: 'Station',
  declarations: "VAR_INPUT\n  Start : BOOL; // it's: a #remark\n\n  Name : STRING := 'a: b';\nEND_VAR\n",
  networks: [
    {
      title: 'Everything: at once',
      comment: 'Two lines,\n  the second indented.',
      label: 'Again',
      rung: [
        {
          kind: 'parallel',
          branches: [
            [{ kind: 'contact', form: 'no', operand: 'Start' }],
            [],
            [
              {
                kind: 'parallel',
                branches: [
                  [{ kind: 'contact', form: 'falling', operand: 'Y' }],
                  [{ kind: 'contact', form: 'rising', operand: '%IX0.1' }],
                ],
              },
              { kind: 'compare', operator: '<>', left: '-5', right: 'a[1, 2]' },
            ],
          ],
        },
        {
          kind: 'box',
          type: 'TON',
          instance: 'T1',
          powerIn: 'IN',
          powerOut: 'Q',
          inputs: { PT: 'T#1h2m3s' },
          outputs: { ET: 'x.y' },
        },
        { kind: 'box', type: 'ADD', powerIn: 'EN', powerOut: 'ENO', inputs: { IN1: "'[text]'", IN2: '2#1010' }, outputs: {} },
        { kind: 'st', text: 'IF a THEN\n  b := 1;\nEND_IF;\n' },
        { kind: 'coil', form: 'negated', operand: '' },
        { kind: 'jump', label: 'Again' },
      ],
    },
    { rung: [] },
    { rung: [{ kind: 'return' }] },
  ],
};

describe('a ladder file', () => {
  test('everything that the model can say is written and read back', () => {
    const { pou, diagnostics } = read(printLadder(everything));
    expect(diagnostics).toEqual([]);
    expect(pou).toEqual(everything);
  });

  test('every element has a line of its own, so that a change of the drawing is a small change of the text', () => {
    expect(printLadder({ ...everything, networks: everything.networks.slice(0, 1) })).toMatchInlineSnapshot(`
      "function-block: Station
      declarations: |
        VAR_INPUT
          Start : BOOL; // it's: a #remark

          Name : STRING := 'a: b';
        END_VAR
      networks:
        - title: 'Everything: at once'
          comment: |-
            Two lines,
              the second indented.
          label: Again
          rung:
            - parallel:
                - - no: Start
                - []
                - - parallel:
                      - - falling: 'Y'
                      - - rising: '%IX0.1'
                  - compare: ['-5', '<>', 'a[1, 2]']
            - box: TON
              instance: T1
              power: [IN, Q]
              inputs: { PT: T#1h2m3s }
              outputs: { ET: x.y }
            - box: ADD
              power: [EN, ENO]
              inputs: { IN1: '''[text]''', IN2: 2#1010 }
            - st: |
                IF a THEN
                  b := 1;
                END_IF;
            - negated-coil: ''
            - jump: Again
      "
    `);
  });

  test('two networks of the same text are two networks', () => {
    const { networks } = read(printLadder({ ...everything, networks: [everything.networks[0]!, everything.networks[0]!] }));
    expect(networks[0]!.network).toEqual(networks[1]!.network);
    expect(networks[0]!.network.rung[0]).not.toBe(networks[1]!.network.rung[0]);
  });

  test('a network that was not touched is the same object when the file is read again', () => {
    const text = printLadder(everything);
    const before = read(text).networks;
    const after = read(text.replace('return: true', 'coil: Z')).networks;
    expect(after[0]!.network).toBe(before[0]!.network);
    expect(after[2]!.network).not.toBe(before[2]!.network);
  });

  test('a network that cannot be read is kept letter for letter, and the others are read', () => {
    const broken = '  - title: Odd\n    rung:\n      - lamp: X # what is this\n';
    const text = printLadder(everything).replace('  - rung: []\n', broken);
    const { pou, diagnostics } = read(text);
    expect(diagnostics.map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`)).toEqual(['LD1010 lamp: X']);
    expect(pou?.networks[1]).toEqual({ rung: [], unread: broken });
    expect(printLadder(pou!)).toBe(text);
  });

  test.each([
    ['', 'LD1002'],
    ['program: A\nnetworks: 5\n', 'LD1004'],
    ['program: A\nnetwork:\n  - rung: []\n', 'LD1003'],
    ['function: F\nnetworks: []\n', 'LD1005'],
    ['program: [A\n', 'LD1001'],
    ['program: &a A\nnetworks:\n  - rung: *a\n', 'LD'],
    ['program: A\nnetworks:\n  - 5\n', 'LD1006'],
    ['program: A\nnetworks:\n  - rung:\n      - {no: X, nc: Y}\n', 'LD1003'],
    ['program: A\nnetworks:\n  - rung:\n      - compare: [A, over, B]\n', 'LD1007'],
    ['program: A\nnetworks:\n  - rung:\n      - no: X # why\n', 'LD6001'],
  ])('%j is told', (text, code) => {
    expect(read(text).diagnostics[0]?.code).toMatch(code);
  });

  test('branches without end are refused before the stack is', () => {
    const deep = `${'parallel: [['.repeat(2000)}no: X`;
    expect(() => read(`program: A\nnetworks:\n  - rung:\n      - ${deep}\n`)).not.toThrow();
  });
});
