/** What the S7 tools have in common: a client that connects to rack and slot, and the words for what fails. Exit code 0: everything was done. */
import type { z } from 'zod';
import { S7Client } from '../protocols/s7/client.ts';
import type { Result } from '../protocols/s7/jobs.ts';
import type { Request } from '../protocols/s7/requests.ts';
import { ClientTool } from './client-tool.ts';
import { connectionRecord } from './meanings.ts';
import { interrupted } from './running-tool.ts';
import { errorMeaning, refusedMeaning } from './s7-meanings.ts';
import { nanoseconds } from './saved.ts';
import type { ToolOrder } from './tool.ts';

type Server = Omit<Extract<ToolOrder, { tool: 's7-info' }>, 'tool'>;

export abstract class S7Tool<State> extends ClientTool<State, S7Client> {
  readonly #server: Server;

  constructor(schema: z.ZodType<State>, state: State, server: Server) {
    const { host, port, rack, slot, timeout } = server;
    super(schema, state, new S7Client({ host, port, rack, slot, timeoutNs: nanoseconds(timeout), retries: 0 }));
    this.#server = server;
  }

  /** Of a request that was carried out, or refused as a whole. */
  protected abstract answered(outcome: Exclude<Result['outcome'], { kind: 'failed' }>, nowNs: bigint): void;

  protected askDevice(request: Request, nowNs: bigint): void {
    this.client.ask(request, nowNs);
    this.look(nowNs);
  }

  protected look(nowNs: bigint): void {
    for (const { outcome } of this.client.results()) {
      if (this.exit !== null) return;
      if (outcome.kind !== 'failed') this.answered(outcome, nowNs);
      else {
        const { host, port, rack, slot } = this.#server;
        const why = outcome.why === 'invalid' || outcome.why === 'queue-full' ? 'malformed' : outcome.why;
        this.say(connectionRecord(why, host, port, why === 'refused' ? refusedMeaning(rack, slot) : undefined));
        this.leave(1, nowNs);
      }
    }
  }

  protected refusedWhole(error: number, nowNs: bigint): void {
    this.say({ kind: 'problem', message: errorMeaning(error) });
    this.leave(1, nowNs);
  }

  protected leave(exit: number, nowNs: bigint): void {
    if (this.exit !== null) return;
    this.end(exit);
    this.client.close(nowNs);
    this.client.results();
  }

  protected restoreClient(record: unknown): string | null {
    return this.client.restore(record);
  }

  override interrupt(nowNs: bigint): void {
    this.leave(interrupted, nowNs);
  }
}
