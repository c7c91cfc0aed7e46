/**
 * What the MQTT tools have in common: a client of the house's, the words for what a broker refuses, and exit codes as those of
 * mosquitto's clients: 1 when the first connection does not come about, the code of CONNACK when the broker refuses. A connection that ends
 * later is made again after a second, and told once.
 */
import { z } from 'zod';
import { Client } from '../protocols/mqtt/client.ts';
import type { ClientOptions } from '../protocols/mqtt/client-options.ts';
import type { Notice, Received } from '../protocols/mqtt/client-state.ts';
import type { QoS } from '../protocols/mqtt/packet.ts';
import { returnCodeOf } from '../protocols/mqtt/reason.ts';
import { isTopicName } from '../protocols/mqtt/topic.ts';
import { ClientTool } from './client-tool.ts';
import { connectionRecord, problem } from './meanings.ts';
import { reasonMeaning } from './mqtt-meanings.ts';
import type { ToolOrder, ToolRecord } from './tool.ts';

type Publishing = Extract<ToolOrder, { tool: 'mqtt-publish' }>;
type Subscribing = Extract<ToolOrder, { tool: 'mqtt-subscribe' }>;
type Broker = Pick<Publishing, Exclude<keyof Publishing & keyof Subscribing, 'tool' | 'qos'>>;
type Why = Extract<ToolRecord, { kind: 'connection' }>['why'];

/** How far the tool has come with its broker. */
export const brokerState = z.object({
  /** There has been a connection that was welcome. */
  reached: z.boolean(),
  /** There is one now. */
  connected: z.boolean(),
});
type BrokerState = z.output<typeof brokerState>;
export const noBroker = (): BrokerState => ({ reached: false, connected: false });

/** It pauses as long each time: nothing is left to chance. */
const noChance = (): number => 0;

export abstract class MqttTool<State extends BrokerState> extends ClientTool<State, Client> {
  readonly #broker: Broker;

  constructor(schema: z.ZodType<State>, state: State, broker: Broker) {
    super(schema, state, new Client(optionsOf(broker), noChance));
    this.#broker = broker;
  }

  /** What cannot be asked of any broker; `null`: everything can. */
  protected abstract wrong(): ToolRecord | null;
  protected abstract welcome(nowNs: bigint): void;
  protected abstract told(notice: Notice, nowNs: bigint): void;
  protected heard(_message: Received, _nowNs: bigint): void {}

  begin(nowNs: bigint): void {
    const wrong = wrongBroker(this.#broker) ?? this.wrong();
    if (wrong) {
      this.say(wrong);
      this.end(1);
      return;
    }
    this.client.start(nowNs);
  }

  protected look(nowNs: bigint): void {
    const { messages, notices } = this.client.take(nowNs);
    for (const notice of notices) if (this.exit === null) this.#take(notice, nowNs);
    for (const message of messages) if (this.exit === null) this.heard(message, nowNs);
  }

  #take(notice: Notice, nowNs: bigint): void {
    if (notice.kind === 'connected') {
      Object.assign(this.state, { reached: true, connected: true });
      this.welcome(nowNs);
    } else if (notice.kind === 'refused') {
      this.refuse(notice.code);
      const { version } = this.#broker;
      this.leave(version === '5.0' ? notice.code : returnCodeOf(notice.code), nowNs);
    } else if (notice.kind === 'disconnected') this.#lost(notice.why, notice.code, nowNs);
    else this.told(notice, nowNs);
  }

  #lost(why: string, code: number | null, nowNs: bigint): void {
    const { host, port } = this.#broker;
    const { reached, connected } = this.state;
    this.state.connected = false;
    if (connected || !reached) {
      if (code !== null && code >= 0x80 && why === endedByServer) this.refuse(code);
      else this.say(connectionRecord(whyOf(why), host, port));
    }
    if (!reached) this.leave(1, nowNs);
  }

  protected refuse(code: number): void {
    this.say({ kind: 'mqtt-refused', code, message: reasonMeaning(code) });
  }

  protected giveUp(why: Why, exit: number, nowNs: bigint): void {
    this.say(connectionRecord(why, this.#broker.host, this.#broker.port));
    this.leave(exit, nowNs);
  }

  /** Says farewell to the broker and ends. */
  protected leave(exit: number, nowNs: bigint): void {
    if (this.exit !== null) return;
    this.end(exit);
    this.client.stop(nowNs);
  }

  protected restoreClient(record: unknown): string | null {
    const client = Client.restore(optionsOf(this.#broker), noChance, record);
    if (!client) return 'the MQTT client of a tool cannot be read';
    this.client = client;
    return null;
  }
}

const endedByServer = 'the server ended it';

/** As the client names its ends. */
function whyOf(why: string): Why {
  switch (why) {
    case 'refused':
    case 'timeout':
    case 'unreachable':
    case 'unknown-host':
    case 'reset':
      return why;
    case 'no answer in time':
    case 'no answer to a ping':
      return 'no-answer';
    case 'the server broke the protocol':
    case 'CONNECT cannot be written':
      return 'malformed';
    default:
      return 'closed';
  }
}

function optionsOf(broker: Broker): ClientOptions {
  const { host, port, version, client, user, password, keepAlive, clean, sessionExpiry, will, timeout } = broker;
  return {
    host,
    port,
    clientId: client,
    level: version === '5.0' ? 5 : 4,
    clean,
    sessionExpiryS: sessionExpiry ?? 0,
    keepAliveS: keepAlive,
    connectTimeoutS: timeout / 1_000,
    pingTimeoutS: timeout / 1_000,
    backOff: { firstS: 1, mostS: 1, jitter: 0 },
    ...(user === undefined ? {} : { username: user }),
    ...(password === undefined ? {} : { password }),
    ...(will === undefined ? {} : { will: { ...will, qos: will.qos as QoS, payload: new TextEncoder().encode(will.payload) } }),
  };
}

function wrongBroker({ clean, client, password, user, will }: Broker): ToolRecord | null {
  if (!clean && client === '')
    return problem(
      'A session that is kept (-c) needs a name to be found again: give a client identifier with -i.',
      '要保留会话（-c）必须有标识才能再次找到：请用 -i 指定客户端标识。',
    );
  if (password !== undefined && user === undefined)
    return problem('A password (-P) needs a user name (-u).', '使用密码（-P）时必须给出用户名（-u）。');
  if (will && !isTopicName(will.topic)) return wrongTopic(will.topic);
  return null;
}

export const wrongTopic = (topic: string): ToolRecord =>
  problem(
    `${JSON.stringify(topic)} is no topic to publish to: it is not empty and has no + and no #. Name one topic in full.`,
    `${JSON.stringify(topic)} 不能用于发布：主题不能为空，也不能含 + 和 #。请写出一个完整的主题。`,
  );
