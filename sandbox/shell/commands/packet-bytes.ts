/** Frames as bytes: as `tcpdump -X` shows them, and as a file of pcap. */

/** Without the Ethernet header, sixteen bytes a line, as `tcpdump -X`. */
export function hexDump(bytes: Uint8Array): string {
  const packet = bytes.subarray(14);
  let text = '';
  for (let at = 0; at < packet.length; at += 16) {
    const row = packet.subarray(at, at + 16);
    const hex = Array.from(row, (byte, index) => `${byte.toString(16).padStart(2, '0')}${index % 2 === 1 ? ' ' : ''}`).join('');
    const letters = Array.from(row, (byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    text += `\t0x${at.toString(16).padStart(4, '0')}:  ${hex.padEnd(40)} ${letters}\n`;
  }
  return text;
}

/** Head of a file of pcap: microseconds, Ethernet. */
export function pcapHead(snapLength: number): Uint8Array {
  const bytes = new Uint8Array(24);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xa1b2c3d4, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, snapLength, true);
  view.setUint32(20, 1, true);
  return bytes;
}

/** `at`: milliseconds since 1970. `length`: what the frame was before it was cut. */
export function pcapFrame(bytes: Uint8Array, at: number, length: number): Uint8Array {
  const record = new Uint8Array(16 + bytes.length);
  const view = new DataView(record.buffer);
  const microseconds = Math.round((at % 1_000) * 1_000);
  view.setUint32(0, Math.floor(at / 1_000), true);
  view.setUint32(4, microseconds, true);
  view.setUint32(8, bytes.length, true);
  view.setUint32(12, length, true);
  record.set(bytes, 16);
  return record;
}
