/** `s7 write`: any number of values in one request; each is told by itself. Exit code 0: all of them were taken. */
import { z } from 'zod';
import type { S7Address } from '../protocols/s7/address.ts';
import type { Result } from '../protocols/s7/jobs.ts';
import { itemCodes } from '../protocols/s7/pdu.ts';
import { decodeValue } from '../protocols/s7/values.ts';
import { problem } from './meanings.ts';
import { addressesOf, bytesToWrite, toldValue } from './s7-items.ts';
import { itemMeaning } from './s7-meanings.ts';
import { S7Tool } from './s7-tool.ts';
import type { ToolOrder, ToolRecord } from './tool.ts';

type Order = Extract<ToolOrder, { tool: 's7-write' }>;
interface Write {
  address: S7Address;
  bytes: Uint8Array;
}

export class S7Write extends S7Tool<null> {
  readonly #order: Order;

  constructor(order: Order) {
    super(z.null(), null, order);
    this.#order = order;
  }

  /** What is to be written, or why it cannot be. */
  #writes(): Write[] | ToolRecord {
    const { items } = this.#order;
    const addresses = addressesOf(items.map(({ address }) => address));
    if (!Array.isArray(addresses)) return addresses;
    const writes: Write[] = [];
    for (const [index, address] of addresses.entries()) {
      const { value, address: text } = items[index]!;
      const bytes = bytesToWrite(address, value);
      if (bytes === null) return wrongValue(text, address, value);
      writes.push({ address, bytes });
    }
    return writes;
  }

  begin(nowNs: bigint): void {
    const writes = this.#writes();
    if (Array.isArray(writes)) this.askDevice({ ask: 'write', writes }, nowNs);
    else {
      this.say(writes);
      this.end(1);
    }
  }

  protected answered(outcome: Exclude<Result['outcome'], { kind: 'failed' }>, nowNs: bigint): void {
    const writes = this.#writes();
    if (outcome.kind === 'refused') this.refusedWhole(outcome.error, nowNs);
    if (outcome.kind !== 'written' || !Array.isArray(writes)) return;
    for (const [index, { address, bytes }] of writes.entries()) {
      const code = outcome.codes[index]!;
      const good = code === itemCodes.success;
      this.say({
        kind: 'item',
        address: this.#order.items[index]!.address,
        type: address.type,
        value: good ? toldValue(writtenValue(address, bytes)) : null,
        error: good ? null : itemMeaning(code),
      });
    }
    this.leave(outcome.codes.every((code) => code === itemCodes.success) ? 0 : 1, nowNs);
  }
}

/** What now stands there: bits travel a byte each. */
function writtenValue(address: S7Address, bytes: Uint8Array): ReturnType<typeof decodeValue> {
  if (address.type !== 'BOOL') return decodeValue(address, bytes);
  const values = Array.from(bytes, (one) => one !== 0);
  return address.count === 1 ? values[0]! : values;
}

const wrongValue = (text: string, { type, count }: S7Address, value: string): ToolRecord =>
  count === 1
    ? problem(
        `${JSON.stringify(value)} is no value for ${text} (${type}): it has another form or is out of range.`,
        `${JSON.stringify(value)} 不是 ${text}（${type}）的有效值：格式不符或超出范围。`,
      )
    : problem(
        `${text} takes ${count} values of ${type} between commas; ${JSON.stringify(value)} is not that.`,
        `${text} 需要 ${count} 个以逗号分隔的 ${type} 值；${JSON.stringify(value)} 不符合。`,
      );
