/**
 * Mutants of a ladder diagram: one contact, coil, branch or value is another, as a hand that slips would make it. Texts in a drawing
 * (declarations, operands, statements) are mutated as texts are.
 */
import type { SourceFile } from '../iec61131/diagnostics.ts';
import { removeAt, removeBranch, replaceAt } from '../iec61131/diagrams/edit/rows.ts';
import { applyChanges, changesTo } from '../iec61131/diagrams/edit-text.ts';
import {
  type Box,
  type CoilForm,
  type Comparison,
  type ContactForm,
  type ElementPath,
  elementsOf,
  type LadderElement,
  type LadderPou,
} from '../iec61131/diagrams/ladder.ts';
import { lineStartsOf } from '../iec61131/diagrams/origin.ts';
import { readLadder } from '../iec61131/diagrams/read-ladder.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

const contacts: Readonly<Record<ContactForm, readonly ContactForm[]>> = {
  no: ['nc'],
  nc: ['no'],
  rising: ['no', 'falling'],
  falling: ['nc', 'rising'],
};

const coils: Readonly<Record<CoilForm, readonly CoilForm[]>> = {
  plain: ['negated', 'set'],
  negated: ['plain'],
  set: ['reset', 'plain'],
  reset: ['set'],
  rising: ['plain', 'falling'],
  falling: ['rising'],
};

const comparisons: Readonly<Record<Comparison, readonly Comparison[]>> = {
  '=': ['<>'],
  '<>': ['='],
  '<': ['<=', '>'],
  '<=': ['<', '>'],
  '>': ['>=', '<'],
  '>=': ['>', '<'],
};

/** Every mutant of a drawing that can be read, network by network. */
export function mutantsOfDrawing(file: SourceFile): Mutant[] {
  const reading = readLadder(file);
  const { pou } = reading;
  if (pou === null) return [];
  const lines = lineStartsOf(file.text);
  const lineOf = (offset: number): number => lines.findLastIndex((start) => start <= offset) + 1;
  const found: Mutant[] = [];
  const add = (offset: number, what: string, next: LadderPou): void => {
    const line = lineOf(offset);
    const column = offset - (lines[line - 1] ?? 0) + 1;
    found.push({ file: file.name, line, column, what, text: applyChanges(file.text, changesTo(reading, next)) });
  };
  const { declarations } = reading;
  for (const { what, text, line } of ofText(pou.declarations, 'PROGRAM m\n', '\nEND_PROGRAM\n'))
    add(declarations?.lines[line - 2]?.start ?? declarations?.place.start ?? 0, what, { ...pou, declarations: text });
  for (const [position, { network, start }] of reading.networks.entries())
    for (const { element, path } of elementsOf(network.rung, [position]))
      for (const { what, next } of ofElement(pou, element, path)) add(start, `network ${position + 1}: ${what}`, next);
  return found;
}

interface Change {
  what: string;
  next: LadderPou;
}

function ofElement(pou: LadderPou, element: LadderElement, path: ElementPath): Change[] {
  const become = (other: LadderElement, what: string): Change => ({ what, next: replaceAt(pou, path, other) });
  const without = (what: string): Change => ({ what: `without: ${what}`, next: removeAt(pou, [path]) });
  switch (element.kind) {
    case 'contact':
      return [
        ...contacts[element.form].map((form) => become({ ...element, form }, `${element.form} ${element.operand} -> ${form}`)),
        without(`${element.form} ${element.operand}`),
      ];
    case 'coil':
      return [
        ...coils[element.form].map((form) => become({ ...element, form }, `${element.form} ${element.operand} -> ${form}`)),
        without(`${element.form} ${element.operand}`),
      ];
    case 'compare':
      return [
        ...comparisons[element.operator].map((operator) =>
          become({ ...element, operator }, `${element.left} ${element.operator} -> ${operator}`),
        ),
        ...ofValue(element.left).map(({ what, text }) => become({ ...element, left: text }, what)),
        ...ofValue(element.right).map(({ what, text }) => become({ ...element, right: text }, what)),
        without(`${element.left} ${element.operator} ${element.right}`),
      ];
    case 'parallel':
      return element.branches.map((_, branch) => ({
        what: `without: branch ${branch + 1} of ${element.branches.length}`,
        next: removeBranch(pou, path, branch),
      }));
    case 'box':
      return [...ofBox(element).map(({ what, box }) => become(box, what)), without(element.instance ?? element.type)];
    case 'st':
      return [
        ...ofText(element.text, 'PROGRAM m\n', '\nEND_PROGRAM\n').map(({ what, text }) => become({ ...element, text }, what)),
        without('statements'),
      ];
    case 'jump':
      return [without(`jump to ${element.label}`)];
    case 'return':
      return [without('return')];
  }
}

const ofBox = (box: Box): { what: string; box: Box }[] =>
  Object.entries(box.inputs).flatMap(([pin, value]) =>
    ofValue(value).map(({ what, text }) => ({ what: `${pin} ${what}`, box: { ...box, inputs: { ...box.inputs, [pin]: text } } })),
  );

const ofValue = (text: string): { what: string; text: string }[] => ofText(text, 'PROGRAM m\nx := ', ';\nEND_PROGRAM\n');

/** Mutants of a part of a program, which stands between `before` and `behind`; the line is that of the whole. */
function ofText(text: string, before: string, behind: string): { what: string; text: string; line: number }[] {
  return mutantsOf({ name: 'part.st', text: before + text + behind })
    .filter((mutant) => mutant.text.startsWith(before) && mutant.text.endsWith(behind))
    .map((mutant) => ({
      what: mutant.what,
      line: mutant.line,
      text: mutant.text.slice(before.length, mutant.text.length - behind.length),
    }));
}
