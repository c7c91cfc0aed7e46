/** A Modbus client and server on one line. */
import type { ModbusClient } from '#sandbox/protocols/modbus/client.ts';
import type { Request } from '#sandbox/protocols/modbus/messages.ts';
import type { Result } from '#sandbox/protocols/modbus/result.ts';
import type { ModbusServer } from '#sandbox/protocols/modbus/server.ts';
import { Line as AnyLine, ms } from '../line.ts';

export { ms };

export class Line extends AnyLine<Result, ModbusClient, ModbusServer> {
  /** One request and its result, within a minute. */
  ask(unit: number, request: Request): Result['outcome'] {
    const id = this.client.ask(unit, request, this.nowNs);
    const result = this.advance(this.nowNs + 60_000n * ms).find((one) => one.id === id);
    if (!result) throw new Error('no result within a minute');
    return result.outcome;
  }
}
