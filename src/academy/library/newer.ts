/** Whether a learner stays on an earlier version of a course than the academy shows now, and their move to it. Only they themselves move. */

import type { Database } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { type Edition, editionsSince } from './editions.ts';
import { moveToCurrent, pinsOf } from './pins.ts';
import { unitName } from './unit.ts';

interface Learner {
  academyId: string;
  memberId: string;
}

/** The course and the labs of its lessons, by slug. */
export interface CourseUnits {
  course: string;
  labs: readonly string[];
}

const namesOf = ({ course, labs }: CourseUnits): string[] => [
  unitName({ kind: 'course', slug: course }),
  ...labs.map((slug) => unitName({ kind: 'lab', slug })),
];

/** What is new since the versions that the learner stays on, newest first; empty when they have what is shown. */
export async function newerFor(database: Database, learner: Learner, units: CourseUnits): Promise<Edition[]> {
  const pins = await pinsOf(database, learner);
  const standing = new Map(namesOf(units).flatMap((name) => (pins.has(name) ? [[name, pins.get(name) ?? 0] as const] : [])));
  return editionsSince(database, learner.academyId, standing);
}

/** From now on the learner has what the academy shows of the course and its labs. What they did stays. */
export async function moveOn(database: Database, learner: Learner, units: CourseUnits): Promise<void> {
  await transact(database, (transaction) => moveToCurrent(transaction, learner, namesOf(units)));
}
