/** What an academy's authors have before them: every course and lab, where it comes from, and how its draft stands to what is shown. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadCourses } from '#content/lessons.ts';
import { contentBelow, labsBelow } from '#content/roots.ts';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { labFolders } from '#sandbox/lab/load.ts';
import type { Queryable } from '../database/open.ts';
import { hashOf, unitPath } from '../library/draft.ts';
import { type Unit, unitName, unitOf } from '../library/unit.ts';
import type { Authoring } from './authoring.ts';

export interface AuthoredUnit {
  unit: Unit;
  /** `null` when mistakes keep it from being read. */
  title: LocalizedText | null;
  builtIn: boolean;
  /** `same`: nothing in it differs from what is shown. */
  draft: 'none' | 'same' | 'changed';
  /** Newest that the academy has published; `null`: none. */
  version: number | null;
  /** Which of its own the academy shows; `null`: none. */
  shows: number | null;
}

/** Courses in their order, then labs by slug. */
export async function authoredUnits(database: Queryable, academyId: string, authoring: Authoring): Promise<AuthoredUnit[]> {
  const { library, builtIn } = authoring;
  const courses = loadCourses(contentBelow(library.roots)).courses;
  const labs = library.labs();
  // One whose course.yaml has a mistake is no course to the readers, but its author must find it.
  const unreadable = authoring.draft.courses().filter((slug) => !courses.some((course) => course.slug === slug));
  const all: { unit: Unit; title: LocalizedText | null }[] = [
    ...courses.map(({ slug, title }) => ({ unit: { kind: 'course' as const, slug }, title })),
    ...unreadable.map((slug) => ({ unit: { kind: 'course' as const, slug }, title: null })),
    ...[...labFolders(labsBelow(library.roots)).keys()].sort().map((slug) => {
      const lab = labs.get(slug);
      const title = lab ? { en: lab.text.en.title, 'zh-CN': lab.text['zh-CN'].title } : null;
      return { unit: { kind: 'lab' as const, slug }, title };
    }),
  ];
  const editions = await database
    .selectFrom('edition')
    .select((row) => ['unit', row.fn.max('version').as('version')])
    .where('academy_id', '=', academyId)
    .groupBy('unit')
    .execute();
  const versions = new Map(editions.map(({ unit, version }) => [unit, Number(version)]));
  const known = new Set(all.map(({ unit }) => unitName(unit)));
  // Withdrawn, and in no draft: its versions must still be found.
  for (const name of [...versions.keys()].sort()) {
    const unit = unitOf(name);
    if (unit !== null && !known.has(name)) all.push({ unit, title: null });
  }
  return all.map(({ unit, title }) => ({
    unit,
    title,
    builtIn: builtIn.some((root) => existsSync(join(root, unitPath(unit)))),
    draft: draftState(authoring, unit),
    version: versions.get(unitName(unit)) ?? null,
    shows: authoring.versions[unitName(unit)] ?? null,
  }));
}

/** The folder of a unit as the academy shows it now; `null` when it shows none. */
export const shownFolder = ({ shown }: Authoring, unit: Unit): string | null => {
  const root = shown.findLast((one) => existsSync(join(one, unitPath(unit))));
  return root === undefined ? null : join(root, unitPath(unit));
};

/** As its authors have it; `null` when mistakes keep it from being read. */
export function titleOf({ library }: Authoring, { kind, slug }: Unit): LocalizedText | null {
  if (kind === 'course') return loadCourses(contentBelow(library.roots)).courses.find((one) => one.slug === slug)?.title ?? null;
  const lab = library.labs().get(slug);
  return lab ? { en: lab.text.en.title, 'zh-CN': lab.text['zh-CN'].title } : null;
}

export function draftState(authoring: Authoring, unit: Unit): AuthoredUnit['draft'] {
  if (!authoring.draft.has(unit)) return 'none';
  const shown = shownFolder(authoring, unit);
  return shown !== null && hashOf(shown) === hashOf(join(authoring.draft.root, unitPath(unit))) ? 'same' : 'changed';
}
