/** The examples of the author's handbook are read as an author's own files are, so that none can rot. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderMarkdown } from '#content/markdown.ts';
import { splitFrontmatter } from '#content/placed-data.ts';
import { courseSchema, lessonSchema } from '#content/schema.ts';
import { labSchema } from '#sandbox/lab/schema.ts';
import { check } from '#sandbox/lab/schema-checks.ts';
import { fault } from '#sandbox/lab/schema-faults.ts';

const schemas = { course: courseSchema, check, rig: labSchema.shape.rig, fault } as const;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'millwright-handbook-'));
  const panel =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><circle id="left" r="3"/><circle id="right" r="3"/></svg>';
  writeFileSync(join(folder, 'panel.svg'), panel);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(['en', 'zh-CN'] as const)('the handbook (%s)', (locale) => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'content', 'reference', `handbook.${locale}.md`), 'utf8');
  const fenced = [...page.matchAll(/^(`{3,4})(\S+)(?: (\S+))?\n(.*?)\n\1$/gms)].map(([, , , what, text]) => ({
    what,
    text: text ?? '',
  }));

  it('shows lessons and questions that an author could save', () => {
    const lessons = fenced.filter(({ what }) => what === 'lesson');
    expect(lessons.length).toBe(2);
    const asked = lessons.flatMap(({ text }) => {
      const { frontmatter, body } = splitFrontmatter(text);
      if (text.startsWith('---')) expect(lessonSchema.safeParse(parse(frontmatter)).error).toBeUndefined();
      const rendered = renderMarkdown({ text: body, locale, file: 'handbook', figures: { folder, href: '/figures' } });
      expect(rendered.problems).toEqual([]);
      return [...rendered.quizzes.values()].map(({ kind }) => kind);
    });
    // A reading needs a rig and so a lesson with a lab: the page shows it without rendering it.
    expect(new Set(asked)).toEqual(new Set(['choice', 'multiple', 'number', 'text', 'order', 'match', 'point']));
    expect(page).toContain('kind=reading');
  });

  it.each(Object.keys(schemas) as (keyof typeof schemas)[])('shows a %s that its schema takes', (what) => {
    const examples = fenced.filter((example) => example.what === what);
    expect(examples.length).toBeGreaterThan(0);
    for (const { text } of examples) expect(schemas[what].safeParse(parse(text)).error).toBeUndefined();
  });
});
