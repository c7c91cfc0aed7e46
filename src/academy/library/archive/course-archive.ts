/**
 * What one archive holds: `content/<course>/…` with its lessons and figures, and `labs/<lab>/…` for every lab that its lessons name. It is
 * laid out as a root, so unpacked by hand it is one, too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { findLesson, type Library } from '#content/lessons.ts';
import { sizeLimitOf } from './file-kinds.ts';
import type { RefusedFile } from './reasons.ts';

/** The slugs of the labs that a course's lessons name, sorted; of lessons that cannot be served none. */
export function labsOf(library: Library, course: string): string[] {
  const found = library.courses.find(({ slug }) => slug === course);
  const labs = found?.lessons.flatMap(({ slug }) => {
    const lesson = findLesson(library, course, slug)?.lesson;
    return Object.values(lesson?.pages ?? {}).flatMap(({ lab }) => lab ?? []);
  });
  return [...new Set(labs ?? [])].sort();
}

/** The files of a course and its labs by their path in an archive. `folders`: absolute, of the course and of each lab by its slug. */
export function filesOfCourse(course: { slug: string; folder: string }, labs: ReadonlyMap<string, string>): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const take = (folder: string, as: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      const path = join(entry.parentPath, entry.name);
      const name = relative(folder, path).split(sep).join('/');
      if (!entry.isFile() || name.split('/').some((part) => part.startsWith('.')) || sizeLimitOf(name) === null) continue;
      files.set(`${as}/${name}`, readFileSync(path));
    }
  };
  take(course.folder, `content/${course.slug}`);
  for (const [slug, folder] of labs) take(folder, `labs/${slug}`);
  return files;
}

const slug = '[a-z0-9]+(?:-[a-z0-9]+)*';
const inCourse = new RegExp(`^content/(${slug})/(.+)$`);
const inLab = new RegExp(`^labs/(${slug})/(.+)$`);

export interface Packed {
  course: string;
  labs: string[];
}

/** Which course and labs an archive's files are; told file by file where they are none. */
export function contentsOf(files: Iterable<string>): { packed: Packed | null; refused: RefusedFile[] } {
  const refused: RefusedFile[] = [];
  const courses = new Set<string>();
  const labs = new Set<string>();
  let described = false;
  for (const file of files) {
    const course = inCourse.exec(file);
    const lab = inLab.exec(file);
    // `reference` is no course, and its pages belong to the installation.
    if (course?.[1] && course[1] !== 'reference') {
      courses.add(course[1]);
      described ||= course[2] === 'course.yaml';
    } else if (lab?.[1]) labs.add(lab[1]);
    else refused.push({ file, reason: 'place' });
  }
  if (courses.size > 1) refused.push({ file: null, reason: 'many-courses' });
  const [course] = courses;
  if (course === undefined || !described) refused.push({ file: null, reason: 'no-course' });
  return { packed: refused.length > 0 || course === undefined ? null : { course, labs: [...labs].sort() }, refused };
}
