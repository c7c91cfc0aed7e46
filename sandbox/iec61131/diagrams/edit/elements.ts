/** New elements, elements turned into their opposite, and the texts in them by name. */
import type { Box, Coil, CompareContact, Contact, LadderElement } from '../ladder.ts';

/** What a palette has: forms of contacts and coils, and the rest. */
export const NEW_ELEMENTS = [
  'no',
  'nc',
  'rising',
  'falling',
  'compare',
  'plain',
  'negated',
  'set',
  'reset',
  'rising-coil',
  'falling-coil',
  'box',
  'jump',
  'return',
  'st',
] as const;
export type NewElement = (typeof NEW_ELEMENTS)[number];

export function newElement(what: NewElement): LadderElement {
  switch (what) {
    case 'no':
    case 'nc':
    case 'rising':
    case 'falling':
      return { kind: 'contact', form: what, operand: '' };
    case 'plain':
    case 'negated':
    case 'set':
    case 'reset':
      return { kind: 'coil', form: what, operand: '' };
    case 'rising-coil':
    case 'falling-coil':
      return { kind: 'coil', form: what === 'rising-coil' ? 'rising' : 'falling', operand: '' };
    case 'compare':
      return { kind: 'compare', operator: '>=', left: '', right: '' };
    case 'box':
      return boxOf('TON', 'Timer');
    case 'jump':
      return { kind: 'jump', label: '' };
    case 'return':
      return { kind: 'return' };
    case 'st':
      return { kind: 'st', text: '' };
  }
}

interface Pins {
  power: readonly [string, string];
  inputs: readonly string[];
}

/** Pins of what is no standard block: known to whoever knows the program (`service/box-pins.ts`). */
export interface BoxPins extends Pins {
  /** It has instances. */
  isBlock: boolean;
  outputs: readonly string[];
}

/** Standard function blocks (tables 43 to 46): the power's pins, and inputs that want a value. */
const blocks: Readonly<Record<string, Pins>> = {
  TON: { power: ['IN', 'Q'], inputs: ['PT'] },
  TOF: { power: ['IN', 'Q'], inputs: ['PT'] },
  TP: { power: ['IN', 'Q'], inputs: ['PT'] },
  CTU: { power: ['CU', 'Q'], inputs: ['R', 'PV'] },
  CTD: { power: ['CD', 'Q'], inputs: ['LD', 'PV'] },
  CTUD: { power: ['CU', 'QU'], inputs: ['CD', 'R', 'LD', 'PV'] },
  SR: { power: ['S1', 'Q1'], inputs: ['R'] },
  RS: { power: ['S', 'Q1'], inputs: ['R1'] },
  R_TRIG: { power: ['CLK', 'Q'], inputs: [] },
  F_TRIG: { power: ['CLK', 'Q'], inputs: [] },
};

/**
 * A box of a type: of a standard function block with the pins that want something, of anything else with those that are given, and of what
 * nobody knows as of a function with two inputs. What the box had stays where names match.
 */
export function boxOf(type: string, instance: string, before?: Box, pins: BoxPins | null = null): Box {
  const standard = blocks[type.trim().toUpperCase()];
  const known = standard ? { ...standard, isBlock: true, outputs: [] } : (pins ?? unknown);
  const filled = (names: readonly string[], had: Readonly<Record<string, string>> | undefined) =>
    Object.fromEntries(names.map((name) => [name, had?.[name] ?? '']));
  const [powerIn, powerOut] = known.power;
  const inputs = filled(known.inputs, before?.inputs);
  const outputs = filled(known.outputs, before?.outputs);
  return { kind: 'box', type, ...(known.isBlock ? { instance } : {}), powerIn, powerOut, inputs, outputs };
}

const unknown: BoxPins = { isBlock: false, power: ['EN', 'ENO'], inputs: ['IN1', 'IN2'], outputs: ['OUT'] };

const opposites = {
  contact: { no: 'nc', nc: 'no', rising: 'falling', falling: 'rising' },
  coil: { plain: 'negated', negated: 'plain', set: 'reset', reset: 'set', rising: 'falling', falling: 'rising' },
  compare: { '=': '<>', '<>': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' },
} as const satisfies {
  contact: Record<Contact['form'], Contact['form']>;
  coil: Record<Coil['form'], Coil['form']>;
  compare: Record<CompareContact['operator'], CompareContact['operator']>;
};

/** The opposite; an element that has none stays. */
export function negated(element: LadderElement): LadderElement {
  if (element.kind === 'contact') return { ...element, form: opposites.contact[element.form] };
  if (element.kind === 'coil') return { ...element, form: opposites.coil[element.form] };
  if (element.kind === 'compare') return { ...element, operator: opposites.compare[element.operator] };
  return element;
}

/** Texts of an element in the order in which they are asked for. */
export function textsOf(element: LadderElement): { part: string; text: string }[] {
  switch (element.kind) {
    case 'contact':
    case 'coil':
      return [{ part: 'operand', text: element.operand }];
    case 'compare':
      return [
        { part: 'left', text: element.left },
        { part: 'operator', text: element.operator },
        { part: 'right', text: element.right },
      ];
    case 'box':
      return [
        { part: 'type', text: element.type },
        ...(element.instance === undefined ? [] : [{ part: 'instance', text: element.instance }]),
        ...Object.entries(element.inputs).map(([name, text]) => ({ part: `input ${name}`, text })),
        ...Object.entries(element.outputs).map(([name, text]) => ({ part: `output ${name}`, text })),
      ];
    case 'st':
      return [{ part: 'text', text: element.text }];
    case 'jump':
      return [{ part: 'label', text: element.label }];
    case 'return':
    case 'parallel':
      return [];
  }
}

/** The element with another text in it; an unknown part, or an operator that is none, changes nothing. `pins`: of a box whose type it is. */
export function withText(element: LadderElement, part: string, text: string, pins: BoxPins | null = null): LadderElement {
  switch (element.kind) {
    case 'contact':
    case 'coil':
      return { ...element, operand: text };
    case 'compare': {
      if (part !== 'operator') return part === 'left' ? { ...element, left: text } : { ...element, right: text };
      const operator = text.trim();
      return operator in opposites.compare ? { ...element, operator: operator as CompareContact['operator'] } : element;
    }
    case 'box':
      return withTextInBox(element, part, text, pins);
    case 'st':
      return { ...element, text };
    case 'jump':
      return { ...element, label: text };
    case 'return':
    case 'parallel':
      return element;
  }
}

function withTextInBox(box: Box, part: string, text: string, pins: BoxPins | null): Box {
  if (part === 'type')
    return text.trim().toUpperCase() === box.type.toUpperCase() || text.trim() === ''
      ? box
      : boxOf(text.trim(), box.instance ?? '', box, pins);
  if (part === 'instance') return { ...box, instance: text };
  const [side, name = ''] = part.split(' ');
  if (side === 'input') return { ...box, inputs: { ...box.inputs, [name]: text } };
  return { ...box, outputs: { ...box.outputs, [name]: text } };
}
