/**
 * `ping`: an echo every interval, as iputils does it. It ends when all have been answered; after the last one it waits for twice the
 * longest round trip (at least an interval), or for `timeout` when nothing came back at all. Exit code 0: something came back; 1: nothing, or
 * less than was asked for by the deadline; 2: nobody has that name.
 */
import { z } from 'zod';
import type { EchoTold } from '../protocols/party.ts';
import { connectionRecord } from './meanings.ts';
import { RunningTool } from './running-tool.ts';
import { count, milliseconds, nanoseconds, ns, sooner } from './saved.ts';
import type { ToolHost, ToolOrder } from './tool.ts';

type Order = Extract<ToolOrder, { tool: 'ping' }>;

/** Echoes whose answer is still awaited; older ones are forgotten. */
const mostAwaited = 1_024;

const schema = z.object({
  address: z.string(),
  beganNs: ns,
  /** Of the last echo that was sent or came back. */
  lastNs: ns,
  nextNs: ns,
  sent: count,
  received: count,
  errors: count,
  awaited: z.array(z.object({ sequence: count, sentNs: ns })).max(mostAwaited),
  /** Round trips in milliseconds. */
  least: z.number(),
  most: z.number(),
  sum: z.number(),
  squares: z.number(),
});

export class Ping extends RunningTool<z.output<typeof schema>> {
  readonly #order: Order;
  readonly #host: ToolHost;

  constructor(order: Order, host: ToolHost) {
    super(schema, {
      address: '',
      beganNs: 0n,
      lastNs: 0n,
      nextNs: 0n,
      sent: 0,
      received: 0,
      errors: 0,
      awaited: [],
      least: 0,
      most: 0,
      sum: 0,
      squares: 0,
    });
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
    Object.assign(this.state, { address, beganNs: nowNs, nextNs: nowNs });
    this.#send(nowNs);
  }

  get #allSent(): boolean {
    return this.#order.count !== null && this.state.sent >= this.#order.count;
  }

  /** How long it waits for answers once everything is sent. */
  get #patienceNs(): bigint {
    if (this.state.received === 0) return nanoseconds(this.#order.timeout);
    return nanoseconds(Math.max(2 * this.state.most, this.#order.interval));
  }

  get #deadlineNs(): bigint | null {
    const { deadline } = this.#order;
    return deadline === null ? null : this.state.beganNs + nanoseconds(deadline);
  }

  /** After the last echo `nextNs` is an interval later than it was sent. */
  get #waitsUntilNs(): bigint {
    return this.state.nextNs - nanoseconds(this.#order.interval) + this.#patienceNs;
  }

  protected get dueWhileRunning(): bigint | null {
    return sooner(this.#allSent ? this.#waitsUntilNs : this.state.nextNs, this.#deadlineNs);
  }

  override wake(nowNs: bigint): void {
    const { due } = this;
    if (due === null || due > nowNs) return;
    const late = this.#deadlineNs !== null && this.#deadlineNs <= nowNs;
    if (late || this.#allSent) this.#finish();
    else this.#send(nowNs);
  }

  #send(nowNs: bigint): void {
    const { state } = this;
    const { host, timeToLive, bytes, interval } = this.#order;
    const before = state.awaited.at(-1);
    // As with -O: the one before has no answer yet.
    if (before && before.sequence === (state.sent & 0xffff))
      this.say({ kind: 'echo', sequence: before.sequence, answer: 'none', from: '', timeToLive: 0, bytes: 0, took: null });
    state.sent += 1;
    const sequence = state.sent & 0xffff;
    state.awaited.push({ sequence, sentNs: nowNs });
    if (state.awaited.length > mostAwaited) state.awaited.shift();
    state.lastNs = nowNs;
    state.nextNs = nowNs + nanoseconds(interval);
    this.ask({ do: 'echo', host, sequence, timeToLive, bytes });
  }

  override echoed({ sequence, answer, from, timeToLive, bytes }: EchoTold, nowNs: bigint): void {
    const { state } = this;
    const at = state.awaited.findIndex((one) => one.sequence === sequence);
    if (this.exit !== null || at < 0) return;
    const [{ sentNs }] = state.awaited.splice(at, 1) as [(typeof state.awaited)[number]];
    state.lastNs = nowNs;
    const took = milliseconds(nowNs - sentNs);
    if (answer === 'reply') this.#count(took);
    else state.errors += 1;
    this.say({
      kind: 'echo',
      sequence,
      // A name that was known a moment ago.
      answer: answer === 'unknown-host' ? 'unreachable' : answer,
      // What this host cannot send, it tells of itself.
      from: from === '' ? (this.#host.interfaces()[0]?.address ?? '') : from,
      timeToLive,
      bytes,
      took: answer === 'reply' || answer === 'ttl-exceeded' ? took : null,
    });
    const { count: wanted, deadline } = this.#order;
    if (wanted !== null && state.received + state.errors >= wanted) this.#finish();
    else if (deadline !== null && state.errors > 0) this.#finish();
  }

  #count(took: number): void {
    const { state } = this;
    state.least = state.received === 0 ? took : Math.min(state.least, took);
    state.most = Math.max(state.most, took);
    state.sum += took;
    state.squares += took * took;
    state.received += 1;
  }

  override interrupt(): void {
    this.#finish();
  }

  #finish(): void {
    if (this.exit !== null) return;
    const { sent, received, errors, least, most, sum, squares, beganNs, lastNs } = this.state;
    const average = received === 0 ? 0 : sum / received;
    const deviation = received === 0 ? 0 : Math.sqrt(Math.max(0, squares / received - average * average));
    const took = received === 0 ? null : { least, average, most, deviation };
    this.say({ kind: 'echoes', sent, received, errors, took, lasted: milliseconds(lastNs - beganNs) });
    const { count: wanted, deadline } = this.#order;
    const short = deadline !== null && wanted !== null && received < wanted;
    this.end(received === 0 || short ? 1 : 0);
  }
}
