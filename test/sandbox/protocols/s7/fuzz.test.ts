/** Whatever bytes arrive: an answer, an error or the end of the connection; never a throw, a leak or a server that is stuck. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Field } from '#sandbox/protocols/dissection.ts';
import { S7Client } from '#sandbox/protocols/s7/client.ts';
import { encodeRead, encodeSetupJob, encodeWrite } from '#sandbox/protocols/s7/codec.ts';
import { encodeData, encodeTpdu, selectorOf } from '#sandbox/protocols/s7/cotp.ts';
import { s7Dissector } from '#sandbox/protocols/s7/dissector.ts';
import {
  type Area,
  bytesOfItem,
  dataSizeOf,
  decodeItems,
  encodeItem,
  type Item,
  sizes,
  type TransportSize,
} from '#sandbox/protocols/s7/items.ts';
import { decodePdu, encodePdu } from '#sandbox/protocols/s7/pdu.ts';
import type { Request } from '#sandbox/protocols/s7/requests.ts';
import { S7Server } from '#sandbox/protocols/s7/server.ts';
import { encodeTpkt, maxTpktBytes, TpktReader } from '#sandbox/protocols/s7/tpkt.ts';
import { encodeUserData, requestOf } from '#sandbox/protocols/s7/userdata.ts';
import { effort, patience } from '../../iec61131/fuzz/effort.ts';
import { Line, ms } from './line.ts';
import { at, press } from './press.ts';

const plainSizes = Object.keys(sizes).filter((size) => size !== 'TIMER' && size !== 'COUNTER') as TransportSize[];
const item: fc.Arbitrary<Item> = fc
  .record({
    area: fc.constantFrom<Area>('DB', 'DB', 'DB', 'M', 'I', 'Q', 'T', 'C'),
    db: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.nat(65_535)),
    byte: fc.oneof(fc.nat(70), fc.nat(65_535)),
    bit: fc.nat(7),
    size: fc.constantFrom(...plainSizes),
    count: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.nat(65_535)),
  })
  .map((any) => {
    const counts = any.area === 'T' || any.area === 'C';
    const size = any.area === 'T' ? 'TIMER' : any.area === 'C' ? 'COUNTER' : any.size;
    return {
      ...any,
      size,
      db: any.area === 'DB' ? any.db : 0,
      byte: counts ? any.byte * 2 : any.byte,
      bit: size === 'BIT' ? any.bit : 0,
      count: size === 'BIT' ? 1 : Math.max(1, any.count),
    };
  });
const reference = fc.nat(65_535);
const goodPdu = fc.oneof(
  fc
    .record({ reference, calling: fc.nat(65_535), called: fc.nat(65_535), pduLength: fc.nat(2000) })
    .map((setup) => encodeSetupJob(setup.reference, setup)),
  fc.tuple(reference, fc.array(item, { minLength: 1, maxLength: 6 })).map(([one, items]) => encodeRead(one, items)),
  fc
    .tuple(reference, item, fc.uint8Array({ maxLength: 40 }))
    .map(([one, what, bytes]) =>
      encodeWrite(
        one,
        [what],
        [{ code: 0, dataSize: dataSizeOf(what.size), bytes: bytes.length === 0 ? Uint8Array.of(1) : bytes }],
      ),
    ),
  fc
    .tuple(reference, fc.nat(7), fc.nat(4), fc.uint8Array({ maxLength: 12 }), fc.nat(2))
    .map(([one, group, asked, bytes, unit]) => encodeUserData(one, { ...requestOf(group, asked, bytes), unit })),
  fc
    .tuple(reference, fc.uint8Array({ maxLength: 30 }), fc.uint8Array({ maxLength: 30 }), fc.constantFrom(1, 2, 3, 7))
    .map(([one, parameters, data, kind]) => encodePdu({ kind, reference: one, error: 0, parameters, data })),
);
const hello = encodeTpdu({
  kind: 'connect-request',
  destination: 0,
  source: 1,
  class: 0,
  sizeExponent: 10,
  calling: selectorOf('pg', 0, 0),
  called: selectorOf('pg', 0, 2),
});
const ready = new Uint8Array(
  Buffer.concat([hello, encodeData(encodeSetupJob(0, { calling: 1, called: 1, pduLength: 240 }), 10)]),
);
/** Packets, some of them in fragments; packets with a byte changed or cut short; and plain noise. */
const packet = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(goodPdu, fc.constantFrom(7, 10)).map(([pdu, exponent]) => encodeData(pdu, exponent)) },
  { weight: 1, arbitrary: fc.constant(hello) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 3, maxLength: 60 }).map(encodeTpkt) },
);
const hurt = fc.tuple(packet, fc.nat(), fc.nat(255), fc.nat(20)).map(([bytes, where, byte, cut]) => {
  const copy = Uint8Array.from(bytes);
  copy[where % copy.length] = byte;
  return cut > 15 ? copy.subarray(0, copy.length - 1) : copy;
});
const noise = fc.uint8Array({ minLength: 1, maxLength: 200 });
const input = fc.oneof({ weight: 3, arbitrary: packet }, { weight: 4, arbitrary: hurt }, { weight: 1, arbitrary: noise });

