/** What a read or a write names (S7ANY), and how data travels beside it. */
import { joined, u16, word } from './bytes.ts';

export type Area = 'I' | 'Q' | 'M' | 'DB' | 'T' | 'C';

export const areaCodes: Readonly<Record<Area, number>> = { I: 0x81, Q: 0x82, M: 0x83, DB: 0x84, C: 0x1c, T: 0x1d };
const areas = new Map<number, Area>(Object.entries(areaCodes).map(([area, code]) => [code, area as Area]));

/** Transport sizes of an item: bytes of one element. `BIT` is one bit. */
export const sizes = {
  BIT: { code: 0x01, bytes: 1 },
  BYTE: { code: 0x02, bytes: 1 },
  CHAR: { code: 0x03, bytes: 1 },
  WORD: { code: 0x04, bytes: 2 },
  INT: { code: 0x05, bytes: 2 },
  DWORD: { code: 0x06, bytes: 4 },
  DINT: { code: 0x07, bytes: 4 },
  REAL: { code: 0x08, bytes: 4 },
  DATE: { code: 0x09, bytes: 2 },
  TOD: { code: 0x0a, bytes: 4 },
  TIME: { code: 0x0b, bytes: 4 },
  S5TIME: { code: 0x0c, bytes: 2 },
  DT: { code: 0x0f, bytes: 8 },
  COUNTER: { code: 0x1c, bytes: 2 },
  TIMER: { code: 0x1d, bytes: 2 },
} as const;
export type TransportSize = keyof typeof sizes;
const sizeNames = new Map<number, TransportSize>(Object.entries(sizes).map(([name, { code }]) => [code, name as TransportSize]));

export interface Item {
  size: TransportSize;
  /** Elements of that size. */
  count: number;
  area: Area;
  /** Number of the data block; 0 in the other areas. */
  db: number;
  /** First byte; of timers and counters, twice their number. */
  byte: number;
  bit: number;
}

/** An item that names what we do not know, with the code that answers it. */
export interface BadItem {
  code: number;
}

export const isBad = (item: Item | BadItem): item is BadItem => 'code' in item;

export const bytesOfItem = ({ size, count }: Pick<Item, 'size' | 'count'>): number => sizes[size].bytes * count;

/** One item of an S7ANY specification is so long. */
export const itemBytes = 12;
const s7Any = 0x10;

/** The items of a read or a write, after the function and the count. `null`: they do not fill what is there. */
export function decodeItems(bytes: Uint8Array, count: number): (Item | BadItem)[] | null {
  const items: (Item | BadItem)[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const length = bytes[at + 1];
    if (bytes[at] !== 0x12 || length === undefined || at + 2 + length > bytes.length) return null;
    items.push(decodeItem(bytes.subarray(at + 2, at + 2 + length)));
    // Only specifications of an odd length are filled up, and only between items.
    at += 2 + length + (index + 1 < count ? length & 1 : 0);
  }
  return at === bytes.length ? items : null;
}

function decodeItem(bytes: Uint8Array): Item | BadItem {
  if (bytes.length !== itemBytes - 2 || bytes[0] !== s7Any) return { code: 0x06 };
  const size = sizeNames.get(bytes[1]!);
  if (size === undefined) return { code: 0x06 };
  const area = areas.get(bytes[6]!);
  if (area === undefined) return { code: 0x0a };
  const count = u16(bytes, 2);
  const place = (bytes[7]! << 16) | u16(bytes, 8);
  const counted = area === 'T' || area === 'C';
  const item: Item = {
    size,
    count,
    area,
    db: area === 'DB' ? u16(bytes, 4) : 0,
    byte: counted ? place * 2 : place >> 3,
    bit: counted ? 0 : place & 7,
  };
  if (counted !== (size === 'TIMER' || size === 'COUNTER')) return { code: 0x07 };
  // A block of bits cannot be read or written: one at a time.
  if (count === 0 || (size === 'BIT' && count !== 1)) return { code: 0x06 };
  return size !== 'BIT' && item.bit !== 0 ? { code: 0x05 } : item;
}

export function encodeItem({ size, count, area, db, byte, bit }: Item): Uint8Array {
  const place = area === 'T' || area === 'C' ? byte / 2 : byte * 8 + bit;
  const address = [place >> 16, ...word(place & 0xffff)];
  return Uint8Array.of(0x12, itemBytes - 2, s7Any, sizes[size].code, ...word(count), ...word(db), areaCodes[area], ...address);
}

/** How many bytes and in what unit a piece of data counts its length. */
const dataSizes: Readonly<Record<number, 'bits' | 'bytes'>> = {
  3: 'bits',
  4: 'bits',
  5: 'bits',
  6: 'bytes',
  7: 'bytes',
  9: 'bytes',
};

/** The code under which the data of an item travels, and its length there. */
export function dataSizeOf(size: TransportSize): number {
  if (size === 'BIT') return 3;
  if (size === 'INT') return 5;
  if (size === 'REAL') return 7;
  return size === 'CHAR' || size === 'TIMER' || size === 'COUNTER' ? 9 : 4;
}

export interface ItemData {
  code: number;
  /** Code of the data's kind: 3 bit, 4 bytes, 5 integer, 6 double integer, 7 real, 9 octets; 0 without data. */
  dataSize: number;
  bytes: Uint8Array;
}

/** What stands beside items: answers of a read, values of a write. `null`: they do not fill what is there. The bytes are copies. */
export function decodeData(bytes: Uint8Array, count: number): ItemData[] | null {
  const found: ItemData[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 4 > bytes.length) return null;
    const dataSize = bytes[at + 1]!;
    const said = u16(bytes, at + 2);
    const length = dataSizes[dataSize] === 'bits' ? (said + 7) >> 3 : said;
    const end = at + 4 + length;
    if (end > bytes.length) return null;
    found.push({ code: bytes[at]!, dataSize, bytes: bytes.slice(at + 4, end) });
    // A fill byte makes the next item begin on a word; after the last there may be one.
    at = end + (index + 1 < count ? length & 1 : 0);
  }
  return bytes.length - at <= 1 ? found : null;
}

export function encodeData(all: readonly ItemData[]): Uint8Array {
  return joined(
    all.flatMap(({ code, dataSize, bytes }, index) => {
      const length = dataSize === 3 ? bytes.length : dataSizes[dataSize] === 'bits' ? bytes.length * 8 : bytes.length;
      const parts = [Uint8Array.of(code, dataSize, ...word(length)), bytes];
      if (index + 1 < all.length && bytes.length & 1) parts.push(Uint8Array.of(0));
      return parts;
    }),
  );
}
