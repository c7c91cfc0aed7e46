/** What the log says of devices: once when one falls silent, once when it answers again, once for a tag that it does not have. */
import { z } from 'zod';
import type { DriverEvent } from './driver.ts';
import type { Log } from './logs.ts';
import { type BadReason, badReasonNames, badReasons } from './quality.ts';
import type { TagState } from './tag-table.ts';

export const watchSchema = z.record(z.string(), z.enum(badReasonNames));

/** Reasons that concern the device, not one of its tags. */
const ofDevice: readonly BadReason[] = ['NotConnected', 'Timeout', 'CommunicationError'];

export class Watch {
  readonly #log: Log;
  /** By connection, what ails it. */
  readonly #silent: Map<string, BadReason>;

  constructor(log: Log, saved: z.output<typeof watchSchema> = {}) {
    this.#log = log;
    this.#silent = new Map(Object.entries(saved));
  }

  /** `state` is the tag's before the event. */
  saw(event: Extract<DriverEvent, { kind: 'value' | 'trouble' }>, { tag, quality }: TagState, nowNs: bigint): void {
    const { connection } = tag;
    if (event.kind === 'value') {
      if (!this.#silent.delete(connection)) return;
      this.#log.write('info', connection, { en: 'The device answers again.', 'zh-CN': '设备恢复应答。' }, nowNs);
      return;
    }
    const reason = badReasons[event.reason];
    const detail = { en: event.detail ? ` (${event.detail})` : '', zh: event.detail ? `（${event.detail}）` : '' };
    if (ofDevice.includes(event.reason)) {
      if (this.#silent.get(connection) === event.reason) return;
      this.#silent.set(connection, event.reason);
      const message = {
        en: `Its tags are Bad: ${reason.en}${detail.en}.`,
        'zh-CN': `其变量均为 Bad：${reason['zh-CN']}${detail.zh}。`,
      };
      this.#log.write('warning', connection, message, nowNs);
    } else if (quality !== `Bad.${event.reason}`) {
      const message = {
        en: `${tag.name} (${tag.address}): ${reason.en}${detail.en}.`,
        'zh-CN': `${tag.name}（${tag.address}）：${reason['zh-CN']}${detail.zh}。`,
      };
      this.#log.write('error', connection, message, nowNs);
    }
  }

  /** A connection that starts anew or is no more. */
  forget(connection: string): void {
    this.#silent.delete(connection);
  }

  save(): unknown {
    return Object.fromEntries(this.#silent);
  }
}
