/** What authors do to courses as a whole: begin one, take up a copy of one that is shown, add a lesson, throw a draft away. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Actor, recordAudit } from '../audit/audit.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { unitPath } from '../library/draft.ts';
import type { Unit } from '../library/unit.ts';
import type { Services } from '../services.ts';
import { courseUnit, draftCourse } from './draft-courses.ts';
import { shownFolder } from './units.ts';

const titlesForm = z.object({ title: z.string().trim().min(1).max(120), titleZh: z.string().trim().min(1).max(120) });

function titlesOf(form: URLSearchParams): z.output<typeof titlesForm> {
  const titles = titlesForm.safeParse({ title: form.get('title'), titleZh: form.get('titleZh') });
  if (!titles.success) throw new Refusal('titles-missing');
  return titles.data;
}

/** A new course with its first lesson; returns its slug. */
export function beginCourse(services: Pick<Services, 'authoring'>, academyId: string, form: URLSearchParams): string {
  const slug = form.get('slug')?.trim() ?? '';
  const unit = courseUnit(slug);
  if (unit === null || slug.length > 60) throw new Refusal('bad-slug');
  const authoring = services.authoring(academyId);
  if (authoring.library.roots.some((root) => existsSync(join(root, unitPath(unit)))))
    throw new Refusal('unit-there', '', { slug });
  authoring.newCourse(slug, titlesOf(form));
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
  const slug = form.get('slug')?.trim() ?? '';
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug) || slug.length > 60) throw new Refusal('bad-slug');
  const lessons = lessonFolders(authoring.draft.files(unit));
  if (lessons.some((folder) => folder.slice(3) === slug)) throw new Refusal('unit-there', '', { slug });
  const number = Math.max(0, ...lessons.map((folder) => Number(folder.slice(0, 2)))) + 1;
  if (number > 99) throw new Refusal('course-full');
  const lab = form.get('lab') || null;
  if (lab !== null && !authoring.library.labs().has(lab)) throw new Refusal('unknown-lab', lab.slice(0, 100));
  const folder = `${String(number).padStart(2, '0')}-${slug}`;
  authoring.newLesson(unit.slug, folder, titlesOf(form), lab);
  return folder;
}

/** `01-introduction`, … of a course's files, in order. */
export const lessonFolders = (files: readonly string[]): string[] => [
  ...new Set(files.flatMap((name) => /^(\d\d-[a-z0-9]+(?:-[a-z0-9]+)*)\//.exec(name)?.[1] ?? [])),
];

/** Throws a draft away for good; `typed` must be its slug. */
export async function discardDraft(
  services: Pick<Services, 'authoring' | 'database'>,
  academyId: string,
  { unit, typed, actor }: { unit: Unit; typed: string; actor: Actor },
): Promise<void> {
  const { draft } = services.authoring(academyId);
  if (!draft.has(unit)) throw new Refusal('unknown-draft', unit.slug);
  if (typed.trim() !== unit.slug) throw new Refusal('slug-not-typed');
  const files = draft.files(unit).length;
  await transact(services.database, (transaction) =>
    recordAudit(transaction, {
      academyId,
      actor,
      action: 'discard-draft',
      subject: { kind: unit.kind, id: unit.slug },
      before: { files },
    }),
  );
  draft.discard(unit);
}
