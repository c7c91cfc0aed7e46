/**
 * `mosquitto_pub`: its messages one after the other, each kept until the broker has it as its QoS says. Ends when the last is through, or when
 * nothing has moved for `timeout` (exit code 1).
 */
import type { z } from 'zod';
import type { Notice } from '../protocols/mqtt/client-state.ts';
import type { QoS } from '../protocols/mqtt/packet.ts';
import { isTopicName } from '../protocols/mqtt/topic.ts';
import { brokerState, MqttTool, noBroker, wrongTopic } from './mqtt-tool.ts';
import { interrupted } from './running-tool.ts';
import { count, nanoseconds, ns, sooner } from './saved.ts';
import type { ToolOrder, ToolRecord } from './tool.ts';

type Order = Extract<ToolOrder, { tool: 'mqtt-publish' }>;

/** Given to the client and not yet acknowledged: messages, and characters in them. */
const mostUnderWay = 32;
const mostTextUnderWay = 131_072;
/** As fast as this it sends: a host's network takes a bounded amount at once, and cannot say when it is full. */
const nsPerByte = 800n;

const schema = brokerState.extend({
  given: count,
  /** Acknowledged, or refused. */
  settled: count,
  refused: count,
  /** When the next may be given. */
  nextNs: ns,
  /** When something last went forward. */
  movedNs: ns,
});

export class MqttPublish extends MqttTool<z.output<typeof schema>> {
  readonly #order: Order;

  constructor(order: Order) {
    super(schema, { ...noBroker(), given: 0, settled: 0, refused: 0, nextNs: 0n, movedNs: 0n }, order);
    this.#order = order;
  }

  override begin(nowNs: bigint): void {
    this.state.movedNs = nowNs;
    super.begin(nowNs);
  }

  protected wrong(): ToolRecord | null {
    return isTopicName(this.#order.topic) ? null : wrongTopic(this.#order.topic);
  }

  protected welcome(nowNs: bigint): void {
    this.state.movedNs = nowNs;
  }

  protected override look(nowNs: bigint): void {
    super.look(nowNs);
    this.#give(nowNs);
  }

  get #mayGive(): boolean {
    const { connected, given, settled } = this.state;
    const next = this.#order.messages[given];
    if (!connected || next === undefined) return false;
    const most = Math.floor(mostTextUnderWay / Math.max(1, next.length));
    return given - settled < Math.max(1, Math.min(mostUnderWay, most));
  }

  #give(nowNs: bigint): void {
    const { topic, messages, qos, retain, userProperties, delay, version } = this.#order;
    while (this.exit === null && this.#mayGive && this.state.nextNs <= nowNs) {
      const payload = new TextEncoder().encode(messages[this.state.given]);
      this.state.given += 1;
      const own = nanoseconds(delay);
      const pace = BigInt(payload.length + topic.length) * nsPerByte;
      this.state.nextNs = nowNs + (own > pace ? own : pace);
      const properties = version === '5.0' && userProperties.length > 0 ? { userProperties } : {};
      const { code } = this.client.publish({ topic, payload, qos: qos as QoS, retain, properties }, nowNs);
      if (code !== 0) this.#settle(code, nowNs);
      super.look(nowNs);
    }
  }

  protected told(notice: Notice, nowNs: bigint): void {
    if (notice.kind === 'published') this.#settle(notice.code, nowNs);
  }

  #settle(code: number, nowNs: bigint): void {
    this.state.settled += 1;
    this.state.movedNs = nowNs;
    if (code >= 0x80) {
      this.state.refused += 1;
      this.refuse(code);
    }
    if (this.state.settled < this.#order.messages.length) return;
    this.#sumUp();
    this.leave(0, nowNs);
  }

  #sumUp(): void {
    this.say({ kind: 'published', count: this.state.settled - this.state.refused });
  }

  /** It is patient while it waits for its own next message. */
  get #givesUpNs(): bigint | null {
    const { reached, given, settled, movedNs } = this.state;
    return reached && given === settled && this.state.connected ? null : movedNs + nanoseconds(this.#order.timeout);
  }

  protected override get ownDue(): bigint | null {
    return sooner(this.#mayGive ? this.state.nextNs : null, this.#givesUpNs);
  }

  protected override wakeItself(nowNs: bigint): void {
    this.#give(nowNs);
    const until = this.#givesUpNs;
    if (this.exit !== null || until === null || until > nowNs) return;
    this.#sumUp();
    this.giveUp(this.state.reached ? 'no-answer' : 'timeout', 1, nowNs);
  }

  /** It is killed without a farewell: the broker publishes its will. */
  override interrupt(): void {
    if (this.exit !== null) return;
    this.#sumUp();
    this.end(interrupted);
    const { connection } = this.client;
    if (connection !== 0) this.do({ do: 'close', connection });
  }
}
