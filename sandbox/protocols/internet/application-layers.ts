/** An application's message as layers of the tree: its fields moved to where they lie in the frame, and called as a display filter does. */
import type { Field, Message } from '../dissection.ts';
import { filterFieldsAt, placeOf } from './application-fields.ts';
import type { Details, Layer } from './layers.ts';
import type { PlacedMessage } from './packet.ts';

/** Layers of one message: which of its outermost fields each takes, by their number. */
interface Division {
  id: string;
  name: string;
  fields: readonly Field[];
  value: string;
}

function divide({ protocol, fields, summary }: PlacedMessage['message']): Division[] {
  if (protocol === 'Modbus/TCP')
    return [
      { id: 'mbtcp', name: 'Modbus/TCP', fields: fields.slice(0, 4), value: '' },
      { id: 'modbus', name: 'Modbus', fields: fields.slice(4), value: summary },
    ];
  if (protocol === 'S7comm')
    return fields.map((field) => ({ ...s7Layers(field.name), fields: field.fields ?? [field], value: field.value }));
  const id = protocol.toLowerCase();
  const name = { mqtt: 'MQ Telemetry Transport Protocol', http: 'Hypertext Transfer Protocol' }[id] ?? protocol;
  return [{ id, name, fields, value: summary }];
}

const s7Layers = (name: string): { id: string; name: string } =>
  name === 'TPKT' || name === 'COTP' ? { id: name.toLowerCase(), name } : { id: 's7comm', name };

export function applicationLayers(placed: PlacedMessage, into: Details): void {
  const { message, at, segments } = placed;
  const source = at === null ? into.sources.length : 0;
  if (at === null) {
    const { length } = message.bytes;
    into.sources.push({
      name: { en: `Reassembled TCP (${length} bytes)`, 'zh-CN': `重组的 TCP 数据（${length} 字节）` },
      bytes: message.bytes,
    });
    const parts = segments.map(({ frame, length: held }) => `#${frame}(${held})`).join(', ');
    const value = `${segments.length} segments (${length} bytes): ${parts}`;
    into.layers.push({ id: 'tcp.segments', name: 'Reassembled TCP', value, source, at: 0, length, fields: [] });
  }
  const outer = message.fields;
  const parts = divide(message).filter(({ fields }) => fields.length > 0);
  for (const [index, part] of parts.entries()) {
    const [first, last] = [part.fields[0]!, part.fields.at(-1)!];
    const own = outer.find((field) => field.fields === part.fields);
    // What no field shows (the empty line of HTTP) belongs to the last of them.
    const end = index + 1 === parts.length ? message.bytes.length : last.at + last.length;
    const [from, length] = own ? [own.at, own.length] : [first.at, end - first.at];
    const outerPlace = own ? placeOf('', own) : '';
    const fields = part.fields.map((field) => moved(message, field, outerPlace, at ?? 0));
    const layer: Layer = { id: part.id, name: part.name, value: part.value, source, at: from + (at ?? 0), length, fields };
    into.layers.push(own?.wrong ? { ...layer, wrong: own.wrong } : layer);
  }
}

function moved(message: Message, field: Field, outer: string, by: number): Field {
  const place = placeOf(outer, field);
  const filter = field.filter ?? filterFieldsAt(message, place, outer)[0]?.filter;
  const result: Field = { ...field, at: field.at + by };
  if (filter && !field.fields) result.filter = filter;
  if (field.fields) result.fields = field.fields.map((inside) => moved(message, inside, place, by));
  return result;
}
