/**
 * Whether a learner stays on another version of a course than the academy shows now, and their move to it. Only they themselves move: forward to
 * a newer version, back to an earlier one that is shown again; from a course that was withdrawn there is nowhere to move to.
 */

import type { Database } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { editionsSince } from './editions.ts';
import { historyOf } from './history.ts';
import type { Library } from './library.ts';
import { moveToCurrent, pinsOf } from './pins.ts';
import { unitName, unitOf } from './unit.ts';

interface Learner {
  academyId: string;
  memberId: string;
}

/** The course and the labs of its lessons, by slug. */
export interface CourseUnits {
  course: string;
  labs: readonly string[];
}

export interface Change {
  kind: 'newer' | 'earlier' | 'withdrawn';
  /** What its authors say about it, newest first. */
  notes: string[];
}

const namesOf = ({ course, labs }: CourseUnits): string[] => [
  unitName({ kind: 'course', slug: course }),
  ...labs.map((slug) => unitName({ kind: 'lab', slug })),
];

/** What has changed since the versions that the learner stays on; `null` when they have what is shown. `shown`: what newcomers get. */
export async function changeFor(
  database: Database,
  learner: Learner,
  units: CourseUnits,
  shown: Pick<Library, 'versions' | 'hasCourse'>,
): Promise<Change | null> {
  const pins = await pinsOf(database, learner);
  const stays = namesOf(units).flatMap((name) => {
    const now = shown.versions[name] ?? 0;
    const standing = pins.get(name) ?? now;
    return standing === now ? [] : [{ name, standing, now }];
  });
  if (stays.length === 0) return null;
  const back = stays.filter(({ standing, now }) => now < standing);
  const notes: string[] = [];
  for (const { name } of back) {
    const unit = unitOf(name);
    const [last] = unit ? await historyOf(database, learner.academyId, unit) : [];
    if (last) notes.push(last.note);
  }
  const ahead = stays.filter(({ standing, now }) => now > standing);
  const since = await editionsSince(database, learner.academyId, new Map(ahead.map(({ name, standing }) => [name, standing])));
  notes.push(...since.filter(({ unit, version }) => version <= (shown.versions[unit] ?? 0)).map(({ note }) => note));
  const kind = !shown.hasCourse(units.course) ? 'withdrawn' : back.length > 0 ? 'earlier' : 'newer';
  return { kind, notes: [...new Set(notes)] };
}

/** From now on the learner has what the academy shows of the course and its labs. What they did stays. */
export async function moveOn(database: Database, learner: Learner, units: CourseUnits): Promise<void> {
  await transact(database, (transaction) => moveToCurrent(transaction, learner, namesOf(units)));
}
