/** More time, or less, in an exam that is under way. */
import type { Queryable } from '../database/open.ts';

/** The open sitting of this person lasts `minutes` from its start; one that has ended stays ended. */
export async function extendSitting(
  transaction: Queryable,
  academyId: string,
  of: { assignment: string; member: string },
  minutes: number,
  now: Date,
): Promise<void> {
  const sitting = await transaction
    .selectFrom('exam_sitting')
    .select(['id', 'started_at', 'ends_at', 'seen_at', 'submitted_at'])
    .where('academy_id', '=', academyId)
    .where('assignment_id', '=', of.assignment)
    .where('member_id', '=', of.member)
    .where('set_aside_at', 'is', null)
    .executeTakeFirst();
  if (!sitting || sitting.submitted_at !== null) return;
  const seen = now.toISOString() > sitting.seen_at ? now.toISOString() : sitting.seen_at;
  if (seen >= sitting.ends_at) return;
  const endsAt = new Date(Date.parse(sitting.started_at) + minutes * 60_000).toISOString();
  await transaction
    .updateTable('exam_sitting')
    // Never back into the past: work done until now counts.
    .set({ ends_at: endsAt > seen ? endsAt : seen, seen_at: seen })
    .where('id', '=', sitting.id)
    .execute();
}
