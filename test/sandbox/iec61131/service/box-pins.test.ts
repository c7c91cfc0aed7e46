import { describe, expect, it } from 'vitest';
import { boxOf, withText } from '#sandbox/iec61131/diagrams/edit/elements.ts';
import { printLadder } from '#sandbox/iec61131/diagrams/print-ladder.ts';
import { compile } from '#sandbox/iec61131/index.ts';
import { boxPins } from '#sandbox/iec61131/service/box-pins.ts';

const own = {
  name: 'own.st',
  text: `FUNCTION_BLOCK Pump
VAR_INPUT Speed : INT; Run : BOOL; Reset : BOOL; END_VAR
VAR_IN_OUT Hours : DINT; END_VAR
VAR_OUTPUT Flow : INT; Running : BOOL; END_VAR
VAR hidden : BOOL; END_VAR
Running := Run AND NOT Reset; Flow := Speed; Hours := Hours + 1; hidden := Run;
END_FUNCTION_BLOCK
FUNCTION_BLOCK Scale VAR_INPUT Raw : INT; END_VAR VAR_OUTPUT Value : REAL; END_VAR Value := TO_REAL(Raw); END_FUNCTION_BLOCK
FUNCTION Twice : INT VAR_INPUT n : INT; END_VAR VAR_OUTPUT Big : BOOL; END_VAR Twice := n * 2; Big := n > 9; END_FUNCTION
PROGRAM Other END_PROGRAM
`,
};
const pinsOf = (type: string) => boxPins([own], type);

describe('pins of a box', () => {
  it('of an own block: power takes the first BOOL on either side', () => {
    expect(pinsOf('pump')).toEqual({
      isBlock: true,
      power: ['Run', 'Running'],
      inputs: ['Speed', 'Reset', 'Hours'],
      outputs: ['Flow'],
    });
  });
  it('of an own block without BOOL: EN and ENO', () => {
    expect(pinsOf('Scale')).toEqual({ isBlock: true, power: ['EN', 'ENO'], inputs: ['Raw'], outputs: ['Value'] });
  });
  it('of functions, own and standard', () => {
    expect(pinsOf('Twice')).toEqual({ isBlock: false, power: ['EN', 'ENO'], inputs: ['n'], outputs: ['OUT', 'Big'] });
    expect(pinsOf('LIMIT')).toMatchObject({ isBlock: false, inputs: ['MN', 'IN', 'MX'], outputs: ['OUT'] });
  });
  it('of what has no box: none', () => {
    for (const name of ['Other', 'Nobody', '', '3']) expect(pinsOf(name)).toBeNull();
  });
});

describe('a box whose type becomes an own block', () => {
  const box = withText(boxOf('TON', 'Feed'), 'type', 'Pump', pinsOf('Pump'));
  it('keeps its instance, and has the block’s pins', () => {
    expect(box).toMatchObject({
      instance: 'Feed',
      powerIn: 'Run',
      inputs: { Speed: '', Reset: '', Hours: '' },
      outputs: { Flow: '' },
    });
  });
  it('runs, and an output that nothing is wired to is left open', () => {
    const filled = ['input Speed=3', 'input Reset=FALSE', 'input Hours=Hours'].reduce((one, text) => {
      const [part = '', value = ''] = text.split('=');
      return withText(one, part, value);
    }, box);
    const declarations = 'VAR\n  Start, Out : BOOL; Feed : Pump; Hours : DINT;\nEND_VAR';
    const text = printLadder({
      pou: 'PROGRAM',
      name: 'main',
      declarations,
      networks: [
        { rung: [{ kind: 'contact', form: 'no', operand: 'Start' }, filled, { kind: 'coil', form: 'plain', operand: 'Out' }] },
      ],
    });
    const { program, diagnostics } = compile([own, { name: 'main.ld', text }]);
    expect(diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
    expect(program).not.toBeNull();
  });
});
