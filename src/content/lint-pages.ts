/** What pages name exists: the lab of a lesson, its steps and signals, pages and headings that links lead to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean } from '#sandbox/lab/did-you-mean.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { labSignals } from '#sandbox/lab/signals.ts';
import { visibleSignals } from '#sandbox/lab/visible-signals.ts';
import { neutralPath } from '../i18n/locales.ts';
import type { Lesson, LessonPage, Library } from './lessons.ts';
import type { Mention } from './mentions.ts';
import type { ContentProblem } from './problem.ts';
import type { ReferenceEntry } from './reference.ts';

export interface Site {
  library: Library;
  reference: readonly ReferenceEntry[];
  labs: ReadonlyMap<string, Lab>;
  /** Slugs of all labs, those with mistakes too. */
  labSlugs: readonly string[];
}

type Told = (mention: Pick<Mention, 'line' | 'column'>, en: string, chinese: string) => void;

export function lintPages(site: Site): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const targets = targetsOf(site);
  const tellOf =
    (file: string): Told =>
    ({ line, column }, en, chinese) =>
      problems.push({ file, line, column, severity: 'error', message: { en, 'zh-CN': chinese } });
  for (const { slug: course, lessons } of site.library.courses) {
    for (const lesson of lessons) {
      for (const page of Object.values(lesson.pages)) {
        const tell = tellOf(lessonFile(course, lesson, page));
        lintLabOf(page, lesson, site, tell);
        lintLinks(page, `/courses/${course}/${lesson.slug}/`, targets, tell);
      }
    }
  }
  for (const { slug, pages } of site.reference) {
    for (const page of Object.values(pages)) {
      lintLinks(page, `/reference/${slug}/`, targets, tellOf(`reference/${slug}.${page.locale}.md`));
    }
  }
  return problems;
}

/** As problems name it. */
export const lessonFile = (course: string, lesson: Lesson, { locale }: Pick<LessonPage, 'locale'>): string =>
  `${course}/${lesson.folder.split(/[\\/]/).at(-1)}/index.${locale}.md`;

function lintLabOf(page: LessonPage, lesson: Lesson, { labs, labSlugs }: Site, tell: Told): void {
  const wanted = page.mentions.filter(({ kind }) => kind === 'step' || kind === 'signal' || kind === 'reading');
  if (page.lab === undefined) {
    const [first] = wanted;
    if (first) {
      tell(
        first,
        `The ${wordOf(first.kind)} "${first.name}" belongs to a lab, and this lesson names none. Write \`lab:\` into the frontmatter.`,
        `“${first.name}”属于某个实验，但本课没有指定实验。请在文件头写 \`lab:\`。`,
      );
    }
    return;
  }
  if (!labSlugs.includes(page.lab)) {
    const near = didYouMean(page.lab, labSlugs);
    tell(
      { line: lineOfLab(lesson, page), column: 1 },
      `There is no lab \`${page.lab}\`.${near ? ` Did you mean \`${near}\`?` : ''} Make one: npx millwright new lab ${page.lab}`,
      `没有实验 \`${page.lab}\`。${near ? `是否想写 \`${near}\`？` : ''}新建实验：npx millwright new lab ${page.lab}`,
    );
    return;
  }
  const lab = labs.get(page.lab);
  if (!lab) return;
  const steps = lab.definition.steps.map(({ id }) => id);
  const { byName, plantCompiles } = labSignals(lab);
  const visible = visibleSignals(lab);
  for (const mention of wanted) {
    const { kind, name } = mention;
    if (kind === 'reading' && !visible(name)) {
      tell(
        mention,
        `The signal \`${name}\` is hidden from the readers of \`${page.lab}\`, so a question may not ask for it: its answer would tell. Ask for one that the scene shows.`,
        `信号 \`${name}\` 对 \`${page.lab}\` 的读者不可见，题目不能询问它，否则会泄露答案。请询问场景中显示的信号。`,
      );
      continue;
    }
    if (kind === 'step' ? steps.includes(name) : !plantCompiles || byName.has(name.toUpperCase())) continue;
    const near = didYouMean(name, kind === 'step' ? steps : [...byName.values()].map((signal) => signal.name));
    const known = kind === 'step' ? { en: ` It has ${steps.join(', ')}.`, zh: `它有 ${steps.join('、')}。` } : { en: '', zh: '' };
    tell(
      mention,
      `The lab \`${page.lab}\` has no ${wordOf(kind)} \`${name}\`.${near ? ` Did you mean \`${near}\`?` : known.en}`,
      `实验 \`${page.lab}\` 没有${kind === 'step' ? '步骤' : '信号'} \`${name}\`。${near ? `是否想写 \`${near}\`？` : known.zh}`,
    );
  }
}

const wordOf = (kind: Mention['kind']): string => (kind === 'step' ? 'step' : 'signal');

function lineOfLab(lesson: Lesson, { locale }: LessonPage): number {
  const lines = readFileSync(join(lesson.folder, `index.${locale}.md`), 'utf8').split('\n');
  return (
    Math.max(
      0,
      lines.findIndex((line) => line.startsWith('lab:')),
    ) + 1
  );
}

/** The HTML of a page by its address and language; `null` where nothing is known of what it holds. */
type Targets = Map<string, Partial<Record<LessonPage['locale'], { readonly html: string }>> | null>;

function targetsOf({ library, reference }: Site): Targets {
  const targets: Targets = new Map([
    ['/', null],
    ['/courses/', null],
    ['/reference/', null],
    ['/glossary/', null],
    ['/search/', null],
  ]);
  for (const course of library.courses) {
    targets.set(`/courses/${course.slug}/`, null);
    for (const lesson of course.lessons) {
      targets.set(`/courses/${course.slug}/${lesson.slug}/`, lesson.pages);
    }
  }
  for (const entry of reference) targets.set(`/reference/${entry.slug}/`, entry.pages);
  return targets;
}

function lintLinks(
  { mentions, locale }: Pick<LessonPage, 'mentions' | 'locale'>,
  address: string,
  targets: Targets,
  tell: Told,
): void {
  for (const mention of mentions) {
    if (mention.kind !== 'link' || !/^(#|\/(?!\/)|\.\.?\/)/.test(mention.name)) continue;
    const { pathname, hash } = new URL(mention.name, `http://site${address}`);
    const path = `${neutralPath(pathname).replace(/\/$/, '')}/`;
    const target = targets.get(path);
    if (target === undefined) {
      const near = didYouMean(path, [...targets.keys()]);
      tell(
        mention,
        `The link leads to ${path}, where there is no page.${near ? ` Did you mean ${near}?` : ''}`,
        `链接指向 ${path}，那里没有页面。${near ? `是否想写 ${near}？` : ''}`,
      );
      continue;
    }
    const html = target?.[locale]?.html;
    const id = decodeURIComponent(hash.slice(1));
    if (id === '' || html === undefined || html.includes(` id="${id}"`)) continue;
    const near = didYouMean(
      id,
      [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!),
    );
    tell(
      mention,
      `The page ${path} has no heading #${id} in this language.${near ? ` Did you mean #${near}?` : ''}`,
      `页面 ${path} 的本语言版本中没有标题 #${id}。${near ? `是否想写 #${near}？` : ''}`,
    );
  }
}
