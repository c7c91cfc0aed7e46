/**
 * Where in a file of YAML a cursor stands: which map it would add a key to, or which value it would write. The text is half written
 * there, so a mark is put in its place, and the tree is asked where the mark went.
 */
import { isMap, isPair, isScalar, isSeq, type Node, parseDocument, visit } from 'yaml';

export type YamlPath = readonly (string | number)[];

export interface YamlPlace {
  kind: 'key' | 'value';
  /** Of the map that the key is one of; or of the value. */
  path: YamlPath;
  /** What is replaced, as offsets in the text: on the line of the cursor. */
  from: number;
  to: number;
  /** What of it stands before the cursor. */
  typed: string;
  /** Between brackets: `{ host: meter }`. */
  flow: boolean;
  /** Keys that the map has already. */
  taken: readonly string[];
  /** A colon follows: only the key's name is to be written. */
  colon: boolean;
  /** The whole file as data, as far as it can be read; the mark is nowhere in it. */
  data: unknown;
}

const mark = '__cursor__';

/** `null` in a comment, and where nothing can be said. */
export function placeAt(text: string, offset: number): YamlPlace | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = endOfLine(text, offset);
  const spot = spotOf(text.slice(start, offset), text.slice(offset, end));
  if (spot === null) return null;
  const { kind, flow, typed, rest, colon } = spot;
  const [from, to] = [offset - typed.length, offset + rest];
  const written = kind === 'key' && !colon ? `${mark}: 0` : mark;
  const probe = text.slice(0, from) + written + text.slice(to);
  const found = findMark(probe);
  if (found === null) return null;
  const { path, isKey, taken, data } = found;
  // A line of a list may begin a map or be a value itself: what the tree made of it counts.
  return { kind: isKey ? 'key' : 'value', path, from, to, typed, flow, taken, colon, data };
}

interface Spot {
  kind: 'key' | 'value';
  flow: boolean;
  typed: string;
  /** Characters behind the cursor that belong to the word. */
  rest: number;
  colon: boolean;
}

function spotOf(before: string, after: string): Spot | null {
  const segment = segmentOf(before);
  if (segment === null) return null;
  const { text, bracket } = segment;
  const flow = bracket !== null;
  const body = flow ? text.trimStart() : text.replace(/^\s*(?:-\s+)*/, '').replace(/^-$/, '');
  const pair = /^(?:"[^"]*"|'[^']*'|[^\s:"'][^:]*?)\s*:\s+(.*)$/.exec(body);
  if (pair || bracket === '[') {
    const typed = pair?.[1] ?? body;
    const rest = (flow ? /^[^,}\]#]*/ : /^(?:(?! #).)*/).exec(after)?.[0].trimEnd().length ?? 0;
    return { kind: 'value', flow, typed, rest, colon: false };
  }
  if (/\s/.test(body.trimEnd())) return null;
  const rest = /^[\w-]*/.exec(after)?.[0] ?? '';
  const colon = /^\s*:/.test(after.slice(rest.length));
  return { kind: 'key', flow, typed: body, rest: rest.length, colon };
}

/** The part of a line that the cursor is in: behind the last open bracket or comma. `null`: in a comment. */
function segmentOf(before: string): { text: string; bracket: '{' | '[' | null } | null {
  const open: { bracket: '{' | '['; from: number }[] = [];
  let quote = '';
  for (const [at, sign] of [...before].entries()) {
    if (quote !== '') {
      if (sign === quote) quote = '';
      continue;
    }
    const fresh = at === 0 || /[\s[{,:]/.test(before[at - 1] ?? '');
    if ((sign === '"' || sign === "'") && fresh) quote = sign;
    else if (sign === '#' && (at === 0 || /\s/.test(before[at - 1] ?? ''))) return null;
    else if (sign === '{' || sign === '[') open.push({ bracket: sign, from: at + 1 });
    else if (sign === '}' || sign === ']') open.pop();
    else if (sign === ',' && open.length > 0) open[open.length - 1]!.from = at + 1;
  }
  const inner = open.at(-1);
  return inner ? { text: before.slice(inner.from), bracket: inner.bracket } : { text: before, bracket: null };
}

function findMark(probe: string): { path: YamlPath; isKey: boolean; taken: string[]; data: unknown } | null {
  try {
    const document = parseDocument(probe, { prettyErrors: false, merge: false, logLevel: 'error' });
    let found: { path: YamlPath; isKey: boolean; taken: string[] } | null = null;
    visit(document, {
      Scalar(key, node, ancestors) {
        if (node.value !== mark) return undefined;
        const isKey = key === 'key';
        const nodes = [...ancestors, node];
        const holder = isKey ? nodes.at(-3) : null;
        const taken = isMap(holder) ? holder.items.map(nameOf).filter((name) => name !== mark) : [];
        found = { path: pathOf(isKey ? nodes.slice(0, -2) : nodes), isKey, taken };
        return visit.BREAK;
      },
    });
    return found === null ? null : { ...(found as { path: YamlPath; isKey: boolean; taken: string[] }), data: dataOf(document) };
  } catch {
    // Anchors that multiply, or a text nested too deeply: the check says so, and nothing is offered.
    return null;
  }
}

/** The mark stands for nothing. */
function dataOf(document: ReturnType<typeof parseDocument>): unknown {
  const text = JSON.stringify(document.toJS({ maxAliasCount: 100 }) ?? null);
  return JSON.parse(text, (key, value: unknown) => (key === mark || value === mark ? undefined : value)) as unknown;
}

const nameOf = (item: { key: unknown }): string => (isScalar(item.key) ? String(item.key.value) : '');

/** From the document down to the last node: keys of maps, numbers of lists. */
function pathOf(nodes: readonly unknown[]): YamlPath {
  return nodes.flatMap((node, at): (string | number)[] => {
    if (isPair(node) && at < nodes.length - 1) return [nameOf(node)];
    const next = nodes[at + 1];
    return isSeq(node) && next !== undefined ? [node.items.indexOf(next)] : [];
  });
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** What a person points at: the path of a key or of a value, and where it stands. */
export interface Pointed {
  kind: 'key' | 'value';
  path: YamlPath;
  /** Of a value: as text. */
  text: string;
  from: number;
  to: number;
  data: unknown;
}

/** The key or the plain value at an offset. */
export function pointedAt(text: string, offset: number): Pointed | null {
  try {
    const document = parseDocument(text, { prettyErrors: false, merge: false, logLevel: 'error' });
    let found: Pointed | null = null;
    visit(document, {
      Scalar(key, node, ancestors) {
        const [from, to] = rangeOf(node);
        if (offset < from || offset > to) return undefined;
        found = {
          kind: key === 'key' ? 'key' : 'value',
          path: pathOf([...ancestors, node]),
          text: String(node.value),
          from,
          to,
          data: dataOf(document),
        };
        return visit.BREAK;
      },
    });
    return found;
  } catch {
    // As above.
    return null;
  }
}

const rangeOf = (node: Node): [number, number] => [node.range?.[0] ?? -1, node.range?.[1] ?? -1];
