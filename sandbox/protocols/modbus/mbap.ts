/**
 * The MBAP header (MODBUS Messaging on TCP/IP Implementation Guide V1.0b, clause 3.1.3) and the cutting of a stream into frames:
 *
 *     u16 transaction · u16 protocol = 0 · u16 length of what follows · u8 unit · PDU of 1 to 253 bytes
 */
export const headerBytes = 7;
export const maxPduBytes = 253;
/** The largest frame: 260 bytes. */
export const maxFrameBytes = headerBytes + maxPduBytes;

export interface Frame {
  transaction: number;
  unit: number;
  /** Of the reader's own: a copy. */
  pdu: Uint8Array;
}

const nothing = new Uint8Array(0);

/** What is wrong with a header of which `bytes` is the beginning; `null`: nothing so far. */
export function headerProblem(bytes: Uint8Array): 'protocol' | 'length' | null {
  if ((bytes[2] ?? 0) !== 0 || (bytes[3] ?? 0) !== 0) return 'protocol';
  if (bytes.length < 6) return null;
  const length = (bytes[4]! << 8) | bytes[5]!;
  return length < 2 || length > maxPduBytes + 1 ? 'length' : null;
}

/** Cuts the bytes of one direction, which come in pieces of any size, into frames; it keeps less than one. */
export class FrameReader {
  /** What has arrived of the next frame. */
  rest: Uint8Array = nothing;

  /**
   * The frames that are whole now. `broken`: what follows them is no Modbus, and where the next frame begins cannot be known; the
   * connection has to end.
   */
  push(bytes: Uint8Array): { frames: Frame[]; broken: boolean } {
    const stream = this.rest.length === 0 ? bytes : joined(this.rest, bytes);
    const frames: Frame[] = [];
    let at = 0;
    while (at < stream.length) {
      const head = stream.subarray(at, at + headerBytes);
      if (headerProblem(head) !== null) {
        this.rest = nothing;
        return { frames, broken: true };
      }
      const end = at + 6 + ((head[4]! << 8) | head[5]!);
      if (head.length < 6 || end > stream.length) break;
      frames.push({ transaction: (head[0]! << 8) | head[1]!, unit: head[6]!, pdu: stream.slice(at + headerBytes, end) });
      at = end;
    }
    this.rest = at === stream.length ? nothing : stream.slice(at);
    return { frames, broken: false };
  }
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array {
  const both = new Uint8Array(before.length + after.length);
  both.set(before);
  both.set(after, before.length);
  return both;
}

/** The bytes of one frame. */
export function encodeFrame({ transaction, unit, pdu }: Frame): Uint8Array {
  const bytes = new Uint8Array(headerBytes + pdu.length);
  const length = pdu.length + 1;
  bytes[0] = transaction >> 8;
  bytes[1] = transaction;
  bytes[4] = length >> 8;
  bytes[5] = length;
  bytes[6] = unit;
  bytes.set(pdu, headerBytes);
  return bytes;
}
