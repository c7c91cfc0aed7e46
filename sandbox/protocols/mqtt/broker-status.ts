/** What a broker tells about itself below `$SYS/broker`, by the names that Mosquitto made common. Only what has changed. */
import { Buffer } from 'node:buffer';
import type { Counters } from './broker-state.ts';
import type { Message } from './state.ts';

interface Counts {
  sessions: number;
  connected: number;
  retained: number;
  subscriptions: number;
}

const under = '$SYS/broker/';

export function statusMessages(counters: Counters, counts: Counts, retained: ReadonlyMap<string, Message>): Message[] {
  const own = [...retained.keys()].filter((topic) => topic.startsWith(under)).length;
  const values: Record<string, string | number> = {
    version: 'millwright',
    'clients/connected': counts.connected,
    'clients/total': counts.sessions,
    'publish/messages/received': counters.received,
    'publish/messages/sent': counters.sent,
    'publish/messages/dropped': counters.dropped,
    'publish/messages/expired': counters.expired,
    'subscriptions/count': counts.subscriptions,
    'retained messages/count': counts.retained - own,
  };
  return Object.entries(values).flatMap(([name, value]) => {
    const topic = under + name;
    const payload = new Uint8Array(Buffer.from(String(value)));
    if (Buffer.compare(retained.get(topic)?.payload ?? new Uint8Array(0), payload) === 0) return [];
    return [{ topic, payload, qos: 0, retain: true, properties: {}, expiresNs: null, from: '' }];
  });
}
