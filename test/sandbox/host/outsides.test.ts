/** Tools of a trainee's own machine at the devices of a hosted rig, as `millwright connect` carries them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { House } from './house.ts';
import { writeNetworkLab } from './network-lab.ts';
import type { Tab } from './tab.ts';

const house = new House({ labHosts: 1 });
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

/** Read input registers 1 and 2 of unit 1. */
const question = Buffer.from('000100000006010400000002', 'hex').toString('base64');

const said = (one: Tab, stream: number) =>
  one.received.flatMap((message) => (message.type === 'outside' && message.stream === stream ? [message] : []));
const bytesOf = (one: Tab, stream: number): string =>
  Buffer.concat(said(one, stream).map(({ bytes = '' }) => Buffer.from(bytes, 'base64'))).toString('hex');

async function connect(one: Tab, stream: number): Promise<void> {
  expect(await one.ask({ type: 'outside-open', stream, device: 'meter' })).toMatchObject({ type: 'ack' });
  await one.until('the connection', () => said(one, stream).some(({ event }) => event === 'open'));
}

describe('a tool outside', () => {
  it('connects to a device, asks and is answered', async () => {
    const one = await tab('o1');
    await connect(one, 0);
    await one.ask({ type: 'outside-bytes', stream: 0, bytes: question });
    await one.until('the answer', () => bytesOf(one, 0).length >= 26);
    // 25.0 as a REAL, the high word first.
    expect(bytesOf(one, 0)).toBe('00010000000701040441c80000');
    await one.ask({ type: 'outside-close', stream: 0 });
  });

  it('has its own stream, whichever numbers another tab gives to its own', async () => {
    const [one, two] = [await tab('o2'), await tab('o2')];
    await connect(one, 7);
    await connect(two, 7);
    await two.ask({ type: 'outside-bytes', stream: 7, bytes: question });
    await two.until('the answer', () => bytesOf(two, 7).length >= 26);
    expect(bytesOf(one, 7)).toBe('');
  });

  it.each([
    ['a pause', { type: 'time', do: 'pause' }],
    ['another speed', { type: 'time', do: 'speed', value: 2 }],
    ['rewinding', { type: 'time', do: 'rewind', tick: 1 }],
  ] as const)('%s closes it, and says why', async (name, move) => {
    const one = await tab(`o3 ${name}`.replaceAll(' ', '-'));
    await connect(one, 0);
    await one.ask(move);
    const closed = await one.until('the end', () => said(one, 0).find(({ event }) => event === 'closed'));
    expect(closed.why?.en).toContain('another speed');
    expect(closed.why?.['zh-CN']).toContain('连接已关闭');
    if (name !== 'another speed') return;
    expect(await one.ask({ type: 'outside-open', stream: 1, device: 'meter' })).toMatchObject({ code: 'outsideSpeed' });
    await one.ask({ type: 'time', do: 'speed', value: 1 });
    await connect(one, 2);
  });

  it('is closed by a reset, and may connect again', async () => {
    const one = await tab('o4');
    await connect(one, 0);
    await one.ask({ type: 'reset', keepPrograms: true });
    await one.until('the end', () => said(one, 0).some(({ event }) => event === 'closed'));
    await connect(one, 1);
  });

  it('is refused where there is no such device', async () => {
    const one = await tab('o5');
    expect(await one.ask({ type: 'outside-open', stream: 0, device: 'fridge' })).toMatchObject({ code: 'no-such-device' });
  });

  it('that came with a token reaches the devices and nothing else', async () => {
    const one = house.tab('o6', 'meter&devices=only');
    expect((await one.welcome()).devices).toHaveLength(1);
    expect(await one.ask({ type: 'reset', keepPrograms: false })).toMatchObject({ type: 'refused', code: 'devicesOnly' });
    expect(await one.ask({ type: 'operate', signal: 'plant.Load', value: 1 })).toMatchObject({ code: 'devicesOnly' });
    await connect(one, 0);
  });

  it('is let go when the host dies: the connection is not left open in the rig', async () => {
    const one = await tab('o7');
    await connect(one, 0);
    const { hosts } = await house.status();
    process.kill(hosts[0]!.pid, 'SIGKILL');
    await one.closed();
    const back = await house.reconnect('o7', 'meter');
    await back.ask({ type: 'look', network: true, gateway: false });
    await connect(back, 0);
    await back.ask({ type: 'outside-bytes', stream: 0, bytes: question });
    await back.until('the answer', () => bytesOf(back, 0).length >= 26);
  });
});
