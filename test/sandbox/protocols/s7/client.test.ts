import { describe, expect, it } from 'vitest';
import { S7Client } from '#sandbox/protocols/s7/client.ts';
import type { S7ClientOptions } from '#sandbox/protocols/s7/client-state.ts';
import type { Result } from '#sandbox/protocols/s7/jobs.ts';
import type { Request } from '#sandbox/protocols/s7/requests.ts';
import { S7Server, type S7ServerOptions } from '#sandbox/protocols/s7/server.ts';
import { decodeValue, encodeValue, type Value } from '#sandbox/protocols/s7/values.ts';
import { Line, ms } from './line.ts';
import { at, press, text } from './press.ts';

const line = (client: Partial<S7ClientOptions> = {}, server: S7ServerOptions = {}, device = press()): Line =>
  new Line(new S7Client({ host: 'press-1', ...client }), new S7Server(device, server));

const reading = (...addresses: string[]): Request => ({ ask: 'read', addresses: addresses.map(at) });
const writing = (values: Record<string, Value | Value[]>): Request => ({
  ask: 'write',
  writes: Object.entries(values).map(([address, value]) => ({ address: at(address), bytes: encodeValue(at(address), value)! })),
});
const bytesOf = (outcome: Result['outcome']): unknown =>
  outcome.kind === 'read' ? outcome.items.map(({ code, bytes }) => (code === 0xff ? text(bytes) : code)) : outcome;

describe('a client', () => {
  it('reads several addresses in one PDU, each with its own answer', () => {
    const on = line();
    expect(bytesOf(on.ask(reading('DB1.DBB5', 'DB1.DBX5.2', 'DB9.DBW0', 'DB1.DBW63', 'DB4.DBB0', 'I0.2')))).toEqual([
      '05',
      '04',
      0x0a,
      0x05,
      0x03,
      '04',
    ]);
    expect(on.client.pduLength).toBe(480);
  });

  it('writes every type and reads it back', () => {
    const on = line();
    const values = {
      'DB2.DBX0.3': true,
      'DB2.DBB1': 200,
      'DB2,INT2': -5,
      'DB2,REAL4': 1.5,
      'DB2,S10.20': 'Presse läuft',
      'DB2,X40.6.4': [true, false, true, true],
      'DB2,DT50': '2026-11-22T07:30:00.125',
      T1: 2_500,
      C2: 42,
      'Q0.1': true,
    };
    expect(on.ask(writing(values))).toEqual({ kind: 'written', codes: Array(10).fill(0xff) });
    const outcome = on.ask(reading(...Object.keys(values)));
    const read =
      outcome.kind === 'read'
        ? Object.keys(values).map((key, index) => decodeValue(at(key), outcome.items[index]!.bytes))
        : outcome;
    expect(read).toEqual(Object.values(values));
  });

  it('hears why a write was refused', () => {
    expect(line().ask(writing({ 'DB3.DBB0': 1, 'DB2.DBB0': 1, 'DB9.DBB0': 1 }))).toEqual({
      kind: 'written',
      codes: [3, 0xff, 0x0a],
    });
  });

  it.each([240, 480, 960] as const)('cuts what does not fit %i bytes, without tearing an element', (pduLength) => {
    const on = line({ pduLength: 960 }, { pduLength });
    const numbers = Array.from({ length: 120 }, (_, index) => index + 0.5);
    const writes = writing({ 'DB2,LREAL0.120': numbers, 'DB2.DBW998': 7, 'M1.1': true });
    expect(on.ask(writes)).toMatchObject({ codes: [0xff, 0xff, 0xff] });
    const outcome = on.ask(reading('DB1.DBB1', 'DB2,LREAL0.120', 'DB2.DBW998', 'M1.1'));
    if (outcome.kind !== 'read') throw new Error(JSON.stringify(outcome));
    expect(decodeValue(at('DB2,LREAL0.120'), outcome.items[1]!.bytes)).toEqual(numbers);
    expect(bytesOf({ ...outcome, items: [outcome.items[0]!, ...outcome.items.slice(2)] })).toEqual(['01', '00 07', '02']);
  });

  it('asks for forty items twenty at a time', () => {
    const on = line();
    const outcome = on.ask(reading(...Array.from({ length: 40 }, (_, index) => `DB1.DBB${index}`)));
    expect(bytesOf(outcome)).toEqual(Array.from({ length: 40 }, (_, index) => index.toString(16).padStart(2, '0')));
  });

  it('reads a list, also one that comes in pieces', () => {
    const whole = line().ask({ ask: 'list', id: 0x1c, index: 0 });
    const pieces = line({ pduLength: 128 }).ask({ ask: 'list', id: 0x1c, index: 0 });
    expect(whole).toMatchObject({ kind: 'list' });
    expect(pieces).toEqual(whole);
    expect(line().ask({ ask: 'list', id: 0xbad, index: 0 })).toEqual({ kind: 'refused', error: 0xd401 });
  });

  it('answers what cannot be asked at once', () => {
    const on = line({ maxWaiting: 1 });
    expect(on.ask({ ask: 'read', addresses: [] })).toMatchObject({ kind: 'failed', why: 'invalid' });
    expect(on.ask({ ask: 'write', writes: [{ address: at('MW0'), bytes: Uint8Array.of(1) }] })).toMatchObject({ why: 'invalid' });
    for (let times = 0; times < 3; times += 1) on.client.ask(reading('MW0'), on.nowNs);
    const outcomes = on.advance(on.nowNs + 100n * ms).map(({ outcome }) => ('why' in outcome ? outcome.why : outcome.kind));
    expect(outcomes).toContain('queue-full');
    expect(outcomes.filter((one) => one === 'read').length).toBeGreaterThan(0);
  });
});

