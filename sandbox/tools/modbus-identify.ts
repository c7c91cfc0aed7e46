/**
 * Read Device Identification (clause 6.21): everything that a device says of itself, answer by answer. A device that refuses the extended
 * level is asked for the basic one.
 */
import { z } from 'zod';
import { objectNames } from '../protocols/modbus/identification.ts';
import type { Request } from '../protocols/modbus/messages.ts';
import { ModbusTool } from './modbus-tool.ts';
import type { ToolOrder } from './tool.ts';

type Order = Extract<ToolOrder, { tool: 'modbus-identify' }>;

const object = z.object({ id: z.int().min(0).max(255), value: z.string() });
const schema = z.object({ objects: z.array(object).max(256), basic: z.boolean() });

export class ModbusIdentify extends ModbusTool<z.output<typeof schema>> {
  constructor(order: Order) {
    super(schema, { objects: [], basic: false }, order);
  }

  begin(nowNs: bigint): void {
    this.askDevice({ code: 43, access: 3, object: 0 }, nowNs);
  }

  protected answered(answer: Parameters<ModbusTool<unknown>['answered']>[0], request: Request, nowNs: bigint): void {
    if (answer.code !== 43 || request.code !== 43) return;
    const { objects } = this.state;
    const last = objects.at(-1)?.id ?? -1;
    objects.push(...answer.objects.filter(({ id }) => id > last));
    // Objects rise, or a device would be asked for ever.
    if (answer.more && answer.next > (objects.at(-1)?.id ?? 255)) {
      this.askDevice({ ...request, object: answer.next }, nowNs);
      return;
    }
    const named = objects.map(({ id, value }) => ({ id, name: objectNames[id] ?? `Object ${id}`, value }));
    this.say({ kind: 'identity', objects: named });
    this.leave(0, nowNs);
  }

  protected refused(refusal: Parameters<ModbusTool<unknown>['refused']>[0], request: Request, nowNs: bigint): void {
    // 03: it knows the function, not the level.
    if (refusal.kind === 'exception' && refusal.exception === 3 && !this.state.basic) {
      this.state.basic = true;
      this.askDevice({ code: 43, access: 1, object: 0 }, nowNs);
      return;
    }
    this.say(this.wordsFor(refusal, request));
    this.leave(1, nowNs);
  }
}
