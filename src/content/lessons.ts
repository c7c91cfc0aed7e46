/**
 * Courses and their lessons, read from their folders at run time. Unchanged files are read once; a save is visible on the next
 * call. A lesson with a mistake is reported and not served; the others are.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale, LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { locales, otherLocale } from '../i18n/locales.ts';
import type { Solution } from './directives/directive.ts';
import { type GlossaryEntry, loadGlossary } from './glossary.ts';
import type { Heading } from './headings.ts';
import { renderPage } from './kept-pages.ts';
import { readLessonText } from './lesson-text.ts';
import type { Mention } from './mentions.ts';
import { readData } from './placed-data.ts';
import type { ContentProblem } from './problem.ts';
import type { Quiz } from './quiz-schema.ts';
import { contentRoots } from './roots.ts';
import { type Audience, courseSchema, type LessonFrontmatter } from './schema.ts';

/** One lesson in one language, ready to show. */
export interface LessonPage extends LessonFrontmatter {
  locale: Locale;
  /** With every question in its first variant. */
  html: string;
  /** With a slot for each question: quiz-html.ts makes a reader's page of it. */
  template: string;
  headings: Heading[];
  /** With the right answers: never for a browser. */
  quizzes: Map<string, Quiz>;
  /** Asked when what the lesson teaches returns, not in the lesson. */
  drills: Map<string, Quiz>;
  /** By id, with their text: never for a browser before they open. */
  solutions: Map<string, Solution>;
  steps: string[];
  /** What it names that stands elsewhere, for the lint. */
  mentions: Mention[];
}

export interface Lesson {
  course: string;
  slug: string;
  /** From 1, in the order of the folders. */
  number: number;
  /** Absolute. */
  folder: string;
  /** A language is missing when it is not written, or has a mistake. */
  pages: Partial<Record<Locale, LessonPage>>;
  problems: ContentProblem[];
}

export interface Course {
  slug: string;
  id: string;
  order: number;
  audience: Audience;
  title: LocalizedText;
  summary: LocalizedText;
  /** Every one has at least one page, or problems that say why not. */
  lessons: Lesson[];
}

export interface Library {
  /** In their order; each slug once, from the last root that has it. */
  courses: Course[];
  problems: ContentProblem[];
}

/** The page in `locale`, else in the other language; `null` when the lesson can be shown in neither. */
export function pageFor(lesson: Lesson, locale: Locale): LessonPage | null {
  return lesson.pages[locale] ?? lesson.pages[otherLocale(locale)] ?? null;
}

/** Is there such a lesson, with neither a lab nor a question to tell when it is done? Then its reader does. */
export function isReading(
  { course, lesson }: { course: string; lesson: string },
  roots: readonly string[] = contentRoots(),
): boolean {
  const found = findLesson(loadCourses(roots), course, lesson);
  const pages = Object.values(found?.lesson.pages ?? {});
  return pages.length > 0 && pages.every(isReadingPage);
}

/** Nothing on this page tells by itself that the reader is through with it. */
export const isReadingPage = (page: LessonPage): boolean => page.lab === undefined && page.quizzes.size === 0;

/** The library of several content roots (absolute folders); later ones win, course by course. */
export function loadCourses(roots: readonly string[]): Library {
  const courses = new Map<string, Course>();
  const problems: ContentProblem[] = [];
  const { entries: terms } = loadGlossary(roots);
  for (const root of roots) {
    for (const slug of folders(root)) {
      if (!existsSync(join(root, slug, 'course.yaml'))) continue;
      const found = loadCourse(root, slug, terms);
      problems.push(...found.problems);
      if (found.course) courses.set(slug, found.course);
    }
  }
  return { courses: inOrder([...courses.values()]), problems };
}

/** Slug and place of every course, without its lessons: who asks for no more need not wait for hundreds of pages to be rendered. */
export function listCourses(roots: readonly string[]): { slug: string; order: number }[] {
  const orders = new Map<string, number>();
  for (const root of roots) {
    for (const slug of folders(root)) {
      const file = join(root, slug, 'course.yaml');
      if (!existsSync(file)) continue;
      const { data } = readData(`${slug}/course.yaml`, readFileSync(file, 'utf8'), courseSchema);
      if (data) orders.set(slug, data.order);
    }
  }
  return inOrder([...orders].map(([slug, order]) => ({ slug, order })));
}

