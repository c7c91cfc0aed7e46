/** The keyboard of a rig, over all the processes between the academy and the rig. */
import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

let house: House;
afterEach(() => house.remove());

it('is an observer’s while the academy says so, and nobody’s after the lab host has ended, until it says so again', async () => {
  house = new House({ labHosts: 1 });
  expect(await house.start()).toBeNull();
  expect(await house.permit('r1', 'ines', 'watch')).toBe(false);
  const trainee = house.tab('r1');
  await trainee.welcome();
  const ines = house.observer('r1', 'ines');
  await ines.welcome();
  await trainee.message('company', ({ observers }) => observers[0]?.name === 'ines by name');
  expect(await ines.ask({ type: 'operate', signal: 'plant.Button', value: true })).toMatchObject({ code: 'watching' });
  expect(await house.permit('r1', 'ines', 'type')).toBe(true);
  expect(await ines.ask({ type: 'operate', signal: 'plant.Button', value: true })).toMatchObject({ type: 'ack' });
  expect(await house.permit('r1', 'ines', 'watch')).toBe(true);
  expect(await ines.ask({ type: 'operate', signal: 'plant.Button', value: false })).toMatchObject({ code: 'watching' });
  await house.permit('r1', 'ines', 'type');

  process.kill((await house.status()).hosts[0]!.pid, 'SIGKILL');
  await ines.closed();
  await house.reconnect('r1');
  const back = house.observer('r1', 'ines');
  await back.welcome();
  expect(await back.ask({ type: 'unforce-all' })).toMatchObject({ code: 'watching' });
  await expect.poll(() => house.permit('r1', 'ines', 'type')).toBe(true);
  expect(await back.ask({ type: 'unforce-all' })).toMatchObject({ type: 'ack' });
  await house.permit('r1', 'ines', 'nothing');
  expect(await back.closed()).toBe(4401);
});
