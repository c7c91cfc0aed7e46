/**
 * Which rig is a member's for a lab: one each, made on first use, with a seed that never changes. During an exam it is the exam's own, with
 * the seed of the sitting, so that rig and grading are of one variant and nothing of the practice rig is at hand.
 */
import { randomInt, randomUUID } from 'node:crypto';
import type { Queryable } from '../database/open.ts';
import { sittingAtLab } from '../exams/sitting.ts';
import type { WorkOwner } from '../work/owner.ts';

export interface OwnedRig {
  id: string;
  /** 0 to 2^31 - 1. */
  seed: number;
  /** Of the exam that they sit at this lab now; `null`: practice. */
  sitting: { id: string; endsAt: string } | null;
}

/** `undefined`: they have not been there yet. */
export async function selectOptionalRigOf(database: Queryable, owner: WorkOwner, now: Date): Promise<OwnedRig | undefined> {
  const sitting = await sittingAtLab(database, owner, now);
  if (sitting) return { id: sitting.id, seed: sitting.seed, sitting: { id: sitting.id, endsAt: sitting.endsAt } };
  const known = await selectOptionalRig(database, owner);
  return known && { ...known, sitting: null };
}

export async function rigOf(database: Queryable, owner: WorkOwner, now: Date = new Date()): Promise<OwnedRig> {
  const standing = await selectOptionalRigOf(database, owner, now);
  if (standing) return standing;
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
  return { ...made, sitting: null };
}

/**
 * A fresh rig of the same seed from their next visit on. Answers the id of the one that was theirs, `null` when they had none. Once the
 * old one is forgotten (`HostClient.forget`), a tab that is open goes to the new one by itself.
 */
export async function renewRig(transaction: Queryable, owner: WorkOwner, now: Date): Promise<string | null> {
  const rig = await selectOptionalRig(transaction, owner);
  if (!rig) return null;
  await transaction
    .updateTable('rig')
    .set({ id: randomUUID(), created_at: now.toISOString() })
    .where('academy_id', '=', owner.academyId)
    .where('id', '=', rig.id)
    .execute();
  return rig.id;
}

function selectOptionalRig(database: Queryable, owner: WorkOwner): Promise<{ id: string; seed: number } | undefined> {
  return database
    .selectFrom('rig')
    .select(['id', 'seed'])
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .executeTakeFirst();
}
