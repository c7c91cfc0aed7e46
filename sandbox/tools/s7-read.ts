/** `s7 read`: any number of addresses in one request; each is told by itself. Exit code 0: all of them could be read. */
import { z } from 'zod';
import type { Result } from '../protocols/s7/jobs.ts';
import { itemCodes } from '../protocols/s7/pdu.ts';
import { decodeValue } from '../protocols/s7/values.ts';
import { addressesOf, toldValue } from './s7-items.ts';
import { itemMeaning } from './s7-meanings.ts';
import { S7Tool } from './s7-tool.ts';
import type { ToolOrder } from './tool.ts';

type Order = Extract<ToolOrder, { tool: 's7-read' }>;

export class S7Read extends S7Tool<null> {
  readonly #order: Order;

  constructor(order: Order) {
    super(z.null(), null, order);
    this.#order = order;
  }

  begin(nowNs: bigint): void {
    const addresses = addressesOf(this.#order.items);
    if (Array.isArray(addresses)) this.askDevice({ ask: 'read', addresses }, nowNs);
    else {
      this.say(addresses);
      this.end(1);
    }
  }

  protected answered(outcome: Exclude<Result['outcome'], { kind: 'failed' }>, nowNs: bigint): void {
    const addresses = addressesOf(this.#order.items);
    if (outcome.kind === 'refused') this.refusedWhole(outcome.error, nowNs);
    if (outcome.kind !== 'read' || !Array.isArray(addresses)) return;
    for (const [index, address] of addresses.entries()) {
      const { code, bytes } = outcome.items[index]!;
      const good = code === itemCodes.success;
      this.say({
        kind: 'item',
        address: this.#order.items[index]!,
        type: address.type,
        value: good ? toldValue(decodeValue(address, bytes)) : null,
        error: good ? null : itemMeaning(code),
      });
    }
    this.leave(outcome.items.every(({ code }) => code === itemCodes.success) ? 0 : 1, nowNs);
  }
}
