/** Values that come by themselves: when they are as good as new, and when nobody knows how old they are. */
import { expect, it } from 'vitest';
import { loadConfig } from '#sandbox/gateway/config.ts';
import { driverKit } from '#sandbox/gateway/drivers/kit.ts';
import { Gateway } from '#sandbox/gateway/gateway.ts';
import { Broker } from '#sandbox/protocols/mqtt/broker.ts';
import { Client } from '#sandbox/protocols/mqtt/client.ts';
import { Hub } from './hub.ts';
import { second } from './world.ts';

function hall() {
  const hub = new Hub();
  const broker = new Broker({ statusIntervalS: 0 });
  hub.servers.set('sensors', broker);
  // The gateway's own way to the same broker.
  hub.servers.set('line', broker);
  const sensor = new Client({ host: 'sensors', clientId: 'sensor' }, () => 0.5);
  sensor.start(0n);
  hub.clients.push(sensor);
  const { config } = loadConfig(`
connections: { sensors: { protocol: mqtt, host: line, qos: 1 } }
tags: [{ name: hall, connection: sensors, address: hall/temp, type: REAL }]
`);
  if (!config) throw new Error('the file is sound');
  let gateway: Gateway | null = null;
  const say = (celsius: number, retain = false): void => {
    sensor.publish({ topic: 'hall/temp', payload: new TextEncoder().encode(String(celsius)), qos: 1, retain }, hub.nowNs);
  };
  const start = (): Gateway => {
    gateway = new Gateway(config, { kit: driverKit, epochNs: 0n, seed: 1 }, hub.nowNs);
    hub.clients.push(gateway);
    return gateway;
  };
  const seen = () => {
    const state = gateway?.tags.get('hall');
    return [state?.value, state?.quality];
  };
  return { hub, say, start, seen };
}

it('a value is Good when it comes; one that the broker kept is not, because nobody knows how old it is', () => {
  const { hub, say, start, seen } = hall();
  say(19, true);
  hub.run(second);
  start();
  hub.run(2n * second);
  expect(seen()).toEqual([19, 'Uncertain.LastUsableValue']);
  say(20, true);
  hub.run(3n * second);
  expect(seen()).toEqual([20, 'Good']);
});

it('what was said while the gateway was away is not told as if it were said now', () => {
  const { hub, say, start, seen } = hall();
  start();
  hub.run(second);
  say(20);
  hub.run(2n * second);
  expect(seen()).toEqual([20, 'Good']);
  hub.set('line', false);
  say(35);
  hub.run(60n * second);
  expect(seen()).toEqual([null, 'Bad.NotConnected']);
  hub.set('line', true);
  hub.run(120n * second);
  expect(seen()).toEqual([null, 'Bad.NotConnected']);
  say(21);
  hub.run(121n * second);
  expect(seen()).toEqual([21, 'Good']);
});
