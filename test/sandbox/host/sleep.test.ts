import { afterEach, describe, expect, it } from 'vitest';
import { House } from './house.ts';

let house: House;
afterEach(() => house.remove());

describe('a rig that nobody needs', () => {
  it('sleeps when its tabs have long been still, says so, and wakes exactly where it was', async () => {
    house = new House({}, { idle: '1s' });
    expect(await house.start()).toBeNull();
    const tab = house.tab('r1');
    await tab.welcome();
    await tab.ask({ type: 'operate', signal: 'plant.Button', value: true });
    const asleep = await tab.message('state', ({ state }) => state.phase === 'asleep');
    expect(asleep.state.controllers.plc?.mode).toBe('run');
    const refused = await tab.ask({ type: 'operate', signal: 'plant.Button', value: false });
    expect(refused).toMatchObject({ type: 'refused', code: 'asleep' });
    tab.received.length = 0;
    expect((await tab.ask({ type: 'time', do: 'wake' })).type).toBe('ack');
    const woken = await tab.welcome();
    expect([woken.tick, woken.state.traceHash]).toEqual([asleep.tick, asleep.state.traceHash]);
    expect(woken.state.phase).toBe('running');
  });

  it('leaves memory when nobody looks, and another host may take it', async () => {
    house = new House({ unwatchedSleep: 200, labHosts: 2 });
    expect(await house.start()).toBeNull();
    const tab = house.tab('r1');
    await tab.welcome();
    const { tick } = (await tab.ask({ type: 'operate', signal: 'plant.Button', value: true })) as { tick: number };
    const rigs = async (): Promise<number[]> => (await house.status()).hosts.map((host) => host.rigs);
    await expect.poll(rigs).toContain(1);
    tab.close();
    await expect.poll(rigs).toEqual([0, 0]);
    const back = await house.reconnect('r1');
    expect((await back.welcome()).tick).toBeGreaterThan(tick);
    await back.ask({ type: 'watch', signals: ['plant.Button'] });
    expect(await back.until('the button as it was left', () => back.values.get('plant.Button'))).toBe(true);
  });

  it('is not started when every host is at its limit: the tab is told, and may come again', async () => {
    house = new House({ busyLimit: -1 });
    expect(await house.start()).toBeNull();
    const tab = house.tab('r1');
    const refused = await tab.message('refused');
    expect(refused.code).toBe('busy');
    expect(await tab.closed()).toBe(4503);
    expect((await house.status()).refused.busy).toBe(1);
  });
});
