/**
 * What the host of a rig is told of those who watch it. One word after another, each read from the database when it is said: the last word
 * is what stands there last, however many were under way.
 */
import type { Permission } from '#sandbox/host/api.ts';
import { rigOf, selectOptionalRigOf } from '../rigs/rigs.ts';
import type { Services } from '../services.ts';
import type { WorkOwner } from '../work/owner.ts';
import { assistanceUnderWay, keyboardLeft } from './assistance.ts';

/** What this observer may do as it stands now, told to the host. Answers whether they are at the rig. Rejects when no host answers. */
export function tellPermission(services: Services, owner: WorkOwner, observer: string): Promise<boolean> {
  return inTurn(services, `${owner.memberId} ${owner.labId}`, async () => {
    const now = services.now();
    const rig = await rigOf(services.database, owner, now);
    const assistance = await assistanceUnderWay(services.database, owner);
    const left = rig.sitting === null ? keyboardLeft(assistance, observer, now) : 0;
    // Lent anew, it is another grant: what was done with it is summed up apart.
    const grant = `${assistance?.id} ${assistance?.keyboardUntil}`;
    const permission: Permission = left > 0 ? { may: 'type', milliseconds: left, grant } : { may: 'watch' };
    return services.host.permit(rig.id, observer, permission);
  });
}

/**
 * After a deed: what it means for these observers, and that there is news. A host that cannot be reached is told again by the next round of
 * those who watch (src/cli/web/watch-rounds.ts).
 */
export async function tellNews(
  services: Services,
  owner: WorkOwner,
  observers: readonly (string | null | undefined)[],
): Promise<void> {
  try {
    for (const observer of new Set(observers)) if (observer) await tellPermission(services, owner, observer);
    await services.host.tellCompany((await rigOf(services.database, owner, services.now())).id);
  } catch (error) {
    services.log.error({ err: error }, 'the host of a rig could not be told who has its keyboard');
  }
}

/**
 * After a save, a check or a reset: who looks at the same rig sees it at once. Whoever saved does not wait for it; where the host is away, the
 * others see it when they come back to their tab.
 */
export async function tellTexts(services: Services, owner: WorkOwner): Promise<void> {
  try {
    const rig = await selectOptionalRigOf(services.database, owner, services.now());
    if (rig) await services.host.tellTexts(rig.id);
  } catch (error) {
    services.log.warn({ err: error }, 'the host of a rig could not be told that its texts were saved');
  }
}

async function inTurn<Result>(services: Services, key: string, work: () => Promise<Result>): Promise<Result> {
  const before = services.hostWords.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  services.hostWords.set(key, mine);
  try {
    return await mine;
  } finally {
    if (services.hostWords.get(key) === mine) services.hostWords.delete(key);
  }
}
