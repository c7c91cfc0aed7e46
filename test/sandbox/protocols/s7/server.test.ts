import { describe, expect, it } from 'vitest';
import { decodeAnswer, encodeRead, encodeSetupJob, encodeWrite } from '#sandbox/protocols/s7/codec.ts';
import { decodeTpdu, encodeData, encodeTpdu, selectorOf } from '#sandbox/protocols/s7/cotp.ts';
import type { Area, Item, TransportSize } from '#sandbox/protocols/s7/items.ts';
import { decodePdu, encodePdu, kinds } from '#sandbox/protocols/s7/pdu.ts';
import { S7Server, type S7ServerOptions } from '#sandbox/protocols/s7/server.ts';
import { decodeUserData, encodeUserData, requestOf, type UserData } from '#sandbox/protocols/s7/userdata.ts';
import { clockOf, hex, morning, press, text } from './press.ts';

const item = (area: Area, db: number, byte: number, size: TransportSize = 'BYTE', count = 1, bit = 0): Item => ({
  area,
  db,
  byte,
  bit,
  size,
  count,
});

/** A peer that speaks with a server in bytes. */
class Peer {
  readonly device = press();
  readonly server: S7Server;
  ended: string | null = null;
  #reference = 0;

  constructor(options: S7ServerOptions = {}) {
    this.server = new S7Server(this.device, options);
    this.server.accepted(1, '10.0.0.2', 0n);
  }

  say(bytes: Uint8Array, nowNs = 0n): Uint8Array[] {
    this.server.received(1, bytes, nowNs);
    return this.heard();
  }

  heard(): Uint8Array[] {
    const sent: Uint8Array[] = [];
    for (const effect of this.server.drain()) {
      if (effect.do === 'send') sent.push(effect.bytes);
      else this.ended = effect.do;
    }
    return sent;
  }

  connect(pduLength = 480, rack = 0, slot = 2, sizeExponent: number | null = 10): this {
    const [calling, called] = [selectorOf('pg', 0, 0), selectorOf('pg', rack, slot)];
    this.say(encodeTpdu({ kind: 'connect-request', destination: 0, source: 1, class: 0, sizeExponent, calling, called }));
    if (pduLength > 0) this.ask(encodeSetupJob(0, { calling: 1, called: 1, pduLength }));
    return this;
  }

  /** The one PDU that answers; its parts put together. */
  ask(pdu: Uint8Array, nowNs = 0n): Uint8Array {
    const parts = this.say(encodeData(pdu, 10), nowNs).flatMap(tpdus);
    return Uint8Array.from(parts.flatMap((part) => [...part]));
  }

  answer(pdu: Uint8Array): ReturnType<typeof decodeAnswer> {
    return decodeAnswer(decodePdu(this.ask(pdu))!);
  }

  read(...items: Item[]): unknown {
    const answer = this.answer(encodeRead(1, items));
    return answer?.answer === 'read' ? answer.data.map(({ code, bytes }) => (code === 0xff ? text(bytes) : code)) : answer;
  }

  write(one: Item, bytes: string, dataSize = 4): unknown {
    const answer = this.answer(encodeWrite(1, [one], [{ code: 0, dataSize, bytes: hex(bytes) }]));
    return answer?.answer === 'write' ? answer.codes : answer;
  }

