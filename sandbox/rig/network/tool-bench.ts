/** The tools that run on the terminal's host: begun and interrupted from the shell, each a party of its own on the network. */
import { z } from 'zod';
import type { Network } from '../../network/network.ts';
import { restoreTool, startTool } from '../../tools/start.ts';
import type { Tool, ToolHost, ToolOrder, ToolRecord } from '../../tools/tool.ts';
import { toolOrder } from '../../wire/tools.ts';
import type { Carrier } from './carrier.ts';

export interface ToolNews {
  call: number;
  records: ToolRecord[];
  /** It has ended with this exit code. */
  exit: number | null;
}

/** Tools at once on one terminal: a pipeline and some in the background. */
const most = 16;

const saved = z.array(z.object({ call: z.int(), order: toolOrder, state: z.unknown() }));

export class ToolBench {
  readonly #network: Network;
  readonly #carrier: Carrier;
  readonly #host: string;
  readonly #running = new Map<number, { order: ToolOrder; tool: Tool }>();

  constructor(network: Network, carrier: Carrier, host: string) {
    this.#network = network;
    this.#carrier = carrier;
    this.#host = host;
  }

  get running(): number {
    return this.#running.size;
  }

  /** `false`: too many run already, or the number was used. */
  start(call: number, order: ToolOrder, nowNs: bigint): boolean {
    if (this.#running.size >= most || this.#running.has(call)) return false;
    this.#put(call, order, startTool(order, this.#tellHost(), nowNs));
    this.#carrier.flush();
    return true;
  }

  /** One that has ended meanwhile is none of its business. */
  interrupt(call: number, nowNs: bigint): void {
    this.#running.get(call)?.tool.interrupt(nowNs);
    this.#carrier.flush();
  }

  /** All at once, without a word: nobody listens to them any more. */
  end(): void {
    for (const call of [...this.#running.keys()]) this.#drop(call);
  }

  /** What they found since the last call; those that have ended are gone after it. */
  news(): ToolNews[] {
    if (this.#running.size === 0) return nothing;
    const news: ToolNews[] = [];
    for (const [call, { tool }] of [...this.#running]) {
      const records = tool.records();
      const { exit } = tool;
      if (records.length > 0 || exit !== null) news.push({ call, records, exit });
      if (exit !== null) this.#drop(call);
    }
    return news;
  }

  #put(call: number, order: ToolOrder, tool: Tool): void {
    this.#running.set(call, { order, tool });
    this.#carrier.attach(partyName(call), { host: this.#host, ports: [], party: tool });
  }

  #drop(call: number): void {
    this.#running.delete(call);
    this.#carrier.detach(partyName(call));
  }

  #tellHost(): ToolHost {
    const network = this.#network;
    const own = () => network.hosts().filter(({ id }) => id === this.#host);
    const subnet = (address: string): string => address.split('.').slice(0, 3).join('.');
    const neighbours = () => {
      const [me] = own();
      return network.hosts().filter(({ id, address }) => id !== this.#host && me && subnet(address) === subnet(me.address));
    };
    return {
      interfaces: () => own().map(({ address, mac, up }) => ({ name: 'eth0', address, prefix: 24, mac, up })),
      routes: () =>
        own().flatMap(({ address }) => {
          const router = network.routers().find((one) => subnet(one.address) === subnet(address));
          return [
            ...(router ? [{ to: 'default', via: router.address, from: address }] : []),
            { to: `${subnet(address)}.0/24`, via: null, from: address },
          ];
        }),
      neighbours: () => neighbours().map(({ id, address, mac, up }) => ({ name: id, address, mac, up })),
      resolve: (name) => network.resolve(name),
    };
  }

  save(): unknown {
    return Array.from(this.#running, ([call, { order, tool }]) => ({ call, order, state: tool.save() }));
  }

  /** Before the carrier itself: it finds its parties in their places. @throws Error when it was saved by another engine. */
  restore(record: unknown): void {
    this.end();
    for (const { call, order, state } of saved.parse(record)) this.#put(call, order, restoreTool(order, this.#tellHost(), state));
  }
}

const nothing: ToolNews[] = [];
const partyName = (call: number): string => `tool ${call}`;