it('a server answers every PDU or ends the connection, keeps little, and serves the next peer', { timeout: patience }, () => {
  const server = new S7Server(press(), { pduLength: 240 });
  let peer = 0;
  fc.assert(
    fc.property(fc.boolean(), fc.array(input, { minLength: 1, maxLength: 4 }), fc.nat(300), (greeted, inputs, cut) => {
      peer += 1;
      server.accepted(peer, '10.0.0.2', 0n);
      if (greeted) server.received(peer, ready, 0n);
      server.drain();
      const bytes = new Uint8Array(Buffer.concat(inputs));
      server.received(peer, bytes.subarray(0, cut), 0n);
      server.received(peer, bytes.subarray(cut), 0n);
      const effects = server.drain();
      const ends = effects.filter(({ do: what }) => what !== 'send');
      expect(ends.length).toBeLessThanOrEqual(1);
      // Nothing is said after the end.
      expect(ends.length === 0 || effects.at(-1) === ends[0]).toBe(true);
      for (const effect of effects) if (effect.do === 'send') expect(new TpktReader().push(effect.bytes).broken).toBe(false);
      const kept = server.save().connections;
      expect(kept.length).toBe(1 - ends.length);
      expect(JSON.stringify(kept).length).toBeLessThan(2 * maxTpktBytes);
      server.closed(peer);
      expect(server.connections).toBe(0);
      expect(server.due).toBeNull();
    }),
    effort(2_000, 1),
  );
});

it('a whole job is answered once, with its reference', { timeout: patience }, () => {
  fc.assert(
    fc.property(goodPdu, (pdu) => {
      const asked = decodePdu(pdu);
      if (asked?.kind !== 1 || pdu.length > 240) return;
      const server = new S7Server(press(), { pduLength: 240 });
      server.accepted(1, 'x', 0n);
      server.received(1, ready, 0n);
      server.drain();
      server.received(1, encodeData(pdu, 10), 0n);
      const said = server.drain();
      expect(said).toMatchObject([{ do: 'send' }]);
      const answer = said[0]?.do === 'send' ? decodePdu(said[0].bytes.subarray(7)) : null;
      expect(answer).toMatchObject({ kind: 3, reference: asked.reference });
      expect(answer!.parameters.length + answer!.data.length + 12).toBeLessThanOrEqual(240);
    }),
    effort(1_000, 1),
  );
});

const requests: fc.Arbitrary<Request> = fc.oneof(
  fc.constant<Request>({ ask: 'list', id: 0x1c, index: 0 }),
  fc
    .array(fc.constantFrom('DB1.DBW0', 'DB1.DBX3.1', 'DB2,LREAL0.100', 'DB9.DBW0', 'T1.2', 'DB1,X0.1.20', 'DB1,S0.40'), {
      minLength: 1,
      maxLength: 5,
    })
    .map((addresses): Request => ({ ask: 'read', addresses: addresses.map(at) })),
  fc.tuple(fc.constantFrom('DB2.DBB9', 'DB3.DBB0', 'DB2,B0.300', 'DB2,X0.0.8'), fc.nat(1)).map(
    ([address, value]): Request => ({
      ask: 'write',
      writes: [{ address: at(address), bytes: new Uint8Array(at(address).count).fill(value) }],
    }),
  ),
);

it('a client that is answered with anything has a result for every request', { timeout: patience }, () => {
  fc.assert(
    fc.property(
      fc.array(requests, { minLength: 1, maxLength: 3 }),
      fc.array(fc.oneof(input, goodPdu), { maxLength: 4 }),
      fc.boolean(),
      (asked, answers, greeted) => {
        const client = new S7Client({ host: 'press-1', retries: 0 });
        const ids = asked.map((request) => client.ask(request, 0n));
        client.connected(-1, 0n);
        if (greeted) {
          const server = new S7Server(press());
          server.accepted(1, 'x', 0n);
          for (let turns = 0; turns < 2; turns += 1) {
            for (const effect of client.drain()) if (effect.do === 'send') server.received(1, effect.bytes, 0n);
            for (const effect of server.drain()) if (effect.do === 'send') client.received(-1, effect.bytes, 0n);
          }
          expect(client.link).toBe('open');
        }
        for (const bytes of answers) {
          client.received(-1, bytes, 0n);
          // As if it were for us.
          const pdu = decodePdu(bytes) ?? decodePdu(bytes.subarray(7));
          if (pdu) client.received(-1, encodeData(encodePdu({ ...pdu, kind: 3, reference: client.save().reference }), 10), 0n);
        }
        const ended = new Set<number>();
        for (let turn = 0n; turn < 100n; turn += 1n) {
          client.drain();
          for (const { id } of client.results()) ended.add(id);
          client.wake(turn * 1000n * ms);
        }
        expect([...ended].toSorted((a, b) => a - b)).toEqual(ids);
        expect(client.open).toBe(0);
      },
    ),
    effort(2_000, 1),
  );
});

