/** A cohort at work: an instructor, two trainees, one lab, and assignments as a test wants them. */

import type { AssignmentForm } from '#academy/assignments/assignment.ts';
import { giveAssignment } from '#academy/assignments/assignments.ts';
import type { Syllabus } from '#academy/assignments/syllabus.ts';
import { createCohort } from '#academy/cohorts/change-cohort.ts';
import { addToCohort } from '#academy/cohorts/people.ts';
import type { Teacher } from '#academy/cohorts/teacher.ts';
import { gradebookOf } from '#academy/gradebook/gradebook.ts';
import { writeAttempt } from '#academy/progress/attempts.ts';
import { recordSteps } from '#academy/progress/steps.ts';
import type { Services } from '#academy/services.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { verdict } from '../academy-fixture.ts';
import { person } from '../people-fixture.ts';

export const moment = (text: string): Date => new Date(`2026-11-${text}Z`);
export const at = (text: string): string => moment(text).toISOString();

export interface ClassAtWork {
  ines: Teacher;
  ben: Teacher & { userId: string };
  lei: Teacher & { userId: string };
  cohort: string;
  syllabus: Syllabus;
  give(form?: Partial<AssignmentForm>): Promise<string>;
  /** The trainee passes these steps of the lab at that time. */
  pass(who: Teacher, steps: readonly string[], when: Date): Promise<void>;
  cell(who: Teacher, assignment: string, now: Date): Promise<import('#academy/gradebook/cell.ts').Cell>;
}

export async function classAtWork(academy: Services, lab: Lab): Promise<ClassAtWork> {
  const ines = await person(academy, 'Ines Instructor', ['instructor']);
  const ben = await person(academy, 'Ben Trainee');
  const lei = await person(academy, 'Lei Trainee');
  const { database } = academy;
  const cohort = (await createCohort(database, ines, { name: 'Fitters', startsOn: null, endsOn: null })).id;
  for (const trainee of [ben, lei]) await addToCohort(database, ines, cohort, trainee.id, 'trainee');
  const steps = lab.definition.steps.map(({ id }) => id);
  const title = { en: 'Motor', 'zh-CN': '电动机' };
  const syllabus: Syllabus = {
    courses: new Map([['c', { title, lessons: [{ slug: 'l', title, lab: lab.definition.id, questions: ['q1'] }] }]]),
    labs: new Map([[lab.definition.id, { slug: lab.slug, title, steps }]]),
  };
  return {
    ines,
    ben,
    lei,
    cohort,
    syllabus,
    give: async (form = {}) =>
      (
        await giveAssignment(
          database,
          ines,
          cohort,
          syllabus,
          {
            title: 'Seal-in',
            targetKind: 'lab',
            target: lab.definition.id,
            mode: 'practice',
            points: 30,
            releaseAt: at('01T08:00'),
            dueAt: at('10T18:00'),
            late: { kind: 'until', until: at('13T18:00'), percentPerDay: 20 },
            exam: null,
            ...form,
          },
          moment('01T07:00'),
        )
      ).id,
    pass: async (who, passed, when) => {
      const owner = { academyId: who.academyId, memberId: who.id, labId: lab.definition.id };
      const handedIn = { programs: { plc: [{ name: 'main.st', text: 'Motor := Start;' }] }, seed: 7 };
      const verdicts = passed.map((step) => verdict(step, 'runs', 'passed'));
      const instant = when.toISOString();
      const id = await writeAttempt(database, owner, lab, handedIn, { outcome: 'graded', passed: true, verdicts }, instant);
      await recordSteps(database, owner, steps, new Set(passed), { id, at: instant });
    },
    cell: async (who, assignment, now) => {
      const book = await gradebookOf(database, ines.academyId, cohort, syllabus, { now });
      const index = book.assignments.findIndex(({ id }) => id === assignment);
      const cell = book.rows.find(({ member }) => member.id === who.id)?.cells[index];
      if (!cell) throw new Error('no such cell');
      return cell;
    },
  };
}
