/** What a client can ask, and how it is cut into PDUs: as many items as fit, no element torn apart unless it alone is too long. */
import { z } from 'zod';
import { base64 } from '../saved.ts';
import { elementBytes, reachOf, type S7Address } from './address.ts';
import { bytesOfItem, dataSizeOf, type Item, type ItemData, itemBytes } from './items.ts';
import { headerLength, kinds } from './pdu.ts';

export type Request =
  | { ask: 'read'; addresses: S7Address[] }
  /** `bytes`: as `encodeValue` makes them. */
  | { ask: 'write'; writes: { address: S7Address; bytes: Uint8Array }[] }
  /** A system status list. */
  | { ask: 'list'; id: number; index: number };

/** Items of one PDU that controllers take. */
const maxItems = 20;
/** Addresses of one request. */
const maxAddresses = 4096;

const savedAddress = z.object({
  area: z.enum(['I', 'Q', 'M', 'DB', 'T', 'C']),
  db: z.int().min(0).max(0xffff),
  byte: z.int().min(0).max(0xffff),
  bit: z.int().min(0).max(7),
  type: z.enum(Object.keys(elementBytes) as [S7Address['type'], ...S7Address['type'][]]),
  count: z.int().min(1).max(0x10000),
  length: z.int().min(0).max(254),
});

export const savedRequest = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('read'), addresses: z.array(savedAddress).max(maxAddresses) }),
  z.object({
    ask: z.literal('write'),
    writes: z.array(z.object({ address: savedAddress, bytes: base64(0x10000) })).max(maxAddresses),
  }),
  z.object({ ask: z.literal('list'), id: z.int().min(0).max(0xffff), index: z.int().min(0).max(0xffff) }),
]);

/** Why a request cannot be sent, or `null`. */
export function requestProblem(request: Request): string | null {
  if (request.ask === 'list') return null;
  const addresses = request.ask === 'read' ? request.addresses : request.writes.map(({ address }) => address);
  if (addresses.length === 0 || addresses.length > maxAddresses) return `a request names 1 to ${maxAddresses} addresses`;
  for (const [index, address] of addresses.entries()) {
    const { first, bytes } = reachOf(address);
    if (!savedAddress.safeParse(address).success || first + bytes > 0x20000) return `address ${index} is none`;
    if (request.ask === 'write' && request.writes[index]!.bytes.length !== bytesToWrite(address))
      return `address ${index} takes ${bytesToWrite(address)} bytes, not ${request.writes[index]!.bytes.length}`;
  }
  return null;
}

const bytesToWrite = (address: S7Address): number => (address.type === 'BOOL' ? address.count : reachOf(address).bytes);

/** Part of an address in one PDU: the item that names it, and where its bytes stand among those of the address. */
export interface Piece {
  index: number;
  at: number;
  item: Item;
}

/** Where the next PDU of a request begins. */
export interface Cursor {
  index: number;
  at: number;
}

/** The whole of an address from byte `at` of it on, as one item; bits are written one at a time. */
function itemFrom({ area, db, byte, bit, type, count }: S7Address, at: number, bytes: number, writing: boolean): Item {
  if (type === 'BOOL' && (writing || count === 1)) {
    const place = bit + at;
    return { size: 'BIT', count: 1, area, db, byte: byte + (place >> 3), bit: place & 7 };
  }
  const size = area === 'T' ? 'TIMER' : area === 'C' ? 'COUNTER' : 'BYTE';
  const counts = size === 'BYTE' ? 1 : 2;
  return { size, count: bytes / counts, area, db, byte: byte * counts + at, bit: 0 };
}

/** The pieces of the next PDU, and where the one after begins; `null`: there is none. */
export function nextPieces(
  request: Exclude<Request, { ask: 'list' }>,
  from: Cursor,
  pduLength: number,
): { pieces: Piece[]; next: Cursor | null } {
  const writing = request.ask === 'write';
  const addresses = writing ? request.writes.map(({ address }) => address) : request.addresses;
  const pieces: Piece[] = [];
  let { index, at } = from;
  let asked = headerLength(kinds.job) + 2;
  let answered = headerLength(kinds.answer) + 2;
  while (index < addresses.length && pieces.length < maxItems) {
    const address = addresses[index]!;
    const whole = writing ? bytesToWrite(address) : reachOf(address).bytes;
    // A fill byte may come before.
    // The answer to a write, a byte for each item, is always shorter than the write.
    const room = writing ? pduLength - asked - itemBytes - 5 : Math.min(pduLength - asked - itemBytes, pduLength - answered - 5);
    let bytes = address.type === 'BOOL' && writing ? 1 : whole - at;
    if (bytes > room) {
      if (pieces.length > 0 || room < 2) break;
      const element = address.type === 'BOOL' ? 1 : elementBytes[address.type] + address.length;
      bytes = room >= element ? room - (room % element) : room & ~1;
    }
    pieces.push({ index, at, item: itemFrom(address, at, bytes, writing) });
    asked += itemBytes + (writing ? 4 + bytes + (bytes & 1) : 0);
    answered += 4 + bytes + (bytes & 1);
    at += bytes;
    if (at >= whole) [index, at] = [index + 1, 0];
  }
  return { pieces, next: index < addresses.length ? { index, at } : null };
}

/** The data of the pieces of a write. */
export const dataOf = (request: Extract<Request, { ask: 'write' }>, pieces: readonly Piece[]): ItemData[] =>
  pieces.map(({ index, at, item }) => ({
    code: 0,
    dataSize: dataSizeOf(item.size),
    bytes: request.writes[index]!.bytes.slice(at, at + bytesOfItem(item)),
  }));