it('an item that can be asked for is read as it was written', { timeout: patience }, () => {
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 20 }), (items) => {
      const bytes = new Uint8Array(Buffer.concat(items.map(encodeItem)));
      expect(decodeItems(bytes, items.length)).toEqual(items);
      for (const one of items) expect(bytesOfItem(one)).toBeGreaterThan(0);
    }),
    effort(1_000, 1),
  );
});

it('the dissector shows every byte once, in order, and fields within their messages', { timeout: patience }, () => {
  fc.assert(
    fc.property(fc.array(input, { minLength: 1, maxLength: 4 }), fc.nat(300), fc.boolean(), (inputs, cut, toServer) => {
      const conversation = s7Dissector.conversation();
      const bytes = new Uint8Array(Buffer.concat(inputs));
      const direction = toServer ? 'to-server' : 'to-client';
      const messages = [
        ...conversation.push(direction, bytes.subarray(0, cut)),
        ...conversation.push(direction, bytes.subarray(cut)),
      ];
      const shown = new Uint8Array(Buffer.concat(messages.map((message) => message.bytes)));
      expect(Buffer.compare(shown, bytes.subarray(0, shown.length))).toBe(0);
      for (const message of messages) {
        const visit = (one: Field): void => {
          if (one.at < 0 || one.length < 0 || one.at + one.length > message.bytes.length)
            expect.fail(`${one.at} + ${one.length} of ${message.bytes.length}`);
          one.fields?.forEach(visit);
        };
        message.fields.forEach(visit);
      }
    }),
    effort(1_000, 1),
  );
});

it('a poll that is saved and restored at any moment goes on as if nothing had happened', { timeout: patience }, () => {
  const action = fc.record({ waitMs: fc.nat(900), ask: fc.option(requests, { nil: null }), cut: fc.boolean() });
  fc.assert(
    fc.property(fc.array(action, { minLength: 1, maxLength: 12 }), fc.nat(12), (actions, where) => {
      const trace = (disturbed: boolean): string => {
        const options = { processingNs: 20n * ms, idleTimeoutNs: 1500n * ms, pduLength: 240 as const };
        const device = press();
        const on = new Line(new S7Client({ host: 'p' }), new S7Server(device, options));
        const seen: unknown[] = [];
        actions.forEach(({ waitMs, ask, cut }, index) => {
          if (disturbed && index === where % actions.length) {
            const [client, server] = JSON.parse(JSON.stringify([on.client.save(), on.server.save()])) as unknown[];
            const next = new S7Client({ host: 'p' });
            const other = new S7Server(device, options);
            expect([next.restore(client), other.restore(server)]).toEqual([null, null]);
            expect([next.save(), other.save()]).toEqual([client, server]);
            on.client = next;
            on.server = other;
          }
          on.cut = cut;
          if (ask) on.client.ask(ask, on.nowNs);
          seen.push(on.advance(on.nowNs + BigInt(waitMs) * ms));
        });
        on.cut = false;
        seen.push(on.advance(on.nowNs + 60_000n * ms), on.client.save(), on.server.save());
        return JSON.stringify(seen, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
      };
      expect(trace(true)).toBe(trace(false));
    }),
    effort(200, 0.02),
  );
});

it('what is no saved state is refused, and changes nothing', () => {
  const client = new S7Client({ host: 'p' });
  const server = new S7Server(press());
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

it('a saved state with a figure changed is refused, or goes on to an end', { timeout: patience }, () => {
  const on = new Line(new S7Client({ host: 'p' }), new S7Server(press(), { processingNs: 20n * ms, pduLength: 240 }));
  for (const address of ['DB2,LREAL0.100', 'DB1,X0.1.20']) on.client.ask({ ask: 'read', addresses: [at(address)] }, on.nowNs);
  on.client.ask({ ask: 'list', id: 0x1c, index: 0 }, on.nowNs);
  on.advance(70n * ms);
  const saved = JSON.stringify([on.client.save(), on.server.save()]);
  const figures = [...saved.matchAll(/(?<=[:"[])\d+(?=[,"}\]])/g)].map(({ index }) => index);
  fc.assert(
    fc.property(fc.constantFrom(...figures), fc.oneof(fc.nat(9), fc.nat(70_000)), (place, figure) => {
      const changed = saved.slice(0, place) + figure + saved.slice(place).replace(/^\d+/, '');
      const [client, server] = JSON.parse(changed) as unknown[];
      const next = new Line(new S7Client({ host: 'p' }), new S7Server(press(), { processingNs: 20n * ms, pduLength: 240 }));
      next.nowNs = on.nowNs;
      if (next.client.restore(client) !== null || next.server.restore(server) !== null) return;
      next.advance(on.nowNs + 60_000n * ms);
      expect(next.client.open).toBe(0);
    }),
    effort(300, 0.02),
  );
});
