/** Every finding in labs and content, at an absolute file: what `millwright lint` prints and the preview shows. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { loadCompetencies } from '#content/competencies.ts';
import { loadGlossary } from '#content/glossary.ts';
import { type Library, loadCourses } from '#content/lessons.ts';
import { lintCompetencies, lintLabCompetencies } from '#content/lint-competencies.ts';
import { lintPages } from '#content/lint-pages.ts';
import { lintPictures } from '#content/lint-pictures.ts';
import { lintPrerequisites } from '#content/lint-prerequisites.ts';
import { lintReading } from '#content/lint-reading.ts';
import { lintTranslations } from '#content/lint-translations.ts';
import { loadReference } from '#content/reference.ts';
import { lintByRunning } from '#sandbox/grading/lint-by-running.ts';
import type { Lab, LabProblem } from '#sandbox/lab/lab.ts';
import { lintLab } from '#sandbox/lab/lint.ts';
import { labFolders, loadLabs } from '#sandbox/lab/load.ts';

export interface Finding extends LabProblem {
  /** What it belongs to: the folder of a lab, a course or a lesson, or the file of a reference page; absolute. */
  unit: string;
}

/**
 * The findings below `wanted` (absolute files and folders; all when none is named): a unit counts when it stands in one of them, or one
 * of them in it. By file, line and column.
 */
export function lintAll(roots: readonly string[], wanted: readonly string[]): Finding[] {
  const chosen = (unit: string): boolean =>
    wanted.length === 0 || wanted.some((path) => within(path, unit) || within(unit, path));
  const labRoots = roots.map((root) => join(root, 'labs'));
  const contentRoots = roots.map((root) => join(root, 'content'));
  const folders = labFolders(labRoots);
  const { labs, problems } = loadLabs(labRoots);
  const findings: Finding[] = [];

  // The loader names files as <root's folder>/<slug>/…
  for (const problem of problems) {
    const [, slug = '', ...rest] = problem.file.split('/');
    const unit = folders.get(slug);
    if (unit !== undefined && chosen(unit)) findings.push({ ...problem, unit, file: join(unit, ...rest) });
  }
  for (const [slug, lab] of labs) {
    const unit = folders.get(slug)!;
    if (chosen(unit)) findings.push(...labFindings(lab, unit));
  }

  const library = loadCourses(contentRoots);
  const reference = loadReference(contentRoots);
  const site = { library, reference, labs, labSlugs: [...folders.keys()] };
  const competencies = loadCompetencies(contentRoots);
  for (const { lab, problem } of [
    ...lintPrerequisites(site).map((one) => ({ lab: one.lab.slug, problem: one.problem })),
    ...lintLabCompetencies(site, competencies),
  ]) {
    const unit = folders.get(lab)!;
    if (chosen(unit)) findings.push({ ...problem, unit, file: join(unit, problem.file) });
  }
  const written = [
    ...library.problems,
    ...reference.flatMap((entry) => entry.problems),
    ...loadGlossary(contentRoots).problems,
    ...loadCompetencies(contentRoots).problems,
    ...lintPages(site),
    ...lintTranslations(site),
    ...competencies.problems,
    ...lintCompetencies(site, competencies),
    ...lintPictures(site),
    ...lintReading(site),
  ];
  for (const problem of written) {
    const file = absolute(problem.file, contentRoots);
    const unit = unitOf(problem.file, file, library);
    if (chosen(unit)) findings.push({ ...problem, unit, file });
  }
  return findings.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column));
}

function labFindings(lab: Lab, unit: string): Finding[] {
  const found = lintLab(lab);
  // A lab that is refused cannot be run.
  if (!found.some(({ severity }) => severity === 'error')) found.push(...lintByRunning(lab));
  return found.map((problem) => ({
    ...problem,
    unit,
    file: problem.file.startsWith('library/')
      ? resolve(import.meta.dirname, '../../sandbox/plant/components', problem.file.slice('library/'.length))
      : join(unit, problem.file),
  }));
}

/** A file of content, in the last root that has it; one that is to be written, beside its neighbours. */
function absolute(file: string, roots: readonly string[]): string {
  const root =
    roots.findLast((candidate) => existsSync(join(candidate, file))) ??
    roots.findLast((candidate) => existsSync(dirname(join(candidate, file)))) ??
    roots[0]!;
  return join(root, file);
}

function unitOf(relative: string, file: string, library: Library): string {
  const [course, lesson] = relative.split('/');
  if (course === 'reference' || lesson === undefined) return file;
  const found = library.courses
    .find(({ slug }) => slug === course)
    ?.lessons.find(({ folder }) => folder.endsWith(`${sep}${lesson}`) && within(folder, file));
  return found?.folder ?? dirname(file);
}

/** `path` is `folder`, or stands below it. */
const within = (folder: string, path: string): boolean => path === folder || path.startsWith(folder + sep);
