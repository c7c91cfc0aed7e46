/** Modbus over the rig's network: a meter that is polled through a lossy cable, an outage, and a save at any moment. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinkQuality } from '#sandbox/network/definition.ts';
import { Network } from '#sandbox/network/network.ts';
import { ModbusClient } from '#sandbox/protocols/modbus/client.ts';
import { ModbusServer } from '#sandbox/protocols/modbus/server.ts';
import { Carrier } from '#sandbox/rig/network/carrier.ts';
import { ms, s, smallNetwork } from '../../network/small-network.ts';
import { behindGateway } from '../../protocols/modbus/meter.ts';

const lossy: Partial<LinkQuality> = {
  latencyNs: 3_000_000,
  jitter: [{ share: 1, ns: 20_000_000 }],
  loss: { kind: 'bernoulli', share: 0.2 },
};

/** The plc asks the meter every 100 ms for its first two input registers. */
function plantNetwork(seed: number, drop: Partial<LinkQuality> = lossy) {
  const network = new Network(smallNetwork(drop), seed);
  const client = new ModbusClient({ host: 'meter.local', timeoutNs: 500n * ms });
  const server = new ModbusServer(behindGateway(), { processingNs: 2n * ms });
  const carrier = new Carrier(network, {
    poll: { host: 'plc', ports: [], party: client },
    meter: { host: 'meter', ports: [502], party: server },
  });
  const seen: string[] = [];
  const look = () => {
    for (const { id, atNs, outcome, sent } of client.results()) seen.push(`${atNs} ${id} ${outcome.kind} ${sent}`);
  };
  /** Ticks of 10 ms. */
  const run = (ticks: number) => {
    for (let tick = 0; tick < ticks; tick++) {
      const now = network.nowNs;
      if (now % (100n * ms) === 0n) client.ask(1, { code: 4, address: 0, quantity: 2 }, now);
      carrier.advance(now + 10n * ms);
      look();
    }
  };
  return { network, client, server, carrier, seen, run };
}

describe('parties on the rig’s network', () => {
  test('a poll reaches the meter and its answer comes back, later by cable and work', () => {
    const { seen, run, client } = plantNetwork(1, {});
    run(100);
    expect(seen).toHaveLength(10);
    expect(seen.every((line) => line.includes('answer 1'))).toBe(true);
    expect(client.link).toBe('open');
    const [at] = seen[0]?.split(' ') ?? [];
    expect(BigInt(at ?? 0)).toBeGreaterThan(2n * ms);
    expect(BigInt(at ?? 0)).toBeLessThan(4n * ms);
  });

  test('what is said leaves at the instant at which it was said, whatever the length of a tick', () => {
    const fine = plantNetwork(3, {});
    const coarse = plantNetwork(3, {});
    fine.client.ask(1, { code: 4, address: 0, quantity: 1 }, 0n);
    coarse.client.ask(1, { code: 4, address: 0, quantity: 1 }, 0n);
    for (let tick = 1; tick <= 200; tick++) fine.carrier.advance(BigInt(tick) * ms);
    coarse.carrier.advance(200n * ms);
    const times = ({ client }: typeof fine) => client.results().map(({ atNs }) => atNs);
    expect(times(coarse)).toEqual(times(fine));
  });

  test('a cable that is cut: requests fail, and go through again when it is mended', () => {
    const { network, seen, run } = plantNetwork(4, {});
    run(100);
    network.setLink('drop', { up: false });
    run(300);
    const failed = seen.filter((line) => line.includes('failed')).length;
    expect(failed).toBeGreaterThan(5);
    network.mendLink('drop');
    run(4_000);
    expect(seen.slice(-20).every((line) => line.includes('answer'))).toBe(true);
  });

  test('a port nobody listens at refuses; a zone without a conduit is silence', () => {
    const network = new Network(smallNetwork(), 1);
    const plc = new ModbusClient({ host: 'pc', timeoutNs: 2n * s });
    const near = new ModbusClient({ host: 'meter', port: 503, timeoutNs: 2n * s });
    const carrier = new Carrier(network, {
      plc: { host: 'plc', ports: [], party: plc },
      near: { host: 'plc', ports: [], party: near },
    });
    plc.ask(1, { code: 3, address: 0, quantity: 1 }, 0n);
    near.ask(1, { code: 3, address: 0, quantity: 1 }, 0n);
    carrier.advance(5n * s);
    expect(near.results()[0]?.outcome).toMatchObject({ kind: 'failed', why: 'refused' });
    expect(plc.results()[0]?.outcome).toMatchObject({ kind: 'failed', why: 'timeout' });
    expect(network.dropped()).toEqual([{ from: 'cell', to: 'office', packets: expect.any(Number) }]);
  });

  test('saved at any moment, and gone on with elsewhere, everything is as if nobody had looked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 250 }), (seed, ticks) => {
        const undisturbed = plantNetwork(seed);
        undisturbed.run(ticks + 150);
        const first = plantNetwork(seed);
        first.run(ticks);
        const saved: unknown = JSON.parse(
          JSON.stringify({
            network: first.network.save(),
            carrier: first.carrier.save(),
            client: first.client.save(),
            server: first.server.save(),
          }),
        );
        const { network, carrier, client, server } = saved as Record<string, unknown>;
        const second = plantNetwork(seed);
        second.network.restore(network);
        second.carrier.restore(carrier);
        second.client.restore(client);
        second.server.restore(server);
        second.run(150);
        expect([...first.seen, ...second.seen]).toEqual(undisturbed.seen);
      }),
      { numRuns: 25 },
    );
  });

  test('two parties cannot listen at one port', () => {
    const party = () => new ModbusServer(behindGateway());
    const both = { one: { host: 'meter', ports: [502], party: party() }, two: { host: 'meter', ports: [502], party: party() } };
    expect(() => new Carrier(new Network(smallNetwork(), 1), both)).toThrow('"two" and "one" would both listen at meter:502');
  });
});
