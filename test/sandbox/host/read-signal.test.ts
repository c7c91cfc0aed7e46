import { afterEach, describe, expect, it } from 'vitest';
import { House } from './house.ts';

let house: House;
afterEach(() => house.remove());

describe('a signal that the academy asks for', () => {
  it('has the value that stands in the rig, and none where no rig is in memory or it has no such signal', async () => {
    house = new House({});
    expect(await house.start()).toBeNull();
    expect(await house.readSignal('r1', 'plant.Presses')).toBeNull();
    const tab = house.tab('r1');
    await tab.welcome();
    expect(await house.readSignal('r1', 'plant.Presses')).toMatchObject({ value: 0 });
    await tab.ask({ type: 'operate', signal: 'plant.Button', value: true });
    await expect.poll(() => house.readSignal('r1', 'plant.Presses')).toMatchObject({ value: 1 });
    expect(await house.readSignal('r1', 'PLANT.button')).toMatchObject({ value: true });
    expect(await house.readSignal('r1', 'plant.NoSuch')).toBeNull();
    expect(await house.readSignal('r2', 'plant.Presses')).toBeNull();
    // Time stands, and so does what counts its steps.
    await tab.ask({ type: 'time', do: 'pause' });
    expect(await house.readSignal('r1', 'plant.Steps')).toEqual(await house.readSignal('r1', 'plant.Steps'));
  });
});
