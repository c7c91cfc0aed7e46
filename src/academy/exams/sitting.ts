/**
 * One person's exam. Its end is read off the clock whenever somebody asks, never from a timer, so a server that was down ends it all the
 * same; and the latest instant at which a sitting was looked at is kept, so a clock that is set back opens nothing again.
 */
import { z } from 'zod';
import type { Queryable } from '../database/open.ts';

/** What the frozen work came to. */
export const sittingResult = z.object({
  outcome: z.enum(['graded', 'did-not-run']),
  /** `null` where nothing could be graded. */
  attempt: z.string().nullable(),
  /** Steps that passed. */
  passed: z.array(z.string()),
});
export type SittingResult = z.output<typeof sittingResult>;

export interface Sitting {
  id: string;
  academyId: string;
  assignmentId: string;
  memberId: string;
  /** Of the rig, its parameters and the grading: this exam's variant. */
  seed: number;
  startedAt: string;
  endsAt: string;
  seenAt: string;
  submittedAt: string | null;
  result: SittingResult | null;
}

const columns = [
  'exam_sitting.id',
  'exam_sitting.academy_id',
  'exam_sitting.assignment_id',
  'exam_sitting.member_id',
  'exam_sitting.seed',
  'exam_sitting.started_at',
  'exam_sitting.ends_at',
  'exam_sitting.seen_at',
  'exam_sitting.submitted_at',
  'exam_sitting.result',
] as const;

/** Sittings that count, of one academy: those set aside are history. */
export const sittings = (database: Queryable, academyId: string) =>
  database
    .selectFrom('exam_sitting')
    .select(columns)
    .where('exam_sitting.academy_id', '=', academyId)
    .where('exam_sitting.set_aside_at', 'is', null);

export const sittingOf = (row: {
  id: string;
  academy_id: string;
  assignment_id: string;
  member_id: string;
  seed: number;
  started_at: string;
  ends_at: string;
  seen_at: string;
  submitted_at: string | null;
  result: string | null;
}): Sitting => ({
  id: row.id,
  academyId: row.academy_id,
  assignmentId: row.assignment_id,
  memberId: row.member_id,
  seed: row.seed,
  startedAt: row.started_at,
  endsAt: row.ends_at,
  seenAt: row.seen_at,
  submittedAt: row.submitted_at,
  result: row.result === null ? null : sittingResult.parse(JSON.parse(row.result)),
});

/** The later of the clock and of what was seen before. */
export const timeIn = ({ seenAt }: Pick<Sitting, 'seenAt'>, now: Date): string =>
  now.toISOString() > seenAt ? now.toISOString() : seenAt;

export const isOver = (sitting: Pick<Sitting, 'endsAt' | 'seenAt' | 'submittedAt'>, now: Date): boolean =>
  sitting.submittedAt !== null || timeIn(sitting, now) >= sitting.endsAt;

/** When the work was frozen: handed in, or the end of the time. */
export const frozenAt = ({ endsAt, submittedAt }: Pick<Sitting, 'endsAt' | 'submittedAt'>): string =>
  submittedAt !== null && submittedAt < endsAt ? submittedAt : endsAt;

/**
 * The exam that somebody sits at this lab now; `null`: none. Looking is written down, at most once in ten seconds: time does not run back
 * behind it.
 */
export async function sittingAtLab(
  database: Queryable,
  who: { academyId: string; memberId: string; labId: string },
  now: Date,
): Promise<Sitting | null> {
  const rows = await sittings(database, who.academyId)
    .innerJoin('assignment', 'assignment.id', 'exam_sitting.assignment_id')
    .where('exam_sitting.member_id', '=', who.memberId)
    .where('exam_sitting.submitted_at', 'is', null)
    .where('exam_sitting.result', 'is', null)
    .where('assignment.target_kind', '=', 'lab')
    .where('assignment.target', '=', who.labId)
    .execute();
  let open: Sitting | null = null;
  for (const sitting of rows.map(sittingOf)) {
    await noteSeen(database, sitting, now);
    if (!isOver(sitting, now)) open = sitting;
  }
  return open;
}

/** Does somebody sit any exam now? Then solutions stay closed everywhere. */
export async function sitsExam(database: Queryable, who: { academyId: string; memberId: string }, now: Date): Promise<boolean> {
  const rows = await sittings(database, who.academyId)
    .where('exam_sitting.member_id', '=', who.memberId)
    .where('exam_sitting.submitted_at', 'is', null)
    .execute();
  return rows.map(sittingOf).some((sitting) => !isOver(sitting, now));
}

const lookEvery = 10_000;

export async function noteSeen(database: Queryable, sitting: Sitting, now: Date): Promise<void> {
  const at = now.toISOString();
  const crossesEnd = sitting.seenAt < sitting.endsAt && at >= sitting.endsAt;
  if (!crossesEnd && now.getTime() - Date.parse(sitting.seenAt) < lookEvery) return;
  await database
    .updateTable('exam_sitting')
    .set({ seen_at: at })
    .where('id', '=', sitting.id)
    .where('seen_at', '<', at)
    .execute();
}
