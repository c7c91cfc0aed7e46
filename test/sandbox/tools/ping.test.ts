import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ToolOrder } from '#sandbox/wire/tools.ts';
import { Desk, only, play } from './desk.ts';

const ping = (more: Partial<Extract<ToolOrder, { tool: 'ping' }>> = {}): ToolOrder => ({
  tool: 'ping',
  host: 'meter',
  count: 4,
  interval: 1_000,
  timeout: 10_000,
  bytes: 56,
  timeToLive: 64,
  deadline: null,
  ...more,
});
const lossy = { loss: { kind: 'bernoulli' as const, share: 0.4 }, jitter: [{ share: 1, ns: 30_000_000 }] };

describe('ping', () => {
  test('says the address, every answer with its round trip, and what it comes to', () => {
    const desk = new Desk();
    const call = desk.start(ping());
    const records = desk.run(5_000);
    expect(records[0]).toEqual({ kind: 'resolved', host: 'meter', address: '10.0.3.20' });
    const echoes = only(records, 'echo');
    expect(echoes.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    for (const echo of echoes) {
      // Two routers have counted the time to live of the answer down; five cables of a millisecond, there and back.
      expect(echo).toMatchObject({ answer: 'reply', from: '10.0.3.20', timeToLive: 62, bytes: 56 });
      expect(echo.took).toBeGreaterThan(10);
      expect(echo.took).toBeLessThan(11);
    }
    const [sum] = only(records, 'echoes');
    expect(sum).toMatchObject({ sent: 4, received: 4, errors: 0 });
    expect(sum?.lasted).toBeCloseTo(3_010, -1);
    expect(sum?.took?.least).toBeLessThanOrEqual(sum?.took?.average ?? 0);
    expect(desk.exits.get(call)).toBe(0);
  });

  test('sends one an interval and ends with the last answer, not an interval later', () => {
    const desk = new Desk();
    const call = desk.start(ping({ count: 3, interval: 200 }));
    desk.run(10_000);
    expect(desk.heard.filter(({ record }) => record.kind === 'echo').map(({ atMs }) => atMs)).toEqual([20, 220, 420]);
    expect(desk.heard.at(-1)?.atMs).toBe(420);
    expect(desk.exits.get(call)).toBe(0);
  });

  test('over a link that loses, it tells which have no answer yet and counts them', () => {
    const desk = new Desk({ seed: 5, uplink: lossy });
    desk.start(ping({ count: 40, interval: 100 }));
    const records = desk.run(30_000);
    const [sum] = only(records, 'echoes');
    const replies = only(records, 'echo').filter(({ answer }) => answer === 'reply');
    expect(sum?.sent).toBe(40);
    expect(sum?.received).toBe(replies.length);
    expect(replies.length).toBeGreaterThan(5);
    expect(replies.length).toBeLessThan(30);
    const missing = new Set(Array.from({ length: 39 }, (_, at) => at + 1));
    for (const { sequence } of replies) missing.delete(sequence);
    const told = only(records, 'echo').filter(({ answer }) => answer === 'none');
    expect(told.map(({ sequence }) => sequence)).toEqual([...missing]);
  });

  test('where no conduit leads, nothing comes back: exit code 1 after the timeout', () => {
    const desk = new Desk();
    const call = desk.start(ping({ host: 'safe', count: 2, timeout: 3_000 }));
    desk.run(3_900);
    expect(desk.exits.has(call)).toBe(false);
    const records = desk.run(200);
    expect(only(records, 'echoes')[0]).toMatchObject({ sent: 2, received: 0, took: null, lasted: 1_000 });
    expect(desk.exits.get(call)).toBe(1);
  });

  test('a time to live that is too small shows the router at which it ends', () => {
    const desk = new Desk();
    const call = desk.start(ping({ count: 1, timeToLive: 1 }));
    const records = desk.run(1_000);
    expect(only(records, 'echo')[0]).toMatchObject({ answer: 'ttl-exceeded', from: '10.0.1.1' });
    expect(only(records, 'echoes')[0]).toMatchObject({ received: 0, errors: 1 });
    expect(desk.exits.get(call)).toBe(1);
  });

  test('a name that nobody has ends it at once with 2, an address without a way with 1', () => {
    const desk = new Desk();
    const nobody = desk.start(ping({ host: 'metre' }));
    const nowhere = desk.start(ping({ host: '192.0.2.1', count: 1 }));
    const records = desk.run(20);
    expect(desk.exits.get(nobody)).toBe(2);
    expect(only(records, 'connection')[0]).toMatchObject({ why: 'unknown-host', host: 'metre' });
    expect(only(records, 'echo')[0]).toMatchObject({ answer: 'unreachable', from: '10.0.1.5' });
    expect(desk.exits.get(nowhere)).toBe(1);
  });

  test('more than a frame holds is not sent, and it says so', () => {
    const desk = new Desk();
    desk.start(ping({ bytes: 2_000, count: 1 }));
    expect(only(desk.run(20), 'echo')[0]).toMatchObject({ answer: 'too-long' });
  });

  test('Ctrl-C: it sums up what there was', () => {
    const { heard, exit } = play({}, ping({ count: null }), { ticks: 300, interruptAt: 250 });
    expect(heard.at(-1)?.record).toMatchObject({ kind: 'echoes', sent: 3, received: 3 });
    expect(exit).toBe(0);
  });

  test('the deadline ends it: with less than was asked for, exit code 1', () => {
    const desk = new Desk();
    const call = desk.start(ping({ count: 10, deadline: 2_500 }));
    expect(only(desk.run(2_600), 'echoes')[0]).toMatchObject({ sent: 3, received: 3 });
    expect(desk.exits.get(call)).toBe(1);
  });

  test('an answer that comes after the next was sent still counts', () => {
    const desk = new Desk({ uplink: { latencyNs: 150_000_000 } });
    desk.start(ping({ count: 3, interval: 200 }));
    const records = desk.run(3_000);
    expect(only(records, 'echo').map(({ sequence, answer }) => `${sequence} ${answer}`)).toEqual([
      '1 none',
      '1 reply',
      '2 none',
      '2 reply',
      '3 reply',
    ]);
  });

  test('saved and carried on elsewhere at any moment, it finds the same', () => {
    const given = ping({ count: 12, interval: 100, timeout: 500 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 170 }), (seed, savedAt) => {
        const options = { seed, uplink: lossy };
        expect(play(options, given, { ticks: 220, savedAt })).toEqual(play(options, given, { ticks: 220 }));
      }),
      { numRuns: 25 },
    );
  });
});
