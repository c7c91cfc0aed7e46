/** Which rig is a member's for a lab: one each, made on first use, with a seed that never changes. */
import { randomInt, randomUUID } from 'node:crypto';
import type { Queryable } from '../database/open.ts';
import type { WorkOwner } from '../work/owner.ts';

export interface OwnedRig {
  id: string;
  /** 0 to 2^31 - 1. */
  seed: number;
}

export async function rigOf(database: Queryable, owner: WorkOwner): Promise<OwnedRig> {
  const known = await selectOptionalRig(database, owner);
  if (known) return known;
  await database
    .insertInto('rig')
    .values({
      id: randomUUID(),
      academy_id: owner.academyId,
      member_id: owner.memberId,
      lab_id: owner.labId,
      seed: randomInt(2 ** 31),
      created_at: new Date().toISOString(),
    })
    // Two tabs may open the same lab at once: the first row stands.
    .onConflict((conflict) => conflict.columns(['academy_id', 'member_id', 'lab_id']).doNothing())
    .execute();
  const made = await selectOptionalRig(database, owner);
  if (!made) throw new Error('A rig was inserted and is not there.');
  return made;
}

function selectOptionalRig(database: Queryable, owner: WorkOwner): Promise<OwnedRig | undefined> {
  return database
    .selectFrom('rig')
    .select(['id', 'seed'])
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .executeTakeFirst();
}
