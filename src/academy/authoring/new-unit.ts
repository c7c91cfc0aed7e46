/** What the forms of a new course, lesson and lab share: a slug and a title in each language. */
import { z } from 'zod';
import { Refusal } from '../http/problems.ts';
import { type Unit, unitOf } from '../library/unit.ts';
import type { Titles } from './authoring.ts';

/** Of a slug and of a title. */
const longest = { slug: 60, title: 120 } as const;

const title = z
  .string()
  .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
  .pipe(z.string().min(1).max(longest.title));
const titlesForm = z.object({ title, titleZh: title });

/** Refused, `titles-missing`. */
export function titlesIn(form: URLSearchParams): Titles {
  const titles = titlesForm.safeParse({ title: form.get('title'), titleZh: form.get('titleZh') });
  if (!titles.success) throw new Refusal('titles-missing');
  return titles.data;
}

/** Lower-case words joined by hyphens. Refused, `bad-slug`. */
export function slugIn(typed: string | null): string {
  const slug = typed?.trim() ?? '';
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug) || slug.length > longest.slug) throw new Refusal('bad-slug');
  return slug;
}

/** Refused, `bad-slug`; `reference` is no course: its pages belong to the installation. */
export function unitIn(kind: Unit['kind'], typed: string | null): Unit {
  const slug = slugIn(typed);
  const unit = unitOf(`${kind}-${slug}`);
  if (unit === null || (kind === 'course' && slug === 'reference')) throw new Refusal('bad-slug');
  return unit;
}
