/** A client that others wrote, against our controller on a real port; and Wireshark's opinion of every byte that was spoken. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import NodeS7 from 'nodes7';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TcpAdapter } from '#sandbox/host/tcp-adapter.ts';
import { S7Client } from '#sandbox/protocols/s7/client.ts';
import { encodeRead, encodeSetupJob } from '#sandbox/protocols/s7/codec.ts';
import { encodeData, encodeTpdu, selectorOf } from '#sandbox/protocols/s7/cotp.ts';
import { s7Dissector } from '#sandbox/protocols/s7/dissector.ts';
import type { Result } from '#sandbox/protocols/s7/jobs.ts';
import { encodePdu, kinds } from '#sandbox/protocols/s7/pdu.ts';
import type { Request } from '#sandbox/protocols/s7/requests.ts';
import { S7Server } from '#sandbox/protocols/s7/server.ts';
import { encodeUserData, requestOf } from '#sandbox/protocols/s7/userdata.ts';
import { at, hex, type Press, press, text } from '../sandbox/protocols/s7/press.ts';
import { ask, converse, present } from './tool.ts';

let device: Press;
let adapter: TcpAdapter;
let port = 0;
/** Everything that was spoken, for Wireshark: a line a piece, as text2pcap reads it. */
const spoken: string[] = [];

async function listen(wanted = 0): Promise<void> {
  adapter = new TcpAdapter(new S7Server(device, { pduLength: 240, module: { rack: 0, slot: 2 } }), {
    tap: (_connection, direction, bytes) => spoken.push(`${direction === 'received' ? 'O' : 'I'} 000000 ${text(bytes)}`),
  });
  port = await adapter.listen(wanted);
}

beforeEach(async () => {
  device = press();
  await listen();
});
afterEach(() => adapter.close());

describe('nodes7', () => {
  const connected = async (slot = 2): Promise<NodeS7> => {
    const client = new NodeS7({ silent: true });
    await new Promise<void>((resolve, reject) =>
      client.initiateConnection({ host: '127.0.0.1', port, rack: 0, slot, timeout: 2_000 }, (error) =>
        error === undefined ? resolve() : reject(new Error(String(error))),
      ),
    );
    return client;
  };
  const read = (client: NodeS7, ...addresses: string[]): Promise<{ bad: boolean; values: unknown[] }> => {
    client.removeItems();
    client.addItems(addresses);
    return new Promise((resolve) =>
      client.readAllItems((bad, values) => resolve({ bad, values: addresses.map((address) => values[address]) })),
    );
  };
  const write = (client: NodeS7, values: Record<string, unknown>): Promise<boolean> =>
    new Promise((resolve) => client.writeItems(Object.keys(values), Object.values(values), resolve));

  it('reads bits, bytes, words, numbers and arrays, many at once', async () => {
    const client = await connected();
    const answer = await read(client, 'DB1,X5.2', 'DB1,B7', 'DB1,INT2', 'DB1,DINT4', 'DB1,WORD8.3', 'I0.2', 'MW4', 'QB0');
    expect(answer).toEqual({ bad: false, values: [true, 7, 0x0203, 0x04050607, [0x0809, 0x0a0b, 0x0c0d], true, 0, 0] });
    client.dropConnection();
  });

  it('writes and reads back, one by one and more than a PDU holds', async () => {
    const client = await connected();
    const many = Array.from({ length: 150 }, (_, index) => index - 75);
    const values = {
      'DB2,REAL0': 1.5,
      'DB2,INT4': -7,
      'DB2,X6.3': true,
      'DB2,S10.20': 'Presse 1',
      'DB2,INT40.150': many,
      MW10: 4711,
    };
    expect(await write(client, values)).toBe(false);
    expect(await read(client, ...Object.keys(values))).toEqual({ bad: false, values: Object.values(values) });
    client.dropConnection();
  });

  it('meets the right errors, each at its own item', async () => {
    const client = await connected();
    const { bad, values } = await read(client, 'DB1,B0', 'DB1,INT64', 'DB9,INT0', 'DB4,INT0', 'DB5,INT0', 'MB31');
    expect(bad).toBe(true);
    expect(values.map((value) => (typeof value === 'string' && value.startsWith('BAD') ? 'BAD' : value))).toEqual([
      0,
      'BAD',
      'BAD',
      'BAD',
      'BAD',
      0,
    ]);
    expect(await write(client, { 'DB3,INT0': 5 })).toBe(true);
    expect(await write(client, { 'DB2,INT0': 5 })).toBe(false);
    expect((await read(client, 'DB3,INT0', 'DB2,INT0')).values).toEqual([0, 5]);
    client.dropConnection();
  });

  it('is sent away from a slot that holds nothing', async () => {
    await expect(connected(4)).rejects.toThrow();
  });
});

