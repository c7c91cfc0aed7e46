import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '#sandbox/gateway/config.ts';
import { gatewayJsonSchema } from '#sandbox/gateway/json-schema.ts';
import { difference } from '#sandbox/gateway/reload.ts';
import { effort, patience } from '../iec61131/fuzz/effort.ts';
import { configOf, World } from './world.ts';

const file = `namespace: { enterprise: acme, site: suzhou, line: line-1 }
connections:
  dosing: { protocol: modbus-tcp, host: 10.0.0.11 }
  press: { protocol: s7, host: press.local, slot: 2 }
groups:
  fast: { every: 1s, phase: 100ms }
tags:
  - { name: flow, connection: dosing, address: "1!40001#CDAB", type: REAL, unit: l/min }
  - name: press/strokes
    connection: press
    address: DB1.DBD20
    type: DINT
alarms:
  - { name: flow-high, tag: flow, when: high, limit: 12 }
northbound: { protocol: mqtt, host: broker, client: edge-1 }
`;

const mistakes = (text: string) => loadConfig(text, new World().kit.explainAddress).problems;
/** `file` with one line in another shape. */
const withLine = (line: number, text: string): string =>
  file
    .split('\n')
    .with(line - 1, text)
    .join('\n');

it('sandbox/gateway/gateway.schema.json is what the schema says', () => {
  const at = new URL('../../../sandbox/gateway/gateway.schema.json', import.meta.url);
  if (process.env.UPDATE_SCHEMA) writeFileSync(at, `${JSON.stringify(gatewayJsonSchema(), null, 2)}\n`);
  expect(JSON.parse(readFileSync(at, 'utf8'))).toEqual(gatewayJsonSchema());
});

describe('a gateway file', () => {
  it('is read with what it leaves to be understood', () => {
    const config = configOf(file);
    expect(config.tags.map(({ name, group }) => [name, group])).toEqual([
      ['flow', 'fast'],
      ['press/strokes', 'fast'],
    ]);
    expect(config.connections.dosing).toMatchObject({ port: 502, unit: 1, timeout: 1_000_000_000n, retries: 1 });
    expect(config.store).toEqual({ memory: 2_000, disk: 16_000_000, full: 'drop-oldest' });
    expect(config.access).toEqual([]);
  });

  it.each([
    [
      'a misspelt key',
      3,
      '  dosing: { protocol: modbus-tcp, hots: 10.0.0.11, host: a }',
      35,
      'no key `hots`',
      'Did you mean `host`',
    ],
    ['a misspelt protocol', 3, '  dosing: { protocol: modbus, host: a }', 23, 'cannot be "modbus"', 'Did you mean modbus-tcp'],
    ['a missing key', 3, '  dosing: { protocol: modbus-tcp }', 3, '`host` is missing', 'Add it'],
    ['a span without a unit', 6, '  fast: { every: 10 }', 18, '`every` should be text', 'this is 10'],
    ['a span of another language', 6, '  fast: { every: 10 sec }', 18, 'is "10 sec"', 'such as 250ms'],
    [
      'a connection that is not there',
      8,
      '  - { name: flow, connection: doseing, address: "1!40001" }',
      31,
      'no connection `doseing`',
      'Did you mean `dosing`',
    ],
    ['an address of no protocol', 8, '  - { name: flow, connection: dosing, address: "?1" }', 49, 'an address begins', 'digit'],
    ['a name given twice', 9, '  - name: flow', 11, 'A second tag is called `flow`', 'a name of its own'],
    ['an alarm without a limit', 14, '  - { name: flow-high, tag: flow, when: high }', 5, 'every other one limit', 'flow-high'],
    ['a slot that no rack has', 4, '  press: { protocol: s7, host: p, slot: 99 }', 41, '`slot` is 99', 'at most 31'],
    [
      'a level that does not exist',
      15,
      'northbound: { protocol: mqtt, host: b, client: e, topic: "{plant}/{tag}" }',
      59,
      '{plant} is no level',
      '{site}',
    ],
    ['a tab', 9, '\t- name: flow', 1, 'spaces', 'tabs'],
  ])('tells %s at line and column, what was observed and what to try', (_what, line, text, column, observed, advice) => {
    const [problem] = mistakes(withLine(line, text));
    expect(problem).toMatchObject({ line, column });
    expect(problem?.message.en).toContain(observed);
    expect(problem?.message.en).toContain(advice);
    expect(problem?.message['zh-CN']).toMatch(/[一-鿿]/);
    expect(problem?.message['zh-CN']).toMatch(/[。？]$/);
  });

  it('tells every mistake, in the order of the lines', () => {
    const found = mistakes(file.replace('slot: 2', 'slots: 2').replace('every: 1s', 'every: fast'));
    expect(found.map(({ line }) => line)).toEqual([4, 6]);
  });

  it('needs nothing but a map of connections', () => {
    expect(mistakes('connections: {}')).toEqual([]);
    expect(mistakes('')[0]?.message.en).toContain('`connections` is missing');
    expect(mistakes('- 1')[0]?.message.en).toContain('should be a map');
  });
});

