/** Follow stream: what both sides of a conversation said, in the order in which it came, every byte once. */
import type { Direction } from '../dissection.ts';
import type { Packet } from './packet.ts';

export interface Said {
  direction: Direction;
  bytes: Uint8Array;
  /** The frame that brought it. */
  frame: number;
  /** Bytes before it that the capture never saw. */
  missing: number;
}

/** Everything that was said in the conversation of `packet`, as far as `packets` hold it; turns of one side are one piece. */
export function followStream(packets: Iterable<Packet>, packet: Packet): Said[] {
  const said: { part: Said; pieces: Uint8Array[] }[] = [];
  for (const each of packets) {
    if (each.stream !== packet.stream || (each.headers.tcp === null) !== (packet.headers.tcp === null)) continue;
    for (const { direction, bytes, missing } of each.delivered) {
      const last = said.at(-1);
      // Datagrams stay apart: where one ends is part of what it says.
      if (last && last.part.direction === direction && missing === 0 && each.headers.tcp) last.pieces.push(bytes);
      else said.push({ part: { direction, bytes, frame: each.number, missing }, pieces: [bytes] });
    }
  }
  return said.map(({ part, pieces }) => ({ ...part, bytes: pieces.length === 1 ? part.bytes : joined(pieces) }));
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** As text: UTF-8, with a point for what cannot be shown. */
export const asText = (bytes: Uint8Array): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what cannot be shown.
  lenient.decode(bytes).replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd]/g, '.');

/** As hexadecimal lines of sixteen: offset, bytes, characters. `from`: what the offsets count from. */
export function asHex(bytes: Uint8Array, from = 0): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)];
    const pairs = row.map((byte, index) => `${index === 8 ? ' ' : ''}${byte.toString(16).padStart(2, '0')}`).join(' ');
    const shown = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${(from + at).toString(16).padStart(8, '0')}  ${pairs.padEnd(48)}  ${shown}`);
  }
  return lines.join('\n');
}
