/** Globals of equal names in several resources: IEC 61131-3, 6.8.1. */
import { describe, expect, test } from 'vitest';
import { start } from '../running-program.ts';

const programs = `PROGRAM One VAR_EXTERNAL g : INT; END_VAR g := g + 1; END_PROGRAM
PROGRAM Two VAR_EXTERNAL g : INT; END_VAR VAR_INPUT in : INT; END_VAR g := g + in; END_PROGRAM\n`;
const plant = (inB: string, globals = 'g : INT := 20; step : INT := 5;', after = ''): string =>
  `${programs}CONFIGURATION Plant
   RESOURCE A ON plc VAR_GLOBAL g : INT := 10; END_VAR TASK t(INTERVAL := T#1ms, PRIORITY := 1); PROGRAM p WITH t : One; END_RESOURCE
   RESOURCE B ON plc VAR_GLOBAL ${globals} END_VAR TASK t(INTERVAL := T#1ms, PRIORITY := 2); ${inB} END_RESOURCE ${after}
   END_CONFIGURATION`;

describe('globals of equal names in two resources', () => {
  test('are two, and each program sees its own', () => {
    const running = start(plant('PROGRAM q WITH t : Two(in := step);'));
    running.scan(0, 0);
    running.scan(0, 1);
    expect([running.get('A.g'), running.get('B.g'), running.get('step')]).toEqual([11, 25, 5]);
  });
  test('are seen by a program that runs in both, and by what connects it', () => {
    const running = start(plant('PROGRAM q WITH t : One; PROGRAM r WITH t : Two(in := g);'));
    running.scan(0, 1);
    expect([running.get('A.g'), running.get('B.g')]).toEqual([10, 42]);
    running.scan(0, 0);
    expect([running.get('A.g'), running.get('B.g')]).toEqual([11, 42]);
  });
  test('leave a program that runs in both its VAR_ACCESS and its actions', () => {
    const both = `PROGRAM Both VAR_EXTERNAL g : INT; END_VAR VAR c : (Red, Green) := Green; n : INT; END_VAR VAR_ACCESS count : n : INT; END_VAR
      ACTION Go: g := g + 1; END_ACTION IF c = Green THEN Go(); c := Red; END_IF; n := g; END_PROGRAM\n`;
    const running = start(
      both +
        plant('PROGRAM q WITH t : Both; PROGRAM r WITH t : Two;')
          .replace('WITH t : One', 'WITH t : Both')
          .replace(/PROGRAM One.*/, ''),
    );
    running.scan(0, 0);
    running.scan(0, 1);
    expect([running.get('p.count'), running.get('q.count')]).toEqual([11, 21]);
  });
  test('are named by their resource in VAR_ACCESS', () => {
    const running = start(
      plant('PROGRAM r WITH t : Two;', 'g : INT := 20;', 'VAR_ACCESS a : A.g : INT; b : B.g : INT READ_WRITE; END_VAR'),
    );
    expect([running.get('a'), running.get('b')]).toEqual([10, 20]);
  });
  test('cannot be used by a block, nor twice in one resource', () => {
    const block = 'FUNCTION_BLOCK F VAR_EXTERNAL g : INT; END_VAR g := 1; END_FUNCTION_BLOCK\n';
    expect(() => start(block + plant('PROGRAM r WITH t : Two;'))).toThrow(
      'ST5020 F uses the global `g`, and there are `A.g`, `B.g`: each resource has its own',
    );
    expect(() => start(plant('PROGRAM r WITH t : Two;', 'g, g : INT;'))).toThrow('ST2052');
  });
});
