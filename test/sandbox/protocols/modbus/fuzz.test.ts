/** Whatever bytes arrive: an exception, an answer or the end of the connection; never a throw, a leak or a server that is stuck. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeAnswer, encodeAnswer, isException } from '#sandbox/protocols/modbus/answers.ts';
import { ModbusClient } from '#sandbox/protocols/modbus/client.ts';
import { encodeFrame, FrameReader, maxFrameBytes } from '#sandbox/protocols/modbus/mbap.ts';
import type { Request } from '#sandbox/protocols/modbus/messages.ts';
import { perform } from '#sandbox/protocols/modbus/perform.ts';
import { decodeRequest, encodeRequest, requestProblem } from '#sandbox/protocols/modbus/requests.ts';
import { ModbusServer } from '#sandbox/protocols/modbus/server.ts';
import { effort, patience } from '../../iec61131/fuzz/effort.ts';
import { Line, ms } from './line.ts';
import { behindGateway, meter } from './meter.ts';

const word = fc.oneof(fc.nat(300), fc.integer({ min: 0, max: 0xffff }));
const registers = (most: number) => fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: most });
const anyRequest: fc.Arbitrary<Request> = fc.oneof(
  fc.record({ code: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const), address: word, quantity: word }),
  fc.record({ code: fc.constant(5 as const), address: word, value: fc.boolean() }),
  fc.record({ code: fc.constant(6 as const), address: word, value: word }),
  fc.record({ code: fc.constant(15 as const), address: word, bits: fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }) }),
  fc.record({ code: fc.constant(16 as const), address: word, registers: registers(20) }),
  fc.record({ code: fc.constant(22 as const), address: word, and: word, or: word }),
  fc.record({ code: fc.constant(23 as const), address: word, quantity: word, writeAddress: word, registers: registers(20) }),
  fc.record({
    code: fc.constant(43 as const),
    access: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    object: fc.nat(255),
  }),
);

/** Frames, frames with a byte changed, cut short or made longer, and plain noise. */
const noise = fc.uint8Array({ minLength: 1, maxLength: 300 });
const goodFrame = fc
  .tuple(anyRequest, fc.nat(3), word)
  .map(([request, unit, transaction]) => encodeFrame({ transaction, unit, pdu: encodeRequest(request) }));
const hurtFrame = fc.tuple(goodFrame, fc.nat(), fc.nat(255), fc.nat(20)).map(([frame, at, byte, cut]) => {
  const hurt = Uint8Array.from(frame);
  hurt[at % hurt.length] = byte;
  return cut > 15 ? hurt.subarray(0, hurt.length - 1) : hurt;
});
const input = fc.oneof({ weight: 3, arbitrary: goodFrame }, { weight: 4, arbitrary: hurtFrame }, { weight: 1, arbitrary: noise });

it('a server answers every frame or ends the connection, keeps less than a frame, and serves the next peer', {
  timeout: patience,
}, () => {
  const server = new ModbusServer(behindGateway());
  let peer = 0;
  fc.assert(
    fc.property(fc.array(input, { minLength: 1, maxLength: 4 }), fc.nat(300), (inputs, cut) => {
      peer += 1;
      server.accepted(peer, '10.0.0.2', 0n);
      const bytes = new Uint8Array(Buffer.concat(inputs));
      const expected = new FrameReader().push(bytes);
      server.received(peer, bytes.subarray(0, cut), 0n);
      server.received(peer, bytes.subarray(cut), 0n);
      const effects = server.drain();
      expect(effects.filter((effect) => effect.do === 'send')).toHaveLength(expected.frames.length);
      expect(effects.some((effect) => effect.do === 'reset')).toBe(expected.broken);
      for (const effect of effects)
        if (effect.do === 'send') expect(new FrameReader().push(effect.bytes)).toMatchObject({ frames: [{}], broken: false });
      const [kept] = server.save().connections;
      expect(kept === undefined).toBe(expected.broken);
      expect(Buffer.from(kept?.rest ?? '', 'base64').length).toBeLessThan(maxFrameBytes);
      server.closed(peer);
      expect(server.connections).toBe(0);
      expect(server.due).toBeNull();
    }),
    effort(2_000, 1),
  );
});

