/** Copies go through any clipboard, and what is no ladder is not taken for one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copied, paste } from '#sandbox/iec61131/diagrams/edit/acts.ts';
import { clipText, readClip } from '#sandbox/iec61131/diagrams/edit/clip-text.ts';
import { printLadder } from '#sandbox/iec61131/diagrams/print-ladder.ts';
import { arbitraryLadder } from '../arbitrary-ladder.ts';

test('networks come back as they were copied, through the line ends of any system', () => {
  fc.assert(
    fc.property(arbitraryLadder({ kinds: ['PROGRAM'] }), fc.constantFrom('\n', '\r\n'), (pou, lineEnd) => {
      fc.pre(pou.networks.length > 0);
      const clip = copied(
        pou,
        pou.networks.map((_, at) => [at]),
      );
      const text = clipText(clip).replaceAll('\n', lineEnd);
      expect(readClip(text)).toEqual(clip);
    }),
    { numRuns: 60 },
  );
});

test('elements come back as elements, and are put into the row', () => {
  const program = {
    pou: 'PROGRAM' as const,
    name: 'main',
    declarations: '',
    networks: [
      {
        rung: [
          { kind: 'contact' as const, form: 'no' as const, operand: 'Start' },
          { kind: 'contact' as const, form: 'nc' as const, operand: 'Stop' },
          { kind: 'coil' as const, form: 'plain' as const, operand: 'Motor' },
        ],
      },
    ],
  };
  const clip = readClip(clipText(copied(program, [[0, 1]])));
  expect(clip).toEqual({ elements: [program.networks[0]!.rung[1]] });
  expect(paste(program, [0, 0], clip!).pou.networks[0]!.rung.map((one) => ('operand' in one ? one.operand : ''))).toEqual([
    'Start',
    'Stop',
    'Stop',
    'Motor',
  ]);
  expect(readClip(printLadder(program)), 'a whole file is its networks').toEqual({ networks: program.networks });
});

test.each(['', 'Motor := Start;', 'networks: []\n', 'networks:\n  - rung:\n      - lamp: X\n', 'program: x\nnetworks: 5\n', '{'])(
  '%j is no ladder',
  (text) => {
    expect(readClip(text)).toBeNull();
  },
);
