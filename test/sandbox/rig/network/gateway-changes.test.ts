import { expect, it } from 'vitest';
import { GatewayStation } from '../../../../sandbox/rig/network/gateway-station.ts';

const file = `connections:
  meter: { protocol: modbus-tcp, host: meter }
tags:
  - { name: power, connection: meter, address: "30001", type: REAL }
  - { name: load, connection: meter, address: "40001", type: INT }
`;
const files = (text: string) => [{ name: 'gateway.yaml', text }];

it('an apply tells what went on and what did not', () => {
  const station = new GatewayStation('edge', file, 1);
  const other = `${file.replace('"40001"', '"40002"')}  - { name: more, connection: meter, address: "40003", type: INT }\n`;
  const { ok, report } = station.download(files(other.replace(/.*power.*\n/, '')), 0n);
  expect(ok).toBe(true);
  expect(report.changes).toMatchObject({
    connections: { kept: 1, added: [], changed: [], removed: [] },
    tags: { kept: 0, added: ['more'], changed: ['load'], removed: ['power'] },
    northbound: false,
    store: false,
  });
});

it('a file that is taken where none ran is all new', () => {
  const station = new GatewayStation('edge', 'connections: [', 1);
  const { report } = station.download(files(file), 0n);
  expect(report.changes).toMatchObject({
    connections: { kept: 0, added: ['meter'] },
    tags: { kept: 0, added: ['power', 'load'] },
  });
});

it('a file with a mistake changes nothing, and says so by saying nothing of changes', () => {
  const station = new GatewayStation('edge', file, 1);
  const { ok, report } = station.download(files(file.replace('INT', 'INTT')), 0n);
  expect(ok).toBe(false);
  expect(report.changes).toBeUndefined();
  expect(station.text).toBe(file);
});
