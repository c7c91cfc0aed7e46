/** A device that is an MQTT broker: users and what each may publish and subscribe to, bounds fit for a rig, and a look for grading. */
import type { BrokerOfLab } from '../../../lab/schema-devices.ts';
import type { Access } from '../../../protocols/mqtt/access.ts';
import { Broker } from '../../../protocols/mqtt/broker.ts';
import type { BrokerOptions } from '../../../protocols/mqtt/broker-options.ts';
import type { QoS } from '../../../protocols/mqtt/packet.ts';
import { Replaceable } from '../replaceable.ts';
import type { DeviceBuilder } from './device.ts';

/** A message that a client has published, or its will. */
export interface Published {
  topic: string;
  /** The broker's own bytes: to be read, not to be changed. */
  payload: Uint8Array;
  qos: QoS;
  retain: boolean;
  /** The client identifier of who published it. */
  client: string;
  atNs: bigint;
}

export class BrokerDevice extends Replaceable<Broker> {
  #observer: ((published: Published) => void) | null = null;

  constructor(options: BrokerOptions) {
    super(new Broker(options), (saved) => Broker.restore(options, saved));
  }

  /** Sees every message of the clients at the instant at which the broker takes it; costs nothing while it is `null`, and is not saved. */
  set observer(observer: ((published: Published) => void) | null) {
    this.#observer = observer;
    this.#tie();
  }

  override restore(saved: unknown): string | null {
    const why = super.restore(saved);
    this.#tie();
    return why;
  }

  #tie(): void {
    const observer = this.#observer;
    this.inner.exchange.observer =
      observer &&
      (({ topic, payload, qos, retain, from }, atNs) => {
        // The broker's own reports come from nobody.
        if (from !== '') observer({ topic, payload, qos, retain, client: from, atNs });
      });
  }
}

export const brokerDevice: DeviceBuilder = ({ broker }) => {
  if (!broker) return null;
  const party = new BrokerDevice({ ...bounds, access: accessOf(broker), maxQueued: broker.queue });
  return { ok: true, built: { party, ports: [broker.port], protocol: 'mqtt' } };
};

/** A rig has a handful of clients; what a trainee's gateway can make a broker hold stays below two megabytes. */
const bounds: BrokerOptions = {
  maxConnections: 32,
  maxSessions: 32,
  maximumPacketSize: 1 << 16,
  maxQueuedBytes: 1 << 19,
  maxSubscriptions: 100,
  maxRetained: 1_000,
  maxRetainedBytes: 1 << 19,
};

/** Without users everybody may do everything; with them, those without a name may do what no list says: everything, or not come in. */
function accessOf({ anonymous, users }: BrokerOfLab): Access {
  const names = Object.entries(users);
  return {
    anonymous,
    users: names.map(([name, { password }]) => ({ name, password })),
    rules: names.length === 0 ? null : names.map(([user, { publish, subscribe }]) => ({ user, publish, subscribe })),
  };
}
