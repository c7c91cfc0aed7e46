/** One network of a ladder file: its text to its model, with the place of every element and operand, counted from the text's start. */
import { type Node, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { DiagnosticCode, MessageValue } from '../diagnostic-catalogue.ts';
import type { LadderElement, LadderNetwork, Series } from './ladder.ts';
import { elementForms } from './ladder-schema.ts';
import type { FilePlace } from './origin.ts';
import { endOf, entriesOf, itemsOf, type PlacedEntry, type PlacedText, placeOf, textOf } from './yaml-nodes.ts';

/** Where an element stands, and its texts by their key: `no`, `left`, `inputs.PT`. */
export interface ElementPlace {
  whole: FilePlace;
  texts: ReadonlyMap<string, PlacedText>;
}

export interface NetworkReading {
  network: LadderNetwork;
  places: ReadonlyMap<LadderElement, ElementPlace>;
  problems: { code: DiagnosticCode; place: FilePlace; values: Record<string, MessageValue> }[];
}

const elementKeys = [...Object.keys(elementForms), 'parallel'];
const networkKeys = ['title', 'comment', 'label', 'rung'];
/** Branches in branches: beyond any drawing, and far below the stack. */
const DEEPEST = 40;

class Unreadable extends Error {}

export function readNetwork(text: string): NetworkReading {
  const places = new Map<LadderElement, ElementPlace>();
  const problems: NetworkReading['problems'] = [];
  const whole = { start: text.search(/\S/), end: text.trimEnd().length };
  const refuse = (code: DiagnosticCode, place: FilePlace, values: Record<string, MessageValue> = {}): never => {
    problems.push({ code, place, values });
    throw new Unreadable();
  };
  try {
    const document = parseDocument(text, { prettyErrors: false, logLevel: 'error', merge: false });
    const [broken] = document.errors;
    if (broken !== undefined) refuse('LD1001', { start: broken.pos[0], end: broken.pos[1] }, { reason: broken.message });
    const entries = entriesOf(itemsOf(document.contents as Node | null)?.[0] ?? null, 0) ?? refuse('LD1006', whole);
    const network: { -readonly [key in keyof LadderNetwork]: LadderNetwork[key] } = { rung: [] };
    for (const { key, keyPlace, value } of entries) {
      if (key === 'rung') network.rung = readSeries(value, keyPlace, 0);
      else if (key === 'title' || key === 'comment' || key === 'label') {
        const read = textOf(value, text, 0) ?? refuse('LD1007', keyPlace, { key });
        if (read.value !== '') network[key] = read.value.trimEnd();
      } else refuse('LD1003', keyPlace, { key, keys: networkKeys.join(', ') });
    }
    const remark = firstRemark(document);
    if (remark !== null) problems.push({ code: 'LD6001', place: whole, values: { remark } });
    return { network, places, problems };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { network: { rung: [], unread: text }, places: new Map(), problems };
  }

  function readSeries(node: Node | null, above: FilePlace, depth: number): Series {
    if (depth > DEEPEST) refuse('LD1008', above, { limit: DEEPEST });
    const items = itemsOf(node) ?? refuse('LD1009', node === null ? above : placeOf(node, 0));
    return items.map((item) => readElement(item, depth));
  }

  function readElement(node: Node, depth: number): LadderElement {
    const { start } = placeOf(node, 0);
    const place = { start, end: start + text.slice(start, endOf(node)).trimEnd().length };
    const entries = entriesOf(node, 0) ?? refuse('LD1009', place);
    const kind = entries.find(({ key }) => elementKeys.includes(key));
    if (kind === undefined) return refuse('LD1010', place, { found: entries[0]?.key ?? '', keys: elementKeys.join(', ') });
    const read = { whole: place };
    if (kind.key === 'parallel') {
      if (entries.length > 1) refuse('LD1003', entries.find((entry) => entry !== kind)!.keyPlace, { key: 'parallel', keys: '' });
      const branches = itemsOf(kind.value) ?? refuse('LD1009', kind.keyPlace);
      if (branches.length < 2) refuse('LD1011', kind.keyPlace);
      const element: LadderElement = {
        kind: 'parallel',
        branches: branches.map((branch) => readSeries(branch, kind.keyPlace, depth + 1)),
      };
      places.set(element, { ...read, texts: new Map() });
      return element;
    }
    const texts = new Map<string, PlacedText>();
    const data = plain(entries, texts);
    const form = elementForms[kind.key as keyof typeof elementForms];
    const checked = (form as z.ZodType<Record<string, unknown>>).safeParse(data);
    if (!checked.success) {
      const [issue] = checked.error.issues;
      const key = issue?.code === 'unrecognized_keys' ? issue.keys[0]! : String(issue?.path[0] ?? kind.key);
      const at = entries.find((entry) => entry.key === key)?.keyPlace ?? place;
      return issue?.code === 'unrecognized_keys'
        ? refuse('LD1003', at, { key, keys: Object.keys(form.shape).join(', ') })
        : refuse('LD1007', at, { key });
    }
    const element = elementOf(kind.key as keyof typeof elementForms, checked.data);
    places.set(element, { ...read, texts });
    return element;
  }

  /**
   * Plain data for the schema; the places of its texts by key: `inputs.PT` for what is one level down, `inputs.PT#` for its name,
   * `compare.0` in a list.
   */
  function plain(entries: readonly PlacedEntry[], texts: Map<string, PlacedText>, above = ''): Record<string, unknown> {
    const data: Record<string, unknown> = {};
    const one = (value: Node | null, key: string): unknown => {
      const read = textOf(value, text, 0);
      if (read !== null) texts.set(key, read);
      return read?.value;
    };
    for (const { key, keyPlace, value } of entries) {
      if (above !== '') texts.set(`${above}${key}#`, { value: key, place: keyPlace, lines: [keyPlace] });
      const list = itemsOf(value);
      const map = above === '' ? entriesOf(value, 0) : null;
      if (list !== null) data[key] = list.map((item, i) => one(item, `${key}.${i}`));
      else if (map !== null) data[key] = plain(map, texts, `${key}.`);
      else data[key] = one(value, `${above}${key}`);
    }
    return data;
  }
}

type Forms = typeof elementForms;

function elementOf(kind: keyof Forms, data: Record<string, unknown>): LadderElement {
  const text = (key: string) => data[key] as string;
  switch (kind) {
    case 'no':
    case 'nc':
    case 'rising':
    case 'falling':
      return { kind: 'contact', form: kind, operand: text(kind) };
    case 'coil':
      return { kind: 'coil', form: 'plain', operand: text(kind) };
    case 'set':
    case 'reset':
      return { kind: 'coil', form: kind, operand: text(kind) };
    case 'negated-coil':
      return { kind: 'coil', form: 'negated', operand: text(kind) };
    case 'rising-coil':
      return { kind: 'coil', form: 'rising', operand: text(kind) };
    case 'falling-coil':
      return { kind: 'coil', form: 'falling', operand: text(kind) };
    case 'compare': {
      const [left, operator, right] = data.compare as z.infer<Forms['compare']>['compare'];
      return { kind: 'compare', left, operator, right };
    }
    case 'box': {
      const { box, instance, power, inputs = {}, outputs = {} } = data as z.infer<Forms['box']>;
      const [powerIn, powerOut] = power;
      return { kind: 'box', type: box, ...(instance === undefined ? {} : { instance }), powerIn, powerOut, inputs, outputs };
    }
    case 'st':
      return { kind: 'st', text: text('st') };
    case 'jump':
      return { kind: 'jump', label: text('jump') };
    case 'return':
      return { kind: 'return' };
  }
}

/** A comment of YAML's own: the model has no place for it. */
function firstRemark(document: ReturnType<typeof parseDocument>): string | null {
  let found: string | null = document.comment ?? document.commentBefore ?? null;
  visit(document, {
    Node(_, node) {
      found ??= node.comment ?? node.commentBefore ?? null;
      return found === null ? undefined : visit.BREAK;
    },
  });
  return found === null ? null : (found as string).trim().slice(0, 40);
}
