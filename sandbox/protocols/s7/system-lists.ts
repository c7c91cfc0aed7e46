/**
 * The system status lists that clients read to see whom they talk to. A list is: u16 id · u16 index · u16 bytes of a record ·
 * u16 records, and the records. An id `0xTnnn` names a partial list: T 0 all records, 1 the one of the index, F the head alone.
 */
import { joined, word } from './bytes.ts';
import type { Identity, S7Device } from './memory.ts';
import { errors } from './pdu.ts';

/** What a device says of its server: connections and the largest PDU. */
export interface Capacity {
  connections: number;
  pduLength: number;
}

interface List {
  recordBytes: number;
  /** Index and the bytes that follow it, filled up with zeros. Records without an index in their bytes say so. */
  records: { index: number; bytes: number[] }[];
  /** The id without an index: which records it names. */
  whole: boolean;
}

/** ASCII, filled up. */
const text = (said: string, length: number, fill = 0): number[] =>
  Array.from({ length }, (_, at) => {
    const code = at < said.length ? said.charCodeAt(at) : fill;
    return code > 126 ? 63 : code;
  });

function moduleIdentification({ orderNumber, firmware }: Identity): List['records'] {
  const record = (index: number, last: number[]): List['records'][number] => ({
    index,
    bytes: [...word(index), ...text(orderNumber, 20, 32), 0, 0xc0, ...last],
  });
  const version = [86, ...firmware.map((part) => part & 0xff)];
  return [record(1, [0, 1, 0, 1]), record(6, [0, 1, 0, 1]), record(7, version)];
}

function componentIdentification(identity: Identity): List['records'] {
  const { systemName, moduleName, plant, copyright, serialNumber, moduleType } = identity;
  const record = (index: number, said: string, length: number) => ({
    index,
    bytes: [...word(index), ...text(said.slice(0, length), 32)],
  });
  return [
    record(1, systemName, 24),
    record(2, moduleName, 24),
    record(3, plant, 32),
    record(4, copyright, 26),
    record(5, serialNumber, 24),
    record(7, moduleType, 32),
  ];
}

const modes = { stop: 0x04, run: 0x08 } as const;

function find(id: number, device: S7Device, { connections, pduLength }: Capacity): List | null {
  const { identity } = device;
  const level = device.control ? 1 : 2;
  switch (id & 0x0fff) {
    case 0x0011:
    case 0x0111:
      return { recordBytes: 28, records: moduleIdentification(identity), whole: true };
    case 0x001c:
    case 0x011c:
      return { recordBytes: 34, records: componentIdentification(identity), whole: true };
    case 0x0131:
      // Index 1: largest PDU, connections, rates of the buses in bit/s.
      return {
        recordBytes: 40,
        records: [
          { index: 1, bytes: [0, 1, ...word(pduLength), ...word(connections), 0, 0x02, 0xdc, 0x6c, 0, 0x02, 0xdc, 0x6c] },
        ],
        whole: false,
      };
    case 0x0132:
    case 0x0232:
      // Index 4, protection: key switch, parameters, what holds; position of the mode switch and of the start switch. Who cannot be
      // stopped from afar is at level 2: values may be written, the program and the mode not.
      return {
        recordBytes: 40,
        records: [{ index: 4, bytes: [0, 4, 0, level, 0, 0, 0, level, 0, device.mode() === 'run' ? 2 : 3, 0, 0] }],
        whole: false,
      };
    case 0x0424:
      // The mode that is: event, 0xff, mode in the lower half byte.
      return {
        recordBytes: 20,
        records: [{ index: 0, bytes: [...(device.mode() === 'run' ? [0x43, 0x02] : [0x43, 0x04]), 0xff, modes[device.mode()]] }],
        whole: true,
      };
    default:
      return null;
  }
}

const ids = [0x0000, 0x0011, 0x0111, 0x001c, 0x011c, 0x0131, 0x0132, 0x0232, 0x0424];

/** The bytes of a list, or the error that answers: no such list, or no such index in it. */
export function readList(id: number, index: number, device: S7Device, capacity: Capacity): Uint8Array | number {
  const all: List = { recordBytes: 2, records: ids.map((one) => ({ index: 0, bytes: word(one) })), whole: true };
  // Of the kind of module that is asked (the upper four bits) ours is 0, a CPU; F in the second half is the head alone.
  const headAlone = (id & 0x0f00) === 0x0f00;
  const list = (id & 0xf0ff) === 0 ? all : headAlone ? find(id & 0x00ff, device, capacity) : find(id, device, capacity);
  if (list === null || id >> 12 !== 0) return errors.noSuchList;
  const one = !list.whole || id === 0x0111 || id === 0x011c;
  const records = headAlone ? [] : one ? list.records.filter((record) => record.index === index) : list.records;
  if (one && records.length === 0) return errors.noSuchIndex;
  const count = headAlone ? list.records.length : records.length;
  const head = [...word(id), ...word(index), ...word(list.recordBytes), ...word(count)];
  return joined([
    Uint8Array.from(head),
    ...records.map(({ bytes }) => {
      const record = new Uint8Array(list.recordBytes);
      record.set(bytes);
      return record;
    }),
  ]);
}
