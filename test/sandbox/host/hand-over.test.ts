import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { House } from './house.ts';

const house = new House();
beforeAll(async () => {
  expect(await house.start()).toBeNull();
});
afterAll(() => house.remove());

/** One masked text frame of a client (RFC 6455, section 5.2), up to 65,535 bytes. */
function clientFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const header =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 0xff]);
  const masked = Buffer.from(payload.map((byte, index) => byte ^ mask[index % 4]!));
  return Buffer.concat([header, mask, masked]);
}

/**
 * A client that does not wait for anything: it sends frames together with the upgrade request, and more in small pieces while
 * its socket travels through two processes. Resolves with the pongs that came back.
 */
function eagerClient(rig: string, pings: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const key = randomBytes(16).toString('base64');
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    const socket = connect(house.port, '127.0.0.1');
    let received = '';
    let sent = 0;
    const ping = (): Buffer => {
      sent += 1;
      return clientFrame(JSON.stringify({ type: 'ping', id: sent }));
    };
    const giveUp = setTimeout(() => {
      socket.destroy();
      resolve(count());
    }, 120_000);
    const count = (): number => received.split('"type":"pong"').length - 1;
    socket.setNoDelay(true);
    socket.on('connect', () => {
      const request = [
        `GET /rig/${rig}?lab=counter HTTP/1.1`,
        'Host: test',
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Key: ${key}`,
        'Sec-WebSocket-Version: 13',
        '\r\n',
      ].join('\r\n');
      socket.write(Buffer.concat([Buffer.from(request), ping()]));
      const more = (): void => {
        if (sent >= pings) return;
        socket.write(ping());
        setImmediate(more);
      };
      setImmediate(more);
    });
    socket.on('data', (data) => {
      received += data.toString('latin1');
      if (!received.includes(accept) && received.includes('\r\n\r\n')) reject(new Error(received.slice(0, 200)));
      if (count() < pings) return;
      clearTimeout(giveUp);
      socket.destroy();
      resolve(count());
    });
    socket.on('error', reject);
  });
}

describe('a socket that changes processes', () => {
  it('arrives with every byte, 200 of 200, from clients that send at once', async () => {
    // One rig per ten clients, so that starting rigs does not drown what is measured.
    const clients = Array.from({ length: 200 }, (_, index) => eagerClient(`eager-${index % 20}`, 30));
    const answered = await Promise.all(clients);
    expect(answered.filter((pongs) => pongs === 30)).toHaveLength(200);
  });
});
