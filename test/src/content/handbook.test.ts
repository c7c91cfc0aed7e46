/** The examples of the author's handbook are read as an author's own files are, so that none can rot; what is shown live is its source. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadCourses } from '#content/lessons.ts';
import { courseSchema } from '#content/schema.ts';
import { labSchema } from '#sandbox/lab/schema.ts';
import { check } from '#sandbox/lab/schema-checks.ts';
import { fault } from '#sandbox/lab/schema-faults.ts';

const schemas = { course: courseSchema, check, rig: labSchema.shape.rig, fault } as const;
const content = join(import.meta.dirname, '..', '..', '..', 'content');
const folder = join(content, 'authors-handbook');
const folders = readdirSync(folder).filter((name) => /^\d\d-/.test(name));
const course = loadCourses([content]).courses.find(({ slug }) => slug === 'authors-handbook');

it('is for authors, and the other courses are for trainees', () => {
  const audiences = loadCourses([content]).courses.map(({ slug, audience }) => [slug, audience]);
  expect(audiences.filter(([, audience]) => audience === 'authors')).toEqual([['authors-handbook', 'authors']]);
});

describe.each(['en', 'zh-CN'] as const)('the handbook (%s)', (locale) => {
  const texts = folders.map((name) => readFileSync(join(folder, name, `index.${locale}.md`), 'utf8'));
  const fenced = texts.flatMap((text) =>
    [...text.matchAll(/^(`{3,4})(\S+)(?: (\S+))?\n(.*?)\n\1$/gms)].map(([whole, , , what, example]) => ({
      what,
      text: example ?? '',
      /** The page without this block. */
      elsewhere: text.replace(whole, ''),
    })),
  );

  it('has every lesson, without a mistake', () => {
    expect(course?.lessons.map(({ pages }) => pages[locale]?.title ?? null)).not.toContain(null);
    expect(course?.lessons.length).toBe(folders.length);
    expect(course?.lessons.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('shows each example live below its source', () => {
    const live = fenced.filter(({ what }) => what === 'lesson');
    expect(live.length).toBeGreaterThan(10);
    expect(live.filter(({ text, elsewhere }) => !elsewhere.includes(`\n${text}\n`)).map(({ text }) => text)).toEqual([]);
  });

  it('asks a question of every kind that needs no rig, and shows the source of the one that does', () => {
    const asked = course?.lessons.flatMap(({ pages }) => [...(pages[locale]?.quizzes.values() ?? [])].map(({ kind }) => kind));
    expect(new Set(asked)).toEqual(new Set(['choice', 'multiple', 'number', 'text', 'order', 'match', 'point']));
    expect(texts.join('\n')).toContain('kind=reading');
  });

  it.each(Object.keys(schemas) as (keyof typeof schemas)[])('shows a %s that its schema takes', (what) => {
    const examples = fenced.filter((example) => example.what === what);
    expect(examples.length).toBeGreaterThan(0);
    for (const { text } of examples) expect(schemas[what].safeParse(parse(text)).error).toBeUndefined();
  });
});
