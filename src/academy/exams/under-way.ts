/** The exam that somebody sits now, for every page to say so. */
import type { Queryable } from '../database/open.ts';
import { isOver, sittingOf, sittings } from './sitting.ts';

/** The one that ends first; `null`: none. */
export async function examUnderWay(
  database: Queryable,
  who: { academyId: string; memberId: string },
  now: Date,
): Promise<{ title: string; endsAt: string } | null> {
  const rows = await sittings(database, who.academyId)
    .innerJoin('assignment', 'assignment.id', 'exam_sitting.assignment_id')
    .select('assignment.title')
    .where('exam_sitting.member_id', '=', who.memberId)
    .where('exam_sitting.submitted_at', 'is', null)
    .where('exam_sitting.result', 'is', null)
    .where('assignment.academy_id', '=', who.academyId)
    .where('assignment.withdrawn_at', 'is', null)
    .orderBy('exam_sitting.ends_at')
    .execute();
  const row = rows.find((one) => !isOver(sittingOf(one), now));
  return row ? { title: row.title, endsAt: row.ends_at } : null;
}
