/** Panes that look at a rig's network and gateway, as the browser meets them over its one WebSocket. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { House } from './house.ts';
import { gatewayFile, writeNetworkLab } from './network-lab.ts';
import type { Tab } from './tab.ts';

const house = new House();
beforeAll(async () => {
  writeNetworkLab(house.labs);
  await house.start();
});
afterAll(() => house.remove());

async function tab(rig: string): Promise<Tab> {
  const one = house.tab(rig, 'meter');
  await one.welcome();
  return one;
}

const lastGateway = (one: Tab) => one.received.findLast((message) => message.type === 'gateway')?.report;

describe('looking at the network', () => {
  it('tells of hosts, links and what may be connected to', async () => {
    const one = await tab('n1');
    expect((await one.welcome()).devices).toEqual([{ device: 'meter', protocol: 'modbus-tcp', host: 'meter', port: 502 }]);
    expect((await one.ask({ type: 'look', network: true, gateway: false })).type).toBe('ack');
    const { report } = await one.message('network', ({ report }) => report.links.some(({ frames }) => frames > 4));
    expect(report.hosts.find(({ id }) => id === 'edge')).toMatchObject({ address: '10.0.1.10', runs: ['gateway'], up: true });
    expect(report.links.map(({ id, profile }) => `${id} ${profile}`)).toContain('edge-switch wired');
    expect(report.zones).toEqual([
      { id: 'plant', level: 2 },
      { id: 'office', level: 1 },
    ]);
  });

  it('sends the frames that pass the captured link, and the capture as a file of pcapng', async () => {
    const one = await tab('n2');
    await one.ask({ type: 'look', network: true, gateway: false });
    await one.ask({ type: 'capture', link: 'edge-switch' });
    const first = await one.message('frames', ({ captured }) => captured.frames.length > 0);
    expect(first.captured).toMatchObject({ link: 'edge-switch', at: 'edge' });
    const bytes = Buffer.from(first.captured.frames[0]!.bytes, 'base64');
    expect(bytes.readUInt16BE(12)).toBe(0x0800);
    const file = await one.ask({ type: 'capture-file' });
    if (file.type === 'refused') throw new Error(file.code);
    expect(file.name).toBe('meter-edge-switch.pcapng');
    expect(Buffer.from(file.bytes, 'base64').readUInt32LE(0)).toBe(0x0a0d0d0a);
  });

  it('shows the same capture to a tab that comes later, from its first frame', async () => {
    const one = await tab('n3');
    await one.ask({ type: 'look', network: true, gateway: false });
    await one.ask({ type: 'capture', link: 'edge-switch' });
    await one.message('frames', ({ captured }) => captured.frames.length > 0);
    const two = await tab('n3');
    await two.ask({ type: 'look', network: true, gateway: false });
    const { captured } = await two.message('frames');
    expect(captured.fresh).toBe(true);
    expect(captured.frames[0]?.number).toBe(1);
  });

  it('refuses a link that is not there, and a file of nothing', async () => {
    const one = await tab('n4');
    await one.ask({ type: 'look', network: true, gateway: false });
    expect(await one.ask({ type: 'capture', link: 'edge-mars' })).toMatchObject({ type: 'refused', code: 'noSuchLink' });
    expect(await one.ask({ type: 'capture', link: 'edge-switch', at: 'meter' })).toMatchObject({ code: 'noSuchLink' });
    expect(await one.ask({ type: 'capture-file' })).toMatchObject({ type: 'refused', code: 'noCapture' });
  });

  it('goes on with the capture after a reset, from a new first frame', async () => {
    const one = await tab('n5');
    await one.ask({ type: 'look', network: true, gateway: false });
    await one.ask({ type: 'capture', link: 'edge-switch' });
    await one.message('frames', ({ captured }) => captured.total > 3);
    await one.ask({ type: 'reset', keepPrograms: true });
    const after = one.received.length;
    const fresh = await one.until('frames of the new network', () =>
      one.received.slice(after).find((message) => message.type === 'frames' && message.captured.fresh),
    );
    expect(fresh).toMatchObject({ captured: { link: 'edge-switch' } });
  });
});

describe('looking at the gateway', () => {
  it('tells of its connections and tags, and takes a write at its panel', async () => {
    const one = await tab('g1');
    await one.ask({ type: 'look', network: false, gateway: true });
    await one.until('good tags', () => lastGateway(one)?.tags.every(({ quality }) => quality === 'Good'));
    expect(lastGateway(one)?.tags[0]).toMatchObject({ name: 'power', value: 25, unit: 'kW' });
    await one.ask({ type: 'gateway-write', tag: 'load', value: 20 });
    await one.until('the written value', () => lastGateway(one)?.tags[0]?.value === 40);
    expect(await one.ask({ type: 'gateway-write', tag: 'nothing', value: 1 })).toMatchObject({ code: 'unknown-at-gateway' });
  });

  it('tells what is wrong with a file before it is applied, and nothing changes', async () => {
    const one = await tab('g2');
    const answer = await one.ask({ type: 'gateway-check', text: gatewayFile.replace('30001', '30001#XYZ') });
    expect(answer).toMatchObject({ type: 'gateway-problems', problems: [{ line: 4, severity: 'error' }] });
  });

  it('takes a file by download, and leaves the running one in place for one with a mistake', async () => {
    const one = await tab('g3');
    await one.ask({ type: 'look', network: false, gateway: true });
    const download = (text: string) =>
      one.ask({ type: 'download', controller: 'gateway', files: [{ name: 'gateway.yaml', text }], mode: 'online' });
    expect(
      await download(
        `${gatewayFile}  - { name: twice, connection: meter, address: "30001", type: REAL, scale: { factor: 2 } }\n`,
      ),
    ).toMatchObject({
      type: 'downloaded',
      ok: true,
    });
    await one.until('the new tag', () => lastGateway(one)?.tags.find(({ name, value }) => name === 'twice' && value === 50));
    const refused = await download(gatewayFile.replace('modbus-tcp', 'modbus-rtu'));
    expect(refused).toMatchObject({ type: 'downloaded', ok: false, diagnostics: [{ range: { line: 2 } }] });
    await one.until('the problems', () => (lastGateway(one)?.problems.length ?? 0) > 0);
    expect(lastGateway(one)?.tags.map(({ name }) => name)).toContain('twice');
    const programs = one.received.findLast((message) => message.type === 'programs')?.programs;
    expect(programs?.gateway?.[0]?.text).toContain('twice');
  });
});
