/** What an author writes about a course, a lesson, a reference page and a term: one schema each. Unknown keys are refused. */
import { z } from 'zod';

const localized = z.strictObject({
  en: z.string().min(1).describe('In English.'),
  'zh-CN': z.string().min(1).describe('In Chinese.'),
});

/** Whom a course is for. It decides only where it is listed: whoever sees courses may read every one. */
export const audiences = ['trainees', 'authors'] as const;
export type Audience = (typeof audiences)[number];

/** `content/<course>/course.yaml`; the folder's name is the course's address. */
export const courseSchema = z.strictObject({
  id: z.uuid().describe('Never changes, not even when the folder is renamed.'),
  order: z.int().min(0).describe('Place in the list of courses.'),
  audience: z
    .enum(audiences)
    .default('trainees')
    .describe('Whom it is for; a course for authors and instructors is listed under a heading of its own.'),
  title: localized.describe('As the catalogue shows it.'),
  summary: localized.describe('One or two sentences: what one can do afterwards.'),
});

/** Frontmatter of `content/<course>/<nn-lesson>/index.<locale>.md`. */
export const lessonSchema = z.strictObject({
  title: z.string().min(1).max(120).describe('Heading of the page.'),
  summary: z.string().min(1).max(300).describe('One sentence for the map of lessons.'),
  minutes: z.int().min(1).max(240).describe('Reading and working time together.'),
  lab: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, e.g. seal-in')
    .optional()
    .describe('Slug of the lab that stands beside the lesson.'),
  competencies: z.array(z.string()).default([]).describe('What it teaches beyond its lab, by ids of competencies.yaml.'),
});

/** Frontmatter of `content/reference/<page>.<locale>.md`. */
export const referenceSchema = z.strictObject({
  title: z.string().min(1).max(120).describe('Heading of the page.'),
  description: z.string().min(1).max(300).describe('One sentence for the list of reference pages.'),
});

const glossaryWords = z.strictObject({
  term: z.string().min(1).max(80).describe('As it stands in lessons.'),
  text: z.string().min(1).max(400).describe('What it is, in one or two sentences.'),
  also: z.array(z.string().min(1).max(80)).default([]).describe('Other forms by which lessons and the search know it.'),
});

/** An element of the list in `content/glossary.yaml`. */
export const glossaryEntrySchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, e.g. scan-cycle')
    .describe('What other terms name under see.'),
  see: z.array(z.string()).default([]).describe('Ids of related terms.'),
  hover: z.boolean().default(true).describe('Whether lessons mark the term; false for words that are too common.'),
  en: glossaryWords.optional().describe('In English.'),
  'zh-CN': glossaryWords.optional().describe('In Chinese.'),
});

export type LessonFrontmatter = z.output<typeof lessonSchema>;
export type ReferenceFrontmatter = z.output<typeof referenceSchema>;
