import { describe, expect, it } from 'vitest';
import { RigTable } from '../../../sandbox/host/rig-table.ts';

describe('who owns a rig', () => {
  it('is one host at a time, and what an older ownership says is known as old', () => {
    const table = new RigTable();
    const first = table.claim('r1', 0);
    table.hostDied(0);
    const second = table.claim('r1', 1);
    expect(table.current('r1', first.epoch)).toBeNull();
    expect(table.current('r1', second.epoch)).toBe(second);
    expect([table.rigsOf(0), table.rigsOf(1)]).toEqual([0, 1]);
  });

  it('keeps a rig still that ended its host three times while starting, and no other', () => {
    const table = new RigTable();
    for (let death = 0; death < 3; death += 1) {
      expect(table.quarantined('poison')).toBe(false);
      table.claim('poison', 0);
      const bystander = table.claim('bystander', 0);
      table.started('bystander', bystander.epoch);
      table.hostDied(0);
    }
    expect(table.quarantined('poison')).toBe(true);
    expect(table.quarantined('bystander')).toBe(false);
  });

  it('forgives a rig that started after all', () => {
    const table = new RigTable();
    for (let death = 0; death < 2; death += 1) {
      table.claim('r1', 0);
      table.hostDied(0);
    }
    table.started('r1', table.claim('r1', 0).epoch);
    table.hostDied(0);
    table.claim('r1', 0);
    table.hostDied(0);
    expect(table.quarantined('r1')).toBe(false);
  });
});
