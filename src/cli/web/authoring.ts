/** What authors are lent: their draft, the library with it on top, lint, proof and templates. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Authoring } from '#academy/authoring/authoring.ts';
import type { ImportFinding } from '#academy/library/archive/import-course.ts';
import { Arrivals } from '#academy/library/arrivals.ts';
import { Bin } from '#academy/library/bin.ts';
import { Draft, unitPath } from '#academy/library/draft.ts';
import { readManifest } from '#academy/library/manifest.ts';
import type { Unit } from '#academy/library/unit.ts';
import { listCourses } from '#content/lessons.ts';
import { contentBelow, installationRoots } from '#content/roots.ts';
import { writeSkeleton } from '../skeleton.ts';
import { lintRoot, proveAsItGoes } from '../trial-process.ts';
import { libraryAt, rootsFor } from './libraries.ts';
import { publishMeans } from './publishing.ts';

export function authoringAt(dataDir: string, academyId: string): Authoring {
  const draft = new Draft(dataDir, academyId);
  const shown = rootsFor(dataDir, academyId);
  const library = libraryAt(dataDir, [...shown, draft.root]);
  const lint = async (unit: Unit): Promise<ImportFinding[]> => {
    const folder = unitPath(unit);
    const findings = await lintRoot(draft.root, shown, folder);
    return findings.flatMap((finding) =>
      finding.file.startsWith(`${folder}/`) ? [{ ...finding, file: finding.file.slice(folder.length + 1) }] : [],
    );
  };
  const folderOf = (unit: Unit): string => join(draft.root, unitPath(unit));
  const newLesson: Authoring['newLesson'] = (course, folder, { title, titleZh }, lab) => {
    writeSkeleton('lesson', join(folderOf({ kind: 'course', slug: course }), folder), {
      titleQuoted: quoted(title),
      titleZhQuoted: quoted(titleZh),
      labLine: lab === null ? '' : `lab: ${lab}\n`,
    });
  };
  return {
    draft,
    bin: new Bin(dataDir, academyId),
    arrivals: new Arrivals(dataDir, academyId),
    library,
    shown,
    versions: readManifest(dataDir, academyId).current,
    builtIn: installationRoots(),
    lintCourse: (slug) => lint({ kind: 'course', slug }),
    lintOver: (root) => lintRoot(root, shown),
    proveLab: (slug, told, signal) => proveAsItGoes(draft.root, slug, shown, { told, signal }),
    newLab: (slug, { title, titleZh }) => {
      writeSkeleton('lab', folderOf({ kind: 'lab', slug }), { uuid: randomUUID(), schema: '../lab.schema.json', title, titleZh });
    },
    newCourse: (slug, { title, titleZh }) => {
      const order = Math.max(0, ...listCourses(contentBelow(library.roots)).map((course) => course.order)) + 1;
      writeSkeleton('course', folderOf({ kind: 'course', slug }), {
        uuid: randomUUID(),
        order: String(order),
        titleQuoted: quoted(title),
        titleZhQuoted: quoted(titleZh),
      });
      newLesson(slug, '01-introduction', { title: 'Introduction', titleZh: '导言' }, null);
    },
    newLesson,
    publishMeans: (database) => publishMeans(database, dataDir, academyId),
  };
}

/** A string of YAML, whatever stands in it: JSON is YAML. */
const quoted = (text: string): string => JSON.stringify(text);
