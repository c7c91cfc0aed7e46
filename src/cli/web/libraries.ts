/** The libraries of the web process: what `content` and `sandbox/lab` load, for each list of roots that a reader may have. */
import { join } from 'node:path';
import { editionOfRoot } from '#academy/library/folders.ts';
import type { Library } from '#academy/library/library.ts';
import { publishedRoots } from '#academy/library/manifest.ts';
import { isReading, listCourses } from '#content/lessons.ts';
import { judgeAnswer, questionsOfLessons } from '#content/quiz.ts';
import { contentBelow, installationRoots, labsBelow } from '#content/roots.ts';
import { findSolution } from '#content/solutions.ts';
import { labFolders, loadLabs } from '#sandbox/lab/load.ts';

/** What the installation has, and over it what an academy has published. `pinned`: as in `publishedRoots`. */
export const rootsFor = (dataDir: string, academyId: string, pinned?: ReadonlyMap<string, number>): string[] => [
  ...installationRoots(),
  ...publishedRoots(dataDir, academyId, pinned),
];

/** `versions`: what the academy shows to newcomers. */
export function libraryAt(dataDir: string, roots: readonly string[], versions: Library['versions'] = {}): Library {
  const labRoots = labsBelow(roots);
  const content = contentBelow(roots);
  return {
    roots,
    published: Object.keys(versions).length > 0,
    versions,
    hasCourse: (slug) => listCourses(content).some((course) => course.slug === slug),
    labs: () => loadLabs(labRoots).labs,
    labProblems: () => loadLabs(labRoots).problems,
    editionOf: (lab) => {
      const folder = labFolders(labRoots).get(lab);
      return folder === undefined ? undefined : editionOfRoot(dataDir, join(folder, '..', '..'));
    },
    judgeAnswer: (answer, asking) => judgeAnswer(answer, asking, content),
    lessonQuestions: () => questionsOfLessons(content),
    solution: (asked) => findSolution(asked, content),
    isReading: (lesson) => isReading(lesson, content),
  };
}