  inform(group: number, asked: number, bytes?: Uint8Array, nowNs = 0n): UserData {
    this.#reference += 1;
    return decodeUserData(decodePdu(this.ask(encodeUserData(this.#reference, requestOf(group, asked, bytes)), nowNs))!)!;
  }
}

/** The data of all DTs in some packets. */
function tpdus(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const length = (bytes[from + 2]! << 8) | bytes[from + 3]!;
    const tpdu = decodeTpdu(bytes.subarray(from + 4, from + length));
    if (tpdu?.kind === 'data') found.push(tpdu.data);
    from += length;
  }
  return found;
}

describe('setting up', () => {
  it('confirms a transport connection, byte for byte', () => {
    const peer = new Peer();
    const [confirm] = peer.say(hex('03 00 00 16 11 e0 00 00 00 01 00 c0 01 0a c1 02 01 00 c2 02 01 02'));
    expect(text(confirm!)).toBe('03 00 00 16 11 d0 00 01 00 01 00 c0 01 0a c1 02 01 00 c2 02 01 02');
    const [setup] = peer.say(hex('03 00 00 19 02 f0 80 32 01 00 00 00 00 00 08 00 00 f0 00 00 08 00 08 03 c0'));
    expect(text(setup!)).toBe('03 00 00 1b 02 f0 80 32 03 00 00 00 00 00 08 00 00 00 00 f0 00 00 08 00 08 01 e0');
  });

  it.each([
    [240, 960, 240],
    [480, 240, 240],
    [960, 960, 960],
  ] as const)('agrees on the smaller PDU: %i here, %i there', (ours, theirs, agreed) => {
    const peer = new Peer({ pduLength: ours }).connect(0);
    expect(peer.answer(encodeSetupJob(5, { calling: 1, called: 20, pduLength: theirs }))).toEqual({
      answer: 'setup',
      calling: 1,
      called: 8,
      pduLength: agreed,
    });
  });

  it('refuses a PDU too short to carry anything', () => {
    const setup = encodeSetupJob(1, { calling: 1, called: 1, pduLength: 20 });
    expect(new Peer().connect(0).answer(setup)).toEqual({ answer: 'error', error: 0x8500 });
  });

  it('refuses jobs before it: an error, not silence', () => {
    expect(new Peer().connect(0).read(item('M', 0, 0))).toEqual({ answer: 'error', error: 0x8104 });
  });

  it('sends a caller away who wants another slot, and says why', () => {
    const peer = new Peer({ module: { rack: 0, slot: 2 } });
    const called = selectorOf('op', 0, 3);
    const request = encodeTpdu({
      kind: 'connect-request',
      destination: 0,
      source: 7,
      class: 0,
      sizeExponent: 10,
      calling: called,
      called,
    });
    const [answer] = peer.say(request);
    expect(decodeTpdu(answer!.subarray(4))).toEqual({ kind: 'disconnect-request', destination: 7, source: 0, reason: 3 });
    expect(peer.ended).toBe('close');
    expect(new Peer({ module: { rack: 0, slot: 2 } }).connect().ended).toBeNull();
  });

  it('speaks in fragments with one who asked for small TPDUs, and puts fragments together', () => {
    const peer = new Peer().connect(480, 0, 2, 7);
    const job = encodeData(encodeRead(1, [item('DB', 2, 0, 'BYTE', 400)]), 7);
    const [answer] = peer.say(job);
    const parts = tpdus(answer!);
    expect(parts.map(({ length }) => length)).toEqual([125, 125, 125, 43]);
    const items = Array.from({ length: 20 }, (_, index) => item('DB', 1, index));
    const long = encodeData(encodeRead(1, items), 7);
    expect(tpdus(long).length).toBe(3);
    expect(tpdus(peer.say(long)[0]!).map(({ length }) => length)).toEqual([125, 8]);
  });

  it('takes bytes as they come, one by one', () => {
    const peer = new Peer().connect();
    const bytes = encodeData(encodeRead(9, [item('DB', 1, 3)]), 10);
    const heard = [...bytes].flatMap((byte) => peer.say(Uint8Array.of(byte)));
    expect(heard.map(text)).toEqual(['03 00 00 1a 02 f0 80 32 03 00 00 00 09 00 02 00 05 00 00 04 01 ff 04 00 08 03']);
  });

  it('resets one who speaks something else, and the one too many', () => {
    const peer = new Peer();
    peer.say(hex('47 45 54 20 2f'));
    expect(peer.ended).toBe('reset');
    const full = new Peer({ maxConnections: 1 });
    full.server.accepted(2, '10.0.0.3', 0n);
    expect(full.server.drain()).toEqual([{ do: 'reset', connection: 2 }]);
  });
});

describe('reading and writing', () => {
  it('answers several items with fill bytes between them', () => {
    const peer = new Peer().connect();
    const answer = peer.ask(encodeRead(1, [item('DB', 1, 1), item('DB', 1, 8, 'REAL'), item('M', 0, 0, 'BIT')]));
    expect(text(answer)).toBe(
      '32 03 00 00 00 01 00 02 00 13 00 00 04 03 ff 04 00 08 01 00 ff 07 00 04 08 09 0a 0b ff 03 00 01 00',
    );
  });

  it.each<[TransportSize, string]>([
    ['BYTE', '04'],
    ['CHAR', '04'],
    ['WORD', '04 05'],
    ['INT', '04 05'],
    ['DWORD', '04 05 06 07'],
    ['DINT', '04 05 06 07'],
    ['REAL', '04 05 06 07'],
    ['DATE', '04 05'],
    ['TOD', '04 05 06 07'],
    ['TIME', '04 05 06 07'],
    ['S5TIME', '04 05'],
    ['DT', '04 05 06 07 08 09 0a 0b'],
  ])('reads %s', (size, bytes) => {
    expect(new Peer().connect().read(item('DB', 1, 4, size))).toEqual([bytes]);
  });

  it('reads bits, timers and counters by their numbers', () => {
    const peer = new Peer().connect();
    peer.device.memory.write('T', 0, 2, hex('21 27'));
    expect(peer.read(item('I', 0, 0, 'BIT', 1, 0), item('I', 0, 0, 'BIT', 1, 1), item('T', 0, 2, 'TIMER', 2))).toEqual([
      '01',
      '00',
      '21 27 00 00',
    ]);
  });

  it('writes bytes and single bits', () => {
    const peer = new Peer().connect();
    expect(peer.write(item('M', 0, 10, 'WORD'), 'ca fe')).toEqual([0xff]);
    expect(peer.write(item('M', 0, 10, 'BIT', 1, 0), '01', 3)).toEqual([0xff]);
    expect(peer.write(item('C', 0, 2, 'COUNTER'), '00 42', 9)).toEqual([0xff]);
    expect(peer.read(item('M', 0, 10, 'WORD'), item('C', 0, 2, 'COUNTER'))).toEqual(['cb fe', '00 42']);
  });

  it('says for each item why it cannot', () => {
    const peer = new Peer().connect();
    expect(peer.read(item('DB', 1, 63, 'WORD'), item('DB', 9, 0), item('DB', 4, 0), item('DB', 5, 0), item('DB', 1, 0))).toEqual([
      0x05,
      0x0a,
      0x03,
      0x0a,
      '00',
    ]);
    expect(peer.read(item('DB', 1, 0, 'BIT', 2), item('DB', 1, 0, 'TIMER'), item('T', 0, 0))).toEqual([0x06, 0x07, 0x07]);
    expect(peer.write(item('DB', 3, 0), '01')).toEqual([0x03]);
    expect(peer.write(item('DB', 1, 0, 'WORD'), '01')).toEqual([0x07]);
    expect(peer.write(item('DB', 1, 0, 'BIT'), '01')).toEqual([0x07]);
    expect(peer.write(item('DB', 1, 64), '01')).toEqual([0x05]);
  });

  it('refuses an answer that would not fit, and serves one that just does', () => {
    const peer = new Peer().connect(240);
    expect(peer.read(item('DB', 2, 0, 'BYTE', 222))).toHaveLength(1);
    expect(peer.read(item('DB', 2, 0, 'BYTE', 223))).toEqual({ answer: 'error', error: 0x8500 });
  });

  it('refuses a frame whose parts do not agree', () => {
    const peer = new Peer().connect();
    const { parameters } = decodePdu(encodeRead(1, [item('M', 0, 0)]))!;
    const frame = (bytes: Uint8Array, data = hex('')) =>
      encodePdu({ kind: kinds.job, reference: 1, error: 0, parameters: bytes, data });
    expect(peer.answer(frame(parameters.subarray(0, 9)))).toEqual({ answer: 'error', error: 0x8104 });
    expect(peer.answer(frame(hex('05 01'), hex('00 04 00 08 01')))).toEqual({ answer: 'error', error: 0x8104 });
    expect(peer.answer(frame(hex('ee 01 02')))).toEqual({ answer: 'error', error: 0x8104 });
    expect(peer.answer(frame(hex('1d 00 00 00 00 00 00 00')))).toEqual({ answer: 'error', error: 0x8104 });
    expect(peer.ended).toBeNull();
  });
});

describe('what clients ask besides', () => {
  it('tells its order number, firmware, names, capacity, protection and mode', () => {
    const peer = new Peer({ pduLength: 480, maxConnections: 8 }).connect();
    const list = (id: string) => peer.inform(4, 1, hex(id));
    expect(Buffer.from(list('0011 0000').bytes).toString('latin1')).toContain('6ES7 315-2EH14-0AB0');
    expect(text(list('0111 0007').bytes.subarray(-4))).toBe('56 03 02 06');
    expect(Buffer.from(list('001c 0000').bytes).toString('latin1')).toMatch(/PRESS\0.*PLC_1\0.*CPU 315-2 PN\/DP/s);
    expect(text(list('0131 0001').bytes.subarray(8, 14))).toBe('00 01 01 e0 00 08');
    expect(text(list('0232 0004').bytes.subarray(8, 14))).toBe('00 04 00 01 00 00');
    delete peer.device.control;
    expect(text(list('0232 0004').bytes.subarray(8, 16))).toBe('00 04 00 02 00 00 00 02');
    expect(list('0424 0000').bytes[11]).toBe(0x08);
    peer.device.running = false;
    expect(list('0424 0000').bytes[11]).toBe(0x04);
    expect(text(list('0f11 0000').bytes)).toBe('0f 11 00 00 00 1c 00 03');
    expect(list('0000 0000').bytes.length).toBe(8 + 2 * 9);
  });

  it('says that a list, or its index, does not exist', () => {
    const peer = new Peer().connect();
    expect(peer.inform(4, 1, hex('0bad 0000'))).toMatchObject({ error: 0xd401, code: 0x0a });
    expect(peer.inform(4, 1, hex('0131 0009'))).toMatchObject({ error: 0xd402 });
    expect(peer.inform(4, 1, hex('00'))).toMatchObject({ error: 0xd401 });
    expect(peer.inform(6, 1)).toMatchObject({ error: 0x8104 });
  });

  it('hands out a list longer than a PDU in pieces', () => {
    const peer = new Peer({ pduLength: 240 }).connect();
    peer.device.blocks = () => ({ DB: Array.from({ length: 100 }, (_, index) => index + 1) });
    let said = peer.inform(3, 2, hex('30 41'));
    const pieces = [said];
    while (said.more) {
      const follow = { ...requestOf(3, 2), sequence: said.sequence, unit: said.unit };
      said = decodeUserData(decodePdu(peer.ask(encodeUserData(9, follow)))!)!;
      pieces.push(said);
    }
    expect(pieces.map(({ unit, bytes }) => [unit, bytes.length])).toEqual([
      [1, 214],
      [2, 186],
    ]);
    const after = { ...requestOf(3, 2), sequence: said.sequence, unit: said.unit };
    expect(decodeUserData(decodePdu(peer.ask(encodeUserData(10, after)))!)).toMatchObject({ error: 0xd20e });
  });

  it('tells and sets the clock', () => {
    const peer = new Peer().connect();
    expect(text(peer.inform(7, 1, undefined, 3_000_000_000n).bytes)).toBe('00 20 26 11 22 07 30 03 12 51');
    expect(peer.inform(7, 2, clockOf(morning))).toMatchObject({ error: 0xd241 });
    peer.device.stoppable = true;
    expect(peer.inform(7, 2, clockOf(morning))).toMatchObject({ error: 0, code: 0xff });
    expect(peer.device.set).toEqual(morning);
    expect(peer.inform(7, 2, hex('00 20 26 13 22 07 30 03 12 51'))).toMatchObject({ error: 0x8404 });
  });

  it('counts blocks and lists those of a type', () => {
    const peer = new Peer().connect();
    expect(text(peer.inform(3, 1).bytes)).toBe(
      '30 38 00 01 30 41 00 05 30 42 00 00 30 43 00 02 30 44 00 00 30 45 00 00 30 46 00 00',
    );
    expect(text(peer.inform(3, 2, hex('30 43')).bytes)).toBe('00 01 22 01 00 02 22 01');
    expect(peer.inform(3, 2, hex('30 45'))).toMatchObject({ error: 0xd20e });
    expect(peer.inform(3, 3, hex('30 45'))).toMatchObject({ error: 0x8104 });
  });

  it('is stopped and started only if it allows it', () => {
    const peer = new Peer().connect();
    const job = (parameters: string) =>
      peer.answer(encodePdu({ kind: kinds.job, reference: 1, error: 0, parameters: hex(parameters), data: hex('') }));
    const program = Buffer.from('P_PROGRAM').toString('hex');
    const [stop, start] = [`29 00 00 00 00 00 09 ${program}`, `28 00 00 00 00 00 00 fd 00 00 09 ${program}`];
    expect(job(stop)).toEqual({ answer: 'error', error: 0xd241 });
    expect(job(start)).toEqual({ answer: 'error', error: 0xd241 });
    peer.device.stoppable = true;
    expect(job(stop)).toEqual({ answer: 'other', function: 0x29 });
    expect(peer.device.running).toBe(false);
    expect(job(start)).toEqual({ answer: 'other', function: 0x28 });
    expect(peer.device.running).toBe(true);
    expect(job('28 00 00 00 00 00 00 fd 00 00 05 5f 47 41 52 42')).toEqual({ answer: 'error', error: 0x8104 });
  });
});

describe('time', () => {
  it('answers when the device has worked at it, one after the other, and refuses what is too much', () => {
    const peer = new Peer({ processingNs: 10n, parallel: 2 });
    peer.connect(0);
    const setup = encodeData(encodeSetupJob(0, { calling: 1, called: 1, pduLength: 240 }), 10);
    expect(peer.say(setup)).toEqual([]);
    expect(peer.server.due).toBe(10n);
    peer.server.wake(10n);
    expect(peer.heard()).toHaveLength(1);
    const read = encodeData(encodeRead(1, [item('M', 0, 0)]), 10);
    peer.say(read, 20n);
    peer.say(read, 25n);
    const [refusal] = peer.say(read, 26n);
    expect(decodeAnswer(decodePdu(tpdus(refusal!)[0]!)!)).toEqual({ answer: 'error', error: 0x8302 });
    peer.server.wake(30n);
    expect(peer.heard()).toHaveLength(1);
    expect(peer.server.due).toBe(40n);
    peer.server.closed(1);
    expect(peer.server.due).toBeNull();
  });

  it('closes a connection that says nothing', () => {
    const peer = new Peer({ idleTimeoutNs: 100n }).connect();
    expect(peer.server.due).toBe(100n);
    peer.server.wake(100n);
    peer.heard();
    expect(peer.ended).toBe('close');
    expect(peer.server.connections).toBe(0);
  });
});