describe("Millwright's own client", () => {
  it('reads from the same port, and finds it again after the device was away', async () => {
    const client = new S7Client({ host: 'press-1', slot: 2, backoff: { minNs: 20_000_000n, maxNs: 100_000_000n } });
    const carrier = new TcpAdapter(client, { locate: () => ({ host: '127.0.0.1', port }) });
    const request: Request = { ask: 'read', addresses: [at('DB1.DBW2'), at('DB9.DBW0')] };
    const outcome = async (): Promise<Result['outcome']> => {
      client.ask(request, carrier.nowNs);
      carrier.attend();
      for (;;) {
        const [one] = client.results();
        if (one) return one.outcome;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const whole = { kind: 'read', items: [{ code: 0xff, bytes: hex('02 03') }, { code: 0x0a }] };
    try {
      expect(await outcome()).toMatchObject(whole);
      await adapter.close();
      expect(await outcome()).toMatchObject({ kind: 'failed' });
      await listen(port);
      let found = await outcome();
      for (let times = 0; times < 50 && found.kind === 'failed'; times += 1) found = await outcome();
      expect(found).toMatchObject(whole);
    } finally {
      await carrier.close();
    }
  });
});

describe.skipIf(!present('tshark'))('Wireshark', () => {
  const folder = mkdtemp(join(tmpdir(), 'millwright-s7-'));
  afterAll(async () => rm(await folder, { recursive: true }));

  it('finds nothing malformed in all that was spoken above, and reads every function and error as we do', async () => {
    // What the clients above do not ask.
    const server = new S7Server(device);
    server.accepted(1, '10.0.0.2', 0n);
    const job = (parameters: string) =>
      encodePdu({ kind: kinds.job, reference: 7, error: 0, parameters: hex(parameters), data: hex('') });
    const called = selectorOf('pg', 0, 2);
    const program = Buffer.from('P_PROGRAM').toString('hex');
    for (const bytes of [
      encodeTpdu({ kind: 'connect-request', destination: 0, source: 1, class: 0, sizeExponent: 10, calling: called, called }),
      ...[
        encodeSetupJob(1, { calling: 1, called: 1, pduLength: 240 }),
        ...['0011 0000', '001c 0000', '0131 0001', '0232 0004', '0424 0000', '0bad 0000'].map((id, index) =>
          encodeUserData(10 + index, requestOf(4, 1, hex(id))),
        ),
        encodeUserData(20, requestOf(7, 1)),
        encodeUserData(21, requestOf(3, 1)),
        encodeUserData(22, requestOf(3, 2, hex('30 41'))),
        encodeRead(30, [{ area: 'T', db: 0, byte: 2, bit: 0, size: 'TIMER', count: 2 }]),
        encodeRead(31, [{ area: 'DB', db: 2, byte: 0, bit: 0, size: 'BYTE', count: 500 }]),
        job(`29 00 00 00 00 00 09 ${program}`),
        job(`28 00 00 00 00 00 00 fd 00 00 09 ${program}`),
      ].map((pdu) => encodeData(pdu, 10)),
    ]) {
      spoken.push(`O 000000 ${text(bytes)}`);
      server.received(1, bytes, 0n);
      for (const effect of server.drain()) if (effect.do === 'send') spoken.push(`I 000000 ${text(effect.bytes)}`);
    }
    const [written, capture] = [join(await folder, 'spoken.txt'), join(await folder, 'spoken.pcapng')];
    writeFileSync(written, `${spoken.join('\n')}\n`);
    await converse('text2pcap', ['-D', '-T', '102,40000', written, capture]);
    const seen = (filter: string, ...words: string[]): string[] =>
      ask('tshark', ['-r', capture, '-Y', filter, ...words])
        .split('\n')
        .filter((line) => line.trim() !== '');
    expect(seen('_ws.malformed')).toEqual([]);

    // Its reading beside ours, message by message: the kind, the reference, lengths, and whether something was refused.
    const names = ['s7comm.header.rosctr', 's7comm.header.pduref', 's7comm.header.parlg', 's7comm.header.datlg'];
    const theirs = seen('s7comm', '-T', 'fields', ...names.flatMap((name) => ['-e', name])).flatMap((line) => {
      // Two PDUs in one segment stand in one line.
      const columns = line.split('\t').map((column) => column.split(','));
      return columns[0]!.map((_, index) => columns.map((column) => column[index]).join('\t'));
    });
    const conversation = s7Dissector.conversation();
    const ours = spoken.flatMap((line) =>
      conversation.push(line.startsWith('O') ? 'to-server' : 'to-client', hex(line.slice(9))),
    );
    expect(ours.filter(({ state }) => state === 'malformed').map(({ summary }) => summary)).toEqual([]);
    const word = (bytes: Uint8Array, from: number): number => (bytes[from]! << 8) | bytes[from + 1]!;
    expect(theirs).toEqual(
      ours
        .filter(({ bytes }) => bytes[5] === 0xf0)
        .map(({ bytes }) => [bytes[8], word(bytes, 11), word(bytes, 13), word(bytes, 15)].join('\t')),
    );
    const refused = seen('s7comm.header.errcls != 0 || s7comm.param.errcod != 0', '-T', 'fields', '-e', 's7comm.header.pduref');
    const weSaid = ours.filter(({ state, fields }) => state === 'error' && /Error (class|code)/.test(JSON.stringify(fields)));
    expect(refused.flatMap((line) => line.split(',')).map(Number)).toEqual(
      weSaid.filter(({ summary }) => /\(0x[0-9a-f]{4}\)$/.test(summary)).map(({ bytes }) => word(bytes, 11)),
    );
    expect(refused.length).toBeGreaterThan(3);
    expect(theirs.length).toBeGreaterThan(40);
  });
});
