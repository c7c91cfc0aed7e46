/** Every field of the display filter, under the name that Wireshark gives it. */
import { applicationFields, valuesIn } from './application-fields.ts';
import { experts } from './expert.ts';
import { carried, type FilterField, field, protocol, type Value } from './filter-field.ts';
import type { Packet } from './packet.ts';
import { packetFields } from './packet-fields.ts';
import { transportFields } from './transport-fields.ts';

const says =
  (name: string) =>
  ({ messages }: Packet): readonly Value[] =>
    messages.filter(({ message }) => message.protocol === name).map(({ message }) => message.bytes);

const list: readonly FilterField[] = [
  ...packetFields,
  ...transportFields,
  carried('mbtcp', 'Modbus/TCP', 'Modbus/TCP', says('Modbus/TCP')),
  carried('modbus', 'Modbus', 'Modbus', says('Modbus/TCP')),
  carried('tpkt', 'TPKT, below S7comm', 'TPKT（S7comm 的下层）', says('S7comm')),
  carried('cotp', 'COTP, below S7comm', 'COTP（S7comm 的下层）', says('S7comm')),
  protocol('s7comm', 'S7 communication', 'S7 通信', (packet) =>
    packet.messages.some(({ message }) => message.protocol === 'S7comm' && message.fields.length > 2),
  ),
  carried('mqtt', 'MQTT', 'MQTT', says('MQTT')),
  carried('http', 'HTTP', 'HTTP', says('HTTP')),
  protocol('_ws.malformed', 'Breaks the rules of its protocol', '不符合协议规则', ({ experts: found }) =>
    found.includes(experts.malformed),
  ),
  ...applicationFields.map(
    (one): FilterField =>
      field(
        one.filter,
        one.kind,
        one.about.en,
        one.about['zh-CN'],
        (packet) => packet.messages.flatMap(({ message }) => valuesIn(message, one)),
        {
          ...(one.known ? { known: one.known } : {}),
        },
      ),
  ),
];

export const filterFields: ReadonlyMap<string, FilterField> = new Map(list.map((one) => [one.name, one]));
