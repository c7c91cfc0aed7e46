/** Where many rigs stand, asked at once: one question to each lab host that has any of them. */
import type { RigStanding } from './api.ts';
import type { Standings } from './channel.ts';
import type { Ownership } from './rig-table.ts';

/** Of a rig that no lab host has. */
export const notInMemory: RigStanding = { phase: 'asleep', faulted: [], open: false };

/** `ask` answers `null` for a lab host that does not answer in time; its rigs are `null`, too. */
export async function standingsFrom(
  rigs: readonly { rig: string; owner: Ownership | null }[],
  ask: (host: number, asked: readonly { rig: string; epoch: number }[]) => Promise<Standings | null>,
): Promise<Standings> {
  const byHost = new Map<number, { rig: string; epoch: number }[]>();
  const standings: Standings = {};
  for (const { rig, owner } of rigs) {
    if (owner === null) standings[rig] = notInMemory;
    else byHost.set(owner.host, [...(byHost.get(owner.host) ?? []), { rig, epoch: owner.epoch }]);
  }
  await Promise.all(
    [...byHost].map(async ([host, asked]) => {
      const answer = await ask(host, asked);
      for (const { rig } of asked) standings[rig] = answer?.[rig] ?? null;
    }),
  );
  return standings;
}
