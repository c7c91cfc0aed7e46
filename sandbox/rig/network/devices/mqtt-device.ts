/**
 * A device that is an MQTT client, as a sensor with a network plug is: it publishes signals as JSON, each message at its own phase, says
 * that it is there (birth) and lets the broker say when it is gone (will), and sets signals by what it has subscribed to.
 */
import { z } from 'zod';
import type { MqttClientOfLab } from '../../../lab/schema-devices.ts';
import { Client } from '../../../protocols/mqtt/client.ts';
import type { ClientOptions } from '../../../protocols/mqtt/client-options.ts';
import { matches } from '../../../protocols/mqtt/topic.ts';
import type { Effect, Failure } from '../../../protocols/party.ts';
import { Random } from '../../random.ts';
import type { DeviceHands } from '../device-hands.ts';
import { rigEpochNs } from '../epoch.ts';
import type { DeviceBuilder, DeviceSurroundings, Restorable } from './device.ts';
import { jsonOf, valueAt } from './json-payload.ts';
import { unknownSignal } from './map-messages.ts';

const time = z
  .string()
  .regex(/^-?\d{1,20}$/)
  .transform((digits) => BigInt(digits));

const misbehaviour = z
  .strictObject({
    /** It stays connected and publishes nothing. */
    silent: z.boolean(),
    /** It publishes the values that it had when this began, with new times. */
    stale: z.boolean(),
    /** Nanoseconds by which its clock is ahead. */
    clockSkewNs: z.string().regex(/^-?\d{1,20}$/),
  })
  .partial();

/** Everything unset: the device behaves. */
export type MqttMisbehaviour = z.output<typeof misbehaviour>;

const saved = z.object({
  client: z.unknown(),
  random: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  started: z.boolean(),
  nextNs: z.array(time),
  frozen: z.array(z.string().nullable()),
  misbehaviour,
});

type Publication = MqttClientOfLab['publish'][number];

const encoder = new TextEncoder();

export class MqttDevice implements Restorable {
  /** What ails the device now; a fault may change it at any time. */
  misbehaviour: MqttMisbehaviour = {};
  readonly #device: MqttClientOfLab;
  readonly #hands: DeviceHands;
  readonly #options: ClientOptions;
  readonly #draw = (): number => this.#random.fraction();
  #random: Random;
  #client: Client;
  /** The rig's power is on; it connects at once. */
  #started = false;
  /** When each publication is due next. */
  #nextNs: bigint[];
  /** While it is stale: the values that each publication had, as they are written. */
  #frozen: (string | null)[];

  constructor(device: MqttClientOfLab, { name, hands, seed }: Pick<DeviceSurroundings, 'name' | 'hands' | 'seed'>) {
    this.#device = device;
    this.#hands = hands;
    this.#options = optionsOf(device, name);
    this.#random = Random.of(seed, `mqtt ${name}`);
    this.#client = new Client(this.#options, this.#draw);
    // Nobody switches all sensors of a plant on in the same instant.
    this.#nextNs = device.publish.map(({ every }, at) => Random.of(seed, `mqtt ${name} phase ${at}`).between(0n, every - 1n));
    this.#frozen = device.publish.map(() => null);
  }

  get phase(): Client['phase'] {
    return this.#client.phase;
  }

