/**
 * A desk to try tools at: a laptop in an office, two routers, a cell with a meter, a controller, a broker and a page, and a vault to
 * which no conduit leads. Tools run as a rig runs them, in ticks of 10 ms.
 */
import type { Link, NetworkDefinition } from '#sandbox/network/definition.ts';
import { Network } from '#sandbox/network/network.ts';
import type { Party } from '#sandbox/protocols/party.ts';
import { Carrier } from '#sandbox/rig/network/carrier.ts';
import { ToolBench } from '#sandbox/rig/network/tool-bench.ts';
import { type ToolOrder, type ToolRecord, toolOrder, toolRecord } from '#sandbox/wire/tools.ts';
import { ms, wire } from '../network/small-network.ts';

export { ms };
export const tickNs = 10n * ms;

/** `uplink`, between the routers, has the quality that is given. */
export function plantNetwork(uplink: Partial<Link> = {}): NetworkDefinition {
  const slow = { ...wire, latencyNs: 1_000_000 };
  const host = (id: string, address: string, zone: string) => ({ id, names: [`${id}.plant`], address, zone });
  const link = (id: string, a: string, b: string, quality = slow) => ({ id, a, b, ...quality });
  return {
    zones: [
      { id: 'office', targetLevel: 1 },
      { id: 'cell', targetLevel: 2 },
      { id: 'vault', targetLevel: 3 },
    ],
    hosts: [
      host('laptop', '10.0.1.5', 'office'),
      host('printer', '10.0.1.9', 'office'),
      host('meter', '10.0.3.20', 'cell'),
      host('press', '10.0.3.21', 'cell'),
      host('broker', '10.0.3.22', 'cell'),
      host('page', '10.0.3.23', 'cell'),
      host('safe', '10.0.4.2', 'vault'),
    ],
    switches: [
      { id: 'desk', zone: 'office' },
      { id: 'panel', zone: 'cell' },
    ],
    routers: [
      { id: 'building', address: '10.0.1.1' },
      { id: 'hall', address: '10.0.3.1' },
    ],
    links: [
      link('laptop-cable', 'laptop', 'desk'),
      link('printer-cable', 'printer', 'desk'),
      link('desk-cable', 'desk', 'building'),
      { ...link('uplink', 'building', 'hall'), ...uplink },
      link('hall-cable', 'hall', 'panel'),
      ...['meter', 'press', 'broker', 'page'].map((id) => link(`${id}-cable`, id, 'panel')),
      link('safe-cable', 'safe', 'hall'),
    ],
    conduits: [
      {
        id: 'work',
        from: 'office',
        to: 'cell',
        allow: [{ protocol: 'icmp' }, ...[80, 102, 502, 503, 1883].map((port) => ({ protocol: 'tcp' as const, port }))],
      },
    ],
  };
}

export interface Service {
  host: string;
  port: number;
  party: Party & { restore(saved: unknown): string | null };
}

export interface DeskOptions {
  seed?: number;
  uplink?: Partial<Link>;
  /** Made anew for every desk: servers hold state. */
  services?: () => Record<string, Service>;
}

export interface Heard {
  atMs: number;
  record: ToolRecord;
}

/** An order as it comes off the wire. */
export const order = (given: ToolOrder): ToolOrder => toolOrder.parse(JSON.parse(JSON.stringify(given)));

export class Desk {
  readonly network: Network;
  readonly carrier: Carrier;
  readonly bench: ToolBench;
  readonly services: Record<string, Service>;
  readonly heard: Heard[] = [];
  /** By call. */
  readonly exits = new Map<number, number>();
  #calls = 0;

  constructor({ seed = 1, uplink, services = () => ({}) }: DeskOptions = {}) {
    this.network = new Network(plantNetwork(uplink), seed);
    this.services = services();
    this.carrier = new Carrier(
      this.network,
      Object.fromEntries(
        Object.entries(this.services).map(([name, { host, port, party }]) => [name, { host, ports: [port], party }]),
      ),
    );
    this.bench = new ToolBench(this.network, this.carrier, 'laptop');
  }

  start(given: ToolOrder): number {
    this.#calls += 1;
    if (!this.bench.start(this.#calls, order(given), this.network.nowNs)) throw new Error('the tool did not start');
    return this.#calls;
  }

  interrupt(call = this.#calls): void {
    this.bench.interrupt(call, this.network.nowNs);
  }

  /** Lets so many milliseconds go by; its records must be such as the wire carries. */
  run(milliseconds: number): ToolRecord[] {
    const from = this.heard.length;
    for (let tick = 0; tick < milliseconds / 10; tick++) {
      this.carrier.advance(this.network.nowNs + tickNs);
      for (const { call, records, exit } of this.bench.news()) {
        const atMs = Number(this.network.nowNs / ms);
        for (const record of records) {
          if (this.heard.length < mostChecked) toolRecord.parse(JSON.parse(JSON.stringify(record)));
          this.heard.push({ atMs, record });
        }
        if (exit !== null) this.exits.set(call, exit);
      }
    }
    return this.heard.slice(from).map(({ record }) => record);
  }

  save(): unknown {
    return JSON.parse(
      JSON.stringify({
        network: this.network.save(),
        carrier: this.carrier.save(),
        tools: this.bench.save(),
        services: Object.fromEntries(Object.entries(this.services).map(([name, { party }]) => [name, party.save()])),
      }),
    );
  }

  /** As a rig does it: tools first, then who carries them. */
  restore(saved: unknown): void {
    const { network, carrier, tools, services } = saved as Record<string, never> & { services: Record<string, unknown> };
    this.bench.restore(tools);
    this.network.restore(network);
    this.carrier.restore(carrier);
    for (const [name, { party }] of Object.entries(this.services)) {
      const why = party.restore(services[name]);
      if (why !== null) throw new Error(why);
    }
  }
}

/** Records that are held against the wire's schema. */
const mostChecked = 500;

/** Records of a kind. */
export const only = <Kind extends ToolRecord['kind']>(records: readonly ToolRecord[], kind: Kind) =>
  records.filter((record): record is Extract<ToolRecord, { kind: Kind }> => record.kind === kind);

export interface Played {
  heard: Heard[];
  exit: number | undefined;
}

/** One tool from its order on, for so long; `savedAt`: carried on by another desk from that tick on; `interruptAt`: Ctrl-C. */
export function play(
  options: DeskOptions,
  given: ToolOrder,
  { ticks, savedAt, interruptAt }: { ticks: number; savedAt?: number; interruptAt?: number },
): Played {
  const first = new Desk(options);
  let desk = first;
  const call = desk.start(given);
  for (let tick = 0; tick < ticks; tick++) {
    if (tick === savedAt) {
      desk = new Desk(options);
      desk.restore(first.save());
    }
    if (tick === interruptAt) desk.interrupt(call);
    desk.run(10);
  }
  return desk === first
    ? { heard: desk.heard, exit: desk.exits.get(call) }
    : { heard: [...first.heard, ...desk.heard], exit: first.exits.get(call) ?? desk.exits.get(call) };
}
