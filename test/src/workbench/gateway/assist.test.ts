import { describe, expect, it, test } from 'vitest';
import { connectionSchema, tagSchema } from '#sandbox/gateway/schema.ts';
import type { FileSchema } from '#sandbox/lab/file-schema.ts';
import { gatewayFileSchema, describe as inLanguage } from '#sandbox/lab/gateway-file.ts';
import { driverKit } from '../../../../sandbox/gateway/drivers/kit.ts';
import { addressExamples, isSouthProtocol } from '../../../../src/workbench/gateway/assist/address-help.ts';
import { gatewayFormat } from '../../../../src/workbench/gateway/assist/gateway-format.ts';
import { explanationAt } from '../../../../src/workbench/yaml/explanation.ts';
import { offersAt } from '../../../../src/workbench/yaml/offers.ts';
import { placeAt } from '../../../../src/workbench/yaml/yaml-place.ts';

const devices = [
  { device: 'meter', protocol: 'modbus-tcp', host: '10.0.1.20', port: 502 },
  { device: 'press', protocol: 's7', host: '10.0.1.30', port: 102 },
];
const asked = gatewayFormat({ devices, locale: 'en' });

/** `|` is the cursor. */
const at = (text: string): [string, number] => [text.replace('|', ''), text.indexOf('|')];
const labels = (text: string): string[] => offersAt(...at(text), asked).offers.map(({ label }) => label);

const head = `connections:
  meter: { protocol: modbus-tcp, host: 10.0.1.20 }
  press:
    protocol: s7
    host: 10.0.1.30
groups:
  fast: { every: 200ms }
`;

describe('at a key', () => {
  it('the keys of the place are offered, without those that are there', () => {
    const found = labels(`${head}|`);
    expect(found).toContain('tags');
    expect(found).toContain('northbound');
    expect(found).not.toContain('connections');
    expect(labels(`${head}tags:\n  - name: power\n    |`)).toContain('address');
    expect(labels(`${head}tags:\n  - name: power\n    |`)).not.toContain('name');
    expect(labels(`${head}tags:\n  - { name: power, | }`)).toContain('address');
  });

  it('a connection has the keys of its protocol, and all while it names none', () => {
    expect(labels('connections:\n  press:\n    protocol: s7\n    |')).toContain('rack');
    expect(labels('connections:\n  press:\n    protocol: s7\n    |')).not.toContain('unit');
    expect(labels('connections:\n  a: { | }')).toEqual(expect.arrayContaining(['rack', 'unit', 'protocol']));
  });

  it('a new entry of a list can be written at once', () => {
    expect(labels(`${head}tags:\n  - |`)[0]).toBe('name, connection, address');
  });

  it('an entry of a template has the keys of a tag', () => {
    expect(labels('templates:\n  pump:\n    tags:\n      - |')).toContain('writable');
  });

  it('an instance has the parameters of its template', () => {
    const text =
      'templates:\n  pump: { parameters: [base, unit] }\ninstances:\n  - template: pump\n    name: pump-1\n    with: { | }';
    expect(labels(text)).toEqual(['base', 'unit']);
  });

  it('what is written behind the cursor is replaced with it, and its colon stays', () => {
    const [text, offset] = at('northbound:\n  proto|col: mqtt');
    const { from, to, offers } = offersAt(text, offset, asked);
    expect(text.slice(from, to)).toBe('protocol');
    expect(offers.find(({ label }) => label === 'client')?.insert).toBe('client');
  });
});

