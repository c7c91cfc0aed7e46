/**
 * One assignment begins anew for one person. Their attempts stay in the record, what they typed stays in the history; the work goes back
 * to the start, the steps open again, their rig is a fresh one of the same seed, and what they did before does not count. An exam may be
 * sat once more.
 */
import type { Lab } from '#sandbox/lab/lab.ts';
import { recordAudit } from '../audit/audit.ts';
import type { Teacher } from '../cohorts/teacher.ts';
import type { Database } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { renewRig } from '../rigs/rigs.ts';
import { resetFiles } from '../work/reset.ts';
import { taughtAssignment } from './assignments.ts';
import { countFromNow, refuseUnlessTrainee } from './overrides.ts';
import { labsOfTarget, type Syllabus } from './syllabus.ts';

/**
 * `labs`: those of the academy, by slug. Answers the rigs that are nobody’s any more, for `HostClient.forget`. Refused:
 * `unknown-assignment`, `unknown-member`, `bad-override` without a reason.
 */
export async function resetItem(
  database: Database,
  by: Teacher,
  of: { assignment: string; member: string },
  { syllabus, labs }: { syllabus: Syllabus; labs: ReadonlyMap<string, Lab> },
  reason: string,
  now: Date = new Date(),
): Promise<{ retired: string[] }> {
  const why = reason.trim();
  if (why === '' || why.length > 400) throw new Refusal('bad-override');
  return transact(database, async (transaction) => {
    const assignment = await taughtAssignment(transaction, by, of.assignment);
    await refuseUnlessTrainee(transaction, by.academyId, assignment.cohortId, of.member);
    const wanted = labsOfTarget(assignment, syllabus);
    const retired: string[] = [];
    const before: { lab: string; step: string; passedAt: string | null }[] = [];
    for (const lab of labs.values()) {
      if (!wanted.includes(lab.definition.id)) continue;
      const owner = { academyId: by.academyId, memberId: of.member, labId: lab.definition.id };
      await resetFiles(transaction, owner, lab, null);
      const rig = await renewRig(transaction, owner, now);
      if (rig !== null) retired.push(rig);
      const steps = await transaction
        .selectFrom('step_progress')
        .select(['step', 'passed_at'])
        .where('academy_id', '=', owner.academyId)
        .where('member_id', '=', owner.memberId)
        .where('lab_id', '=', owner.labId)
        .execute();
      before.push(...steps.map((row) => ({ lab: owner.labId, step: row.step, passedAt: row.passed_at })));
      await transaction
        .updateTable('step_progress')
        .set({ passed_at: null, checkpoint: null, attempts: 0, hints_shown: 0, touched_at: now.toISOString() })
        .where('academy_id', '=', owner.academyId)
        .where('member_id', '=', owner.memberId)
        .where('lab_id', '=', owner.labId)
        .execute();
    }
    await transaction
      .updateTable('exam_sitting')
      .set({ set_aside_at: now.toISOString() })
      .where('academy_id', '=', by.academyId)
      .where('assignment_id', '=', of.assignment)
      .where('member_id', '=', of.member)
      .where('set_aside_at', 'is', null)
      .execute();
    await countFromNow(transaction, by, of, why, now);
    await recordAudit(
      transaction,
      {
        academyId: by.academyId,
        actor: by.actor,
        action: 'reset-assignment',
        subject: { kind: 'assignment', id: of.assignment },
        before: { member: of.member, steps: before },
        after: { member: of.member, reason: why },
      },
      now,
    );
    return { retired };
  });
}
