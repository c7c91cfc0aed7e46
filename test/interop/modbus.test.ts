/** Clients that others wrote, against our device on a real port; and Wireshark's opinion of every byte that was spoken. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TcpAdapter } from '#sandbox/host/tcp-adapter.ts';
import type { Message } from '#sandbox/protocols/dissection.ts';
import { ModbusClient } from '#sandbox/protocols/modbus/client.ts';
import { modbusDissector } from '#sandbox/protocols/modbus/dissector.ts';
import type { BlockUnit } from '#sandbox/protocols/modbus/memory.ts';
import type { Request } from '#sandbox/protocols/modbus/messages.ts';
import { ModbusServer } from '#sandbox/protocols/modbus/server.ts';
import { behindGateway, meter } from '../sandbox/protocols/modbus/meter.ts';
import { ask, converse, present, presentModule } from './tool.ts';

let unit: BlockUnit;
let server: ModbusServer;
let adapter: TcpAdapter;
let port = 0;
/** Everything that was spoken, for Wireshark: a line a piece, as text2pcap reads it. */
const spoken: string[] = [];

beforeEach(async () => {
  unit = meter();
  server = new ModbusServer(behindGateway(unit));
  adapter = new TcpAdapter(server, {
    tap: (_connection, direction, bytes) => spoken.push(`${direction === 'received' ? 'O' : 'I'} 000000 ${hex(bytes)}`),
  });
  port = await adapter.listen(0);
});
afterEach(() => adapter.close());

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

describe.skipIf(!present('mbpoll'))('mbpoll', () => {
  const mbpoll = (...words: string[]): Promise<{ status: number | null; text: string }> => {
    const [options, values] = [words.filter((word) => word.startsWith('-')), words.filter((word) => !word.startsWith('-'))];
    return converse('mbpoll', ['-1', '-q', '-o', '2', '-p', `${port}`, ...options, '127.0.0.1', ...values]);
  };

  it('reads all four tables', async () => {
    expect((await mbpoll('-a1', '-t4', '-r1', '-c3')).text).toMatch(/\[1\]:\s+100\s+\[2\]:\s+101\s+\[3\]:\s+102/);
    expect((await mbpoll('-a1', '-t3', '-r5', '-c1')).text).toMatch(/\[5\]:\s+7/);
    expect((await mbpoll('-a1', '-t0', '-r1', '-c4')).text).toMatch(/\[1\]:\s+1\s+\[2\]:\s+0\s+\[3\]:\s+0\s+\[4\]:\s+1/);
    expect((await mbpoll('-a1', '-t1', '-r1', '-c3')).text).toMatch(/\[1\]:\s+1\s+\[2\]:\s+0\s+\[3\]:\s+1/);
  });

  it('reads a REAL, with the words as they are laid out', async () => {
    expect((await mbpoll('-a1', '-t3:float', '-B', '-r1', '-c1')).text).toMatch(/\[1\]:\s+231\.5/);
    expect((await mbpoll('-a1', '-t3:float', '-r1', '-c1')).text).not.toMatch(/231\.5/);
  });

  it('writes registers and coils, one and several', async () => {
    expect((await mbpoll('-a1', '-t4', '-r10', '1234')).status).toBe(0);
    expect((await mbpoll('-a1', '-t4', '-r11', '5', '6', '7')).status).toBe(0);
    expect((await mbpoll('-a1', '-t0', '-r2', '1', '1')).status).toBe(0);
    expect(unit.readRegisters('holding-registers', 9, 4)).toEqual([1234, 5, 6, 7]);
    expect(unit.readBits('coils', 0, 4)).toEqual([true, true, true, true]);
  });

  it('meets the right errors: no such address, no such unit, no path, nobody there', async () => {
    expect((await mbpoll('-a1', '-t4', '-r201', '-c1')).text).toContain('Illegal data address');
    expect((await mbpoll('-a2', '-t4', '-r1', '-c1')).text).toContain('Target device failed to respond');
    expect((await mbpoll('-a9', '-t4', '-r1', '-c1')).text).toContain('Gateway path unavailable');
    await adapter.close();
    expect((await mbpoll('-a1', '-t4', '-r1', '-c1')).text).toContain('Connection refused');
  });

  it('polls through a device that is slow, and gives up on one that is too slow', async () => {
    server.misbehaviour = { delayNs: '300000000' };
    expect((await mbpoll('-a1', '-t4', '-r1', '-c1')).text).toMatch(/\[1\]:\s+100/);
    server.misbehaviour = { dropEvery: 1 };
    expect((await mbpoll('-a1', '-t4', '-r1', '-c1')).text).toMatch(/timed out/);
  });
});

