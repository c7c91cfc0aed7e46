import { expect, test } from 'vitest';
import { rackOf, shareOfRange, tagIn } from '../../../../src/workbench/io/rack.ts';
import { usesOf } from '../../../../src/workbench/io/uses.ts';
import type { WorkbenchTerminal } from '../../../../src/workbench/props.ts';

const terminal = (address: string): WorkbenchTerminal => ({
  signal: `plc.${address}`,
  controller: 'plc',
  name: address,
  address,
  direction: address.startsWith('%I') ? 'input' : 'output',
  wire: null,
});

test('digital terminals make modules of eight by byte, analogue ones of four in the order of their addresses', () => {
  const rack = rackOf(
    ['%QX0.1', '%IX10.0', '%IX2.7', '%IW12', '%ID4', '%IX2.0', '%QW2', '%IW20', '%IW22', '%IW24'].map(terminal),
  );
  expect(
    rack.map(({ slot, kind, byte, channels }) => [
      slot,
      kind,
      byte,
      channels.map(({ address, terminal: wired }) => (wired ? address : '-')).join(' '),
    ]),
  ).toEqual([
    [1, 'digital-input', 2, '%IX2.0 - - - - - - %IX2.7'],
    [2, 'digital-input', 10, '%IX10.0 - - - - - - -'],
    [3, 'analogue-input', 4, '%ID4 %IW12 %IW20 %IW22'],
    [4, 'analogue-input', 24, '%IW24'],
    [5, 'digital-output', 0, '- %QX0.1 - - - - - -'],
    [6, 'analogue-output', 2, '%QW2'],
  ]);
  expect(rack[0]?.channels[3]).toEqual({ number: 3, address: '%IX2.3', terminal: null });
});

test('a controller without terminals has no modules, and no address is invented', () => {
  expect(rackOf([])).toEqual([]);
  expect(rackOf([terminal('%MW2'), terminal('?')])).toEqual([]);
});

test.each([
  ['Level transmitter LT-201, raw', 'LT-201'],
  ['Start button S2', 'S2'],
  ['按钮 S1，常闭', 'S1'],
  ['Pump P-101A', 'P-101A'],
  ['Start button, normally open', null],
  ['4-20 mA', null],
])('the tag in “%s” is %s', (name, tag) => {
  expect(tagIn(name)).toBe(tag);
});

test.each([
  [-32768, 'INT', 0],
  [32767, 'INT', 1],
  [65535, 'WORD', 1],
  [0, 'BYTE', 0],
  [1e12, 'DINT', 1],
  [1, 'REAL', null],
  [1, 'LINT', null],
])('%s of %s is at %s of the range', (value, type, share) => {
  expect(shareOfRange(value, type)).toBe(share);
});

const program = `PROGRAM main
VAR
  Start AT %IX0.1 : BOOL; // %IX0.1, and not %IX0.10
  Other AT %IX0.10 : BOOL;
  (* Start
     in a comment *)
END_VAR
Motor := START AND NOT x.Start;
Restart := FALSE;
END_PROGRAM`;

test('a terminal leads to its declaration and to the lines that use the variable, not to comments and members', () => {
  expect(usesOf('%IX0.1', [{ name: 'main.st', text: program }])).toEqual([
    { file: 'main.st', line: 3, column: 12, text: 'Start AT %IX0.1 : BOOL; // %IX0.1, and not %IX0.10', kind: 'declared' },
    { file: 'main.st', line: 8, column: 10, text: 'Motor := START AND NOT x.Start;', kind: 'used' },
  ]);
  expect(usesOf('%QX0.0', [{ name: 'main.st', text: program }])).toEqual([]);
  expect(usesOf('%IX3.1', [{ name: 'a.st', text: 'x := %i3.1;' }])).toHaveLength(1);
});
