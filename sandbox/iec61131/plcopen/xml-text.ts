/** XML as text: what is written is well-formed whatever the values are. */

export interface XmlNode {
  name: string;
  attributes: Readonly<Record<string, string | number | undefined>>;
  /** Elements, or one text that is kept letter for letter, or XML that is ready. */
  children: readonly XmlNode[];
  text?: string;
  verbatim?: string;
}

export function element(
  name: string,
  attributes: XmlNode['attributes'] = {},
  children: readonly (XmlNode | null)[] = [],
): XmlNode {
  return { name, attributes, children: children.filter((child) => child !== null) };
}

export function textElement(name: string, text: string, attributes: XmlNode['attributes'] = {}): XmlNode {
  return { name, attributes, children: [], text };
}

/** XML that stood in another file. */
export const verbatim = (xml: string): XmlNode => ({ name: '', attributes: {}, children: [], verbatim: xml });

/** Text in XHTML, as the schema wants every documentation and textual body: exactly one element of that namespace. */
export const formatted = (name: string, text: string): XmlNode => element(name, {}, [textElement('xhtml:p', text)]);

/** What XML 1.0 cannot hold (2.2, Char); halves of surrogate pairs are among it. */
export const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const sound = (text: string): string => text.replace(UNWRITABLE, '\uFFFD');

export function escapeText(text: string): string {
  return sound(text).replace(/[&<>\r]/g, (character) => textEscapes[character]!);
}
/** Breaks of line too: a parser makes spaces of them in attributes. */
export function escapeAttribute(text: string): string {
  return sound(text).replace(/[&<>"\r\n\t]/g, (character) => textEscapes[character]!);
}
const textEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

export function printXml(node: XmlNode, indent = ''): string {
  if (node.verbatim !== undefined) return `${indent}${node.verbatim}\n`;
  const attributes = Object.entries(node.attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');
  const opening = `${indent}<${node.name}${attributes}`;
  if (node.text !== undefined) return `${opening}>${escapeText(node.text)}</${node.name}>\n`;
  if (node.children.length === 0) return `${opening}/>\n`;
  return `${opening}>\n${node.children.map((inner) => printXml(inner, `${indent}  `)).join('')}${indent}</${node.name}>\n`;
}
