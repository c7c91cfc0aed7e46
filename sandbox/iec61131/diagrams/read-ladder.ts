/**
 * A ladder file to its model. Any text gives one, without throwing: a network that cannot be read is kept as text (`unread`), and told.
 * Networks are read one by one and remembered by their text, so that an edit costs the network it touches.
 */
import { isNode, type Node, parseDocument } from 'yaml';
import { type DiagnosticCode, diagnose, type MessageValue } from '../diagnostic-catalogue.ts';
import type { Diagnostic, SourceFile } from '../diagnostics.ts';
import { rangeOfOffsets } from '../syntax/tokens.ts';
import type { LadderNetwork, LadderPou } from './ladder.ts';
import { type FilePlace, lineStartsOf } from './origin.ts';
import { type NetworkReading, readNetwork } from './read-network.ts';
import { entriesOf, type PlacedText, placeOf, textOf } from './yaml-nodes.ts';

/** A network with where it stands: `places` counts from `start`. */
export interface PlacedNetwork extends FilePlace {
  network: LadderNetwork;
  places: NetworkReading['places'];
}

export interface LadderReading {
  file: SourceFile;
  /** `null` where the file does not say which POU it holds. */
  pou: LadderPou | null;
  /** Of the networks, in order. */
  networks: readonly PlacedNetwork[];
  name: PlacedText | null;
  result: PlacedText | null;
  declarations: PlacedText | null;
  /** Value of `networks`, where there is one. */
  list: FilePlace | null;
  diagnostics: Diagnostic[];
}

/** Such a file is read whole; a program of ten thousand rungs has half of this. */
const LONGEST = 4_000_000;

const kinds = { program: 'PROGRAM', 'function-block': 'FUNCTION_BLOCK', function: 'FUNCTION' } as const;
const keys: readonly string[] = [...Object.keys(kinds), 'result', 'declarations', 'networks'];

/** Readings of networks by their text, of the file that was read last. */
let remembered = new Map<string, NetworkReading>();

export function readLadder(file: SourceFile): LadderReading {
  const { text } = file;
  const lineStarts = lineStartsOf(text);
  const reading: LadderReading = {
    file,
    pou: null,
    networks: [],
    name: null,
    result: null,
    declarations: null,
    list: null,
    diagnostics: [],
  };
  const report = (code: DiagnosticCode, { start, end }: FilePlace, values: Record<string, MessageValue> = {}): void => {
    reading.diagnostics.push(diagnose(code, rangeOfOffsets(file, lineStarts, start, Math.min(end, text.length)), values));
  };
  if (text.length > LONGEST) {
    report('LD1001', { start: 0, end: 0 }, { reason: tooLong(text.length) });
    return reading;
  }
  const { head, items, list } = split(text);
  reading.list = list;
  const document = parseDocument(head, { prettyErrors: false, logLevel: 'error', merge: false });
  const [broken] = document.errors;
  if (broken !== undefined) {
    report('LD1001', { start: broken.pos[0], end: broken.pos[1] }, { reason: broken.message });
    return reading;
  }
  const entries = entriesOf(document.contents as Node | null, 0);
  if (entries === null) {
    report('LD1002', { start: 0, end: lineStarts[1] ?? text.length });
    return reading;
  }
  let pou: keyof typeof kinds | null = null;
  for (const { key, keyPlace, value } of entries) {
    if (!keys.includes(key)) report('LD1003', keyPlace, { key, keys: keys.join(', ') });
    else if (key in kinds) {
      pou = key as keyof typeof kinds;
      reading.name = textOf(value, head, 0);
    } else if (key === 'result') reading.result = textOf(value, head, 0);
    else if (key === 'declarations') reading.declarations = textOf(value, head, 0);
    else if (list === null) report('LD1004', isNode(value) ? placeOf(value, 0) : keyPlace);
  }
  const known = new Map<string, NetworkReading>();
  reading.networks = items.map(({ start, end }) => {
    const slice = text.slice(start, end);
    // A network that stands twice is two networks: identity tells them and their elements apart.
    const read = known.has(slice) ? readNetwork(slice) : (remembered.get(slice) ?? readNetwork(slice));
    known.set(slice, read);
    for (const { code, place, values } of read.problems)
      report(code, { start: start + place.start, end: start + place.end }, values);
    return { network: read.network, places: read.places, start, end };
  });
  remembered = known;
  if (pou === null || reading.name === null || reading.name.value.trim() === '') {
    report('LD1002', { start: 0, end: lineStarts[1] ?? text.length });
    return reading;
  }
  if (pou === 'function' && reading.result === null) report('LD1005', reading.name.place, { name: reading.name.value });
  reading.pou = {
    pou: kinds[pou],
    name: reading.name.value,
    ...(pou === 'function' ? { result: reading.result?.value ?? '' } : {}),
    declarations: reading.declarations?.value ?? '',
    networks: reading.networks.map(({ network }) => network),
  };
  return reading;
}

const tooLong = (length: number): MessageValue => ({
  en: `it has ${length} characters, and at most ${LONGEST} are read`,
  'zh-CN': `共有 ${length} 个字符，最多读取 ${LONGEST} 个`,
});

/**
 * The list of networks taken out of the text, item by item; the head is the rest, with line breaks in the list's place, so that offsets
 * in it are those of the file.
 */
function split(text: string): { head: string; items: FilePlace[]; list: FilePlace | null } {
  const key = /^networks:[ \t]*(?:#.*)?(?:\r?\n|$)/m.exec(text);
  if (key === null) {
    const empty = /^networks:[ \t]*(\[[ \t]*\])/m.exec(text);
    if (empty === null) return { head: text, items: [], list: null };
    const start = empty.index + empty[0].length - empty[1]!.length;
    return { head: text, items: [], list: { start, end: start + empty[1]!.length } };
  }
  const start = key.index + key[0].length;
  const next = /^[^\s#-]/m.exec(text.slice(start));
  const end = next === null ? text.length : start + next.index;
  const region = text.slice(start, end);
  const first = /^([ \t]*)- /m.exec(region);
  const items: FilePlace[] = [];
  if (first !== null) {
    const begins = new RegExp(`^${first[1]}- `, 'gm');
    for (let found = begins.exec(region); found !== null; found = begins.exec(region))
      items.push({ start: start + found.index, end });
    for (let i = 0; i + 1 < items.length; i++) items[i]!.end = items[i + 1]!.start;
  }
  return { head: text.slice(0, start) + '\n'.repeat(end - start) + text.slice(end), items, list: { start, end } };
}
