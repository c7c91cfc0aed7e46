/**
 * TPKT, the packets of ISO transport on top of TCP (RFC 1006, section 6):
 *
 *     u8 version = 3 · u8 reserved · u16 length of the whole packet, at least 7 · TPDU
 */
import { joined, nothing, u16, word } from './bytes.ts';

export const tpktHeaderBytes = 4;
const leastBytes = 7;
/** What we take: the largest TPDU of class 0 (8,192 bytes, ISO 8073) and its header. RFC 1006 would allow 65,535. */
export const maxTpktBytes = 8192 + tpktHeaderBytes;

/** What is wrong with a packet of which `bytes` is the beginning; `null`: nothing so far. */
export function tpktProblem(bytes: Uint8Array): 'version' | 'length' | null {
  if (bytes.length > 0 && bytes[0] !== 3) return 'version';
  if (bytes.length < tpktHeaderBytes) return null;
  const length = u16(bytes, 2);
  return length < leastBytes || length > maxTpktBytes ? 'length' : null;
}

/** Cuts the bytes of one direction, which come in pieces of any size, into packets; it keeps less than one. */
export class TpktReader {
  /** What has arrived of the next packet. */
  rest: Uint8Array = nothing;

  /** The packets that are whole now, with their headers, as copies. `broken`: what follows is no TPKT; the connection has to end. */
  push(bytes: Uint8Array): { packets: Uint8Array[]; broken: boolean } {
    const stream = this.rest.length === 0 ? bytes : joined([this.rest, bytes]);
    const packets: Uint8Array[] = [];
    let at = 0;
    while (at < stream.length) {
      const head = stream.subarray(at, at + tpktHeaderBytes);
      if (tpktProblem(head) !== null) {
        this.rest = nothing;
        return { packets, broken: true };
      }
      const end = at + u16(head, 2);
      if (head.length < tpktHeaderBytes || end > stream.length) break;
      packets.push(stream.slice(at, end));
      at = end;
    }
    this.rest = at === stream.length ? nothing : stream.slice(at);
    return { packets, broken: false };
  }
}

export function encodeTpkt(tpdu: Uint8Array): Uint8Array {
  return joined([Uint8Array.of(3, 0, ...word(tpdu.length + tpktHeaderBytes)), tpdu]);
}
