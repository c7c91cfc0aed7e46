/** A tool that is a client of the house's at work: it passes on what the network tells, and looks at what has become known. */
import { z } from 'zod';
import type { Effect, Failure, Party } from '../protocols/party.ts';
import { RunningTool } from './running-tool.ts';
import { sooner } from './saved.ts';

const saved = z.object({ tool: z.unknown(), client: z.unknown() });

export abstract class ClientTool<State, Client extends Party> extends RunningTool<State> {
  protected client: Client;

  constructor(schema: z.ZodType<State>, state: State, client: Client) {
    super(schema, state);
    this.client = client;
  }

  /** Something has happened to the client. */
  protected abstract look(nowNs: bigint): void;
  /** `null`, or why what was saved cannot be read. */
  protected abstract restoreClient(record: unknown): string | null;
  /** When the tool itself wants to be woken. */
  protected get ownDue(): bigint | null {
    return null;
  }
  /** Its own time has come, perhaps. */
  protected wakeItself(_nowNs: bigint): void {}

  protected get dueWhileRunning(): bigint | null {
    return sooner(this.client.due, this.ownDue);
  }

  override connected(connection: number, nowNs: bigint): void {
    if (this.exit !== null) return;
    this.client.connected(connection, nowNs);
    this.look(nowNs);
  }
  override failed(connection: number, why: Failure, nowNs: bigint): void {
    if (this.exit !== null) return;
    this.client.failed(connection, why, nowNs);
    this.look(nowNs);
  }
  override received(connection: number, bytes: Uint8Array, nowNs: bigint): void {
    if (this.exit !== null) return;
    this.client.received(connection, bytes, nowNs);
    this.look(nowNs);
  }
  override closed(connection: number, how: 'closed' | 'reset', nowNs: bigint): void {
    if (this.exit !== null) return;
    this.client.closed(connection, how, nowNs);
    this.look(nowNs);
  }
  override wake(nowNs: bigint): void {
    if (this.exit !== null) return;
    this.client.wake(nowNs);
    this.look(nowNs);
    if (this.exit === null) this.wakeItself(nowNs);
  }
  override drain(): Effect[] {
    return [...this.client.drain(), ...super.drain()];
  }

  override save(): unknown {
    return { tool: super.save(), client: this.client.save() };
  }
  override restore(record: unknown): void {
    const { tool, client } = saved.parse(record);
    super.restore(tool);
    const why = this.restoreClient(client);
    if (why !== null) throw new Error(why);
  }
}