  get due(): bigint | null {
    if (!this.#started) return 0n;
    let { due } = this.#client;
    for (const at of this.#nextNs) if (due === null || at < due) due = at;
    return due;
  }

  wake(nowNs: bigint): void {
    if (!this.#started) this.#start(nowNs);
    const { due } = this.#client;
    if (due !== null && due <= nowNs) this.#client.wake(nowNs);
    for (const [at, publication] of this.#device.publish.entries()) {
      const next = this.#nextNs[at] ?? 0n;
      if (next > nowNs) continue;
      this.#nextNs[at] = next + ((nowNs - next) / publication.every + 1n) * publication.every;
      this.#publish(publication, at, nowNs);
    }
    this.#look(nowNs);
  }

  #start(nowNs: bigint): void {
    this.#started = true;
    const { subscribe } = this.#device;
    if (subscribe.length > 0)
      this.#client.subscribe(
        subscribe.map(({ topic }) => ({ filter: topic, qos: 1 })),
        nowNs,
      );
    this.#client.start(nowNs);
  }

  #publish({ topic, qos, retain, ...publication }: Publication, at: number, nowNs: bigint): void {
    const { silent, stale } = this.misbehaviour;
    if (!stale) this.#frozen[at] = null;
    // What nobody will acknowledge is not kept for a broker that is away.
    if (silent || (qos === 0 && this.#client.phase !== 'open')) return;
    const values = (stale && this.#frozen[at]) || this.#values(publication);
    if (stale) this.#frozen[at] = values;
    this.#client.publish({ topic, payload: encoder.encode(this.#written(publication, values, nowNs)), qos, retain }, nowNs);
  }

  /** The signals as they are written: a bare value, or members of an object. */
  #values({ signals, decimals }: Pick<Publication, 'signals' | 'decimals'>): string {
    const shown = (signal: string): string => jsonOf(this.#hands.read(signal), decimals);
    const bare = signals[''];
    if (bare !== undefined) return shown(bare);
    return Object.entries(signals)
      .map(([key, signal]) => `${JSON.stringify(key)}:${shown(signal)}`)
      .join(',');
  }

  #written(
    { signals, constants, timestamp }: Omit<Publication, 'topic' | 'qos' | 'retain'>,
    values: string,
    nowNs: bigint,
  ): string {
    if (signals[''] !== undefined) return values;
    const members = values === '' ? [] : [values];
    for (const [key, value] of Object.entries(constants)) members.push(`${JSON.stringify(key)}:${JSON.stringify(value)}`);
    const clock = rigEpochNs + nowNs + BigInt(this.misbehaviour.clockSkewNs ?? 0);
    if (timestamp !== undefined) members.push(`${JSON.stringify(timestamp)}:${clock / 1_000_000n}`);
    return `{${members.join(',')}}`;
  }

  /** What has arrived, and what became of the connection. */
  #look(nowNs: bigint): void {
    const { messages, notices } = this.#client.take(nowNs);
    for (const { topic, payload } of messages) {
      for (const { topic: filter, pointer, signal } of this.#device.subscribe) {
        const value = matches(filter, topic) ? valueAt(payload, pointer) : null;
        // A value that the signal does not take is left out, as a sensor does with a command it does not understand.
        if (value !== null) this.#hands.write(signal, value);
      }
    }
    const { status } = this.#device;
    if (status !== undefined && notices.some(({ kind }) => kind === 'connected'))
      this.#client.publish({ topic: status, payload: encoder.encode('online'), qos: 1, retain: true }, nowNs);
  }

  accepted(connection: number): void {
    // Nobody connects to a client, and it listens nowhere.
    void connection;
  }
  connected(connection: number, nowNs: bigint): void {
    this.#client.connected(connection, nowNs);
  }
  failed(connection: number, why: Failure, nowNs: bigint): void {
    this.#client.failed(connection, why, nowNs);
    this.#look(nowNs);
  }
  received(connection: number, bytes: Uint8Array, nowNs: bigint): void {
    this.#client.received(connection, bytes, nowNs);
    this.#look(nowNs);
  }
  closed(connection: number, how: 'closed' | 'reset', nowNs: bigint): void {
    this.#client.closed(connection, how, nowNs);
    this.#look(nowNs);
  }
  drain(): Effect[] {
    return this.#client.drain();
  }

  save(): unknown {
    return {
      client: this.#client.save(),
      random: this.#random.save(),
      started: this.#started,
      nextNs: this.#nextNs.map(String),
      frozen: [...this.#frozen],
      misbehaviour: { ...this.misbehaviour },
    };
  }

  restore(record: unknown): string | null {
    const read = saved.safeParse(record);
    if (!read.success) return z.prettifyError(read.error);
    const { client, random, started, nextNs, frozen, misbehaviour: ails } = read.data;
    if (nextNs.length !== this.#device.publish.length) return 'it was saved with other publications';
    const remade = Client.restore(this.#options, this.#draw, client);
    if (!remade) return 'what was saved of its client cannot be read';
    this.#client = remade;
    this.#random = new Random(random);
    this.#started = started;
    this.#nextNs = nextNs;
    this.#frozen = frozen;
    this.misbehaviour = ails;
    return null;
  }
}

const seconds = (ns: bigint): number => Math.max(1, Math.round(Number(ns) / 1e9));

/** A sensor begins every connection afresh and keeps little: what it could not deliver is old when the line is back. */
function optionsOf(
  { broker, port, client, user, password, version, keep_alive, status }: MqttClientOfLab,
  name: string,
): ClientOptions {
  return {
    host: broker,
    port,
    clientId: client ?? name,
    level: version === '5.0' ? 5 : 4,
    clean: true,
    sessionExpiryS: 0,
    keepAliveS: seconds(keep_alive),
    maxQueued: 20,
    maxQueuedBytes: 1 << 14,
    maxReceived: 50,
    backOff: { firstS: 1, mostS: 30, jitter: 0.5 },
    ...(user === undefined ? {} : { username: user, password: password ?? '' }),
    ...(status === undefined ? {} : { will: { topic: status, payload: encoder.encode('offline'), qos: 1, retain: true } }),
  };
}

export const mqttDevice: DeviceBuilder = ({ mqtt }, around) => {
  if (!mqtt) return null;
  const named = [...mqtt.publish.flatMap(({ signals }) => Object.values(signals)), ...mqtt.subscribe.map(({ signal }) => signal)];
  const missing = named.find((signal) => !around.hands.read(signal));
  if (missing !== undefined) return { ok: false, at: missing, message: unknownSignal(missing) };
  return { ok: true, built: { party: new MqttDevice(mqtt, around), ports: [], protocol: null } };
};
