import { describe, expect, it } from 'vitest';
import { lintLab } from '#sandbox/lab/lint.ts';
import { loadLab } from '#sandbox/lab/load.ts';
import { type LabFixture, labFixture } from './lab-fixture.ts';

/** A small network of two zones, a meter, a broker and a gateway, laid over the small motor. */
const good = `  network:
    zones: { field: { level: 1 }, office: { level: 2 } }
    hosts:
      laptop: { address: 10.0.1.5 }
      edge: { address: 10.0.1.10 }
      meter: { address: 10.0.1.20, names: [energy] }
      centre: { address: 10.0.9.10, zone: office }
    switches: { cabinet: {} }
    routers: { router: { address: 10.0.0.1 } }
    links:
      - { between: [laptop, cabinet] }
      - { between: [edge, cabinet] }
      - { between: [meter, cabinet] }
      - { between: [cabinet, router] }
      - { between: [router, centre], id: uplink }
    conduits:
      - { from: field, to: office, allow: [tcp/1883] }
  gateway: { host: edge }
  terminal: { host: laptop }
  devices:
    meter:
      host: meter
      modbus:
        units:
          1:
            map:
              - { at: "30001", signal: plant.StartButton, type: REAL }
              - { at: "30003", signal: plc.Motor, type: UINT }
      mqtt: { broker: centre, publish: [{ topic: meter/up, every: 1s, signals: { on: plc.Motor } }] }
    broker: { host: centre, broker: {} }
`;
const gateway = `connections:
  meter: { protocol: modbus-tcp, host: meter }
tags:
  - { name: power, connection: meter, address: "30001", type: REAL }
northbound: { host: centre }
`;

function networked(): LabFixture {
  const fixture = labFixture();
  fixture.edit('lab.yaml', '  scene:', `${good}  scene:`);
  fixture.write('start/gateway.yaml', gateway);
  return fixture;
}

function findings(fixture: LabFixture): string[] {
  const { lab, problems } = loadLab(fixture.dir);
  if (!lab) throw new Error(problems.map(({ message }) => message.en).join('\n'));
  const found = lintLab(lab);
  for (const { message } of found) expect(message['zh-CN']).toMatch(/[一-鿿]/);
  return found.map(({ file, line, message }) => `${file}:${line} ${message.en}`);
}

it('a network whose parts find each other has no mistake', () => {
  expect(findings(networked())).toEqual([]);
});

describe.each([
  [
    'a link to what is not there',
    'between: [meter, cabinet]',
    'between: [meter, cabinett]',
    /no host, switch or router `cabinett`\. Did you mean `cabinet`/,
  ],
  [
    'a link from a host to itself',
    'between: [router, centre], id: uplink',
    'between: [centre, centre], id: uplink',
    /begins and ends at `centre`/,
  ],
  [
    'two links of one name',
    'between: [cabinet, router] }',
    'between: [cabinet, router], id: uplink }',
    /There is a link `uplink` already/,
  ],
  [
    'an address twice',
    'edge: { address: 10.0.1.10 }',
    'edge: { address: 10.0.1.5 }',
    /`laptop` has the address 10\.0\.1\.5 already. Give `edge` another, such as 10\.0\.1\.1\./,
  ],
  ['an address that no host may have', 'address: 10.0.1.20', 'address: 10.0.1.255', /names a whole network/],
  [
    'an address of the machine itself',
    'router: { address: 10.0.0.1 }',
    'router: { address: 127.0.0.1 }',
    /127\.0\.0\.1 is no address for a host/,
  ],
  [
    'an address outside its network',
    'laptop: { address: 10.0.1.5 }',
    'laptop: { address: 10.0.2.5 }',
    /outside its network: the hosts beside it are 10\.0\.1\.1/,
  ],
  ['a name twice', 'names: [energy]', 'names: [Edge]', /`Edge` is a name of `edge` already/],
  ['a zone that is not there', 'zone: office }', 'zone: ofice }', /There is no zone `ofice`\. Did you mean `office`/],
  ['a conduit between no zones', '{ from: field, to: office', '{ from: feld, to: office', /There is no zone `feld`/],
  [
    'a conduit that what is needed cannot pass',
    'allow: [tcp/1883]',
    'allow: [icmp]',
    /No conduit lets `meter` from the zone `field` reach `centre` in `office`\. Add to conduits: `\{ from: field, to: office, allow: \[tcp\/1883\] \}`/,
  ],
  [
    'a conduit that leads to nothing',
    'allow: [tcp/1883]',
    'allow: [tcp/1883, tcp/502]',
    /`tcp\/502` lets nothing through.* What listens: tcp\/1883/,
  ],
  ['a host without a link', '      - { between: [laptop, cabinet] }\n', '', /No link ends at `laptop`/],
  ['a host on which nothing runs', '  terminal: { host: laptop }\n', '', /Nothing runs on `laptop`/],
  ['a gateway on no host', 'gateway: { host: edge }', 'gateway: { host: edgy }', /no host `edgy`\. Did you mean `edge`/],
  ['a device on no host', '      host: meter\n', '      host: metre\n', /no host `metre`/],
  ['a broker that no host is', 'mqtt: { broker: centre', 'mqtt: { broker: center', /No host has the name or address `center`/],
  [
    'a port that another device has',
    'broker: { host: centre, broker: {} }',
    'broker: { host: meter, broker: { port: 502 } }',
    /`meter` listens at port 502 of `meter` already/,
  ],
  ['a map whose values share registers', 'at: "30003"', 'at: "30002"', /30002 and 30001 share registers/],
  [
    'a map that leaves its table',
    'at: "30001", signal: plant.StartButton, type: REAL',
    'at: "365536", signal: plant.StartButton, type: REAL',
    /365536 takes 2 registers and leaves the table/,
  ],
  [
    'a map with a signal that is not there',
    'signal: plant.StartButton, type: REAL',
    'signal: plant.StartButon, type: REAL',
    /no signal `plant\.StartButon`\. Did you mean `plant\.StartButton`/,
  ],
  ['an address that is none', 'at: "30003"', 'at: "90003"', /90003/],
])('%s', (_what, from, to, expected) => {
  it('is told at its line', () => {
    const fixture = networked();
    fixture.edit('lab.yaml', from, to);
    const found = findings(fixture).filter((finding) => expected.test(finding));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^lab\.yaml:\d+ /);
  });
});

describe('the gateway of a solution', () => {
  it('needs a conduit to what it connects to', () => {
    const fixture = networked();
    fixture.edit('lab.yaml', 'meter: { address: 10.0.1.20', 'meter: { zone: office, address: 10.0.1.20');
    expect(findings(fixture)).toContainEqual(
      expect.stringContaining('No conduit lets `gateway` from the zone `field` reach `meter`'),
    );
  });
});

describe('a name in a gateway’s file', () => {
  it('that no host has is told at its line', () => {
    const fixture = networked();
    fixture.write('start/gateway.yaml', gateway.replace('host: meter', 'host: metre'));
    expect(findings(fixture)).toEqual([
      expect.stringMatching(/^start\/gateway\.yaml:2 No host has the name or address `metre`\. Did you mean `meter`/),
    ]);
  });

  it('and a tag of no connection, too', () => {
    const fixture = networked();
    fixture.write('start/gateway.yaml', gateway.replace('connection: meter', 'connection: metre'));
    expect(findings(fixture)).toEqual([
      expect.stringMatching(/^start\/gateway\.yaml:4 There is no connection `metre`\. Did you mean `meter`/),
    ]);
  });
});
