/** Which instances of a drawing's POU there are to be watched. */
import { expect, test } from 'vitest';
import { instancesOf } from '#sandbox/iec61131/service/instances.ts';

const press = {
  name: 'press.ld',
  text: 'function-block: Press\ndeclarations: |\n  VAR_INPUT\n    on : BOOL;\n  END_VAR\n  VAR\n    down : BOOL;\n  END_VAR\nnetworks:\n  - rung:\n      - "no": "on"\n      - coil: down\n',
};
const main = (variables: string) => ({ name: 'main.st', text: `PROGRAM main\nVAR\n${variables}\nEND_VAR\nEND_PROGRAM\n` });

test('of a program its own name', () => {
  expect(instancesOf([main('x : INT;')], 'main.st')).toEqual(['main']);
});

test('of a block its variables, in arrays and within other blocks too', () => {
  const cell = {
    name: 'cell.st',
    text: 'FUNCTION_BLOCK Cell\nVAR\n  inner : Press;\nEND_VAR\nEND_FUNCTION_BLOCK\n',
  };
  const files = [press, cell, main('left : Press;\n  cells : ARRAY [1..2] OF Cell;\n  n : INT;')];
  expect(instancesOf(files, 'press.ld')).toEqual(['main.left', 'main.cells[1].inner', 'main.cells[2].inner']);
});

test('of a block that nobody uses none, and of what is no POU none', () => {
  expect(instancesOf([press, main('n : INT;')], 'press.ld')).toEqual([]);
  expect(instancesOf([{ name: 'types.st', text: 'TYPE T : INT; END_TYPE\n' }], 'types.st')).toEqual([]);
});

test('as configured: every instance of the program under its own name', () => {
  const configuration = {
    name: 'cell.st',
    text: 'CONFIGURATION cell\nTASK fast(INTERVAL := T#10ms, PRIORITY := 1);\nPROGRAM left WITH fast : main;\nPROGRAM right WITH fast : main;\nEND_CONFIGURATION\n',
  };
  expect(instancesOf([main('n : INT;'), configuration], 'main.st')).toEqual(['left', 'right']);
});
