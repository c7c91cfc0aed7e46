/** Reference pages: `content/reference/<page>.<locale>.md`, one file a page and language. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { locales, otherLocale } from '../i18n/locales.ts';
import { diagnosticPages } from './diagnostic-pages.ts';
import { formatPages, renderFormatPage } from './format-pages.ts';
import type { Heading } from './headings.ts';
import { keptPage, renderPage } from './kept-pages.ts';
import { type RenderedMarkdown, renderMarkdown } from './markdown.ts';
import type { Mention } from './mentions.ts';
import { readData, splitFrontmatter } from './placed-data.ts';
import type { ContentProblem } from './problem.ts';
import { type ReferenceFrontmatter, referenceSchema } from './schema.ts';

export interface ReferencePage extends ReferenceFrontmatter {
  locale: Locale;
  html: string;
  headings: Heading[];
  /** What it names that stands elsewhere, for the lint; of a page made from the compiler nothing. */
  mentions: Mention[];
}

export interface ReferenceEntry {
  slug: string;
  pages: Partial<Record<Locale, ReferencePage>>;
  problems: ContentProblem[];
}

/** All reference pages by name; later roots win, page by page and language by language. What is generated comes first, and yields. */
export function loadReference(roots: readonly string[]): ReferenceEntry[] {
  const entries = new Map<string, ReferenceEntry>(
    generated().map((entry) => [entry.slug, { ...entry, pages: { ...entry.pages } }]),
  );
  for (const root of roots) {
    const folder = join(root, 'reference');
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder).sort()) {
      const match = /^([a-z0-9]+(?:-[a-z0-9]+)*)\.(.+)\.md$/.exec(name);
      const locale = locales.find((one) => one === match?.[2]);
      const slug = match?.[1];
      if (!slug || !locale) continue;
      const entry = entries.get(slug) ?? { slug, pages: {}, problems: [] };
      const { page, problems } = readPage(folder, name, locale);
      if (page) entry.pages[locale] = page;
      entry.problems.push(...problems);
      entries.set(slug, entry);
    }
  }
  return [...entries.values()].sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

/** The page in `locale`, else in the other language. */
export function referenceFor(entry: ReferenceEntry, locale: Locale): ReferencePage | null {
  return entry.pages[locale] ?? entry.pages[otherLocale(locale)] ?? null;
}

let generatedPages: ReferenceEntry[] | null = null;

/** Pages made from the compiler and from the schemas of what authors write. They are rendered when first asked for: an index needs their titles only. */
function generated(): ReferenceEntry[] {
  generatedPages ??= [
    ...diagnosticPages().map((page) => ({
      ...page,
      render: (locale: Locale) => renderMarkdown({ text: page.markdown(locale), locale, file: `reference/${page.slug}` }),
    })),
    ...formatPages.map((page) => ({ ...page, render: (locale: Locale) => renderFormatPage(page, locale) })),
  ].map(({ slug, title, description, render: made }) => {
    const entry: ReferenceEntry = { slug, pages: {}, problems: [] };
    for (const locale of locales) {
      let rendered: RenderedMarkdown | null = null;
      const file = `reference/${slug}`;
      const render = () => {
        // They follow from the code alone, and the compiler's from every example compiled: not even that is done again.
        rendered ??= keptPage({ made: file, locale }, null, () => made(locale));
        return rendered;
      };
      entry.pages[locale] = {
        title: title[locale],
        description: description[locale],
        locale,
        mentions: [],
        get html() {
          return render().html;
        },
        get headings() {
          return render().headings;
        },
      };
    }
    return entry;
  });
  return generatedPages;
}

interface ReadPage {
  page: ReferencePage | null;
  problems: ContentProblem[];
}
const cache = new Map<string, { stamp: string; read: ReadPage }>();

function readPage(folder: string, name: string, locale: Locale): ReadPage {
  const path = join(folder, name);
  const { mtimeMs, size } = statSync(path);
  const stamp = `${mtimeMs}:${size}`;
  const known = cache.get(path);
  if (known?.stamp === stamp) return known.read;

  const file = `reference/${name}`;
  const { frontmatter, body, bodyOffset } = splitFrontmatter(readFileSync(path, 'utf8'));
  const { data, problems } = readData(file, frontmatter, referenceSchema, 1, { prefix: 'page' });
  // Its drawings stand beside it, in folders of their own; they become part of the page, so nothing is fetched from `href`.
  const rendered = renderPage({ text: body, locale, file, lineOffset: bodyOffset, figures: { folder, href: '' } });
  const all = [...problems, ...rendered.problems];
  const served = data !== null && !all.some((problem) => problem.severity === 'error');
  const read = {
    page: served ? { ...data, locale, html: rendered.html, headings: rendered.headings, mentions: rendered.mentions } : null,
    problems: all,
  };
  cache.set(path, { stamp, read });
  return read;
}
