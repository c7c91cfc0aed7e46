/** What the database knows of everybody on a wall: a handful of queries over all of them, never one for each. */
import type { Queryable } from '../database/open.ts';
import { type Sitting, sittingOf, sittings } from '../exams/sitting.ts';

/** Rows of one cohort's trainees. */
export interface WallRecord {
  people: { id: string; name: string; seenOn: string | null }[];
  /** Last save of each lab's files. */
  files: { member_id: string; lab_id: string; at: string }[];
  steps: { member_id: string; lab_id: string; step: string; passed_at: string | null; touched_at: string }[];
  rigs: { id: string; member_id: string; lab_id: string; created_at: string }[];
  /** Last answer to a question of a lesson. */
  answers: { member_id: string; at: string }[];
  /** Help that was asked for and is not at an end. */
  asked: { member_id: string; lab_id: string; asked_at: string | null }[];
  /** Exams that were begun and not handed in. */
  sitting: Sitting[];
}

export async function wallRecord(database: Queryable, academyId: string, cohortId: string): Promise<WallRecord> {
  const people = await database
    .selectFrom('cohort_member')
    .innerJoin('member', 'member.id', 'cohort_member.member_id')
    .innerJoin('user', 'user.id', 'member.user_id')
    .select(['member.id', 'user.name', 'member.seen_on as seenOn'])
    .where('cohort_member.academy_id', '=', academyId)
    .where('cohort_member.cohort_id', '=', cohortId)
    .where('cohort_member.part', '=', 'trainee')
    .where('member.academy_id', '=', academyId)
    .where('member.erased_at', 'is', null)
    .where('member.suspended_at', 'is', null)
    .orderBy('user.name')
    .orderBy('member.id')
    .execute();
  const ids = people.map(({ id }) => id);
  if (ids.length === 0) return { people, files: [], steps: [], rigs: [], answers: [], asked: [], sitting: [] };
  const [files, steps, rigs, answers, asked, sat] = await Promise.all([
    database
      .selectFrom('file')
      .select(['member_id', 'lab_id', (row) => row.fn.max('saved_at').as('at')])
      .where('academy_id', '=', academyId)
      .where('member_id', 'in', ids)
      .groupBy(['member_id', 'lab_id'])
      .execute(),
    database
      .selectFrom('step_progress')
      .select(['member_id', 'lab_id', 'step', 'passed_at', 'touched_at'])
      .where('academy_id', '=', academyId)
      .where('member_id', 'in', ids)
      .execute(),
    database
      .selectFrom('rig')
      .select(['id', 'member_id', 'lab_id', 'created_at'])
      .where('academy_id', '=', academyId)
      .where('member_id', 'in', ids)
      .execute(),
    database
      .selectFrom('answer')
      .select(['member_id', (row) => row.fn.max('answered_at').as('at')])
      .where('academy_id', '=', academyId)
      .where('member_id', 'in', ids)
      .groupBy('member_id')
      .execute(),
    database
      .selectFrom('assistance')
      .select(['member_id', 'lab_id', 'asked_at'])
      .where('academy_id', '=', academyId)
      .where('member_id', 'in', ids)
      .where('asked_at', 'is not', null)
      .where('ended_at', 'is', null)
      .execute(),
    sittings(database, academyId)
      .where('exam_sitting.member_id', 'in', ids)
      .where('exam_sitting.submitted_at', 'is', null)
      .where('exam_sitting.result', 'is', null)
      .execute(),
  ]);
  return { people, files, steps, rigs, answers, asked, sitting: sat.map(sittingOf) };
}

/** The labs that people are at, and since when it matters. */
export interface AtLab {
  member: string;
  lab: string;
  since: string;
}

/** When these people saved (to the minute) or checked in the lab they are at, and what the last check said, by member. */
export async function workSince(
  database: Queryable,
  academyId: string,
  at: readonly AtLab[],
): Promise<Map<string, { marks: string[]; verdicts: string | null }>> {
  const found = new Map(at.map(({ member }) => [member, { marks: [] as string[], verdicts: null as string | null }]));
  if (at.length === 0) return found;
  const members = at.map(({ member }) => member);
  const labs = [...new Set(at.map(({ lab }) => lab))];
  const earliest = at.map(({ since }) => since).sort()[0] ?? '';
  const [saves, checks] = await Promise.all([
    database
      .selectFrom('file_revision')
      // 2026-03-01T10:42: what was typed within a minute is one mark.
      .select((row) => [
        'member_id',
        'lab_id',
        row.fn.max('saved_at').as('at'),
        row.fn<string>('substr', ['saved_at', row.lit(1), row.lit(16)]).as('minute'),
      ])
      .where('academy_id', '=', academyId)
      .where('member_id', 'in', members)
      .where('lab_id', 'in', labs)
      .where('saved_at', '>', earliest)
      .where('origin', '!=', 'reset')
      .groupBy(['member_id', 'lab_id', 'minute'])
      .execute(),
    database
      .selectFrom('attempt')
      .select(['id', 'member_id', 'lab_id', 'checked_at'])
      .where('academy_id', '=', academyId)
      .where('member_id', 'in', members)
      .where('lab_id', 'in', labs)
      .where('checked_at', '>', earliest)
      .where('sitting_id', 'is', null)
      .orderBy('checked_at')
      .execute(),
  ]);
  const labOf = new Map(at.map((one) => [one.member, one]));
  for (const { member_id, lab_id, at: instant } of saves)
    if (labOf.get(member_id)?.lab === lab_id) found.get(member_id)?.marks.push(instant);
  const last = new Map<string, string>();
  for (const { id, member_id, lab_id, checked_at } of checks) {
    const where = labOf.get(member_id);
    if (where?.lab !== lab_id) continue;
    found.get(member_id)?.marks.push(checked_at);
    if (checked_at > where.since) last.set(member_id, id);
  }
  if (last.size === 0) return found;
  const told = await database
    .selectFrom('attempt')
    .select(['member_id', 'verdicts'])
    .where('academy_id', '=', academyId)
    .where('id', 'in', [...last.values()])
    .execute();
  for (const { member_id, verdicts } of told) {
    const own = found.get(member_id);
    if (own) own.verdicts = verdicts;
  }
  return found;
}
