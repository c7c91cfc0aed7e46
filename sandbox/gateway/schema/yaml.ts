/** A YAML text with the place of each of its nodes, so that a mistake is told at its line and column: `gateway.yaml`, and a lab's files. */
import { isMap, isNode, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { Problem, Text } from '../text.ts';

export type Path = readonly PropertyKey[];
export type Place = { line: number; column: number };

export interface PlacedYaml {
  /** Plain data; `null` when the text is no YAML. */
  data: unknown;
  problems: Problem[];
  /** Of the value at `path`, or of the deepest node on the way there. */
  value(path: Path): Place;
  /** Of the key that leads to `path`; of the element itself in a list. */
  key(path: Path): Place;
  /** Of every value, by path joined with `/`. */
  places(): Record<string, Place>;
}

/** Such files are a few hundred lines; what is larger is refused before it is read. */
const longest = 1_000_000;

/** Reads any text; never throws. */
export function readYaml(text: string): PlacedYaml {
  const top = { line: 1, column: 1 };
  const unreadable = (place: Place, message: Text): PlacedYaml => ({
    data: null,
    problems: [{ ...place, severity: 'error', message }],
    value: () => top,
    key: () => top,
    places: () => ({}),
  });
  if (text.length > longest) {
    return unreadable(top, {
      en: `This file has ${text.length} characters; at most ${longest} are read. Write what repeats once: by a template, or in a file of its own.`,
      'zh-CN': `此文件有 ${text.length} 个字符；最多读取 ${longest} 个。重复的部分请只写一次：用模板，或放入单独的文件。`,
    });
  }
  const at = placesOf(text);
  try {
    const document = parseDocument(text, { prettyErrors: false, merge: false, logLevel: 'error' });
    const problems = document.errors.map(
      ({ code, message, pos }): Problem => ({ ...at(pos[0]), severity: 'error', message: explain(code, message) }),
    );
    const data: unknown = problems.length === 0 ? document.toJS({ maxAliasCount: 100 }) : null;
    // An anchor that holds itself has no end: told as one that multiplies.
    JSON.stringify(data);
    const find = (path: Path) => findNode(document.contents, path);
    return {
      data,
      problems,
      value: (path) => at(find(path).value),
      key: (path) => at(find(path).key),
      places: () => placesBelow(document.contents, at),
    };
  } catch {
    return unreadable(top, {
      en: 'This file could not be read as YAML: its anchors multiply beyond bounds, or it is nested too deeply. Write the values out.',
      'zh-CN': '无法将此文件作为 YAML 读取：锚点展开超出限度，或嵌套过深。请直接写出各个值。',
    });
  }
}

/** Line and column of an offset; the parser's own count stops where it gives up. */
function placesOf(text: string): (offset: number) => Place {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    const within = Math.max(0, Math.min(offset, text.length));
    let line = 0;
    for (let step = 1 << 20; step > 0; step >>= 1) {
      const start = starts[line + step];
      if (start !== undefined && start <= within) line += step;
    }
    return { line: line + 1, column: within - (starts[line] ?? 0) + 1 };
  };
}

/** Offsets of the value at `path` and of its key. */
function findNode(root: Node | null, path: Path): { key: number; value: number } {
  let node = root;
  let found = { key: 0, value: startOf(root) };
  for (const step of path) {
    if (isMap(node)) {
      const pair: { key: unknown; value: unknown } | undefined = node.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(step),
      );
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

function placesBelow(root: Node | null, at: (offset: number) => Place): Record<string, Place> {
  const places: Record<string, Place> = {};
  const walk = (node: unknown, path: string): void => {
    if (!isNode(node)) return;
    places[path] = at(startOf(node));
    const below = (name: string): string => (path === '' ? name : `${path}/${name}`);
    if (isMap(node)) for (const { key, value } of node.items) walk(value, below(isScalar(key) ? String(key.value) : ''));
    if (isSeq(node)) for (const [index, item] of node.items.entries()) walk(item, below(String(index)));
  };
  walk(root, '');
  return places;
}

/** First character of the content: behind the opening quote of a quoted scalar. */
function startOf(node: Node | null): number {
  const start = node?.range?.[0] ?? 0;
  return isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') ? start + 1 : start;
}

function explain(code: string, message: string): Text {
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
