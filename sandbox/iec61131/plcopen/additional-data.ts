/**
 * What TC6 XML 2.01 has no element for stands in its `addData`, under names of ours, or under the name that tools in the field read:
 *
 * | name | in | what |
 * |---|---|---|
 * | urn:millwright:plcopen:network | leftPowerRail | this rail and what hangs from it is one network; its number, from 1 |
 * | urn:millwright:plcopen:type | variable, dataType | the type in Structured Text, where the schema has no words for all of it |
 * | urn:millwright:plcopen:globals | configuration | it holds VAR_GLOBAL sections of files and is no configuration of the project |
 * | urn:millwright:plcopen:source | project | text of a file that the schema cannot hold: objects, charts, tests |
 * | …3s-software.com/plcopenxml/stcode | block EXECUTE | statements of an inline ST box |
 * | …3s-software.com/plcopenxml/fbdelementtype | vendorElement | `networktitle`: its alternative text is the network's title |
 */
import { element, textElement, type XmlNode } from './xml-text.ts';
import { child, elementsIn, textIn, type XmlElement } from './xml-tree.ts';

const OURS = 'urn:millwright:plcopen:';
export type OwnData = 'network' | 'type' | 'globals' | 'source';

export const ST_CODE = 'http://www.3s-software.com/plcopenxml/stcode';
export const ELEMENT_TYPE = 'http://www.3s-software.com/plcopenxml/fbdelementtype';
/** Tools that write the same box under a name of their own. */
const ST_CODES: ReadonlySet<string> = new Set([ST_CODE, 'http://openplc.org/plcopenxml/stcode']);

/** `addData` with one entry; a reader that does not know it may leave it out. */
export function data(name: OwnData, text: string, attributes: XmlNode['attributes'] = {}): XmlNode {
  return element('addData', {}, [dataEntry(name, text, attributes)]);
}

export function dataEntry(name: OwnData, text: string, attributes: XmlNode['attributes'] = {}): XmlNode {
  return element('data', { name: `${OURS}${name}`, handleUnknown: 'discard' }, [
    textElement(name, text, { xmlns: 'urn:millwright:plcopen', ...attributes }),
  ]);
}

export function foreignData(name: string, content: XmlNode): XmlNode {
  return element('addData', {}, [element('data', { name, handleUnknown: 'implementation' }, [content])]);
}

const entries = (owner: XmlElement): XmlElement[] => elementsIn(child(owner, 'addData'), 'data');

export function ownData(owner: XmlElement, name: OwnData): XmlElement[] {
  return entries(owner)
    .filter(({ attributes }) => attributes.name === `${OURS}${name}`)
    .flatMap((entry) => elementsIn(entry));
}

export function statementsOf(block: XmlElement): string | null {
  const entry = entries(block).find(({ attributes }) => ST_CODES.has(attributes.name ?? ''));
  return entry === undefined ? null : textIn(elementsIn(entry)[0] ?? entry);
}

export function elementType(owner: XmlElement): string | null {
  const entry = entries(owner).find(({ attributes }) => attributes.name === ELEMENT_TYPE);
  return entry === undefined ? null : textIn(entry).trim();
}

/** Names of entries that nothing here reads. */
export function isKnownData(name: string): boolean {
  return name.startsWith(OURS) || ST_CODES.has(name) || name === ELEMENT_TYPE;
}
