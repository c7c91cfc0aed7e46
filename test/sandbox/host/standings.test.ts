import { afterEach, describe, expect, it } from 'vitest';
import { notInMemory, standingsFrom } from '../../../sandbox/host/standings.ts';
import { House } from './house.ts';

describe('where many rigs stand', () => {
  let house: House;
  afterEach(() => house?.remove());

  it('is told of all of them at once: running, paused, and asleep where there is none', async () => {
    house = new House({});
    expect(await house.start()).toBeNull();
    const one = house.tab('r1');
    const other = house.tab('r2');
    await one.welcome();
    await other.welcome();
    await other.ask({ type: 'time', do: 'pause' });
    expect(await house.standings('r1', 'r2', 'r3')).toEqual({
      r1: { phase: 'running', faulted: [], open: true },
      r2: { phase: 'paused', faulted: [], open: true },
      r3: notInMemory,
    });
  });
});

it('asks each lab host once, and says of a silent one that nothing is known', async () => {
  const owner = (host: number) => ({ host, epoch: host + 1, attached: 0, started: true });
  const asked: string[] = [];
  const running = { phase: 'running', faulted: ['plc'], open: false } as const;
  const standings = await standingsFrom(
    [
      { rig: 'a', owner: owner(0) },
      { rig: 'b', owner: owner(0) },
      { rig: 'c', owner: owner(1) },
      { rig: 'd', owner: null },
    ],
    (host, rigs) => {
      asked.push(`${host}: ${rigs.map(({ rig, epoch }) => `${rig}/${epoch}`).join(' ')}`);
      return Promise.resolve(host === 0 ? { a: { ...running, faulted: ['plc'] }, b: notInMemory } : null);
    },
  );
  expect(asked).toEqual(['0: a/1 b/1', '1: c/2']);
  expect(standings).toEqual({ a: running, b: notInMemory, c: null, d: notInMemory });
});
