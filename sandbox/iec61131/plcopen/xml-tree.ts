/**
 * XML to a tree that knows where it stood, so that what is not understood can be kept letter for letter. Never throws. Document types
 * are refused as a whole: no exchange file needs one, and entities that multiply or fetch come in by them.
 */
import { Parser } from 'htmlparser2';
import { lineAt } from '../syntax/tokens.ts';
import type { Report } from './finding.ts';

export interface XmlElement {
  /** Without its prefix. */
  name: string;
  /** As written. */
  attributes: Readonly<Record<string, string>>;
  children: (XmlElement | string)[];
  /** Offsets in the text, half open. */
  start: number;
  end: number;
  /** Closed by its own tag, and everything in it too. */
  sound: boolean;
}

export interface XmlDocument {
  text: string;
  /** `null` where there is none, or the document is refused. */
  root: XmlElement | null;
  lineOf(element: XmlElement): number;
  /** Namespaces in force at `element`, by prefix; the default one by ''. */
  namespacesAt(element: XmlElement): ReadonlyMap<string, string>;
}

/** Far beyond any project that a person wrote. */
export const LONGEST = 20_000_000;
const DEEPEST = 200;

export function readXml(source: string, report: Report): XmlDocument {
  // As every XML parser does (XML 1.0, 2.11).
  const text = source.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, '');
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const parents = new Map<XmlElement, XmlElement>();
  const document: XmlDocument = {
    text,
    root: null,
    lineOf: ({ start }) => lineAt(lineStarts, start),
    namespacesAt(element) {
      const found = new Map<string, string>();
      for (let at: XmlElement | undefined = element; at !== undefined; at = parents.get(at))
        for (const [name, value] of Object.entries(at.attributes)) {
          const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : null;
          if (prefix !== null && !found.has(prefix)) found.set(prefix, value);
        }
      return found;
    },
  };
  if (text.length > LONGEST) {
    report(
      'error',
      {},
      `The file has ${text.length} characters; at most ${LONGEST} are read. Export fewer objects at a time.`,
      `文件有 ${text.length} 个字符，最多读取 ${LONGEST} 个。请分几次导出较少的对象。`,
    );
    return document;
  }
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  let refused = false;
  const refuse = (en: string, zh: string): void => {
    if (!refused) report('error', { line: lineAt(lineStarts, Math.max(0, parser.startIndex)) }, en, zh);
    refused = true;
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (refused) return;
        if (open.length >= DEEPEST) {
          refuse(`Elements stand more than ${DEEPEST} deep in each other.`, `元素嵌套超过 ${DEEPEST} 层。`);
          return;
        }
        const element: XmlElement = {
          name: name.slice(name.indexOf(':') + 1),
          attributes,
          children: [],
          start: parser.startIndex,
          end: text.length,
          sound: true,
        };
        const parent = open.at(-1);
        if (parent !== undefined) {
          parent.children.push(element);
          parents.set(element, parent);
        } else if (root === null) root = element;
        else {
          element.sound = false;
          report(
            'warning',
            { line: document.lineOf(element) },
            `<${name}> stands behind the end of the document; it is not read.`,
            `<${name}> 位于文档结尾之后，未读取。`,
          );
        }
        open.push(element);
      },
      onclosetag(name, isImplied) {
        const element = refused ? undefined : open.pop();
        if (element === undefined) return;
        const closesItself = text.slice(element.start, parser.endIndex + 1).endsWith('/>');
        element.end = Math.min(parser.endIndex + 1, text.length);
        if (isImplied && !closesItself) {
          element.sound = false;
          report(
            'error',
            { line: document.lineOf(element) },
            `<${name}> begins here and is never closed; what stands in it is read as far as it goes.`,
            `<${name}> 从此处开始，但没有结束标签；只读取其中现有的内容。`,
          );
        }
        const parent = open.at(-1);
        if (parent !== undefined && !element.sound) parent.sound = false;
      },
      ontext(data) {
        const parent = open.at(-1);
        if (parent === undefined || refused) return;
        const last = parent.children.length - 1;
        const before = parent.children[last];
        // The parser hands out long texts in pieces, cut at entities.
        if (typeof before === 'string') parent.children[last] = before + data;
        else parent.children.push(data);
      },
      onprocessinginstruction(name) {
        if (/^!doctype$/i.test(name) || /^!(?:entity|element|attlist|notation)$/i.test(name))
          refuse(
            'The file declares a document type (<!DOCTYPE …>). Exchange files have none, and entities could make it endless: take that line out.',
            '文件中有文档类型声明（<!DOCTYPE …>）。交换文件不需要它，其中的实体可能使内容无限膨胀：请删除该行。',
          );
      },
    },
    { xmlMode: true },
  );
  parser.end(text);
  document.root = refused ? null : root;
  return document;
}

export const isElement = (node: XmlElement | string | undefined): node is XmlElement => typeof node === 'object';

export function elementsIn(parent: XmlElement | null | undefined, name?: string): XmlElement[] {
  return (parent?.children ?? []).filter(
    (child): child is XmlElement => isElement(child) && (name === undefined || child.name === name),
  );
}

/** First child of that name; a path of names leads on down. */
export function child(parent: XmlElement | null | undefined, ...path: string[]): XmlElement | null {
  let at: XmlElement | null = parent ?? null;
  for (const name of path) at = elementsIn(at, name)[0] ?? null;
  return at;
}

/** All text in an element, whatever stands round it. */
export function textIn(element: XmlElement | null): string {
  if (element === null) return '';
  return element.children.map((part) => (typeof part === 'string' ? part : textIn(part))).join('');
}

/** Every element below, in the order of the text. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const inner of elementsIn(element)) {
    yield inner;
    yield* descendants(inner);
  }
}
