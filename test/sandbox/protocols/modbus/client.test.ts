import { describe, expect, it } from 'vitest';
import { ModbusClient, type ModbusClientOptions } from '#sandbox/protocols/modbus/client.ts';
import { encodeFrame } from '#sandbox/protocols/modbus/mbap.ts';
import type { Request } from '#sandbox/protocols/modbus/messages.ts';
import { failureMeanings } from '#sandbox/protocols/modbus/result.ts';
import { ModbusServer, type ModbusServerOptions } from '#sandbox/protocols/modbus/server.ts';
import { Line, ms } from './line.ts';
import { behindGateway } from './meter.ts';

const first: Request = { code: 3, address: 0, quantity: 1 };
const gone: Request = { code: 3, address: 200, quantity: 1 };

function line(client: Partial<ModbusClientOptions> = {}, server: ModbusServerOptions = {}): Line {
  return new Line(new ModbusClient({ host: 'meter-1', ...client }), new ModbusServer(behindGateway(), server));
}

describe('a client', () => {
  it('reads and writes every table', () => {
    const { ask } = bound(line());
    expect(ask(1, { code: 1, address: 0, quantity: 4 })).toMatchObject({ answer: { bits: [true, false, false, true] } });
    expect(ask(1, { code: 2, address: 0, quantity: 3 })).toMatchObject({ answer: { bits: [true, false, true] } });
    expect(ask(1, { code: 4, address: 4, quantity: 1 })).toMatchObject({ answer: { registers: [7] } });
    expect(ask(1, { code: 5, address: 1, value: true })).toMatchObject({ kind: 'answer' });
    expect(ask(1, { code: 6, address: 0, value: 65_535 })).toMatchObject({ kind: 'answer' });
    expect(ask(1, { code: 15, address: 2, bits: [true, true] })).toMatchObject({ answer: { quantity: 2 } });
    expect(ask(1, { code: 16, address: 1, registers: [1, 2] })).toMatchObject({ answer: { quantity: 2 } });
    expect(ask(1, { code: 22, address: 1, and: 0xff00, or: 0x12 })).toMatchObject({ answer: { or: 0x12 } });
    expect(ask(1, { code: 1, address: 0, quantity: 4 })).toMatchObject({ answer: { bits: [true, true, true, true] } });
    const both: Request = { code: 23, address: 0, quantity: 3, writeAddress: 2, registers: [9] };
    expect(ask(1, both)).toMatchObject({ answer: { registers: [65_535, 0x12, 9] } });
    const whole = ask(1, { code: 43, access: 3, object: 0 });
    expect(whole).toMatchObject({ answer: { more: false, objects: [{ value: 'Millwright' }, {}, {}, {}, { id: 128 }] } });
  });

  it('hears exceptions', () => {
    const { ask } = bound(line());
    expect(ask(1, gone)).toEqual({ kind: 'exception', exception: 2 });
    expect(ask(1, { code: 3, address: 0, quantity: 126 })).toEqual({ kind: 'exception', exception: 3 });
    expect(ask(5, first)).toEqual({ kind: 'exception', exception: 11 });
    expect(ask(9, first)).toEqual({ kind: 'exception', exception: 10 });
  });

  it('does not send what no frame can carry', () => {
    const { ask, line: on } = bound(line());
    expect(ask(1, { code: 16, address: 0, registers: new Array(124).fill(0) })).toMatchObject({
      why: 'invalid',
      detail: 'The number of registers in one request is a whole number from 1 to 123.',
    });
    expect(ask(1, { code: 6, address: 0, value: 65_536 })).toMatchObject({ why: 'invalid' });
    expect(ask(256, first)).toMatchObject({ why: 'invalid' });
    expect(on.attempts).toEqual([]);
  });

  it('sends one request at a time, more if it is told to', () => {
    for (const [depth, took] of [
      [1, 9n],
      [4, 3n],
    ] as const) {
      const on = line({ depth });
      for (let times = 0; times < 4; times += 1) on.client.ask(1, first, 0n);
      const results = on.advance(1000n * ms);
      expect(results.map(({ outcome }) => outcome.kind)).toEqual(['answer', 'answer', 'answer', 'answer']);
      expect(results.at(-1)?.atNs).toBe(took * ms);
    }
  });

  it('fails what does not fit into its queue', () => {
    const on = line({ maxWaiting: 2 });
    const ids = [1, 2, 3].map(() => on.client.ask(1, first, 0n));
    const results = on.advance(1000n * ms);
    expect(results.map(({ id, outcome }) => [id, outcome.kind])).toEqual([
      [ids[2], 'failed'],
      [ids[0], 'answer'],
      [ids[1], 'answer'],
    ]);
  });
});

/** A line whose `ask` stands alone. */
const bound = (on: Line) => ({ line: on, ask: on.ask.bind(on) });

it('every failure says what was seen and what to try, in both languages', () => {
  for (const { en, 'zh-CN': zh } of Object.values(failureMeanings)) {
    expect(en).toMatch(/^[A-Z].*\.$/);
    expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
  }
});

