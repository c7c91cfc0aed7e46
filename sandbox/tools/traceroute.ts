/**
 * `traceroute -I`: echoes that may pass one router more each time. Sixteen are under way at once, and hops are told in order, as soon as
 * each of their probes is answered or has waited for `timeout`. Exit code 0; 2: nobody has that name; 1: no way from here.
 */
import { z } from 'zod';
import type { EchoTold } from '../protocols/party.ts';
import { connectionRecord } from './meanings.ts';
import { RunningTool } from './running-tool.ts';
import { count, milliseconds, nanoseconds, ns, sooner } from './saved.ts';
import type { ToolHost, ToolOrder } from './tool.ts';

type Order = Extract<ToolOrder, { tool: 'traceroute' }>;

/** -N: probes under way at once. */
const atOnce = 16;

const probe = z.object({ sequence: count, sentNs: ns, from: z.string(), took: z.number().nullable(), done: z.boolean() });
const schema = z.object({
  /** Probes by sequence: those of hop h are (h - 1) * queries … h * queries - 1. Those of hops that were told are gone. */
  probes: z.array(probe),
  sent: count,
  told: count,
  /** The first hop at which the goal itself has answered. */
  goal: count.nullable(),
});

export class Traceroute extends RunningTool<z.output<typeof schema>> {
  readonly #order: Order;
  readonly #host: ToolHost;

  constructor(order: Order, host: ToolHost) {
    super(schema, { probes: [], sent: 0, told: 0, goal: null });
    this.#order = order;
    this.#host = host;
  }

  begin(nowNs: bigint): void {
    const { host } = this.#order;
    const address = this.#host.resolve(host);
    if (address === null) {
      this.say(connectionRecord('unknown-host', host, 0));
      this.end(2);
      return;
    }
    this.say({ kind: 'resolved', host, address });
    this.#send(nowNs);
  }

  protected get dueWhileRunning(): bigint | null {
    const timeoutNs = nanoseconds(this.#order.timeout);
    return this.state.probes.reduce<bigint | null>(
      (due, { done, sentNs }) => (done ? due : sooner(due, sentNs + timeoutNs)),
      null,
    );
  }

  #hopOf(sequence: number): number {
    return Math.floor(sequence / this.#order.queries) + 1;
  }

  #send(nowNs: bigint): void {
    const { state } = this;
    const { host, hops, queries } = this.#order;
    const last = state.goal ?? hops;
    let underWay = state.probes.filter(({ done }) => !done).length;
    while (underWay < atOnce && state.sent < last * queries) {
      const sequence = state.sent;
      state.sent += 1;
      underWay += 1;
      state.probes.push({ sequence, sentNs: nowNs, from: '', took: null, done: false });
      this.ask({ do: 'echo', host, sequence, timeToLive: this.#hopOf(sequence), bytes: 32 });
    }
  }

  override wake(nowNs: bigint): void {
    const timeoutNs = nanoseconds(this.#order.timeout);
    for (const one of this.state.probes) if (!one.done && one.sentNs + timeoutNs <= nowNs) one.done = true;
    this.#proceed(nowNs);
  }

  override echoed({ sequence, answer, from }: EchoTold, nowNs: bigint): void {
    const { state } = this;
    if (this.exit !== null) return;
    if (answer === 'unreachable' || answer === 'unknown-host') {
      this.say(connectionRecord(answer, this.#order.host, 0));
      this.end(1);
      return;
    }
    const one = state.probes.find((each) => each.sequence === sequence);
    if (!one || one.done) return;
    Object.assign(one, { done: true, from, took: milliseconds(nowNs - one.sentNs) });
    const hop = this.#hopOf(sequence);
    if (answer === 'reply' && (state.goal === null || hop < state.goal)) state.goal = hop;
    this.#proceed(nowNs);
  }

  /** Tells the hops that are complete, sends what may be sent, ends at the goal. */
  #proceed(nowNs: bigint): void {
    const { state } = this;
    const { hops, queries } = this.#order;
    for (;;) {
      const hop = state.told + 1;
      const its = state.probes.filter(({ sequence }) => this.#hopOf(sequence) === hop);
      if (its.length < queries || its.some(({ done }) => !done)) break;
      this.say({ kind: 'hop', hop, answers: its.map(({ from, took }) => ({ from, took })) });
      state.probes = state.probes.filter((one) => !its.includes(one));
      state.told = hop;
      if (hop === (state.goal ?? hops)) {
        this.end(0);
        return;
      }
    }
    this.#send(nowNs);
  }
}
