/** Both languages of a page say the same in the same order: headings, questions, the options of a question. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { locales, otherLocale } from '../i18n/locales.ts';
import type { LessonPage } from './lessons.ts';
import { lessonFile, type Site } from './lint-pages.ts';
import type { Mention } from './mentions.ts';
import type { ContentProblem } from './problem.ts';
import type { Quiz } from './quiz-schema.ts';

const names = { en: { en: 'English', 'zh-CN': '英文' }, 'zh-CN': { en: 'Chinese', 'zh-CN': '中文' } } as const;

export function lintTranslations({ library, reference }: Site): ContentProblem[] {
  const problems: ContentProblem[] = [];
  for (const { slug, lessons } of library.courses) {
    for (const lesson of lessons) {
      const { en, 'zh-CN': chinese } = lesson.pages;
      const fileOf = (locale: Locale): string => lessonFile(slug, lesson, { locale });
      const broken = lesson.problems.some(({ severity }) => severity === 'error');
      if (en && chinese) {
        problems.push(...headings(en, chinese, fileOf('zh-CN')), ...questions(en, chinese, fileOf('zh-CN')));
      } else if (!broken) problems.push(...untranslated(lesson.pages, fileOf));
    }
  }
  for (const { slug, pages, problems: own } of reference) {
    const fileOf = (locale: Locale): string => `reference/${slug}.${locale}.md`;
    if (pages.en && pages['zh-CN']) problems.push(...headings(pages.en, pages['zh-CN'], fileOf('zh-CN')));
    else if (!own.some(({ severity }) => severity === 'error')) problems.push(...untranslated(pages, fileOf));
  }
  return problems;
}

function untranslated(pages: Partial<Record<Locale, unknown>>, fileOf: (locale: Locale) => string): ContentProblem[] {
  return locales
    .filter((locale) => !pages[locale] && pages[otherLocale(locale)])
    .map((locale) => ({
      file: fileOf(locale),
      line: 1,
      column: 1,
      severity: 'warning',
      message: {
        en: `This page is not there in ${names[locale].en}: its readers see the other language with a notice. Write it.`,
        'zh-CN': `此页没有${names[locale]['zh-CN']}版本，读者会看到另一种语言和一条提示。请补写。`,
      },
    }));
}

type Mentioning = { mentions: readonly Mention[] };

/** The first heading at which the Chinese page leaves the order of the English one. */
function headings(en: Mentioning, chinese: Mentioning, file: string): ContentProblem[] {
  const [own, other] = [chinese, en].map(({ mentions }) => mentions.filter(({ kind }) => kind === 'heading')) as [
    Mention[],
    Mention[],
  ];
  const depth = (mention: Mention | undefined): string | undefined => mention?.name.split(' ', 1)[0];
  const text = (mention: Mention): string => mention.name.slice(mention.name.indexOf(' ') + 1);
  for (let index = 0; index < Math.max(own.length, other.length); index += 1) {
    const [here, there] = [own[index], other[index]];
    if (depth(here) === depth(there)) continue;
    const at = here ?? own.at(-1) ?? { line: 1, column: 1 };
    const message =
      there === undefined
        ? {
            en: `The English page has no heading that answers to “${text(here!)}”. Add it there, or remove it here.`,
            'zh-CN': `英文页面没有与“${text(here!)}”对应的标题。请在那里补上，或在此删去。`,
          }
        : {
            en: `Here should come the heading of level ${depth(there)} that is “${text(there)}” on line ${there.line} of the English page. Both have the same headings in the same order.`,
            'zh-CN': `此处应为 ${depth(there)} 级标题，对应英文页面第 ${there.line} 行的“${text(there)}”。两种语言的标题应相同且顺序一致。`,
          };
    return [{ file, line: at.line, column: at.column, severity: 'error', message }];
  }
  return [];
}

/** Questions in both languages (whether each is there is the loader's business): options as many, the right ones in the same places. */
function questions(en: LessonPage, chinese: LessonPage, file: string): ContentProblem[] {
  return [...chinese.quizzes, ...chinese.drills].flatMap(([id, quiz]): ContentProblem[] => {
    const other = en.quizzes.get(id) ?? en.drills.get(id);
    if (!other || other.kind !== quiz.kind || shapeOf(quiz) === shapeOf(other)) return [];
    const at = chinese.mentions.find(({ kind, name }) => kind === 'quiz' && name === id) ?? { line: 1, column: 1 };
    return [
      {
        file,
        line: at.line,
        column: at.column,
        severity: 'error',
        message: {
          en: `The question "${id}" differs from the English one: ${shapeOf(quiz)} here, ${shapeOf(other)} there. Answers are carried over by place: give both the same options in the same order.`,
          'zh-CN': `题目“${id}”与英文版不同：这里是 ${shapeOf(quiz)}，那里是 ${shapeOf(other)}。答案按位置对应：两种语言的选项应相同且顺序一致。`,
        },
      },
    ];
  });
}

/** What must be equal in both languages, as an author would note it: `[ ] [x] [ ]`. */
function shapeOf(quiz: Quiz): string {
  const drawn = quiz.variables.map((variable) =>
    variable.drawn === 'range'
      ? `${variable.name} = ${variable.from}..${variable.to} step ${variable.step}`
      : // Words are each language's own.
        variable.drawn === 'words'
        ? `${variable.name} = ${variable.words.length}`
        : `${variable.name} := ${variable.expression}`,
  );
  return [answersOf(quiz), ...drawn].join('; ');
}

const boxes = (list: readonly { right: boolean }[]): string => list.map(({ right }) => (right ? '[x]' : '[ ]')).join(' ');

function answersOf(quiz: Quiz): string {
  switch (quiz.kind) {
    case 'choice':
    case 'multiple':
      return boxes(quiz.options);
    case 'point':
      return quiz.options.map(({ right, element }) => `${right ? '[x]' : '[ ]'} ${element}`).join(' ');
    case 'number':
    case 'reading': {
      const ranges = quiz.foreseen.map(
        ({ from, to, right }) => `${right ? '[x]' : '[ ]'} ${from === to ? from : `${from}..${to}`}`,
      );
      const near = 'percent' in quiz.tolerance ? `${quiz.tolerance.percent} %` : quiz.tolerance.absolute;
      const { unit, accepted, mustWrite } = quiz.asked;
      const taken = [unit, ...(accepted ?? []), ...(mustWrite ? ['ask=unit'] : [])].join(' ');
      const read = quiz.kind === 'reading' ? `${quiz.signal} × ${quiz.scale} ` : '';
      return `${read}${ranges.join(' ')} ± ${near} ${taken}`.trim();
    }
    case 'text':
      // Foreseen words are each language's own.
      return '[x]';
    case 'order':
      return `1–${quiz.items.length}`;
    case 'match':
      return `1–${quiz.rows.length}`;
  }
}
