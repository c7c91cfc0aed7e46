/** Where the signals of a lab stand in the bytes of an S7 device: each entry of its map with its type, checked against the others. */
import type { S7Entry, S7OfLab } from '../../../lab/schema-devices.ts';
import { elementBytes, isAddressError, parseAddress, type S7Address, type ValueType } from '../../../protocols/s7/address.ts';
import type { DeviceHands } from '../device-hands.ts';
import { type LocalizedText, unknownSignal } from './map-messages.ts';

export interface Place {
  entry: S7Entry;
  address: S7Address;
  /** First byte and how many. */
  from: number;
  bytes: number;
}

/** Bytes of an area, or of one data block; the places in the order of their bytes. */
export interface Extent {
  access: 'full' | 'read-only' | 'none' | 'optimised';
  bytes: number;
  places: Place[];
}

/** By `DB 7`, `M`, `I`, `Q`. */
export type Extents = ReadonlyMap<string, Extent>;

export type FoundPlaces = { ok: true; extents: Extents } | { ok: false; at: string; message: LocalizedText };

export const extentKey = (area: string, db: number): string => (area === 'DB' ? `DB ${db}` : area);

/** All places, or the first entry of the map that cannot be. */
export function placesOf({ map, blocks }: Pick<S7OfLab, 'map' | 'blocks'>, hands: DeviceHands): FoundPlaces {
  const extents = new Map<string, Extent>();
  for (const [number, { access, bytes = 0 }] of Object.entries(blocks))
    extents.set(extentKey('DB', Number(number)), { access, bytes, places: [] });
  const written = new Map(Object.entries(blocks).map(([number, { bytes }]) => [extentKey('DB', Number(number)), bytes]));
  for (const entry of map) {
    const placed = placeOf(entry, hands);
    if ('message' in placed) return { ok: false, at: entry.at, message: placed.message };
    const key = extentKey(placed.address.area, placed.address.db);
    const extent = extents.get(key) ?? { access: 'full', bytes: 0, places: [] };
    extents.set(key, extent);
    const other = extent.places.find((place) => overlap(place, placed));
    if (other) return { ok: false, at: entry.at, message: taken(entry.at, other.entry.at) };
    const end = placed.from + placed.bytes;
    const limit = written.get(key);
    if (limit !== undefined && end > limit) return { ok: false, at: entry.at, message: tooShort(key, limit, end) };
    extent.bytes = Math.max(extent.bytes, end);
    extent.places.push(placed);
  }
  for (const { places } of extents.values()) places.sort((a, b) => a.from - b.from || a.address.bit - b.address.bit);
  return { ok: true, extents };
}

/** Bits of one byte are places of their own. */
function overlap(a: Place, b: Place): boolean {
  if (a.from >= b.from + b.bytes || b.from >= a.from + a.bytes) return false;
  return !(a.address.type === 'BOOL' && b.address.type === 'BOOL' && a.address.bit !== b.address.bit);
}

function placeOf(entry: S7Entry, hands: DeviceHands): Place | { message: LocalizedText } {
  const address = parseAddress(entry.at);
  if (isAddressError(address)) return { message: address.message };
  const signal = hands.read(entry.signal);
  if (!signal) return { message: unknownSignal(entry.signal) };
  if (address.count !== 1 || address.area === 'T' || address.area === 'C') return { message: notOne(entry.at) };
  const type = entry.type ?? natural(address.type, signal.type);
  const text = type === 'STRING';
  if (
    elementBytes[type] !== elementBytes[address.type] ||
    text !== (address.type === 'STRING') ||
    isBit(type) !== isBit(address.type)
  )
    return { message: otherSize(entry.at, type) };
  if (text !== (signal.type === 'STRING')) return { message: noText(entry.signal, type) };
  return { entry, address: { ...address, type }, from: address.byte, bytes: elementBytes[type] + address.length };
}

const isBit = (type: ValueType): boolean => type === 'BOOL';

/** An address that says only a size (DBW, DBD) is written as its signal is, where that has this size. */
function natural(type: ValueType, signal: string): ValueType {
  if (type === 'WORD' && signal === 'INT') return 'INT';
  if (type === 'DWORD') {
    if (signal === 'REAL' || signal === 'LREAL') return 'REAL';
    if (signal === 'DINT' || signal === 'INT' || signal === 'SINT') return 'DINT';
    if (signal === 'TIME' || signal === 'LTIME') return 'TIME';
  }
  if (type === 'WORD' && signal === 'SINT') return 'INT';
  return type;
}

const taken = (at: string, other: string): LocalizedText => ({
  en: `${at} and ${other} share bytes. Leave each value as many bytes as its type takes.`,
  'zh-CN': `${at} 与 ${other} 占用了相同的字节。请为每个值留出其类型所需的字节数。`,
});
const tooShort = (block: string, bytes: number, end: number): LocalizedText => ({
  en: `${block} is said to have ${bytes} bytes, and this value ends at byte ${end}. Give the block more bytes.`,
  'zh-CN': `${block} 写明只有 ${bytes} 个字节，而此值到第 ${end} 个字节才结束。请增大该块的 bytes。`,
});
const notOne = (at: string): LocalizedText => ({
  en: `${at} is no single value of a data block, M, I or Q. Write one entry for each signal.`,
  'zh-CN': `${at} 不是数据块、M、I 或 Q 中的单个值。请为每个信号各写一项。`,
});
const otherSize = (at: string, type: string): LocalizedText => ({
  en: `${at} has another size than ${type}. DBX is a bit, DBB one byte, DBW two, DBD four; write DB1,LREAL0 or DB1,S0.20 for the others.`,
  'zh-CN': `${at} 的大小与 ${type} 不符。DBX 为位，DBB 为一个字节，DBW 为两个，DBD 为四个；其余请写 DB1,LREAL0 或 DB1,S0.20。`,
});
const noText = (signal: string, type: string): LocalizedText => ({
  en: `"${signal}" and ${type} do not go together: a text goes only into a string, and only a text.`,
  'zh-CN': `“${signal}”与 ${type} 不能对应：文本只能放入字符串，字符串也只能放文本。`,
});
