/** `mbpoll` writing: one coil or register by function 5 or 6, several by 15 or 16. Exit code 0: the device has confirmed it. */
import { z } from 'zod';
import type { Request } from '../protocols/modbus/messages.ts';
import { ModbusTool } from './modbus-tool.ts';
import { milliseconds, ns } from './saved.ts';
import type { ToolOrder } from './tool.ts';

type Order = Extract<ToolOrder, { tool: 'modbus-write' }>;

const schema = z.object({ askedNs: ns });

export class ModbusWrite extends ModbusTool<z.output<typeof schema>> {
  readonly #order: Order;

  constructor(order: Order) {
    super(schema, { askedNs: 0n }, order);
    this.#order = order;
  }

  begin(nowNs: bigint): void {
    this.state.askedNs = nowNs;
    this.askDevice(requestOf(this.#order), nowNs);
  }

  protected answered(_answer: unknown, _request: Request, nowNs: bigint): void {
    this.say({ kind: 'written', took: milliseconds(nowNs - this.state.askedNs), count: this.#order.values.length });
    this.leave(0, nowNs);
  }

  protected refused(refusal: Parameters<ModbusTool<unknown>['refused']>[0], request: Request, nowNs: bigint): void {
    this.say(this.wordsFor(refusal, request));
    this.leave(1, nowNs);
  }
}

function requestOf({ table, address, values }: Order): Request {
  const [first = 0] = values;
  if (table === 'coils') {
    if (values.length === 1) return { code: 5, address, value: first !== 0 };
    return { code: 15, address, bits: values.map((value) => value !== 0) };
  }
  return values.length === 1 ? { code: 6, address, value: first } : { code: 16, address, registers: values };
}
