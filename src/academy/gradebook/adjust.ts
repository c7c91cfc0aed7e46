/** An instructor's word over the reckoned grade: with a reason, in the audit log, and gone again with an empty field. */

import { taughtAssignment } from '../assignments/assignments.ts';
import { refuseUnlessTrainee } from '../assignments/overrides.ts';
import { recordAudit } from '../audit/audit.ts';
import type { Teacher } from '../cohorts/teacher.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';

export interface Adjustment {
  assignment: string;
  member: string;
  /** Hundredths of a point; `null` takes the adjustment back. */
  score: number | null;
  reason: string;
}

/**
 * Set it as it stood at `revision` (0: there was none). Refused: `unknown-assignment`, `unknown-member`, `bad-grade`, `changed-meanwhile`.
 */
export async function adjustGrade(
  database: Database,
  by: Teacher,
  adjustment: Adjustment,
  revision: number,
  now: Date = new Date(),
): Promise<void> {
  await transact(database, (transaction) => adjustWithin(transaction, by, adjustment, revision, now));
}

/** As `adjustGrade`, within a deed of more parts; `revision` `null`: whatever stands there. Answers whether anything changed. */
export async function adjustWithin(
  transaction: Queryable,
  by: Teacher,
  { assignment: id, member, score, reason }: Adjustment,
  revision: number | null,
  now: Date,
): Promise<boolean> {
  const assignment = await taughtAssignment(transaction, by, id);
  await refuseUnlessTrainee(transaction, by.academyId, assignment.cohortId, member);
  const why = reason.trim();
  const possible = score === null || (Number.isInteger(score) && score >= 0 && score <= assignment.points * 100);
  if (!possible || why === '' || why.length > 400) throw new Refusal('bad-grade', `${score}`);
  const before = await transaction
    .selectFrom('grade_adjustment')
    .select(['score', 'reason', 'revision'])
    .where('academy_id', '=', by.academyId)
    .where('assignment_id', '=', id)
    .where('member_id', '=', member)
    .executeTakeFirst();
  if (revision !== null && (before?.revision ?? 0) !== revision) throw new Refusal('changed-meanwhile');
  if ((before?.score ?? null) === score && (before?.reason ?? why) === why) return false;
  if (score === null)
    await transaction
      .deleteFrom('grade_adjustment')
      .where('academy_id', '=', by.academyId)
      .where('assignment_id', '=', id)
      .where('member_id', '=', member)
      .execute();
  else {
    const values = {
      score,
      reason: why,
      changed_at: now.toISOString(),
      changed_by: by.id,
      revision: (before?.revision ?? 0) + 1,
    };
    await transaction
      .insertInto('grade_adjustment')
      .values({ academy_id: by.academyId, assignment_id: id, member_id: member, ...values })
      .onConflict((conflict) => conflict.columns(['academy_id', 'assignment_id', 'member_id']).doUpdateSet(values))
      .execute();
  }
  await recordAudit(
    transaction,
    {
      academyId: by.academyId,
      actor: by.actor,
      action: 'adjust-grade',
      subject: { kind: 'grade', id },
      before: { member, score: before?.score ?? null, reason: before?.reason ?? null },
      after: { member, score, reason: why },
    },
    now,
  );
  return true;
}