it('a client that is answered with anything has a result for every request', { timeout: patience }, () => {
  fc.assert(
    fc.property(fc.array(anyRequest, { minLength: 1, maxLength: 3 }), fc.array(input, { maxLength: 4 }), (requests, answers) => {
      const client = new ModbusClient({ host: 'meter-1', depth: 2, retries: 0 });
      const ids = requests.map((request) => client.ask(1, request, 0n));
      client.connected(-1, 0n);
      for (const bytes of answers) {
        if (client.link === 'open') client.received(-1, bytes, 0n);
        // As if it were for us.
        const transaction = client.save().underWay[0]?.transaction;
        if (client.link === 'open' && transaction !== undefined)
          client.received(-1, encodeFrame({ transaction, unit: 1, pdu: bytes.subarray(7, 260) }), 0n);
      }
      const ended = new Set<number>();
      for (let at = 0n; client.open > 0 && at < 100n; at += 1n) {
        client.drain();
        for (const { id } of client.results()) ended.add(id);
        client.wake(at * 1000n * ms);
      }
      for (const { id } of client.results()) ended.add(id);
      expect([...ended].toSorted((a, b) => a - b)).toEqual(ids);
    }),
    effort(2_000, 1),
  );
});

it('a request that can be sent is read as it was written, and its answer too', { timeout: patience }, () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      expect(requestProblem(request)).toBeNull();
      const read = decodeRequest(encodeRequest(request));
      if (!isException(read)) expect(read).toEqual(request);
      const answer = isException(read) ? read : perform(meter(), read);
      expect(decodeAnswer(encodeAnswer(answer), request)).toEqual(answer);
    }),
    effort(2_000, 1),
  );
});

it('a poll that is saved and restored at any moment goes on as if nothing had happened', { timeout: patience }, () => {
  const action = fc.record({
    waitMs: fc.nat(900),
    ask: fc.option(anyRequest, { nil: null }),
    misbehave: fc.constantFrom(
      {},
      { dropEvery: 2 },
      { delayNs: '700000000' },
      { staleAfterError: true },
      { wrongTransaction: true },
    ),
  });
  fc.assert(
    fc.property(fc.array(action, { minLength: 1, maxLength: 12 }), fc.nat(12), (actions, where) => {
      const trace = (disturbed: boolean): string => {
        const options = { processingNs: 20n * ms, idleTimeoutNs: 1500n * ms };
        const unit = meter();
        const on = new Line(new ModbusClient({ host: 'm', depth: 2 }), new ModbusServer(behindGateway(unit), options));
        const seen: unknown[] = [];
        actions.forEach(({ waitMs, ask, misbehave }, index) => {
          if (disturbed && index === where % actions.length) {
            const [client, server] = JSON.parse(JSON.stringify([on.client.save(), on.server.save()])) as unknown[];
            const next = new ModbusClient({ host: 'm', depth: 2 });
            const device = new ModbusServer(behindGateway(unit), options);
            expect([next.restore(client), device.restore(server)]).toEqual([null, null]);
            expect([next.save(), device.save()]).toEqual([client, server]);
            on.client = next;
            on.server = device;
          }
          on.server.misbehaviour = misbehave;
          if (ask) on.client.ask(1, ask, on.nowNs);
          seen.push(on.advance(on.nowNs + BigInt(waitMs) * ms));
        });
        seen.push(on.advance(on.nowNs + 60_000n * ms), on.client.save(), on.server.save());
        return JSON.stringify(seen, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
      };
      expect(trace(true)).toBe(trace(false));
    }),
    effort(200, 0.02),
  );
});

it('what is no saved state is refused, and changes nothing', () => {
  const client = new ModbusClient({ host: 'm' });
  const server = new ModbusServer(behindGateway());
  server.accepted(1, 'x', 0n);
  for (const party of [client, server]) {
    const before = party.save();
    fc.assert(
      fc.property(fc.anything(), (saved) => {
        expect(party.restore(saved)).toEqual(expect.any(String));
        expect(party.save()).toEqual(before);
      }),
    );
  }
});