const inOrder = <C extends { slug: string; order: number }>(courses: C[]): C[] =>
  courses.sort((a, b) => a.order - b.order || (a.slug < b.slug ? -1 : 1));

/** The mistakes that keep `locale`'s page of a lesson or reference page from being served. */
export function mistakesIn(problems: readonly ContentProblem[], locale: Locale): ContentProblem[] {
  return problems.filter(({ file, severity }) => severity === 'error' && file.endsWith(`.${locale}.md`));
}

/** The mistakes that keep whole courses out of the list. */
export function courseMistakes(problems: readonly ContentProblem[]): ContentProblem[] {
  return problems.filter(({ file, severity }) => severity === 'error' && file.endsWith('/course.yaml'));
}

type Terms = readonly GlossaryEntry[];

function loadCourse(root: string, slug: string, terms: Terms): { course: Course | null; problems: ContentProblem[] } {
  const file = `${slug}/course.yaml`;
  const { data, problems } = readData(file, readFileSync(join(root, file), 'utf8'), courseSchema, 0, { prefix: 'course' });
  const lessons: Lesson[] = [];
  for (const folder of folders(join(root, slug))) {
    const name = /^(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(folder);
    if (!name) {
      problems.push({
        file: `${slug}/${folder}`,
        line: 1,
        column: 1,
        severity: 'warning',
        message: {
          en: `The folder "${folder}" is no lesson: name it with two digits and a slug, e.g. 01-what-a-plc-does.`,
          'zh-CN': `文件夹 "${folder}" 不是课程：请用两位数字加名称命名，例如 01-what-a-plc-does。`,
        },
      });
      continue;
    }
    const lesson = loadLesson(root, slug, folder, name[2] ?? folder, lessons.length + 1, terms);
    const twin = lessons.find((other) => other.slug === lesson.slug);
    if (twin) {
      problems.push({
        file: `${slug}/${folder}`,
        line: 1,
        column: 1,
        severity: 'error',
        message: {
          en: `Two lessons of this course are called "${lesson.slug}". Rename one folder.`,
          'zh-CN': `本课程中有两课都叫 "${lesson.slug}"。请重命名其中一个文件夹。`,
        },
      });
      continue;
    }
    lessons.push(lesson);
    problems.push(...lesson.problems);
  }
  return { course: data ? { slug, ...data, lessons } : null, problems };
}

function loadLesson(root: string, course: string, folder: string, slug: string, number: number, terms: Terms): Lesson {
  const lesson: Lesson = { course, slug, number, folder: join(root, course, folder), pages: {}, problems: [] };
  for (const locale of locales) {
    const file = `${course}/${folder}/index.${locale}.md`;
    if (!existsSync(join(root, file))) continue;
    const read = readPage(root, file, locale, { folder: lesson.folder, href: `/figures/${course}/${slug}/` }, terms);
    if (read.page) lesson.pages[locale] = read.page;
    lesson.problems.push(...read.problems);
  }
  if (Object.keys(lesson.pages).length === 0 && lesson.problems.length === 0) {
    lesson.problems.push({
      file: `${course}/${folder}`,
      line: 1,
      column: 1,
      severity: 'error',
      message: {
        en: 'This lesson has no text. Write index.en.md or index.zh-CN.md into its folder.',
        'zh-CN': '本课没有正文。请在文件夹中编写 index.en.md 或 index.zh-CN.md。',
      },
    });
  }
  lesson.problems.push(...differences(lesson, `${course}/${folder}`));
  return lesson;
}

/** Progress is kept by question: both languages must ask the same ones. */
function differences(lesson: Lesson, folder: string): ContentProblem[] {
  const [en, zh] = [lesson.pages.en, lesson.pages['zh-CN']];
  if (!en || !zh) return [];
  const problems: ContentProblem[] = [];
  const warn = (locale: Locale, message: LocalizedText): void => {
    problems.push({ file: `${folder}/index.${locale}.md`, line: 1, column: 1, severity: 'warning', message });
  };
  for (const [page, other] of [
    [en, zh],
    [zh, en],
  ] as const) {
    const own = new Map([...page.quizzes, ...page.drills]);
    for (const [id, quiz] of [...other.quizzes, ...other.drills]) {
      const same = own.get(id);
      if (same === undefined) {
        warn(page.locale, {
          en: `The quiz "${id}" stands only in the other language. Add it here.`,
          'zh-CN': `测验 "${id}" 只在另一种语言中出现，请在此补上。`,
        });
      } else if (same.kind !== quiz.kind && page.locale === 'en') {
        warn(page.locale, {
          en: `The quiz "${id}" is a ${same.kind} here and a ${quiz.kind} in the other language. Make both the same.`,
          'zh-CN': `测验 "${id}" 在两种语言中的类型不同（${same.kind} 与 ${quiz.kind}），请统一。`,
        });
      } else if (page.quizzes.has(id) !== other.quizzes.has(id) && page.locale === 'en') {
        warn(page.locale, {
          en: `The quiz "${id}" is a drill in one language only. Write \`drill\` in both or in neither.`,
          'zh-CN': `测验 "${id}" 只在一种语言中是复习题（drill）。请两种语言都写，或都不写。`,
        });
      }
    }
  }
  if (en.lab !== zh.lab) {
    warn('zh-CN', {
      en: 'The two languages of this lesson name different labs. Make them the same.',
      'zh-CN': '本课两种语言所用的实验不同，请统一。',
    });
  }
  return problems;
}

interface ReadPage {
  page: LessonPage | null;
  problems: ContentProblem[];
}
interface KnownPage {
  read: ReadPage;
  /** Stamp of the page's own file. */
  written: string;
  /** Pictures that it names, as paths, and their stamp: one that was added mends a page, one that was redrawn changes it. */
  figures: string[];
  drawn: string;
}
type ReadPages = Map<string, KnownPage>;
/** By glossary, for its terms are marked in every page: two academies with terms of their own do not take turns. */
const cache = new WeakMap<Terms, ReadPages>();

function readPage(root: string, file: string, locale: Locale, figures: { folder: string; href: string }, terms: Terms): ReadPage {
  const path = join(root, file);
  const pages: ReadPages = cache.get(terms) ?? new Map();
  cache.set(terms, pages);
  const known = pages.get(path);
  // As it is before it is read: what is saved meanwhile is seen by the next call.
  const written = stampOf([path]);
  if (known?.written === written && known.drawn === stampOf(known.figures)) return known.read;

  const source = { file, text: readFileSync(path, 'utf8'), locale, figures, glossary: terms };
  const { data, rendered, problems: all } = readLessonText(source, renderPage);
  const served = data !== null && !all.some((problem) => problem.severity === 'error');
  const read: ReadPage = {
    page: served
      ? {
          ...data,
          locale,
          html: rendered.html,
          template: rendered.template,
          headings: rendered.headings,
          quizzes: rendered.quizzes,
          drills: rendered.drills,
          solutions: rendered.solutions,
          steps: rendered.steps,
          mentions: rendered.mentions,
        }
      : null,
    problems: all,
  };
  const shown = [...rendered.figures.keys()].map((name) => join(figures.folder, name));
  pages.set(path, { read, written, figures: shown, drawn: stampOf(shown) });
  return read;
}

function stampOf(paths: readonly string[]): string {
  return paths
    .map((path) => {
      const found = statSync(path, { throwIfNoEntry: false });
      return found ? `${found.mtimeMs}:${found.size}` : '-';
    })
    .join('|');
}

function folders(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}

/** A lesson by its addresses; `null` when there is none. */
export function findLesson(library: Library, course: string, slug: string): { course: Course; lesson: Lesson } | null {
  const found = library.courses.find((one) => one.slug === course);
  const lesson = found?.lessons.find((one) => one.slug === slug);
  return found && lesson ? { course: found, lesson } : null;
}
