/**
 * `mosquitto_sub`: messages as they come, until there were `count` of them (exit code 0), `wait` is over (27, mosquitto's own), the first one that is
 * not retained where only retained ones are wanted (0), or Ctrl-C (0). It says DISCONNECT, so that there is no will.
 */
import type { z } from 'zod';
import type { Notice, Received } from '../protocols/mqtt/client-state.ts';
import type { QoS } from '../protocols/mqtt/packet.ts';
import { parseFilter } from '../protocols/mqtt/topic.ts';
import { problem } from './meanings.ts';
import { brokerState, MqttTool, noBroker } from './mqtt-tool.ts';
import { count, milliseconds, nanoseconds, ns } from './saved.ts';
import type { ToolOrder, ToolRecord } from './tool.ts';

type Order = Extract<ToolOrder, { tool: 'mqtt-subscribe' }>;

/** MOSQ_ERR_TIMEOUT. */
const timedOut = 27;

const schema = brokerState.extend({ beganNs: ns, messages: count });

export class MqttSubscribe extends MqttTool<z.output<typeof schema>> {
  readonly #order: Order;

  constructor(order: Order) {
    super(schema, { ...noBroker(), beganNs: 0n, messages: 0 }, order);
    this.#order = order;
  }

  override begin(nowNs: bigint): void {
    const { topics, qos } = this.#order;
    this.state.beganNs = nowNs;
    if (this.wrong() === null)
      this.client.subscribe(
        topics.map((filter) => ({ filter, qos: qos as QoS })),
        nowNs,
      );
    super.begin(nowNs);
  }

  protected wrong(): ToolRecord | null {
    const wrong = this.#order.topics.find((topic) => !parseFilter(topic));
    if (wrong === undefined) return null;
    return problem(
      `${JSON.stringify(wrong)} is no topic to subscribe to: # stands alone at the end, + alone between slashes. Try plant/+/state or plant/#.`,
      `${JSON.stringify(wrong)} 不能用于订阅：# 只能单独位于末尾，+ 只能单独位于斜杠之间。例如 plant/+/state 或 plant/#。`,
    );
  }

  protected welcome(): void {}

  protected told(notice: Notice, nowNs: bigint): void {
    // One without a ticket is the client's own, after a connection was lost.
    if (notice.kind !== 'subscribed' || notice.ticket === null) return;
    this.say({ kind: 'subscribed', granted: notice.codes });
    const refused = notice.codes.filter((code) => code >= 0x80);
    for (const code of new Set(refused)) this.refuse(code);
    if (refused.length === notice.codes.length) this.leave(0, nowNs);
  }

  protected override heard(message: Received, nowNs: bigint): void {
    const { retainedOnly, noRetained, count: wanted } = this.#order;
    const { topic, qos, retain, properties } = message;
    if (retainedOnly && !retain) {
      this.leave(0, nowNs);
      return;
    }
    if (noRetained && retain) return;
    const userProperties = (properties.userProperties ?? []).map(([name, value]): [string, string] => [name, value]);
    this.say({ kind: 'message', at: milliseconds(nowNs), topic, ...textOf(message.payload), qos, retain, userProperties });
    this.state.messages += 1;
    if (this.state.messages === wanted) this.leave(0, nowNs);
  }

  protected override get ownDue(): bigint | null {
    const { wait } = this.#order;
    return wait === null ? null : this.state.beganNs + nanoseconds(wait);
  }

  protected override wakeItself(nowNs: bigint): void {
    const until = this.ownDue;
    if (until !== null && until <= nowNs) this.leave(timedOut, nowNs);
  }

  override interrupt(nowNs: bigint): void {
    this.leave(0, nowNs);
  }
}

/** Text where it is text. */
function textOf(payload: Uint8Array): { payload: string; base64: boolean } {
  try {
    return { payload: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload), base64: false };
  } catch {
    return { payload: Buffer.from(payload).toString('base64'), base64: true };
  }
}
