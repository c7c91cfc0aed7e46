/** Where the reference explains a key: `steps/0/hints` of a file stands there under `steps-hints`. */
import type { Path } from '../gateway/schema/yaml.ts';

/** As much of JSON Schema as says what is a key of the format, and what a name or a place in a list. */
export interface KeyNode {
  type?: string | string[];
  properties?: Readonly<Record<string, KeyNode>>;
  additionalProperties?: KeyNode | boolean;
  items?: KeyNode;
  anyOf?: readonly KeyNode[];
  oneOf?: readonly KeyNode[];
  required?: readonly string[];
}

/** Readable in an address: `rig.modbus.unknown_unit` is `rig-modbus-unknown-unit`. */
export const anchorOf = (keys: readonly string[]): string =>
  keys
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** Every form that may stand at a place. */
export const formsOf = (node: KeyNode): KeyNode[] => {
  const forms = node.anyOf ?? node.oneOf;
  return forms ? forms.flatMap(formsOf) : [node];
};

/** One text in both languages: explained as one. */
export const isBilingual = ({ properties }: KeyNode): boolean =>
  Object.keys(properties ?? {}).join() === 'en,zh-CN' && properties?.en?.type === 'string';

/** What the format has below `node` at a step of a file: a key's value, or what stands in a map or a list. */
export function nodesAt(nodes: readonly KeyNode[], step: Path[number]): { isKey: boolean; nodes: KeyNode[] } {
  const forms = nodes.flatMap(formsOf);
  const keyed = forms.flatMap(({ properties }) => properties?.[String(step)] ?? []);
  if (keyed.length > 0) return { isKey: true, nodes: keyed };
  const contained = forms.flatMap(
    ({ items, additionalProperties }) => (typeof step === 'number' ? items : additionalProperties) ?? [],
  );
  return { isKey: false, nodes: contained.filter((node) => typeof node === 'object') };
}

/** A page of the reference, and what its anchors begin with. */
export interface Explained {
  page: string;
  prefix: string;
  schema: () => KeyNode;
}

/** The address of what explains `path`, or the nearest thing around it. */
export const explainedAt = ({ page, prefix, schema }: Explained, path: Path): string => {
  const anchor = anchorOf([prefix, ...keysOnTheWay(schema(), path)]);
  return `/reference/${page}/${anchor === '' ? '' : `#${anchor}`}`;
};

/** The keys of the format on the way to `path`, as far as it knows them. */
function keysOnTheWay(schema: KeyNode, path: Path): string[] {
  const keys: string[] = [];
  let at: KeyNode[] = [schema];
  for (const step of path) {
    const { isKey, nodes } = nodesAt(at, step);
    if (nodes.length === 0 || at.some(isBilingual)) break;
    if (isKey) keys.push(String(step));
    at = nodes;
  }
  return keys;
}