describe('at a value', () => {
  it('fixed values are offered', () => {
    expect(labels('connections:\n  a:\n    protocol: |')).toEqual(['modbus-tcp', 's7', 'mqtt']);
    expect(labels(`${head}tags:\n  - writable: |`)).toEqual(['true', 'false']);
    expect(labels(`${head}tags:\n  - { name: a, type: | }`)).toContain('REAL');
  });

  it('names of the file are offered: connections, groups, tags', () => {
    expect(labels(`${head}tags:\n  - connection: |`)).toEqual(['meter', 'press']);
    expect(labels(`${head}tags:\n  - group: |`)).toEqual(['fast']);
    expect(labels(`tags:\n  - name: power\nalarms:\n  - tag: |`)).toEqual(['power']);
    expect(labels(`tags:\n  - { name: set, writable: true }\n  - name: flow\naccess:\n  - write: [|]`)).toEqual(['set', '*']);
  });

  it('hosts and ports of the devices that speak the protocol are offered', () => {
    expect(labels('connections:\n  a:\n    protocol: s7\n    host: |')).toEqual(['10.0.1.30']);
    expect(labels('connections:\n  a: { protocol: modbus-tcp, host: 10.0.1.20, port: | }')).toEqual(['502']);
  });

  it('addresses are offered as the protocol of the connection has them, numbers in quotes', () => {
    expect(labels(`${head}tags:\n  - connection: press\n    address: |`)).toContain('DB1.DBD20');
    const { offers } = offersAt(...at(`${head}tags:\n  - connection: meter\n    address: |`), asked);
    expect(offers.find(({ label }) => label === '40001')?.insert).toBe('"40001"');
    expect(offers.find(({ label }) => label === '1!40001#CDAB')?.insert).toBe('1!40001#CDAB');
  });

  it('a span of time is offered where one is meant', () => {
    expect(labels('groups:\n  fast:\n    every: |')).toContain('500ms');
    expect(labels('northbound:\n  client: |')).toEqual([]);
  });
});

describe('elsewhere', () => {
  it('in a comment nothing is offered', () => {
    expect(labels(`# conn|`)).toEqual([]);
    expect(labels(`${head}# a |`)).toEqual([]);
  });

  it('any text and any place: nothing is thrown', () => {
    const text = `${head}tags:\n  - { name: "a, connection: [\n &x *x : - - {\n\t- :`;
    for (let offset = 0; offset <= text.length; offset++) {
      placeAt(text, offset);
      offersAt(text, offset, asked);
      explanationAt(text, offset, asked);
    }
  });
});

describe('under the pointer', () => {
  it('a key is explained in the language of the page', () => {
    const [text, offset] = at(`${head}tags:\n  - expi|res: 3s`);
    expect(explanationAt(text, offset, asked)?.paragraphs.join(' ')).toContain('A value older than this is Uncertain');
    expect(explanationAt(text, offset, gatewayFormat({ devices, locale: 'zh-CN' }))?.paragraphs.join(' ')).toContain('Uncertain');
    expect(explanationAt(text, offset, gatewayFormat({ devices, locale: 'zh-CN' }))?.paragraphs.join(' ')).toContain('采集间隔');
  });

  it('an address is explained by the ways to write one', () => {
    const [text, offset] = at(`${head}tags:\n  - { name: a, connection: press, address: DB1.D|BW4 }`);
    expect(explanationAt(text, offset, asked)?.paragraphs.join('\n')).toContain('DB1.DBX0.3');
  });
});

test('every address that is shown as an example is one that the gateway takes', () => {
  const settings = {
    'modbus-tcp': connectionSchema.parse({ protocol: 'modbus-tcp', host: 'a' }),
    s7: connectionSchema.parse({ protocol: 's7', host: 'a' }),
    mqtt: connectionSchema.parse({ protocol: 'mqtt', host: 'a' }),
  };
  for (const [protocol, examples] of Object.entries(addressExamples)) {
    if (!isSouthProtocol(protocol)) throw new Error(protocol);
    for (const { address } of examples) {
      const type = protocol === 'modbus-tcp' && address.includes('#') ? { type: 'REAL' } : {};
      const tag = tagSchema.parse({ name: 'a', connection: 'c', address, ...type });
      expect(driverKit.explainAddress(settings[protocol], tag), address).toBeNull();
    }
  }
});

test('every key of gateway.yaml is explained, in both languages', () => {
  const bare: string[] = [];
  const look = (schema: FileSchema, path: string): void => {
    const { description, properties, items, oneOf, anyOf, additionalProperties } = schema;
    if (description !== undefined && inLanguage(description, 'zh-CN') === description) bare.push(`${path}: ${description}`);
    for (const [key, inner] of Object.entries(properties ?? {})) {
      if (inner.description === undefined) bare.push(`${path}.${key}`);
      look(inner, `${path}.${key}`);
    }
    for (const inner of [...(oneOf ?? []), ...(anyOf ?? []), ...(items ? [items] : [])]) look(inner, path);
    if (typeof additionalProperties === 'object') look(additionalProperties, path);
  };
  look(gatewayFileSchema, '');
  expect(bare).toEqual([]);
});