describe('a client without its device', () => {
  it('tells who is refused by slot', () => {
    const on = line({ rack: 0, slot: 5, timeoutNs: 100n * ms }, { module: { rack: 0, slot: 2 } });
    expect(on.ask(reading('MW0'))).toEqual({ kind: 'failed', why: 'refused' });
    const tsap = { local: 0x0100, remote: 0x0102 };
    expect(line({ tsap }, { module: { rack: 0, slot: 2 } }).ask(reading('MW0'))).toMatchObject({ kind: 'read' });
    expect(line({ slot: 2 }, { module: { rack: 0, slot: 2 } }).ask(reading('MW0'))).toMatchObject({ kind: 'read' });
  });

  it('tries again at intervals that double, and comes back by itself', () => {
    const on = line({ backoff: { minNs: 100n * ms, maxNs: 400n * ms }, timeoutNs: 50n * ms });
    on.refusing = true;
    const outcomes: string[] = [];
    for (let at = 0n; at < 1500n; at += 10n) {
      if (on.client.open === 0) on.client.ask(reading('MW0'), on.nowNs);
      for (const { outcome } of on.advance(at * ms)) outcomes.push(outcome.kind);
    }
    const gaps = on.attempts.map((one, index) => Number((one - (on.attempts[index - 1] ?? 0n)) / ms)).slice(1);
    expect(gaps.slice(0, 4).map((gap) => Math.round(gap / 100))).toEqual([1, 2, 4, 4]);
    expect(new Set(outcomes)).toEqual(new Set(['failed']));
    on.refusing = false;
    on.advance(on.nowNs + 400n * ms);
    expect(on.ask(reading('MW0'))).toMatchObject({ kind: 'read' });
  });

  it('asks again what got no answer, gives up in the end, and forgets an answer that comes too late', () => {
    const on = line({ timeoutNs: 100n * ms, retries: 1 }, { processingNs: 30n * ms });
    expect(on.ask(reading('MW0'))).toMatchObject({ kind: 'read' });
    on.cut = true;
    expect(on.ask(reading('MW0'))).toEqual({ kind: 'failed', why: 'no-answer' });
    on.cut = false;
    expect(on.ask(reading('MW2'))).toMatchObject({ kind: 'read' });
    const slow = new S7Server(press(), { processingNs: 70n * ms });
    expect(slow.restore(on.server.save())).toBeNull();
    on.server = slow;
    on.client.ask(reading('MW0'), on.nowNs);
    on.client.ask(reading('MW2'), on.nowNs);
    expect(on.advance(on.nowNs + 1_000n * ms).map(({ outcome }) => outcome.kind)).toEqual(['read', 'read']);
    // Now it needs longer than the client waits.
    const slower = new S7Server(press(), { processingNs: 150n * ms });
    slower.restore(on.server.save());
    on.server = slower;
    expect(on.ask(reading('MW0'))).toEqual({ kind: 'failed', why: 'no-answer' });
    on.advance(on.nowNs + 1_000n * ms);
    expect(on.client.late).toBe(2);
    expect(on.client.link).toBe('open');
  });

  it('starts a long read afresh on a new connection', () => {
    const on = line(
      { timeoutNs: 200n * ms, retries: 3, backoff: { minNs: 10n * ms, maxNs: 10n * ms } },
      { processingNs: 20n * ms },
    );
    on.client.ask(reading('DB2,LREAL0.120'), on.nowNs);
    on.advance(70n * ms);
    const [peer] = on.server.save().connections;
    on.server.closed(peer!.id);
    on.client.closed(-1, 'reset', on.nowNs);
    const [result] = on.advance(on.nowNs + 2_000n * ms);
    expect(result?.outcome).toMatchObject({ kind: 'read' });
    expect(result?.outcome.kind === 'read' && result.outcome.items[0]?.bytes.length).toBe(960);
  });

  it('fails everything when it is closed', () => {
    const on = line();
    on.client.ask(reading('MW0'), on.nowNs);
    on.client.close(on.nowNs);
    expect(on.client.results()).toMatchObject([{ outcome: { kind: 'failed', why: 'closed' } }]);
    expect(on.client.due).toBeNull();
  });
});
