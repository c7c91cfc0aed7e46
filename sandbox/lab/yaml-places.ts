/** A YAML file that remembers where each of its nodes stands, so that a mistake is told at its line and column. */
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';
import type { LabProblem, Place } from './lab.ts';

export type Path = readonly PropertyKey[];

export interface PlacedYaml {
  /** Plain data; `null` when the text is not YAML. */
  data: unknown;
  problems: LabProblem[];
  /** Of the value at `path`; of the deepest node on the way there when it does not exist. */
  valuePlace(path: Path): Place;
  /** Of the key that leads to `path`; like `valuePlace` for an element of a list. */
  keyPlace(path: Path): Place;
  /** Of every value, by path joined with `/`. */
  places: Record<string, Place>;
}

/** Reads `text`; problems name `file`. Anchors may not multiply without bound. */
export function readYaml(file: string, text: string): PlacedYaml {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, merge: false });
  const problems = document.errors.map((error): LabProblem => {
    const { line, col } = counter.linePos(error.pos[0]);
    return { file, line, column: col, severity: 'error', message: explainYamlError(error.code, error.message) };
  });
  const at = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };

  let data: unknown = null;
  if (problems.length === 0) {
    try {
      data = document.toJS({ maxAliasCount: 100 });
    } catch {
      problems.push({
        file,
        line: 1,
        column: 1,
        severity: 'error',
        message: {
          en: 'The anchors and aliases of this file multiply beyond bounds. Write the values out.',
          'zh-CN': '此文件中的锚点与别名展开后超出限度。请直接写出各个值。',
        },
      });
    }
  }

  return {
    data,
    problems,
    places: collectPlaces(document, at),
    valuePlace: (path) => at(find(document, path).value),
    keyPlace: (path) => at(find(document, path).key),
  };
}

/** Offsets of the value at `path` and of its key. */
function find(document: Document.Parsed, path: Path): { key: number; value: number } {
  let node: Node | null = document.contents;
  let found = { key: 0, value: startOf(node) };
  for (const step of path) {
    if (isMap(node)) {
      const pair: { key: unknown; value: unknown } | undefined = node.items.find((item) => keyText(item.key) === String(step));
      if (!pair) return found;
      const key = isNode(pair.key) ? startOf(pair.key) : found.value;
      node = isNode(pair.value) ? pair.value : null;
      found = { key, value: node?.range ? startOf(node) : key };
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      if (!isNode(item)) return found;
      node = item;
      found = { key: startOf(node), value: startOf(node) };
    } else return found;
  }
  return found;
}

const keyText = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

/** First character of the content: behind the opening quote of a quoted scalar, so that columns inside it count right. */
function startOf(node: Node | ParsedNode | null): number {
  const start = node?.range?.[0] ?? 0;
  const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
  return quoted ? start + 1 : start;
}

function collectPlaces(document: Document.Parsed, at: (offset: number) => Place): Record<string, Place> {
  const places: Record<string, Place> = {};
  const walk = (node: unknown, path: string): void => {
    if (!isNode(node)) return;
    places[path] = at(startOf(node));
    const below = (name: string): string => (path === '' ? name : `${path}/${name}`);
    if (isMap(node)) for (const pair of node.items) walk(pair.value, below(keyText(pair.key)));
    if (isSeq(node)) for (const [index, item] of node.items.entries()) walk(item, below(String(index)));
  };
  walk(document.contents, '');
  return places;
}

function explainYamlError(code: string, message: string): LabProblem['message'] {
  if (code === 'DUPLICATE_KEY') {
    return {
      en: 'This key stands twice in the same map. Keep one of the two.',
      'zh-CN': '同一映射中这个键出现了两次。请只保留一个。',
    };
  }
  if (code === 'TAB_AS_INDENT') {
    return { en: 'YAML is indented with spaces, not with tabs.', 'zh-CN': 'YAML 用空格缩进，不能用制表符。' };
  }
  return {
    en: `This is not valid YAML: ${message} Check the indentation, the colons and the quotes around here.`,
    'zh-CN': `此处不是有效的 YAML（${message}）。请检查附近的缩进、冒号和引号。`,
  };
}
