/**
 * The connection-oriented transport protocol, class 0 (ISO 8073 / ITU-T X.224): what S7comm needs of it. Each TPDU begins with the
 * length of its header, not counting that byte, and a code in the upper half of the second byte.
 */
import { joined, nothing, u16, word } from './bytes.ts';
import { encodeTpkt } from './tpkt.ts';

/** Reasons of a disconnect request (X.224, clause 13.5). */
export const disconnectReasons = { notSpecified: 0, congestion: 1, noSession: 2, addressUnknown: 3 } as const;

export interface ConnectTpdu {
  kind: 'connect-request' | 'connect-confirm';
  destination: number;
  source: number;
  /** The class that is preferred; only 0 is spoken over TCP. */
  class: number;
  /** Exponent of the largest TPDU: 7 (128 bytes) to 13 (8,192). Without the parameter: 7. */
  sizeExponent: number | null;
  /** Transport selectors: who calls and who is called. S7 puts kind of connection, rack and slot there. */
  calling: Uint8Array;
  called: Uint8Array;
}

export type Tpdu =
  | ConnectTpdu
  | { kind: 'disconnect-request'; destination: number; source: number; reason: number }
  /** `last`: the end of a transport service data unit. */
  | { kind: 'data'; last: boolean; data: Uint8Array }
  | { kind: 'error'; destination: number; cause: number };

const codes = { 'connect-request': 0xe0, 'connect-confirm': 0xd0, 'disconnect-request': 0x80, error: 0x70, data: 0xf0 } as const;
const parameters = { size: 0xc0, calling: 0xc1, called: 0xc2 } as const;
/** A selector longer than this is nobody's of ours. */
const maxSelectorBytes = 32;

/** A TPDU without its TPKT header; `null`: none that class 0 knows. */
export function decodeTpdu(bytes: Uint8Array): Tpdu | null {
  const headEnd = (bytes[0] ?? 0) + 1;
  const code = bytes[1];
  if (code === undefined || headEnd > bytes.length) return null;
  if (code === codes.data) {
    if (headEnd !== 3) return null;
    return { kind: 'data', last: (bytes[2]! & 0x80) !== 0, data: bytes.subarray(3) };
  }
  if (code === codes['disconnect-request'])
    return headEnd < 7
      ? null
      : { kind: 'disconnect-request', destination: u16(bytes, 2), source: u16(bytes, 4), reason: bytes[6]! };
  if (code === codes.error) return headEnd < 5 ? null : { kind: 'error', destination: u16(bytes, 2), cause: bytes[4]! };
  // The lower half is the initial credit, which is 0 in class 0.
  const kind = (code & 0xf0) === 0xe0 ? 'connect-request' : (code & 0xf0) === 0xd0 ? 'connect-confirm' : null;
  if (kind === null || headEnd < 7) return null;
  const tpdu: ConnectTpdu = {
    kind,
    destination: u16(bytes, 2),
    source: u16(bytes, 4),
    class: bytes[6]! >> 4,
    sizeExponent: null,
    calling: nothing,
    called: nothing,
  };
  for (let at = 7; at < headEnd; ) {
    const length = bytes[at + 1];
    const end = at + 2 + (length ?? 0);
    if (length === undefined || end > headEnd) return null;
    const value = bytes.slice(at + 2, end);
    if (bytes[at] === parameters.size) {
      if (length !== 1) return null;
      tpdu.sizeExponent = value[0]!;
    } else if (bytes[at] === parameters.calling || bytes[at] === parameters.called) {
      if (length > maxSelectorBytes) return null;
      tpdu[bytes[at] === parameters.calling ? 'calling' : 'called'] = value;
    }
    at = end;
  }
  return tpdu;
}

/** A TPDU in its TPKT, ready to be sent. */
export function encodeTpdu(tpdu: Tpdu): Uint8Array {
  switch (tpdu.kind) {
    case 'data':
      return encodeTpkt(joined([Uint8Array.of(2, codes.data, tpdu.last ? 0x80 : 0), tpdu.data]));
    case 'disconnect-request':
      return encodeTpkt(Uint8Array.of(6, codes[tpdu.kind], ...word(tpdu.destination), ...word(tpdu.source), tpdu.reason));
    case 'error':
      return encodeTpkt(Uint8Array.of(4, codes.error, ...word(tpdu.destination), tpdu.cause));
    default: {
      const head = [codes[tpdu.kind], ...word(tpdu.destination), ...word(tpdu.source), tpdu.class << 4];
      if (tpdu.sizeExponent !== null) head.push(parameters.size, 1, tpdu.sizeExponent);
      head.push(parameters.calling, tpdu.calling.length, ...tpdu.calling, parameters.called, tpdu.called.length, ...tpdu.called);
      return encodeTpkt(Uint8Array.of(head.length, ...head));
    }
  }
}

/** The smaller of what is asked for and what we take, as an exponent: 7 (128 bytes) to 13 (8,192). */
export const agreedExponent = (asked: number | null, ours: number): number => Math.min(ours, Math.max(7, asked ?? 7));

/** Data cut into TPDUs of at most `2 ** exponent` bytes, the last of them marked, one after the other. */
export function encodeData(data: Uint8Array, exponent: number): Uint8Array {
  const room = 2 ** exponent - 3;
  if (data.length <= room) return encodeTpdu({ kind: 'data', last: true, data });
  const packets: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += room) {
    const last = at + room >= data.length;
    packets.push(encodeTpdu({ kind: 'data', last, data: data.subarray(at, at + room) }));
  }
  return joined(packets);
}

/** What kind of partner calls; a device has a few connections of each kind to give. */
export const partners = { pg: 1, op: 2, basic: 3 } as const;
export type Partner = keyof typeof partners;

/** The selector of the module in a slot of a rack: kind of connection, then rack in three bits and slot in five. */
export const selectorOf = (partner: Partner, rack: number, slot: number): Uint8Array =>
  Uint8Array.of(partners[partner], ((rack & 7) << 5) | (slot & 31));

/** Rack and slot that a selector names, or `null` when it names none. */
export function moduleOf(selector: Uint8Array): { rack: number; slot: number } | null {
  return selector.length === 2 ? { rack: selector[1]! >> 5, slot: selector[1]! & 31 } : null;
}
