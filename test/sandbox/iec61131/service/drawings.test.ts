/** The language service over texts and drawings together: one name, wherever it stands. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printLadder } from '#sandbox/iec61131/diagrams/print-ladder.ts';
import { compile } from '#sandbox/iec61131/index.ts';
import { hover } from '#sandbox/iec61131/service/hover.ts';
import { definition, references } from '#sandbox/iec61131/service/navigate.ts';
import { rename, renameable } from '#sandbox/iec61131/service/rename.ts';
import { applyEdits } from '#sandbox/iec61131/syntax/format.ts';
import { arbitraryLadder } from '../diagrams/arbitrary-ladder.ts';

interface File {
  name: string;
  text: string;
}

const block = {
  name: 'starter.st',
  text: `VAR_GLOBAL Alarm : BOOL; END_VAR
FUNCTION_BLOCK Starter
VAR_INPUT Go : BOOL; Halt : BOOL; END_VAR
VAR_OUTPUT Runs : BOOL; Starts : INT; END_VAR
Runs := Go AND NOT Halt; IF Runs THEN Starts := Starts + 1; END_IF;
END_FUNCTION_BLOCK
`,
};
const drawing = {
  name: 'main.ld',
  text: `program: main
declarations: |
  VAR_EXTERNAL Alarm : BOOL; END_VAR
  VAR
    Begin AT %IX0.0 : BOOL; // the green button
    End AT %IX0.1 : BOOL;
    drive : Starter;
    count : INT;
  END_VAR
networks:
  - title: Begin is said here, too
    rung:
      - rising: Begin
      - box: Starter
        instance: drive
        power: [Go, Runs]
        inputs: { Halt: End OR Alarm }
        outputs: { Starts: count }
      - set: Alarm
      - st: IF Begin THEN count := 0; END_IF;
`,
};
const files = [block, drawing];
const at = (file: File, text: string, shift = 0) => file.text.indexOf(text) + shift;

function renamed(file: File, offset: number, name: string, all: readonly File[] = files): string[] {
  const answer = rename(all, file.name, offset, name);
  if ('refused' in answer) return [`refused: ${answer.refused.en}`];
  return all.map(({ name: one, text }) =>
    applyEdits(
      text,
      answer.edits.filter((edit) => edit.file === one),
    ),
  );
}
const errors = (texts: readonly string[]) =>
  compile(files.map(({ name }, i) => ({ name, text: texts[i]! }))).diagnostics.filter(({ severity }) => severity === 'error');

describe('a name in texts and drawings', () => {
  it('is found in both, an element once, though it becomes several statements', () => {
    const all = references(files, 'main.ld', at(drawing, 'rising: Begin', 9));
    expect(all.map(({ file, start, end }) => [file, drawing.text.slice(start, end)])).toEqual([
      ['main.ld', 'Begin'],
      ['main.ld', 'Begin'],
      ['main.ld', 'Begin'],
    ]);
    expect(references(files, 'starter.st', at(block, 'Alarm')).map(({ file }) => file)).toEqual([
      ...['main.ld', 'main.ld', 'main.ld'],
      'starter.st',
    ]);
  });
  it('leads from an element to its declaration, and says what it is', () => {
    const start = at(drawing, 'Begin AT');
    expect(definition(files, 'main.ld', at(drawing, 'rising: Begin', 9))).toEqual({ file: 'main.ld', start, end: start + 5 });
    expect(definition(files, 'main.ld', at(drawing, 'box: Starter', 6))).toMatchObject({ file: 'starter.st' });
    const told = hover(files, 'main.ld', at(drawing, 'rising: Begin', 9));
    expect(told).toMatchObject({ start: at(drawing, 'rising: Begin', 8), code: 'Begin AT %IX0.0 : BOOL' });
    expect(told?.texts[0]?.en).toBe('the green button');
  });
  it('is nothing where the drawing has words of its own', () => {
    expect(renameable(files, 'main.ld', at(drawing, 'rising', 2))).toBeNull();
    expect(references(files, 'main.ld', at(drawing, 'title: Begin', 8))).toEqual([]);
  });
});

describe('a new name', () => {
  it('is written at every element, in statements and declarations, and not in titles', () => {
    const texts = renamed(drawing, at(drawing, 'rising: Begin', 9), 'Green');
    expect(texts[1]).toBe(
      drawing.text.replace('Begin AT', 'Green AT').replace('rising: Begin', 'rising: Green').replace('IF Begin', 'IF Green'),
    );
    expect(errors(texts)).toEqual([]);
  });
  it('of a block’s input is written at the pins of its boxes', () => {
    for (const [from, to] of [
      ['Halt', 'Off'],
      ['Go', 'On'],
      ['Runs', 'Turning'],
      ['Starts', 'Times'],
      ['Starter', 'Contactor'],
    ] as const) {
      const texts = renamed(block, at(block, `${from}`), to);
      expect(texts[1]).toBe(drawing.text.replace(new RegExp(`\\b${from}\\b`, 'g'), to));
      expect(errors(texts)).toEqual([]);
    }
  });
  it('is refused where another thing in the drawing has it, with the network', () => {
    expect(renamed(block, at(block, 'Alarm'), 'count').join()).toMatch(/^refused: /);
    expect(renamed(drawing, at(drawing, 'rising: Begin', 9), 'End').join()).toMatch(/^refused: /);
  });
  it('is refused where the drawing spells the name with an escape', () => {
    const escaped = { ...drawing, text: drawing.text.replace('- set: Alarm', '- set: "\\x41larm"') };
    expect(renamed(block, at(block, 'Alarm'), 'Horn', [block, escaped])).toEqual([
      'refused: `Alarm` in network 1 of main.ld is not written letter for letter, so that it cannot be renamed. Write it there by hand first.',
    ]);
  });
  it('in any drawing changes the name and nothing else', () => {
    fc.assert(
      fc.property(arbitraryLadder({ kinds: ['PROGRAM'], networks: 3 }), (pou) => {
        const text = printLadder(pou);
        const before = compile([{ name: 'main.ld', text }]);
        fc.pre(before.program !== null);
        const declared = /\bmotor\b/.exec(text);
        fc.pre(declared !== null);
        const answer = rename([{ name: 'main.ld', text }], 'main.ld', declared.index, 'a_longer_name');
        if ('refused' in answer) throw new Error(answer.refused.en);
        const after = applyEdits(text, answer.edits);
        expect(after.replaceAll('a_longer_name', 'motor')).toBe(text);
        expect(compile([{ name: 'main.ld', text: after }]).program).not.toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});
