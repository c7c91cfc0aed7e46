/** What can be found: a document is one section of a lesson or a reference page, or one entry of the glossary. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { otherLocale } from '../../i18n/locales.ts';
import { t } from '../../i18n/site.ts';
import { formsOf, type GlossaryEntry, loadGlossary } from '../glossary.ts';
import { type Course, loadCourses } from '../lessons.ts';
import { loadReference } from '../reference.ts';
import { sectionsOf } from './sections.ts';

export type Kind = 'lesson' | 'reference' | 'glossary';

export interface SearchDocument {
  kind: Kind;
  /** Neutral address of the page, without language and anchor: `/courses/first-scan/two-switches/`. */
  page: string;
  anchor: string | null;
  /** Of the page, or the term; in a section of a page empty, its own heading counts there. */
  title: string;
  heading: string;
  summary: string;
  text: string;
  /** Other words for the term. */
  also: string;
  /** Where it stands, from the outside in: the course, the lesson. */
  place: string[];
}

/** One page, and what tells that it has changed: any of `parts` is another one. */
export interface Source {
  page: string;
  parts: readonly unknown[];
  documents(): SearchDocument[];
}

/** Everything in `locale`, as it stands now. Asking is cheap; what a source holds is only read when `documents()` is called. */
export function sources(roots: readonly string[], locale: Locale): Source[] {
  return [
    ...lessons(loadCourses(roots).courses, locale),
    ...reference(roots, locale),
    glossary(loadGlossary(roots).entries, locale),
  ];
}

function lessons(courses: readonly Course[], locale: Locale): Source[] {
  return courses.flatMap((course) =>
    course.lessons.flatMap((lesson) => {
      const text = lesson.pages[locale];
      if (!text) return [];
      const place = course.title[locale];
      const page = `/courses/${course.slug}/${lesson.slug}/`;
      return [
        {
          page,
          parts: [text, place],
          documents: () => pageDocuments('lesson', page, place, text.title, text.summary, text.html),
        },
      ];
    }),
  );
}

function reference(roots: readonly string[], locale: Locale): Source[] {
  const place = t(locale)('reference.title');
  return loadReference(roots).flatMap(({ slug, pages: { [locale]: text } }) => {
    if (!text) return [];
    const page = `/reference/${slug}/`;
    return [
      { page, parts: [text], documents: () => pageDocuments('reference', page, place, text.title, text.description, text.html) },
    ];
  });
}

function glossary(entries: readonly GlossaryEntry[], locale: Locale): Source {
  const page = '/glossary/';
  const place = [t(locale)('glossary.title')];
  const documents = (): SearchDocument[] =>
    entries.flatMap((entry) => {
      const words = entry[locale];
      const other = entry[otherLocale(locale)];
      if (!words) return [];
      const { term, text } = words;
      // Known by its name in the other language too: that is what one comes to look up.
      const also = [...formsOf(words).slice(1), ...(other ? formsOf(other) : [])].join('\n');
      return [{ kind: 'glossary', page, anchor: entry.id, title: term, heading: '', summary: '', text, also, place }];
    });
  return { page, parts: [entries], documents };
}

function pageDocuments(kind: Kind, page: string, place: string, title: string, summary: string, html: string): SearchDocument[] {
  return sectionsOf(html).map(({ anchor, heading, text }) =>
    anchor === null
      ? { kind, page, anchor, title, heading: '', summary, text, also: '', place: [place] }
      : { kind, page, anchor, title: '', heading, summary: '', text, also: '', place: [place, title] },
  );
}
