/** MQTT through one core: packets of a publisher in, packets for a subscriber out, with both codecs and without a network. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Broker } from '#sandbox/protocols/mqtt/broker.ts';
import { encode } from '#sandbox/protocols/mqtt/codec.ts';
import type { Packet, QoS } from '#sandbox/protocols/mqtt/packet.ts';

const payload = new TextEncoder().encode('{"value":21.5,"unit":"C","quality":"good"}');
const topic = 'plant/hall-3/line-1/cell-2/temperature';

function bytesOf(packet: Packet): Uint8Array {
  const bytes = encode(packet, 5);
  if (!bytes) throw new Error('not to be written');
  return bytes;
}

const greeting = (clientId: string): Uint8Array =>
  bytesOf({ cmd: 'connect', level: 5, clean: true, keepAlive: 0, clientId, properties: { sessionExpiryInterval: 600 } });
const asking = (filter: string, qos: QoS): Uint8Array => {
  const subscriptions = [{ filter, qos, noLocal: false, retainAsPublished: false, retainHandling: 0 }];
  return bytesOf({ cmd: 'subscribe', id: 1, subscriptions, properties: {} });
};

/** Each answers how to carry one message from its publisher to one subscriber. */
export function mqttWork(): Record<0 | 1, () => void> {
  return { 0: carry(0), 1: carry(1) };
}

function carry(qos: 0 | 1): () => void {
  const broker = new Broker();
  for (const [connection, name] of ['writer', 'reader'].entries()) {
    broker.accepted(connection + 1, 'bench', 0n);
    broker.received(connection + 1, greeting(name), 0n);
  }
  broker.received(2, asking('plant/+/line-1/#', qos), 0n);
  broker.drain();
  const message = bytesOf({ cmd: 'publish', topic, payload, qos, retain: false, dup: false, id: qos, properties: {} });
  let id = 0;
  return () => {
    broker.received(1, message, 0n);
    if (broker.drain().length !== 1 + qos) throw new Error('not delivered');
    if (qos === 0) return;
    id = (id % 0xffff) + 1;
    broker.received(2, bytesOf({ cmd: 'puback', id, code: 0, properties: {} }), 0n);
  };
}

/** Bytes of heap for a connected session with ten subscriptions, and for a message that waits in its queue. */
export function mqttBytes(): { session: number; queued: number } {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const count = 500;
  const broker = new Broker({ maxConnections: count });
  const grown = (times: number, make: (index: number) => void): number => {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < times; index += 1) make(index);
    collect();
    return (process.memoryUsage().heapUsed - before) / times;
  };
  const session = grown(count, (index) => {
    broker.accepted(index + 1, 'bench', 0n);
    broker.received(index + 1, greeting(`c${index}`), 0n);
    for (let at = 0; at < 10; at += 1) broker.received(index + 1, asking(`c${index}/${at}/#`, 1), 0n);
    broker.drain();
  });
  broker.closed(1, 'closed', 0n);
  const queued = grown(1_000, () => {
    broker.publish('c0/1/x', payload, 0n, { qos: 1 });
  });
  return { session, queued };
}
