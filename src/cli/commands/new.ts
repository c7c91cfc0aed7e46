import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { listCourses } from '#content/lessons.ts';
import { contentRoots } from '#content/roots.ts';
import { didYouMean } from '#sandbox/lab/did-you-mean.ts';
import { labFolders } from '#sandbox/lab/load.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { root } from '../root.ts';
import { alsoLookIn, labRoots, writableRoot } from '../roots.ts';
import { shown, writeSkeleton } from '../skeleton.ts';

export const create: Command = {
  help: `millwright new lab SLUG [options]                     a lab that works and proves itself, to be changed into yours
millwright new lesson SLUG --course COURSE [options]  a lesson at the end of a course, in both languages
millwright new course SLUG [options]                  a course with its first lesson

  --title "…"      the title in English; made from the slug unless given
  --title-zh "…"   the title in Chinese
  --course COURSE  of a lesson: the slug of its course
  --lab LAB        of a lesson: the slug of the lab that stands beside it
  --in DIR         a folder with labs/ and content/ below it; unless given, the last one named in MILLWRIGHT_CONTENT, else the clone

SLUG is lower-case words joined by hyphens. Nothing that exists is overwritten. Says which commands to run next.
`,
  async run(words) {
    const { values, positionals } = readArguments(words, {
      title: { type: 'string' },
      'title-zh': { type: 'string' },
      course: { type: 'string' },
      lab: { type: 'string' },
      in: { type: 'string' },
    });
    const [kind, slug, ...rest] = positionals;
    if (kind !== 'lab' && kind !== 'lesson' && kind !== 'course')
      throw new UsageError(`millwright new needs lab, lesson or course${kind === undefined ? '' : `, not "${kind}"`}.`);
    if (slug === undefined)
      throw new UsageError(`millwright new ${kind} needs a slug, e.g. millwright new ${kind} fill-the-tank.`);
    if (rest.length > 0) throw new UsageError(`millwright new ${kind} takes one slug; "${rest[0]}" is too many.`);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
      throw new UsageError(`"${slug}" is no slug: use lower-case words joined by hyphens, e.g. fill-the-tank.`);
    if (kind !== 'lesson' && (values.course !== undefined || values.lab !== undefined))
      throw new UsageError(`--course and --lab belong to a lesson, not to a ${kind}.`);
    alsoLookIn(values.in);
    const at = writableRoot();
    const named: Named = { slug, title: values.title ?? titleOf(slug), titleZh: values['title-zh'] ?? `新建：${slug}`, at };
    const next =
      kind === 'lab' ? newLab(named) : kind === 'course' ? newCourse(named) : newLesson(named, values.course, values.lab);
    const there = values.in === undefined ? '' : ` --in ${values.in}`;
    console.log(`\nNext:\n${next.map((line) => `  npx millwright ${line}${there}`).join('\n')}`);
    return exitCodes.fine;
  },
};

interface Named {
  slug: string;
  title: string;
  titleZh: string;
  /** The folder with labs/ and content/. */
  at: string;
}

/** `fill-the-tank` -> `Fill the tank`. */
const titleOf = (slug: string): string => slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll('-', ' ');

const written = (files: string[]): void => console.log(files.map((file) => `wrote ${file}`).join('\n'));

/** A string of YAML, whatever stands in it: JSON is YAML. */
const quoted = (text: string): string => JSON.stringify(text);

function newLab({ slug, title, titleZh, at }: Named): string[] {
  const known = labFolders(labRoots()).get(slug);
  const folder = join(at, 'labs', slug);
  if (known !== undefined && known !== folder)
    throw new UsageError(`There is a lab ${slug} already, in ${shown(known)}; yours would replace it. Choose another slug.`);
  const schema = relative(folder, join(root, 'labs', 'lab.schema.json'))
    .split(sep)
    .join('/');
  written(writeSkeleton('lab', folder, { uuid: randomUUID(), schema, title, titleZh }));
  return [`lab test ${slug}`, `new lesson ${slug} --course COURSE --lab ${slug}`, 'preview'];
}

function newCourse({ slug, title, titleZh, at }: Named): string[] {
  const order = Math.max(0, ...listCourses(contentRoots()).map(({ order }) => order)) + 1;
  const folder = join(at, 'content', slug);
  if (slug === 'reference') throw new UsageError('"reference" holds the pages that belong to no course. Choose another slug.');
  written(
    writeSkeleton('course', folder, {
      uuid: randomUUID(),
      order: String(order),
      titleQuoted: quoted(title),
      titleZhQuoted: quoted(titleZh),
    }),
  );
  written(
    writeSkeleton('lesson', join(folder, '01-introduction'), {
      titleQuoted: quoted('Introduction'),
      titleZhQuoted: quoted('导言'),
      labLine: '',
    }),
  );
  return [`lint ${shown(folder)}`, `new lesson SECOND-LESSON --course ${slug}`, 'preview'];
}

function newLesson({ slug, title, titleZh, at }: Named, course: string | undefined, lab: string | undefined): string[] {
  const courses = listCourses(contentRoots()).map((one) => one.slug);
  if (course === undefined)
    throw new UsageError(`A lesson belongs to a course: add --course with one of ${courses.join(', ') || 'your courses'}.`);
  const folder = join(at, 'content', course);
  if (!existsSync(join(folder, 'course.yaml'))) {
    const near = didYouMean(course, courses);
    throw new UsageError(
      `There is no course ${course} in ${shown(join(at, 'content'))}.${near && near !== course ? ` Did you mean ${near}?` : ''} Make one: npx millwright new course ${course}`,
    );
  }
  const labs = labFolders(labRoots());
  if (lab !== undefined && !labs.has(lab)) {
    const near = didYouMean(lab, [...labs.keys()]);
    throw new UsageError(
      `There is no lab ${lab}.${near ? ` Did you mean ${near}?` : ''} Make one: npx millwright new lab ${lab}`,
    );
  }
  const lessons = readdirSync(folder).flatMap((name) => /^(\d\d)-(.+)$/.exec(name)?.slice(1) ?? []);
  const taken = lessons.indexOf(slug);
  if (taken > 0)
    throw new UsageError(
      `The course ${course} has a lesson ${slug} already: ${shown(join(folder, `${lessons[taken - 1]}-${slug}`))}.`,
    );
  const number = Math.max(0, ...lessons.map(Number).filter(Number.isInteger)) + 1;
  if (number > 99) throw new UsageError(`The course ${course} is full: its lessons are numbered 01 to 99.`);
  const target = join(folder, `${String(number).padStart(2, '0')}-${slug}`);
  const labLine = lab === undefined ? '' : `lab: ${lab}\n`;
  written(writeSkeleton('lesson', target, { titleQuoted: quoted(title), titleZhQuoted: quoted(titleZh), labLine }));
  return [`lint ${shown(resolve(target))}`, ...(lab === undefined ? [] : [`lab test ${lab}`]), 'preview'];
}
