/** What is drawn and what runs, network by network. */
import { expect, test } from 'vitest';
import type { LadderNetwork } from '#sandbox/iec61131/diagrams/ladder.ts';
import { sameNetworks } from '../../../../../src/workbench/program/ladder/same-networks.ts';

const network = (operand: string, title?: string): LadderNetwork => ({
  ...(title === undefined ? {} : { title }),
  rung: [{ kind: 'contact', form: 'no', operand }],
});

test('a network put in before the others moves them, and is live itself only after a download', () => {
  expect(sameNetworks([network('New'), network('A'), network('B')], [network('A'), network('B')])).toEqual([undefined, 0, 1]);
});

test('a title is no change, a contact is', () => {
  expect(sameNetworks([network('A', 'Seal-in'), network('C')], [network('A'), network('B')])).toEqual([0, undefined]);
});

test('of networks that are alike the first is the first, and no two are the same one', () => {
  expect(sameNetworks([network('A'), network('A'), network('A')], [network('A'), network('A')])).toEqual([0, 1, undefined]);
});
