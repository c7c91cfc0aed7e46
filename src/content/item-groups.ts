/**
 * What statistics are of, in the words of its reader: the steps of a lab, the questions of a course, each in the order in which people meet
 * them.
 */
import { Parser } from 'htmlparser2';
import type { Item } from '#academy/statistics/item-statistics.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { type Lesson, loadCourses, pageFor } from './lessons.ts';
import { drawValues, escapeHtml, fill, firstVariant } from './questions/variants.ts';
import type { Quiz } from './quiz-schema.ts';
import { contentBelow } from './roots.ts';

export interface DescribedItem extends Item {
  /** Plain text. */
  title: string;
  /** Of a question: its lesson. */
  lesson: { slug: string; title: string } | null;
  /** What each option says, by its id here. */
  names: Readonly<Record<string, string>>;
  /** Ids of options are made from their words, in each language others: from any of them to the id here. */
  optionPlaces: ReadonlyMap<string, string>;
}

export interface ItemGroup {
  kind: 'lab' | 'course';
  /** A lab's id, a course's slug. */
  id: string;
  title: string;
  /** Ids: a lab's steps as they are, questions as `lesson/question`. */
  items: DescribedItem[];
}

/** Groups without any item are left out. */
export function itemGroups(library: { roots: readonly string[]; labs(): ReadonlyMap<string, Lab> }, locale: Locale): ItemGroup[] {
  const labs = [...library.labs().values()].map((lab): ItemGroup => {
    const text = lab.text[locale];
    const items = lab.definition.steps.map(
      ({ id }): DescribedItem => ({
        id,
        kind: 'step',
        options: [],
        title: text.steps[id]?.title ?? id,
        lesson: null,
        names: {},
        optionPlaces: new Map(),
      }),
    );
    return { kind: 'lab', id: lab.definition.id, title: text.title, items };
  });
  const courses = loadCourses(contentBelow(library.roots)).courses.map(
    (course): ItemGroup => ({
      kind: 'course',
      id: course.slug,
      title: course.title[locale],
      items: course.lessons.flatMap((lesson) => questionsOf(lesson, locale)),
    }),
  );
  return [...labs, ...courses].filter(({ items }) => items.length > 0);
}

function questionsOf(lesson: Lesson, locale: Locale): DescribedItem[] {
  const page = pageFor(lesson, locale);
  if (page === null) return [];
  return [...page.quizzes.values()].map((quiz) => {
    const options = optionsOf(quiz);
    const places = Object.values(lesson.pages).flatMap(({ quizzes }) => {
      const same = quizzes.get(quiz.id);
      return same?.kind === quiz.kind ? optionsOf(same).map(({ id }, place): [string, string] => [id, String(place)]) : [];
    });
    return {
      id: `${lesson.slug}/${quiz.id}`,
      kind: 'question',
      options: options.map(({ right }, place) => ({ id: String(place), right })),
      title: plain(fill(quiz.question, drawValues(quiz.variables, firstVariant, quiz.id), escapeHtml)),
      lesson: { slug: lesson.slug, title: page.title },
      names: Object.fromEntries(options.map(({ name }, place) => [String(place), name])),
      optionPlaces: new Map(places),
    };
  });
}

const optionsOf = (quiz: Quiz): readonly { id: string; right: boolean; name: string }[] =>
  quiz.kind === 'choice' || quiz.kind === 'multiple' || quiz.kind === 'point' ? quiz.options : [];

function plain(html: string): string {
  let text = '';
  const parser = new Parser({ ontext: (part) => (text += part) });
  parser.end(html);
  return text.replace(/\s+/g, ' ').trim();
}