describe('an answer that does not come', () => {
  it('is asked for again, then given up', () => {
    const on = line({ retries: 2 });
    on.server.misbehaviour = { dropEvery: 1 };
    on.client.ask(1, first, 0n);
    const [result] = on.advance(60_000n * ms);
    expect(result).toMatchObject({ sent: 3, outcome: { kind: 'failed', why: 'no-answer' } });
    // A turn to connect and three timeouts of a second.
    expect(result?.atNs).toBe(3001n * ms);
  });

  it('comes at the second time of asking', () => {
    const on = line();
    on.ask(1, first);
    on.server.misbehaviour = { dropEvery: 2 };
    on.client.ask(1, first, on.nowNs);
    expect(on.advance(on.nowNs + 60_000n * ms)).toMatchObject([{ sent: 2, outcome: { kind: 'answer' } }]);
  });

  it('and comes late is not taken for the answer to the next request', () => {
    const on = line({ retries: 0 }, { processingNs: 1500n * ms });
    on.client.ask(1, first, 0n);
    on.client.ask(1, { code: 3, address: 1, quantity: 1 }, 0n);
    const results = on.advance(60_000n * ms);
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(['failed', 'failed']);
    expect(on.client.late).toBe(2);
  });

  it('or carries another unit or transaction is told apart', () => {
    const on = line({ retries: 0 });
    on.server.misbehaviour = { wrongUnit: 3 };
    expect(on.ask(1, first)).toMatchObject({ why: 'wrong-unit', detail: 'unit 1 was asked, unit 3 answered' });
    on.server.misbehaviour = { wrongTransaction: true };
    expect(on.ask(1, first)).toMatchObject({ why: 'no-answer' });
  });

  it('or is not one to that request is malformed; bytes that are no Modbus end the connection', () => {
    const on = line({ retries: 0 });
    on.ask(1, first);
    const answer = (...pdu: number[]) => {
      on.cut = true;
      on.client.ask(1, first, on.nowNs);
      on.advance(on.nowNs);
      on.cut = false;
      const transaction = on.client.save().underWay[0]?.transaction ?? 0;
      on.client.received(-1, encodeFrame({ transaction, unit: 1, pdu: Uint8Array.from(pdu) }), on.nowNs);
      return on.client.results()[0]?.outcome;
    };
    expect(answer(3, 4, 0, 1, 0, 2)).toMatchObject({ why: 'malformed' });
    expect(answer(4, 2, 0, 1)).toMatchObject({ why: 'malformed' });
    expect(answer(0x83)).toMatchObject({ why: 'malformed' });
    expect(answer(3, 2, 0, 1)).toMatchObject({ kind: 'answer' });
    on.client.received(-1, new TextEncoder().encode('HTTP/1.1 400'), on.nowNs);
    expect(on.client.drain()).toEqual([{ do: 'reset', connection: -1 }]);
  });
});

describe('a connection', () => {
  it('that is refused fails what waits for it, and is tried again after longer and longer pauses', () => {
    const on = line({ backoff: { minNs: 100n * ms, maxNs: 400n * ms } });
    on.refusing = true;
    // At every moment there is something to ask.
    while (on.nowNs < 2000n * ms) {
      on.client.ask(1, first, on.nowNs);
      for (const { outcome } of on.advance(on.nowNs + 10n * ms)) expect(outcome).toMatchObject({ why: 'refused' });
    }
    const gaps = on.attempts.slice(1).map((at, index) => (at - on.attempts[index]!) / ms);
    // A millisecond on the way each time.
    expect(gaps).toEqual([101n, 201n, 401n, 401n, 401n, 401n].slice(0, gaps.length));
    expect(gaps.length).toBeGreaterThan(3);
    on.advance(on.nowNs + 5000n * ms);
    on.refusing = false;
    expect(on.ask(1, first)).toMatchObject({ kind: 'answer' });
  });

  it('waits no longer for the next attempt than for an answer', () => {
    const on = line({ backoff: { minNs: 5000n * ms, maxNs: 5000n * ms } });
    on.refusing = true;
    on.client.ask(1, first, 0n);
    on.advance(10n * ms);
    on.client.ask(1, first, on.nowNs);
    const [result] = on.advance(60_000n * ms);
    expect(result).toMatchObject({ atNs: 1010n * ms, outcome: { why: 'refused' } });
    expect(on.attempts).toHaveLength(1);
  });

  it('that nobody answers times out', () => {
    const on = line();
    on.cut = true;
    expect(on.ask(1, first)).toMatchObject({ why: 'timeout' });
  });

  it('that has gone without a word is given up after three timeouts, and made anew', () => {
    const on = line();
    on.ask(1, first);
    on.cut = true;
    on.ask(1, first);
    on.ask(1, first);
    on.cut = false;
    expect(on.ask(1, first)).toMatchObject({ kind: 'answer' });
    expect(on.attempts).toHaveLength(2);
  });

  it('that is lost with a request under way: the request is sent again on the next one', () => {
    const on = line({}, { processingNs: 50n * ms });
    on.client.ask(1, first, 0n);
    on.advance(10n * ms);
    on.server.closed(1);
    on.client.closed(-1, 'reset', on.nowNs);
    expect(on.advance(5000n * ms)).toMatchObject([{ sent: 2, outcome: { kind: 'answer' } }]);
  });

  it('that an idle server has closed is made again at once', () => {
    const on = line({}, { idleTimeoutNs: 100n * ms });
    on.ask(1, first);
    expect(on.client.link).toBe('closed');
    const asked = on.nowNs;
    on.client.ask(1, first, asked);
    expect(on.advance(asked + 10n * ms)).toHaveLength(1);
  });

  it('that the owner closes fails what has no answer', () => {
    const on = line({}, { processingNs: 50n * ms });
    on.client.ask(1, first, 0n);
    on.client.ask(1, first, 0n);
    on.advance(10n * ms);
    on.client.close(on.nowNs);
    expect(on.client.results().map(({ outcome }) => outcome)).toEqual([
      { kind: 'failed', why: 'closed' },
      { kind: 'failed', why: 'closed' },
    ]);
    expect(on.client.open).toBe(0);
  });
});
