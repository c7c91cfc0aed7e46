/**
 * What the system status lists say of a device (`sandbox/protocols/s7/system-lists.ts` has their layout): a list is u16 id · u16 index · u16 bytes of a
 * record · u16 records, and the records.
 */

/** The lists that are asked for, by id and index, and what each says. */
export const lists: readonly { id: number; index: number; entries: (records: Records) => Entry[] }[] = [
  { id: 0x0011, index: 0, entries: module },
  { id: 0x001c, index: 0, entries: components },
  {
    id: 0x0131,
    index: 1,
    entries: ({ get }) => {
      const record = get(1);
      return record
        ? [
            { name: 'MaximumPduLength', value: `${word(record, 2)}` },
            { name: 'MaximumConnections', value: `${word(record, 4)}` },
          ]
        : [];
    },
  },
  {
    id: 0x0232,
    index: 4,
    entries: ({ get }) => {
      const record = get(4);
      return record ? [{ name: 'ProtectionLevel', value: `${word(record, 6)}` }] : [];
    },
  },
  {
    id: 0x0424,
    index: 0,
    entries: ({ first }) => (first ? [{ name: 'Mode', value: modes[(first[3] ?? 0) & 0x0f] ?? '?' }] : []),
  },
];

interface Entry {
  name: string;
  value: string;
}
interface Records {
  /** By the index with which a record begins. */
  get(index: number): Uint8Array | undefined;
  first: Uint8Array | undefined;
}

const modes: Readonly<Record<number, string>> = { 4: 'STOP', 8: 'RUN' };
const word = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
/** Filled up with zeros or spaces. */
const text = (bytes: Uint8Array, at: number, length: number): string =>
  Array.from(bytes.subarray(at, at + length), (one) => (one < 32 || one > 126 ? ' ' : String.fromCharCode(one)))
    .join('')
    .trimEnd();

function module({ get }: Records): Entry[] {
  const [order, firmware] = [get(1), get(7)];
  return [
    ...(order ? [{ name: 'OrderNumber', value: text(order, 2, 20) }] : []),
    ...(firmware ? [{ name: 'Firmware', value: `V${[...firmware.subarray(25, 28)].join('.')}` }] : []),
  ];
}

const componentNames = [
  [1, 'SystemName'],
  [2, 'ModuleName'],
  [3, 'Plant'],
  [4, 'Copyright'],
  [5, 'SerialNumber'],
  [7, 'ModuleType'],
] as const;

function components({ get }: Records): Entry[] {
  return componentNames.flatMap(([index, name]) => {
    const record = get(index);
    return record ? [{ name, value: text(record, 2, 32) }] : [];
  });
}

/** What the bytes of a list say; nothing where its lengths do not agree. */
export function entriesOf(list: (typeof lists)[number], bytes: Uint8Array): Entry[] {
  const [size, count] = [word(bytes, 4), word(bytes, 6)];
  if (size < 2 || bytes.length < 8 + size * count) return [];
  const records = Array.from({ length: count }, (_, at) => bytes.subarray(8 + at * size, 8 + (at + 1) * size));
  return list.entries({ get: (index) => records.find((record) => word(record, 0) === index), first: records[0] });
}
