import { expect, it } from 'vitest';
import { canBeTaken, offersOf } from '../../../../../src/workbench/program/plcopen/offers.ts';
import { longestText } from '../../../../../src/workbench/work/saving.ts';

const there = [
  { name: 'main.st', text: 'a' },
  { name: 'Valves.st', text: 'b' },
];
const offers = (...files: [string, string][]) =>
  offersOf(
    files.map(([name, text]) => ({ name, text })),
    there,
  ).map((offer) => [offer.state, offer.instead, canBeTaken(offer)]);

it('says of each file of a project what taking it would do', () => {
  expect(offers(['Pump.st', 'x'], ['main.st', 'a'], ['main.st', 'x'], ['main.ld', 'x'], ['Mixer.plcopen.xml', '<pou/>'])).toEqual(
    [
      ['new', null, true],
      ['same', 'main.st', false],
      ['replaces', 'main.st', true],
      ['stands-in', 'main.st', true],
      ['new', null, true],
    ],
  );
});

it('takes nothing that could not be saved, or that differs from another file in capital letters only', () => {
  expect(offers(['füllen.st', 'x'], ['valves.st', 'x'], ['Long.st', 'x'.repeat(longestText + 1)])).toEqual([
    ['bad-name', null, false],
    ['bad-name', 'Valves.st', false],
    ['too-long', null, false],
  ]);
});
