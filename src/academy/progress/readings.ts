/** Lessons without lab and question that a reader has declared read at their end. Once read stays read. */
import type { Queryable } from '../database/open.ts';

export async function recordReading(
  database: Queryable,
  who: { academyId: string; memberId: string },
  { course, lesson }: { course: string; lesson: string },
): Promise<void> {
  await database
    .insertInto('reading')
    .values({
      academy_id: who.academyId,
      member_id: who.memberId,
      course,
      lesson,
      finished_at: new Date().toISOString(),
    })
    .onConflict((conflict) => conflict.columns(['academy_id', 'member_id', 'course', 'lesson']).doNothing())
    .execute();
}
