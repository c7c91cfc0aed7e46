/** An LD body's elements as they are drawn: who is connected to whom, before any meaning. */
import { elementType, ownData, statementsOf } from './additional-data.ts';
import { formattedText } from './formatted-text.ts';
import { child, elementsIn, textIn, type XmlDocument, type XmlElement } from './xml-tree.ts';

export interface Connection {
  ref: string;
  /** Output pin of a block; `null`: its first output that is not ENO, or the only one of anything else. */
  pin: string | null;
}

export interface Pin {
  name: string;
  connections: readonly Connection[];
  /** An operand written at the pin itself. */
  expression: string | null;
  negated: boolean;
  /** Edge detection or storage at a pin. */
  modified: boolean;
}

export type ItemKind =
  | 'leftPowerRail'
  | 'rightPowerRail'
  | 'contact'
  | 'coil'
  | 'block'
  | 'inVariable'
  | 'outVariable'
  | 'inOutVariable'
  | 'label'
  | 'jump'
  | 'return'
  | 'comment'
  | 'title';

export interface LadderItem {
  kind: ItemKind;
  id: string;
  line: number;
  x: number;
  y: number;
  /** Operand, expression, label, comment or title. */
  text: string;
  negated: boolean;
  edge: string;
  storage: string;
  /** Inputs; of all but blocks one without a name. */
  inputs: readonly Pin[];
  outputs: readonly Pin[];
  type: string;
  instance: string | null;
  /** Of an EXECUTE box. */
  statements: string | null;
  /** Of a left rail that we wrote. */
  network: string | null;
}

/** An element that cannot be part of a ladder here. */
export interface Unreadable {
  name: string;
  id: string;
  line: number;
}

const kinds: ReadonlySet<string> = new Set<ItemKind>([
  ...(['leftPowerRail', 'rightPowerRail', 'contact', 'coil', 'block', 'inVariable', 'outVariable', 'inOutVariable'] as const),
  ...(['label', 'jump', 'return', 'comment'] as const),
]);

export function ladderItems(body: XmlElement, document: XmlDocument): { items: LadderItem[]; unreadable: Unreadable[] } {
  const items: LadderItem[] = [];
  const unreadable: Unreadable[] = [];
  for (const element of elementsIn(body)) {
    const line = document.lineOf(element);
    const id = element.attributes.localId ?? '';
    const isTitle = element.name === 'vendorElement' && elementType(element) === 'networktitle';
    if (isTitle || kinds.has(element.name)) items.push(item(element, isTitle ? 'title' : (element.name as ItemKind), id, line));
    else unreadable.push({ name: element.name, id, line });
  }
  return { items, unreadable };
}

function item(element: XmlElement, kind: ItemKind, id: string, line: number): LadderItem {
  const { attributes } = element;
  const at = child(element, 'position')?.attributes;
  const isBlock = kind === 'block';
  const text = {
    comment: () => formattedText(child(element, 'content')),
    title: () => formattedText(child(element, 'alternativeText')),
    label: () => attributes.label ?? '',
    jump: () => attributes.label ?? '',
    contact: () => textIn(child(element, 'variable')),
    coil: () => textIn(child(element, 'variable')),
  }[kind as string];
  return {
    kind,
    id,
    line,
    x: Number(at?.x ?? 0) || 0,
    y: Number(at?.y ?? 0) || 0,
    text: text?.() ?? textIn(child(element, 'expression')),
    negated: isTrue(attributes.negated) || isTrue(attributes.negatedOut) || isTrue(attributes.negatedIn),
    edge: attributes.edge ?? 'none',
    storage: attributes.storage ?? 'none',
    inputs: isBlock
      ? [...pins(child(element, 'inputVariables'), 'In'), ...pins(child(element, 'inOutVariables'), 'In')]
      : [connectionPoint(elementsIn(element, 'connectionPointIn'), '', false, false)],
    outputs: isBlock ? [...pins(child(element, 'outputVariables'), 'Out'), ...pins(child(element, 'inOutVariables'), 'Out')] : [],
    type: attributes.typeName ?? '',
    instance: attributes.instanceName?.trim() || null,
    statements: isBlock && /^EXECUTE$/i.test(attributes.typeName ?? '') ? statementsOf(element) : null,
    network: kind === 'leftPowerRail' ? (ownData(element, 'network')[0]?.attributes.number ?? null) : null,
  };
}

const isTrue = (value: string | undefined): boolean => value === 'true' || value === '1';
const isSet = (value: string | undefined): boolean => value !== undefined && value !== 'none' && value !== '';

function pins(list: XmlElement | null, side: 'In' | 'Out'): Pin[] {
  return elementsIn(list, 'variable')
    .filter((variable) => list?.name !== 'inOutVariables' || child(variable, `connectionPoint${side}`) !== null)
    .map((variable) => {
      const { formalParameter, negated, edge, storage } = variable.attributes;
      return connectionPoint(
        elementsIn(variable, `connectionPoint${side}`),
        formalParameter ?? '',
        isTrue(negated),
        isSet(edge) || isSet(storage),
      );
    });
}

function connectionPoint(points: readonly XmlElement[], name: string, negated: boolean, modified: boolean): Pin {
  const expression = points.map((point) => child(point, 'expression')).find((found) => found !== null);
  return {
    name,
    connections: points.flatMap((point) =>
      elementsIn(point, 'connection').map(({ attributes }) => ({
        ref: attributes.refLocalId ?? '',
        pin: attributes.formalParameter || null,
      })),
    ),
    expression: expression === undefined || expression === null ? null : textIn(expression).trim(),
    negated,
    modified,
  };
}
