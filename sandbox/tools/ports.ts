/** `nc -z`: which ports take a connection, one after the other. Exit code 0: at least one does. */
import { z } from 'zod';
import type { Failure } from '../protocols/party.ts';
import { connectionRecord } from './meanings.ts';
import { interrupted, RunningTool } from './running-tool.ts';
import { count, milliseconds, nanoseconds, ns } from './saved.ts';
import type { ToolHost, ToolOrder, ToolRecord } from './tool.ts';

type Order = Extract<ToolOrder, { tool: 'ports' }>;
type State = Extract<ToolRecord, { kind: 'port' }>['state'];

const schema = z.object({
  /** How many have been begun: the last of them is tried now, over connection -tried. */
  tried: count,
  sinceNs: ns,
  open: count,
});

export class Ports extends RunningTool<z.output<typeof schema>> {
  readonly #order: Order;
  readonly #host: ToolHost;

  constructor(order: Order, host: ToolHost) {
    super(schema, { tried: 0, sinceNs: 0n, open: 0 });
    this.#order = order;
    this.#host = host;
  }

  begin(nowNs: bigint): void {
    const { host } = this.#order;
    const address = this.#host.resolve(host);
    if (address === null) {
      this.say(connectionRecord('unknown-host', host, 0));
      this.end(1);
      return;
    }
    this.say({ kind: 'resolved', host, address });
    this.#next(nowNs);
  }

  #next(nowNs: bigint): void {
    const { state } = this;
    const port = this.#order.ports[state.tried];
    if (port === undefined) {
      this.end(state.open > 0 ? 0 : 1);
      return;
    }
    state.tried += 1;
    state.sinceNs = nowNs;
    this.do({ do: 'connect', connection: -state.tried, host: this.#order.host, port });
  }

  protected get dueWhileRunning(): bigint | null {
    return this.state.sinceNs + nanoseconds(this.#order.timeout);
  }

  override wake(nowNs: bigint): void {
    if (this.due === null || this.due > nowNs) return;
    this.do({ do: 'reset', connection: -this.state.tried });
    this.#told('timeout', nowNs);
  }

  override connected(connection: number, nowNs: bigint): void {
    if (this.exit !== null || connection !== -this.state.tried) return;
    this.do({ do: 'close', connection });
    this.state.open += 1;
    this.#told('open', nowNs);
  }

  override failed(connection: number, why: Failure, nowNs: bigint): void {
    if (this.exit !== null || connection !== -this.state.tried) return;
    this.#told(
      why === 'timeout' ? 'timeout' : why === 'unreachable' || why === 'unknown-host' ? 'unreachable' : 'refused',
      nowNs,
    );
  }

  #told(state: State, nowNs: bigint): void {
    const port = this.#order.ports[this.state.tried - 1] ?? 0;
    this.say({ kind: 'port', port, state, took: milliseconds(nowNs - this.state.sinceNs) });
    this.#next(nowNs);
  }

  override interrupt(): void {
    if (this.exit === null) this.do({ do: 'reset', connection: -this.state.tried });
    this.end(interrupted);
  }
}
