/** What was spoken on real connections, as a capture file that Wireshark reads: one TCP stream each, with made-up addresses. */

export interface Piece {
  connection: number;
  direction: 'received' | 'sent';
  bytes: Uint8Array;
}

const largestPiece = 1400;

function frame(
  client: number,
  server: number,
  toServer: boolean,
  sequence: number,
  acknowledged: number,
  bytes: Uint8Array,
): Buffer {
  const ip = Buffer.alloc(40);
  ip[0] = 0x45;
  ip.writeUInt16BE(40 + bytes.length, 2);
  ip[8] = 64;
  ip[9] = 6;
  ip.set([10, 0, 0, toServer ? 1 : 2], 12);
  ip.set([10, 0, 0, toServer ? 2 : 1], 16);
  ip.writeUInt16BE(toServer ? client : server, 20);
  ip.writeUInt16BE(toServer ? server : client, 22);
  ip.writeUInt32BE(sequence, 24);
  ip.writeUInt32BE(acknowledged, 28);
  ip[32] = 0x50;
  // PSH and ACK.
  ip[33] = 0x18;
  ip.writeUInt16BE(0xffff, 34);
  return Buffer.concat([ip, bytes]);
}

/** A pcap file of raw IP packets; `port` is the server's. Checksums are left empty. */
export function captureOf(pieces: readonly Piece[], port: number): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(0xffff, 16);
  header.writeUInt32LE(101, 20);
  const records: Uint8Array[] = [header];
  const said = new Map<number, { received: number; sent: number }>();
  let time = 0;
  for (const { connection, direction, bytes } of pieces) {
    const counts = said.get(connection) ?? { received: 1, sent: 1 };
    said.set(connection, counts);
    for (let at = 0; at < bytes.length; at += largestPiece) {
      const part = bytes.subarray(at, at + largestPiece);
      const toServer = direction === 'received';
      const [own, other] = toServer ? [counts.received, counts.sent] : [counts.sent, counts.received];
      const packet = frame(20_000 + connection, port, toServer, own, other, part);
      counts[direction] += part.length;
      const record = Buffer.alloc(16);
      time += 1;
      record.writeUInt32LE(1_700_000_000 + Math.floor(time / 1000), 0);
      record.writeUInt32LE((time % 1000) * 1000, 4);
      record.writeUInt32LE(packet.length, 8);
      record.writeUInt32LE(packet.length, 12);
      records.push(record, packet);
    }
  }
  return Buffer.concat(records);
}
