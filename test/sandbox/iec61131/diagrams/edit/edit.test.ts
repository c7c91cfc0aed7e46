/** Drawing the seal-in rung act by act, and that an edit leaves everything else alone. */
import { describe, expect, it } from 'vitest';
import { declare } from '#sandbox/iec61131/diagrams/edit/declare.ts';
import { boxOf, negated, newElement, textsOf, withText } from '#sandbox/iec61131/diagrams/edit/elements.ts';
import { type Direction, move } from '#sandbox/iec61131/diagrams/edit/move.ts';
import { branchBelow, insertAt, removeAt, replaceAt } from '#sandbox/iec61131/diagrams/edit/rows.ts';
import type { ElementPath, LadderElement, LadderPou } from '#sandbox/iec61131/diagrams/ladder.ts';
import { layOut } from '#sandbox/iec61131/diagrams/layout/lay-out.ts';

const contact = (operand: string): LadderElement => ({ kind: 'contact', form: 'no', operand });
const coil = (operand: string): LadderElement => ({ kind: 'coil', form: 'plain', operand });
const program = (...rungs: LadderElement[][]): LadderPou => ({
  pou: 'PROGRAM',
  name: 'main',
  declarations: '',
  networks: rungs.map((rung) => ({ rung })),
});
const sealIn = [
  { kind: 'parallel', branches: [[contact('Start')], [contact('Motor')]] },
  contact('Stop'),
  coil('Motor'),
] as LadderElement[];

describe('the seal-in rung', () => {
  const row = program([contact('Start'), contact('Stop'), coil('Motor')]);

  it('gets its branch below the start contact', () => {
    const branched = branchBelow(row, [0, 0], [0, 0], [contact('Motor')]);
    expect(branched.pou.networks[0]!.rung).toEqual(sealIn);
    expect(branched.at).toEqual([0, 0, 1, 0]);
  });
  it('gets a third branch below the second', () => {
    const { pou, at } = branchBelow(program(sealIn), [0, 0, 1, 0], [0, 0, 1, 0], [contact('Jog')]);
    expect(at).toEqual([0, 0, 2, 0]);
    expect(pou.networks[0]!.rung[0]).toMatchObject({ branches: [[{}], [{}], [{ operand: 'Jog' }]] });
  });
  it('loses its branch with the only contact in it', () =>
    expect(removeAt(program(sealIn), [[0, 0, 1, 0]]).networks[0]!.rung).toEqual(row.networks[0]!.rung));
  it('loses several elements at once, each the one that was meant', () =>
    expect(
      removeAt(row, [
        [0, 0],
        [0, 2],
      ]).networks[0]!.rung,
    ).toEqual([contact('Stop')]));
  it('gets an element in a branch', () =>
    expect(insertAt(program(sealIn), [0, 0, 0, 1], [contact('Ready')]).networks[0]!.rung[0]).toMatchObject({
      branches: [[{ operand: 'Start' }, { operand: 'Ready' }], [{}]],
    }));
  it('leaves the other networks as they are, the very same', () => {
    const both = program(sealIn, [coil('Lamp')]);
    const changed = replaceAt(both, [0, 1], contact('Halt'));
    expect(changed.networks[1]).toBe(both.networks[1]);
    expect(both.networks[0]!.rung[1]).toEqual(contact('Stop'));
  });
  it('does not change at a place that does not exist', () => expect(replaceAt(row, [0, 7], contact('X'))).toEqual(row));
});

describe('the arrows', () => {
  const pou = program(sealIn, [coil('Lamp')]);
  const go = (from: ElementPath, ...directions: Direction[]) =>
    directions.reduce((at, direction) => move(pou, (network) => layOut(pou.networks[network]!, 80), at, direction), from);

  it('go along the rung', () => {
    expect(go([0], 'right')).toEqual([0, 0, 0, 0]);
    expect(go([0], 'right', 'right')).toEqual([0, 1]);
    expect(go([0], 'right', 'right', 'right')).toEqual([0, 2]);
    expect(go([0, 2], 'right')).toEqual([0, 2]);
  });
  it('go down into the branch, and out of it to what comes after', () => {
    expect(go([0, 0, 0, 0], 'down')).toEqual([0, 0, 1, 0]);
    expect(go([0, 0, 1, 0], 'right')).toEqual([0, 1]);
  });
  it('lead to where the rung begins, and from there to other networks', () => {
    expect(go([0, 0, 0, 0], 'left')).toEqual([0]);
    expect(go([0, 0, 1, 0], 'down')).toEqual([1]);
    expect(go([1], 'up')).toEqual([0]);
    expect(go([1], 'down')).toEqual([1]);
  });
});

describe('elements', () => {
  it('become their opposite, and themselves again', () => {
    for (const what of ['no', 'rising', 'plain', 'set', 'falling-coil', 'compare'] as const) {
      expect(negated(newElement(what))).not.toEqual(newElement(what));
      expect(negated(negated(newElement(what)))).toEqual(newElement(what));
    }
  });
  it('keep their other texts when one is written', () => {
    const ton = withText(boxOf('TON', 'Delay'), 'input PT', 'T#5s');
    expect(textsOf(ton).map(({ part, text }) => [part, text])).toEqual([
      ['type', 'TON'],
      ['instance', 'Delay'],
      ['input PT', 'T#5s'],
    ]);
    expect(withText(ton, 'type', 'TOF')).toEqual({ ...ton, type: 'TOF' });
  });
  it('do not take an operator that is none', () =>
    expect(withText(newElement('compare'), 'operator', '=>')).toEqual(newElement('compare')));
});

describe('a variable declared while it is typed', () => {
  it('joins the section that there is', () =>
    expect(declare({ ...program(), declarations: 'VAR\n  A : BOOL;\nEND_VAR\n' }, 'B', 'BOOL').declarations).toBe(
      'VAR\n  A : BOOL;\n  B : BOOL;\nEND_VAR\n',
    ));
  it('gets a section where there is none', () =>
    expect(declare({ ...program(), declarations: 'VAR_INPUT\nEND_VAR' }, 'B', 'BOOL').declarations).toBe(
      'VAR_INPUT\nEND_VAR\nVAR\n  B : BOOL;\nEND_VAR\n',
    ));
});
