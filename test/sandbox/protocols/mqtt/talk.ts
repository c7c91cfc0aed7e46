/** Peers of a broker, on logical time: what each says is written, what each hears is read, and every answer is kept. */
import { Broker } from '#sandbox/protocols/mqtt/broker.ts';
import type { BrokerOptions } from '#sandbox/protocols/mqtt/broker-options.ts';
import { decode, encode } from '#sandbox/protocols/mqtt/codec.ts';
import type { Connect, Level, Packet, Properties, Publish, QoS } from '#sandbox/protocols/mqtt/packet.ts';
import { cut, noPartial } from '#sandbox/protocols/mqtt/stream.ts';

export const text = (words: string): Uint8Array => new TextEncoder().encode(words);
export const words = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export class Peer {
  readonly talk: Talk;
  readonly connection: number;
  readonly level: Level;
  readonly partial = noPartial();
  got: Packet[] = [];
  open = true;

  constructor(talk: Talk, connection: number, level: Level) {
    this.talk = talk;
    this.connection = connection;
    this.level = level;
  }

  say(...packets: Packet[]): this {
    for (const packet of packets) {
      const bytes = encode(packet, this.level);
      if (!bytes) throw new Error(`not to be written: ${JSON.stringify(packet)}`);
      this.raw(bytes);
    }
    return this;
  }
  raw(bytes: Uint8Array): this {
    this.talk.broker.received(this.connection, bytes, this.talk.now);
    this.talk.settle();
    return this;
  }
  /** The line is cut. */
  lose(): void {
    this.open = false;
    this.talk.broker.closed(this.connection, 'reset', this.talk.now);
    this.talk.settle();
  }
  take(): Packet[] {
    return this.got.splice(0);
  }
  /** What was heard of this kind, and forgets everything that was heard. */
  all<C extends Packet['cmd']>(cmd: C): Extract<Packet, { cmd: C }>[] {
    return this.take().filter((packet): packet is Extract<Packet, { cmd: C }> => packet.cmd === cmd);
  }
  messages(): string[] {
    return this.all('publish').map(({ topic, payload, qos, retain, dup }) => {
      return `${topic}=${words(payload)} q${qos}${retain ? ' retained' : ''}${dup ? ' dup' : ''}`;
    });
  }
  subscribe(filter: string, qos: QoS = 0, more: object = {}, properties: Properties = {}): this {
    const subscriptions = [{ filter, qos, noLocal: false, retainAsPublished: false, retainHandling: 0, ...more }];
    return this.say({ cmd: 'subscribe', id: 7, subscriptions, properties });
  }
  publish(topic: string, payload: string, more: Partial<Publish> = {}): this {
    const packet: Publish = {
      cmd: 'publish',
      topic,
      payload: text(payload),
      qos: 0,
      retain: false,
      dup: false,
      id: 0,
      properties: {},
    };
    return this.say({ ...packet, ...more });
  }
  acknowledge(cmd: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp', id: number, code = 0): this {
    return this.say({ cmd, id, code, properties: {} });
  }
}

export class Talk {
  broker: Broker;
  readonly options: BrokerOptions;
  readonly peers = new Map<number, Peer>();
  now = 5_000_000_000n;
  #accepted = 0;

  constructor(options: BrokerOptions = {}) {
    this.options = { statusIntervalS: 0, ...options };
    this.broker = new Broker(this.options);
  }

  settle(): void {
    for (const effect of this.broker.drain()) {
      const peer = this.peers.get(effect.connection);
      if (!peer?.open) throw new Error(`${effect.do} on a connection that is gone`);
      if (effect.do === 'send') {
        for (const bytes of cut(peer.partial, effect.bytes, 1 << 28).packets) {
          const { packet } = decode(bytes, peer.level);
          if (!packet) throw new Error(`the broker wrote what cannot be read: ${Buffer.from(bytes).toString('hex')}`);
          peer.got.push(packet);
        }
      } else peer.open = false;
    }
  }

  dial(level: Level = 5): Peer {
    this.#accepted += 1;
    const peer = new Peer(this, this.#accepted, level);
    this.peers.set(peer.connection, peer);
    this.broker.accepted(peer.connection, '10.0.0.9', this.now);
    this.settle();
    return peer;
  }

  connect(clientId: string, more: Partial<Connect> = {}): Peer {
    const level = more.level ?? 5;
    return this.dial(level).say({ cmd: 'connect', level, clean: true, keepAlive: 0, clientId, properties: {}, ...more });
  }

  /** Connected; CONNACK is not kept. */
  client(clientId: string, more: Partial<Connect> = {}): Peer {
    const peer = this.connect(clientId, more);
    const [first] = peer.take();
    if (first?.cmd !== 'connack' || first.code !== 0) throw new Error(`not connected: ${JSON.stringify(first)}`);
    return peer;
  }

  pass(seconds: number): void {
    const until = this.now + BigInt(Math.round(seconds * 1e9));
    for (let due = this.broker.due; due !== null && due <= until; due = this.broker.due) {
      if (due > this.now) this.now = due;
      this.broker.wake(this.now);
      this.settle();
    }
    this.now = until;
  }

  /** The broker is another one, made of what it had written. */
  restore(): void {
    const broker = Broker.restore(this.options, JSON.parse(JSON.stringify(this.broker.save())));
    if (!broker) throw new Error('what was saved cannot be restored');
    this.broker = broker;
  }
}
