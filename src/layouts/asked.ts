/** What is asked of the reader of a page, and in which words it stands beside what it is about. */
import type { Cell } from '#academy/gradebook/cell.ts';
import { assignmentsFor } from '#academy/gradebook/gradebook.ts';
import { optionalServices } from '#academy/services.ts';
import { syllabusOf } from '#content/syllabus.ts';
import { ahead } from '../i18n/ago.ts';
import { nearMomentIn } from '../i18n/moments.ts';
import type { PageRequest } from './page-words.ts';

export type Asked = Awaited<ReturnType<typeof assignmentsFor>>[number];

/** By due time, what has none last; nothing of a visitor and of a guest. */
export async function askedOfReader({ member, library }: App.Locals): Promise<Asked[]> {
  const academy = optionalServices();
  if (!academy || !library || !member || member.guest) return [];
  const who = { academyId: member.academyId, memberId: member.id };
  return assignmentsFor(academy.database, who, () => syllabusOf(library), academy.now());
}

/** Of these what is about a course, or with `lesson` about that lesson: itself, its course, its lab (by id). */
export const askedAbout = (
  asked: readonly Asked[],
  course: string,
  lessons: readonly { slug: string; lab: string | null }[],
): Asked[] =>
  asked.filter(({ assignment: { targetKind, target } }) => {
    if (targetKind === 'course') return target === course;
    if (targetKind === 'lesson') return lessons.some(({ slug }) => target === `${course}/${slug}`);
    return lessons.some(({ lab }) => lab === target);
  });

/** What still waits to be done: open or late, the exam under way first. */
export const waiting = (asked: readonly Asked[]): Asked[] => {
  const open = asked.filter(({ cell }) => cell.state === 'open' || cell.state === 'late');
  return [...asked.filter(({ cell }) => cell.state === 'exam-running'), ...open.filter(({ cell }) => !allDone(cell))];
};
const allDone = ({ done, of }: Cell): boolean => of > 0 && done === of;

/** "due Friday 27 November at 17:00, in 3 days". `zone`: the academy's; `now`: milliseconds since 1970. */
export function dueWords(
  { cell, assignment, sitting }: Pick<Asked, 'cell' | 'assignment' | 'sitting'>,
  { words, locale }: PageRequest,
  zone: string,
  now: number,
): string {
  const when = (instant: string): string => nearMomentIn(locale, zone, instant);
  const { dueAt, closesAt, releaseAt } = cell;
  if (cell.state === 'exam-running' && sitting)
    return words('due.exam', { when: when(sitting.endsAt), ahead: ahead(locale, sitting.endsAt, now) });
  if (cell.state === 'not-released' && releaseAt)
    return words('due.not-released', { when: when(releaseAt), ahead: ahead(locale, releaseAt, now) });
  if (cell.state === 'open' && dueAt) return words('due.open', { when: when(dueAt), ahead: ahead(locale, dueAt, now) });
  if (cell.state === 'late' && dueAt && closesAt && assignment.late.kind === 'until' && !allDone(cell))
    return words('due.late', { when: when(dueAt), until: when(closesAt), percent: assignment.late.percentPerDay });
  if (cell.state === 'missing' && closesAt) return words('due.missing', { when: when(closesAt) });
  return cell.state === 'open' ? words('due.none') : words(`grade.${cell.state}`);
}
