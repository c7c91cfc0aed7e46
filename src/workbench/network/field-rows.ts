/** The tree of a packet as lines: which fields are open, which bytes each is, and which field a byte belongs to. */

import type { Field } from '#sandbox/protocols/dissection.ts';
import type { Details, Layer } from '#sandbox/protocols/internet/dissector.ts';

type LocalizedText = NonNullable<Field['wrong']>;

export interface FieldRow {
  /** Its place in the tree: `3/0/2`. */
  key: string;
  /** The same in every packet of the kind: what is open stays open from packet to packet. */
  kind: string;
  level: number;
  text: string;
  value: string;
  /** `null`: nothing is inside. */
  open: boolean | null;
  /** Index of the row it stands in; -1 for a layer. */
  parent: number;
  source: number;
  at: number;
  length: number;
  filter: string | null;
  wrong: LocalizedText | null;
}

/** Layers that are open unless somebody closed them: what the packet is about. */
const openAtFirst = (layers: readonly Layer[], index: number): boolean => {
  const { id } = layers[index]!;
  if (id === 'frame' || id === 'eth' || id === 'tcp.segments') return false;
  const application = layers.some((layer) => !below.has(layer.id));
  return application ? !below.has(id) : index === layers.length - 1;
};
const below: ReadonlySet<string> = new Set(['frame', 'eth', 'ip', 'tcp', 'udp', 'tpkt', 'cotp', 'mbtcp', 'tcp.segments']);

export function rowsOf({ layers }: Details, opened: Readonly<Record<string, boolean>>): FieldRow[] {
  const rows: FieldRow[] = [];
  const add = (field: Field, key: string, kind: string, level: number, source: number, parent: number): void => {
    const inside = field.fields ?? [];
    const open = inside.length > 0 ? (opened[kind] ?? false) : null;
    const { name, value, at, length, filter = null, wrong = null } = field;
    rows.push({ key, kind, level, text: name, value, open, parent, source, at, length, filter, wrong });
    const mine = rows.length - 1;
    if (open)
      for (const [index, one] of inside.entries()) add(one, `${key}/${index}`, `${kind}/${one.name}`, level + 1, source, mine);
  };
  for (const [index, layer] of layers.entries()) {
    const { id, name, value, source, at, length, fields, wrong = null } = layer;
    const open = fields.length > 0 ? (opened[id] ?? openAtFirst(layers, index)) : null;
    const filter = id === 'tcp.segments' ? null : id;
    rows.push({ key: `${index}`, kind: id, level: 1, text: name, value, open, parent: -1, source, at, length, filter, wrong });
    const mine = rows.length - 1;
    if (open)
      for (const [place, field] of fields.entries()) add(field, `${index}/${place}`, `${id}/${field.name}`, 2, source, mine);
  }
  return rows;
}

/** The innermost field of a byte: its key, and the kinds of those that must be open for it to be seen. `null`: no field has it. */
export function fieldAt({ layers }: Details, source: number, at: number): { key: string; open: string[] } | null {
  // The last layer that has it is the innermost; the frame has every byte and is asked last.
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    const layer = layers[index]!;
    if (layer.source !== source || !covers(layer, at) || layer.id === 'frame') continue;
    let key = `${index}`;
    let kind = layer.id;
    const open: string[] = [];
    for (let fields: readonly Field[] | undefined = layer.fields; fields; ) {
      const place: number = innermost(fields, at);
      const field: Field | undefined = fields[place];
      if (!field) break;
      open.push(kind);
      key = `${key}/${place}`;
      kind = `${kind}/${field.name}`;
      fields = field.fields;
    }
    return { key, open };
  }
  return null;
}

const covers = ({ at, length }: { at: number; length: number }, byte: number): boolean => byte >= at && byte < at + length;

/** Of fields that overlap, the shortest; -1 where several share it, as flags share a byte: what holds them is meant then. */
function innermost(fields: readonly Field[], at: number): number {
  const length = Math.min(...fields.filter((field) => covers(field, at)).map((field) => field.length));
  const found = fields.flatMap((field, index) => (covers(field, at) && field.length === length ? [index] : []));
  return found.length === 1 ? found[0]! : -1;
}
