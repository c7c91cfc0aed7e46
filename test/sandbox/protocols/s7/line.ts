/** An S7 client and a server on one line. */
import type { S7Client } from '#sandbox/protocols/s7/client.ts';
import type { Result } from '#sandbox/protocols/s7/jobs.ts';
import type { Request } from '#sandbox/protocols/s7/requests.ts';
import type { S7Server } from '#sandbox/protocols/s7/server.ts';
import { Line as AnyLine, ms } from '../line.ts';

export { ms };

export class Line extends AnyLine<Result, S7Client, S7Server> {
  /** One request and its result, within a minute. */
  ask(request: Request): Result['outcome'] {
    const id = this.client.ask(request, this.nowNs);
    const result = this.advance(this.nowNs + 60_000n * ms).find((one) => one.id === id);
    if (!result) throw new Error('no result within a minute');
    return result.outcome;
  }
}
