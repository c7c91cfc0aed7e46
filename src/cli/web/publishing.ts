/** What publishing needs of the rest of the house: the lint and the proof in processes of their own, and how a unit is begun. */
import type { Database } from '#academy/database/open.ts';
import { labsOf } from '#academy/library/archive/course-archive.ts';
import type { PublishMeans } from '#academy/library/publish.ts';
import { loadCourses } from '#content/lessons.ts';
import { contentBelow } from '#content/roots.ts';
import { lintRoot, proveRoot } from '../trial-process.ts';
import { libraryAt, rootsFor } from './libraries.ts';

export function publishMeans(database: Database, dataDir: string, academyId: string): PublishMeans {
  const roots = rootsFor(dataDir, academyId);
  return {
    database,
    dataDir,
    lint: (root) => lintRoot(root, roots),
    prove: (root, labs) => proveRoot(root, labs, roots),
    begun: ({ kind, slug }) => {
      const labs = libraryAt(dataDir, roots).labs();
      if (kind === 'lab') {
        const lab = labs.get(slug);
        return lab ? { course: null, labIds: [lab.definition.id], labs: [] } : null;
      }
      const library = loadCourses(contentBelow(roots));
      if (!library.courses.some((course) => course.slug === slug)) return null;
      const used = labsOf(library, slug);
      return { course: slug, labIds: used.flatMap((lab) => labs.get(lab)?.definition.id ?? []), labs: used };
    },
  };
}