describe.skipIf(!presentModule('pymodbus'))('pymodbus', () => {
  it('reads, writes, masks, reads and writes at once, identifies, and meets the right exceptions', async () => {
    const script = `
import json, sys
from pymodbus.client import ModbusTcpClient
from pymodbus.mei_message import ReadDeviceInformationRequest
from pymodbus.other_message import ReadExceptionStatusRequest
from pymodbus.register_read_message import ReadWriteMultipleRegistersRequest
from pymodbus.register_write_message import MaskWriteRegisterRequest
client = ModbusTcpClient('127.0.0.1', port=int(sys.argv[1]), timeout=5, retries=0)
assert client.connect()
def unit_1(request):
    # Called unit, then slave, by version.
    request.unit_id = request.slave_id = 1
    return client.execute(request)
def said(answer):
    if answer.isError():
        return {'exception': getattr(answer, 'exception_code', str(answer))}
    for name in ('registers', 'bits', 'information'):
        if hasattr(answer, name) and getattr(answer, name):
            value = getattr(answer, name)
            return {str(key): text.decode() for key, text in value.items()} if name == 'information' else list(value)
    return 'done'
for answer in [
    client.read_holding_registers(0, 3, slave=1),
    client.read_input_registers(4, 1, slave=1),
    client.read_coils(0, 10, slave=1),
    client.read_discrete_inputs(0, 8, slave=1),
    client.write_register(20, 4711, slave=1),
    client.write_registers(21, [1, 2, 3], slave=1),
    client.write_coil(1, True, slave=1),
    client.write_coils(4, [True, True], slave=1),
    unit_1(MaskWriteRegisterRequest(address=23, and_mask=0xff00, or_mask=0x25)),
    unit_1(ReadWriteMultipleRegistersRequest(read_address=20, read_count=4, write_address=22, write_registers=[9])),
    client.read_holding_registers(0, 125, slave=1),
    unit_1(ReadDeviceInformationRequest(0x03, 0x00)),
    unit_1(ReadDeviceInformationRequest(0x04, 0x01)),
    client.read_holding_registers(200, 1, slave=1),
    client.write_register(200, 1, slave=1),
    client.read_holding_registers(0, 1, slave=2),
    client.read_holding_registers(0, 1, slave=9),
    unit_1(ReadExceptionStatusRequest()),
]:
    print(json.dumps(said(answer)))
client.close()
`;
    const { status, text } = await converse('python', ['-', `${port}`], script);
    const lines = text.trim().split('\n');
    expect(status, text).toBe(0);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      [100, 101, 102],
      [7],
      [true, false, false, true, false, false, true, false, false, true, false, false, false, false, false, false],
      [true, false, true, true, false, false, true, false],
      'done',
      'done',
      'done',
      'done',
      'done',
      [4711, 1, 9, 0x25],
      Array.from({ length: 125 }, (_, index) =>
        index === 20 ? 4711 : index === 21 ? 1 : index === 22 ? 9 : index === 23 ? 0x25 : 100 + index,
      ),
      { '0': 'Millwright', '1': 'PM-1', '2': '1.0', '4': 'Power meter', '128': 'Hall 3' },
      { '1': 'PM-1' },
      { exception: 2 },
      { exception: 2 },
      { exception: 11 },
      { exception: 10 },
      { exception: 1 },
    ]);
    expect(unit.readBits('coils', 0, 6)).toEqual([true, true, false, true, true, true]);
  });
});

