/** What authors do to courses: begin one, take up a copy of one that is shown, add a lesson. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../http/problems.ts';
import { unitPath } from '../library/draft.ts';
import type { Services } from '../services.ts';
import { courseUnit, draftCourse } from './draft-courses.ts';
import { lessonFolders, lessonSlug } from './lesson-folders.ts';
import { slugIn, titlesIn, unitIn } from './new-unit.ts';
import { shownFolder } from './units.ts';

/** A new course with its first lesson; returns its slug. */
export function beginCourse(services: Pick<Services, 'authoring'>, academyId: string, form: URLSearchParams): string {
  const unit = unitIn('course', form.get('slug'));
  const { slug } = unit;
  const authoring = services.authoring(academyId);
  if (authoring.library.roots.some((root) => existsSync(join(root, unitPath(unit)))))
    throw new Refusal('unit-there', '', { slug });
  authoring.newCourse(slug, titlesIn(form));
  return slug;
}

/** A copy of a course that the academy shows, into its draft; one that is there already stays. */
export function takeUpCourse(services: Pick<Services, 'authoring'>, academyId: string, slug: string): void {
  const unit = courseUnit(slug);
  const authoring = services.authoring(academyId);
  const folder = unit && shownFolder(authoring, unit);
  if (unit === null || folder === null) throw new Refusal('unknown-draft', slug.slice(0, 100));
  authoring.draft.begin(unit, folder);
}

/** A lesson at the end of a course; returns its folder. */
export function beginLesson(
  services: Pick<Services, 'authoring'>,
  academyId: string,
  course: string,
  form: URLSearchParams,
): string {
  const { authoring, unit } = draftCourse(services, academyId, course);
  const slug = slugIn(form.get('slug'));
  const lessons = lessonFolders(authoring.draft.files(unit));
  if (lessons.some((folder) => lessonSlug(folder) === slug)) throw new Refusal('unit-there', '', { slug });
  const number = Math.max(0, ...lessons.map((folder) => Number(folder.slice(0, 2)))) + 1;
  if (number > 99) throw new Refusal('course-full');
  const lab = form.get('lab') || null;
  if (lab !== null && !authoring.library.labs().has(lab)) throw new Refusal('unknown-lab', lab.slice(0, 100));
  const folder = `${String(number).padStart(2, '0')}-${slug}`;
  authoring.newLesson(unit.slug, folder, titlesIn(form), lab);
  return folder;
}
