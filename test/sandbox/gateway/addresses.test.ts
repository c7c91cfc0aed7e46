/** Addresses of S7 and MQTT as people write them in gateway.yaml, and what is said of those that cannot be. */
import { describe, expect, it } from 'vitest';
import { driverKit } from '#sandbox/gateway/drivers/kit.ts';
import { connectionSchema, tagSchema } from '#sandbox/gateway/schema.ts';

const explain = (protocol: string, tag: Record<string, unknown>) =>
  driverKit.explainAddress(
    connectionSchema.parse({ protocol, host: 'h' }),
    tagSchema.parse({ name: 't', connection: 'c', ...tag }),
  );

describe.each([
  [
    's7',
    [
      { address: 'DB1.DBD20', type: 'REAL' },
      { address: 'DB1.DBX5.2' },
      { address: 'MW10', type: 'INT' },
      { address: 'DB1,S10.20' },
    ],
  ],
  ['mqtt', [{ address: 'line/temp' }, { address: 'line/+/temp#/value' }, { address: 'line/#' }, { address: 'line/##/a~1b/0' }]],
] as const)('%s', (protocol, tags) => {
  it.each([...tags])('takes $address', (tag) => expect(explain(protocol, tag)).toBeNull());
});

it.each([
  ['s7', { address: 'DB1.DBX5.9' }, ''],
  ['s7', { address: 'DB1.DBW0', type: 'REAL' }, 'does not fit there. Write, say, DB1.DBD0'],
  ['s7', { address: 'DB1,INT0.10' }, 'names 10 values'],
  ['s7', { address: 'DB1.DBD0', type: 'LINT' }, 'S7 has no LINT'],
  ['s7', { address: 'I0.0', writable: true }, 'is an input'],
  ['mqtt', { address: 'line/#/value' }, 'is no topic'],
  ['mqtt', { address: 'line/+/set', writable: true }, 'cannot be written'],
  ['mqtt', { address: 'line/set#/value', writable: true }, 'cannot be written'],
])('%s does not take %j, and says what to write', (protocol, tag, words) => {
  const message = explain(protocol, tag);
  expect(message?.en).toContain(words);
  expect(message?.['zh-CN']).toMatch(/[一-鿿]/);
});