describe("Millwright's own client", () => {
  it('reads from the same port, and finds it again after the device was away', async () => {
    const client = new ModbusClient({ host: 'meter-1', backoff: { minNs: 20_000_000n, maxNs: 100_000_000n } });
    const carrier = new TcpAdapter(client, { locate: () => ({ host: '127.0.0.1', port }) });
    const request: Request = { code: 3, address: 0, quantity: 2 };
    const result = async (): Promise<unknown> => {
      client.ask(1, request, carrier.nowNs);
      carrier.attend();
      for (;;) {
        const [one] = client.results();
        if (one) return one.outcome;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    try {
      expect(await result()).toEqual({ kind: 'answer', answer: { code: 3, registers: [100, 101] } });
      await adapter.close();
      expect(await result()).toMatchObject({ kind: 'failed' });
      adapter = new TcpAdapter(new ModbusServer(behindGateway(unit)));
      port = await adapter.listen(port);
      let outcome = await result();
      for (let times = 0; times < 50 && (outcome as { kind: string }).kind === 'failed'; times += 1) outcome = await result();
      expect(outcome).toMatchObject({ kind: 'answer' });
    } finally {
      await carrier.close();
    }
  });
});

describe.skipIf(!present('tshark'))('Wireshark', () => {
  const folder = mkdtemp(join(tmpdir(), 'millwright-modbus-'));
  afterAll(async () => rm(await folder, { recursive: true }));

  it('finds nothing malformed in all that was spoken above, and reads every function and exception', async () => {
    // Also without the other programs there is something to look at.
    for (const pdu of [
      '03 00 00 00 02',
      '16 00 04 00 f2 00 25',
      '2b 0e 01 00',
      '03 00 c8 00 01',
      '17 00 03 00 02 00 04 00 01 02 00 ff',
    ]) {
      const frame = Buffer.from(pdu.replaceAll(' ', ''), 'hex');
      const bytes = Buffer.concat([Buffer.from([0, 9, 0, 0, 0, frame.length + 1, 1]), frame]);
      spoken.push(`O 000000 ${hex(bytes)}`);
      server.accepted(99, '10.0.0.2', 0n);
      server.received(99, bytes, 0n);
      for (const effect of server.drain()) if (effect.do === 'send') spoken.push(`I 000000 ${hex(effect.bytes)}`);
      server.closed(99);
    }
    const [text, capture] = [join(await folder, 'spoken.txt'), join(await folder, 'spoken.pcapng')];
    writeFileSync(text, `${spoken.join('\n')}\n`);
    await converse('text2pcap', ['-D', '-T', '502,40000', text, capture]);
    const read = (filter: string, ...words: string[]): string[] =>
      ask('tshark', ['-r', capture, '-Y', filter, ...words])
        .split('\n')
        .filter((line) => line.trim() !== '');
    expect(read('_ws.malformed')).toEqual([]);

    // Its reading beside ours, frame by frame.
    const names = ['mbtcp.trans_id', 'mbtcp.unit_id', 'modbus.func_code', 'modbus.exception_code'];
    const theirs = read('mbtcp', '-T', 'fields', ...names.flatMap((name) => ['-e', name]));
    const conversation = modbusDissector.conversation();
    const ours = spoken.flatMap((line) =>
      conversation.push(line.startsWith('O') ? 'to-server' : 'to-client', Buffer.from(line.slice(9).replaceAll(' ', ''), 'hex')),
    );
    expect(ours.filter(({ state }) => state === 'malformed').map(({ summary }) => summary)).toEqual([]);
    const code = ({ bytes }: Message): number => (bytes[7] ?? 0) & 0x7f;
    const exception = ({ bytes }: Message): string => ((bytes[7] ?? 0) < 0x80 ? '' : `${bytes[8]}`);
    expect(theirs).toEqual(
      ours.map((message) => {
        const [transaction, , , unitId] = message.fields.map(({ value }) => Number.parseInt(value, 10));
        return [transaction, unitId, code(message), exception(message)].join('\t');
      }),
    );
    expect(theirs.length).toBeGreaterThanOrEqual(10);
  });
});
