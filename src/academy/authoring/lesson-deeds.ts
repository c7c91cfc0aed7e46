/** What authors do to the lessons of a course: another order, another address, deleted and brought back. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { loadCourses } from '#content/lessons.ts';
import { contentBelow } from '#content/roots.ts';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { Actor, Deed } from '../audit/audit.ts';
import { Refusal } from '../http/problems.ts';
import { unitPath } from '../library/draft.ts';
import { unitName } from '../library/unit.ts';
import type { Services } from '../services.ts';
import { type DraftCourse, draftCourse } from './draft-courses.ts';
import { lessonFolders, lessonSlug, standingFolder } from './lesson-folders.ts';
import { recorded } from './recorded.ts';

type Lent = Pick<Services, 'authoring' | 'database' | 'now'>;

/** Who acts, in which course. */
export interface Acting {
  academyId: string;
  course: string;
  actor: Actor;
}

/** One place up or down. Refused, `order-end`, at an end of the list. */
export async function moveLesson(services: Lent, acting: Acting, lesson: string, to: 'up' | 'down'): Promise<string> {
  const course = draftCourse(services, acting.academyId, acting.course);
  const folder = lessonOf(course, lesson);
  const folders = foldersOf(course);
  const at = folders.indexOf(folder);
  const other = folders[to === 'up' ? at - 1 : at + 1];
  if (other === undefined) throw new Refusal('order-end');
  const slugs = folders.map(lessonSlug);
  slugs[folders.indexOf(other)] = lessonSlug(folder);
  slugs[at] = lessonSlug(other);
  const deed = deedOf(acting, 'order-lessons', folders.map(lessonSlug), slugs);
  // Slugs differ, so no folder ever needs the name of one that stands.
  await recorded(services.database, deed, () =>
    renameAll(
      course,
      slugs.map((slug, index) => [folders.find((one) => lessonSlug(one) === slug) ?? '', numbered(index + 1, slug)]),
    ),
  );
  return lessonSlug(folder);
}

/** Another address: its texts say the title. Refused: `bad-slug`, `unit-there`. Returns its slug. */
export async function renameLesson(services: Lent, acting: Acting, lesson: string, wanted: string): Promise<string> {
  const course = draftCourse(services, acting.academyId, acting.course);
  const folder = lessonOf(course, lesson);
  const slug = wanted.trim();
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug) || slug.length > 60) throw new Refusal('bad-slug');
  if (slug === lessonSlug(folder)) return slug;
  if (foldersOf(course).some((one) => lessonSlug(one) === slug)) throw new Refusal('unit-there', '', { slug });
  const deed = deedOf(acting, 'rename-lesson', lessonSlug(folder), slug);
  await recorded(services.database, deed, () => renameAll(course, [[folder, `${folder.slice(0, 3)}${slug}`]]));
  return slug;
}

/** To the bin; the others keep their places. Refused, `last-lesson`: a course without one is none. */
export async function deleteLesson(services: Lent, acting: Acting, lesson: string): Promise<void> {
  const course = draftCourse(services, acting.academyId, acting.course);
  const { authoring, unit } = course;
  const folder = lessonOf(course, lesson);
  if (foldersOf(course).length === 1) throw new Refusal('last-lesson');
  const { actor } = acting;
  const thrown = {
    unit: unitName(unit),
    lesson: folder,
    title: titleOf(course, folder),
    at: services.now().toISOString(),
    by: actor.kind === 'system' ? null : actor.member,
  };
  await recorded(services.database, deedOf(acting, 'delete-lesson', lessonSlug(folder), null), () =>
    authoring.bin.take(pathOf(course, folder), thrown),
  );
}

/** Out of the bin, to its place or behind the last. Refused: `not-in-bin`, `unit-there`, `course-full`. */
export async function restoreLesson(services: Lent, acting: Acting, id: string): Promise<string> {
  const course = draftCourse(services, acting.academyId, acting.course);
  const thrown = course.authoring.bin.find(id);
  if (thrown?.lesson == null || thrown.unit !== unitName(course.unit)) throw new Refusal('not-in-bin');
  const slug = lessonSlug(thrown.lesson);
  const folders = foldersOf(course);
  if (folders.some((one) => lessonSlug(one) === slug)) throw new Refusal('unit-there', '', { slug });
  const free = !folders.some((one) => one.slice(0, 2) === thrown.lesson?.slice(0, 2));
  const next = Math.max(0, ...folders.map((one) => Number(one.slice(0, 2)))) + 1;
  if (!free && next > 99) throw new Refusal('course-full');
  const path = pathOf(course, free ? thrown.lesson : numbered(next, slug));
  let done = (): void => {};
  await recorded(services.database, deedOf(acting, 'restore-lesson', null, slug), () => {
    const back = course.authoring.bin.giveBack(id, path);
    done = back.done;
    return back;
  });
  done();
  return slug;
}

const numbered = (number: number, slug: string): string => `${String(number).padStart(2, '0')}-${slug}`;
const foldersOf = ({ authoring, unit }: DraftCourse): string[] => lessonFolders(authoring.draft.files(unit));
const pathOf = ({ authoring, unit }: DraftCourse, folder: string): string => join(authoring.draft.root, unitPath(unit), folder);

/** By the folder that a page showed, wherever it stands by now. Refused, `unknown-lesson`. */
function lessonOf({ authoring, unit }: DraftCourse, folder: string): string {
  const stands = /^\d\d-/.test(folder) ? standingFolder(authoring.draft, unit, folder) : null;
  if (stands === null) throw new Refusal('unknown-lesson', folder.slice(0, 100));
  return stands;
}

function titleOf({ authoring, unit }: DraftCourse, folder: string): LocalizedText | null {
  const { courses } = loadCourses(contentBelow(authoring.library.roots));
  const lesson = courses.find(({ slug }) => slug === unit.slug)?.lessons.find(({ slug }) => slug === lessonSlug(folder));
  const [en, zh] = [lesson?.pages.en?.title, lesson?.pages['zh-CN']?.title];
  const either = en ?? zh;
  return either === undefined ? null : { en: en ?? either, 'zh-CN': zh ?? either };
}

const deedOf = ({ academyId, course, actor }: Acting, action: string, before: unknown, after: unknown): Deed => ({
  academyId,
  actor,
  action,
  subject: { kind: 'course', id: course },
  ...(before === null ? {} : { before: { lessons: before } }),
  ...(after === null ? {} : { after: { lessons: after } }),
});

/** All of them or none: a rename that fails takes back those before it. */
function renameAll(course: DraftCourse, renames: readonly (readonly [string, string])[]): { undo(): void } {
  const undone: (() => void)[] = [];
  const undo = (): void => {
    for (const step of undone.reverse()) step();
  };
  try {
    for (const [from, to] of renames) {
      if (from === to) continue;
      const [before, after] = [pathOf(course, from), pathOf(course, to)];
      if (existsSync(after)) throw new Refusal('unit-there', '', { slug: lessonSlug(to) });
      renameSync(before, after);
      undone.push(() => renameSync(after, before));
    }
  } catch (error) {
    undo();
    throw error;
  }
  return { undo };
}