describe('a template', () => {
  const templated = `connections: { a: { protocol: modbus-tcp, host: a } }
templates:
  pump:
    parameters: [base, most]
    tags:
      - { name: $(name)/flow, connection: a, address: "1!$(base)", clamp: [0, $(most)] }
      - { name: $(name)/speed, connection: a, address: "1!$(base+2)" }
    alarms:
      - { name: $(name)-high, tag: $(name)/flow, when: high, limit: $(most) }
instances:
  - { template: pump, name: pump-1, with: { base: 40001, most: 12 } }
  - { template: pump, name: pump-2, with: { base: 40011, most: 20 } }
`;
  it('gives each instance its own tags and alarms, numbers as numbers', () => {
    const config = configOf(
      templated
        .replaceAll(/(\$\(\w+\)[^,\s\]}]*)/g, '"$1"')
        .replaceAll('""', '"')
        .replaceAll('"1!"', '"1!'),
    );
    expect(config.tags.map(({ name, address }) => `${name} ${address}`)).toEqual([
      'pump-1/flow 1!40001',
      'pump-1/speed 1!40003',
      'pump-2/flow 1!40011',
      'pump-2/speed 1!40013',
    ]);
    expect(config.alarms.map(({ limit }) => limit)).toEqual([12, 20]);
  });

  it('tells once what is wrong with it, in the template', () => {
    const found = mistakes(templated.replace('connection: a, address: "1!$(base)"', 'connexion: a, address: "1!$(base)"'));
    expect(found.map(({ line, message }) => [line, message.en])).toEqual([
      [6, expect.stringContaining('`connection` is missing')],
      [6, expect.stringContaining('Did you mean `connection`')],
    ]);
  });

  it('tells parameters that are missing or too many', () => {
    const found = mistakes(templated.replace('base: 40001, most: 12', 'bass: 1, most: 12'));
    expect(found.map(({ line }) => line)).toContain(11);
    expect(found.map(({ message }) => message.en).join('\n')).toContain('no parameter `bass`');
  });
});

describe('a reload', () => {
  it('names what changed and nothing else', () => {
    const after = file.replace('slot: 2', 'slot: 1').replace('limit: 12', 'limit: 13');
    const change = difference(configOf(file), configOf(after));
    expect(change.connections).toEqual({ added: [], removed: [], changed: ['press'] });
    expect(change.tags).toEqual({ added: [], removed: [], changed: ['press/strokes'] });
    expect(change.alarms.changed).toEqual(['flow-high']);
    expect(change.northbound).toBe(false);
  });

  it('finds no difference in a file that says the same in other words', () => {
    const change = difference(configOf(file), configOf(`# a comment\n${file.replace('phase: 100ms', 'phase: 0.1s')}`));
    expect([change.groups.changed, change.tags.changed, change.northbound]).toEqual([[], [], false]);
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(...file.split('\n')),
    fc.constantFrom(
      '- ',
      '? ',
      '&a [*a, *a]',
      '*a',
      '<<: *a',
      '{',
      '[',
      '"',
      '!!binary x',
      '|',
      '>',
      '__proto__: {}',
      'constructor: 1',
      'null',
    ),
    fc.string({ maxLength: 12 }),
    fc.constantFrom('$(name)', '$(base+1)', '~', '.nan', '-.inf', '0x10', '1e999', 'true'),
  );
  const mutated = fc
    .tuple(fc.nat({ max: file.length }), fc.nat({ max: 30 }), piece)
    .map(([at, cut, text]) => file.slice(0, at) + text + file.slice(at + cut));
  const loose = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('\n'));
  it(
    'is read or refused, never thrown at; a mistake has a place in the text and words in both languages',
    () => {
      fc.assert(
        fc.property(fc.oneof(mutated, loose), (text) => {
          const { config, problems } = loadConfig(text);
          expect(config === null).toBe(problems.length > 0);
          const lines = text.split('\n');
          for (const { line, column, message } of problems) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeGreaterThanOrEqual(1);
            expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
            expect(message.en.length).toBeGreaterThan(0);
            expect(message['zh-CN']).toMatch(/[一-鿿]/);
          }
        }),
        effort(2_000, 1),
      );
    },
    patience,
  );
});

describe('a box with little room for its store', () => {
  const withStore = (store: string): string => `connections:\n  meter: { protocol: modbus-tcp, host: meter }\n${store}`;
  const box = { memory: 200, disk: 64_000 };

  it('gives what it has to a file that asks for nothing', () => {
    expect(loadConfig(withStore(''), () => null, box).config?.store).toMatchObject({ memory: 200, disk: 64_000 });
  });

  it('takes a file that asks for less', () => {
    const asked = withStore('store: { memory: 50, disk: 10kB }\n');
    expect(loadConfig(asked, () => null, box).config?.store).toMatchObject({ memory: 50, disk: 10_000 });
  });

  it('refuses one that asks for more, at its place, with what there is', () => {
    const { config, problems } = loadConfig(withStore('store:\n  memory: 5000\n  disk: 20MB\n'), () => null, box);
    expect(config).toBeNull();
    expect(problems).toMatchObject([
      { line: 4, column: 11 },
      { line: 5, column: 9 },
    ]);
    expect(problems[1]?.message.en).toContain('64 kB of disk');
    expect(problems[1]?.message['zh-CN']).toContain('64 kB');
  });
});
