import { expect, test } from 'vitest';
import type { Progress } from '#academy/progress/progress.ts';
import type { Course } from '#content/lessons.ts';
import { t } from '../../../src/i18n/site.ts';
import { continueText, courseInWork, coursesFor, outlineOf, unmetBefore } from '../../../src/layouts/course-outline.ts';

const page = { locale: 'en' as const, words: t('en'), to: (path: string) => path };

/** Lessons by their labs; `null` is a lesson to read. */
function course(slug: string, labs: (string | null)[]): Course {
  return {
    slug,
    id: slug,
    order: 1,
    audience: 'trainees',
    title: { en: slug, 'zh-CN': slug },
    summary: { en: '', 'zh-CN': '' },
    lessons: labs.map((lab, index) => ({
      course: slug,
      slug: `lesson-${index + 1}`,
      number: index + 1,
      folder: '',
      problems: [],
      pages: {
        en: { title: `Lesson ${index + 1}`, locale: 'en', summary: '', minutes: 30, lab: lab ?? undefined, quizzes: new Map() },
      },
    })),
  } as unknown as Course;
}

function progress(
  labs: Record<string, [passed: number, total: number, touchedAt: string | null]>,
  more: Partial<Progress> = {},
): Progress {
  return {
    labs: Object.fromEntries(
      Object.entries(labs).map(([lab, [passed, total, touchedAt]]) => [
        lab,
        {
          passed,
          total,
          nextStep: passed < total ? 'step' : null,
          nextStepNumber: passed < total ? passed + 1 : null,
          begun: touchedAt !== null,
          finished: passed === total,
          touchedAt,
        },
      ]),
    ),
    answers: {},
    readings: new Set(),
    completed: new Set(),
    touched: {},
    continueLab: null,
    ...more,
  };
}

test('a course goes on with the lesson in work that was touched last', () => {
  const outline = outlineOf(course('c', ['a', 'b', null]), page, progress({ a: [1, 3, '2026-11-20'], b: [3, 7, '2026-11-22'] }));
  expect(outline.next?.title).toBe('Lesson 2');
  expect(continueText(page, outline)).toBe('Continue: step 4 of 7 in Lesson 2');
  expect(outline.touchedAt).toBe('2026-11-22');
});

test('time left shrinks with the steps passed', () => {
  const outline = outlineOf(
    course('c', ['a', 'b', null]),
    page,
    progress({ a: [3, 3, '2026-11-20'], b: [1, 3, '2026-11-21'] }, { readings: new Set(), touched: {} }),
  );
  expect(outline.lessons.map(({ minutesLeft }) => minutesLeft)).toEqual([0, 20, 30]);
  expect([outline.minutes, outline.minutesLeft, outline.done]).toEqual([90, 50, 1]);
});

test('a lesson declared read counts, with its time', () => {
  const outline = outlineOf(
    course('c', [null, 'b']),
    page,
    progress({ b: [0, 2, null] }, { readings: new Set(['c/lesson-1']), touched: { 'c/lesson-1': '2026-11-19' } }),
  );
  expect([outline.begun, outline.done, outline.touchedAt, outline.next?.title]).toEqual([true, 1, '2026-11-19', 'Lesson 2']);
});

test('the course in work is the one touched last that has something left', () => {
  const known = progress({ a: [1, 2, '2026-11-20'], b: [2, 2, '2026-11-22'], c: [1, 2, '2026-11-21'], d: [0, 1, null] });
  const outlines = ['a', 'b', 'c', 'd'].map((lab) => outlineOf(course(lab, [lab]), page, known));
  expect(courseInWork(outlines)?.title).toBe('c');
  expect(courseInWork(outlines.slice(1, 2))).toBeNull();
  expect(courseInWork(outlines.slice(3))).toBeNull();
});

test('what a lab builds on is told until it is done', () => {
  const begun = [course('one', ['a', 'b']), course('two', ['c'])];
  const open = begun.map((one) => outlineOf(one, page, progress({ a: [2, 2, '1'], b: [0, 2, null], c: [0, 2, null] })));
  const [last] = open[1]!.lessons;
  expect(unmetBefore(last!, open, ['a', 'b', 'gone']).map(({ lab }) => lab)).toEqual(['b']);
});

test('a course for authors does not stand among those that trainees choose from', () => {
  const outlines = [course('plc', ['a']), { ...course('handbook', [null]), audience: 'authors' as const }].map((one) =>
    outlineOf(one, page, progress({})),
  );
  expect(coursesFor('trainees', outlines).map(({ course: { slug } }) => slug)).toEqual(['plc']);
  expect(coursesFor('authors', outlines).map(({ course: { slug } }) => slug)).toEqual(['handbook']);
});
