/** What course.yaml says, as a form has it. */
import { randomUUID } from 'node:crypto';
import { Document, isMap, parseDocument } from 'yaml';
import { readData } from '#content/placed-data.ts';
import { courseSchema } from '#content/schema.ts';
import { Refusal } from '../http/problems.ts';
import type { Services } from '../services.ts';
import { type DraftCourse, draftCourse } from './draft-courses.ts';

const file = 'course.yaml';

export interface CourseFields {
  title: string;
  titleZh: string;
  summary: string;
  summaryZh: string;
  order: string;
  /** Of the file that they were read from; empty: there is none. */
  base: string;
}

/** Empty where the file cannot be read. */
export function courseFields({ authoring, unit }: DraftCourse): CourseFields {
  const read = authoring.draft.read(unit, file);
  const { data } = readData(file, read?.content.toString() ?? '', courseSchema);
  return {
    title: data?.title.en ?? '',
    titleZh: data?.title['zh-CN'] ?? '',
    summary: data?.summary.en ?? '',
    summaryZh: data?.summary['zh-CN'] ?? '',
    order: data === null ? '' : String(data.order),
    base: read?.hash ?? '',
  };
}

/** Refused, `changed-meanwhile`, when somebody else saved since `base`. */
export function saveCourseFields(
  services: Pick<Services, 'authoring'>,
  academyId: string,
  course: string,
  form: URLSearchParams,
): void {
  const { authoring, unit } = draftCourse(services, academyId, course);
  const stands = authoring.draft.read(unit, file)?.content.toString() ?? '';
  // Also from a file that is otherwise wrong: progress is kept by it.
  const id = /^id:\s*([0-9a-f-]{36})\s*$/m.exec(stands)?.[1] ?? randomUUID();
  const text = (name: string): string => form.get(name)?.trim() ?? '';
  const fields = courseSchema.safeParse({
    id,
    order: /^\d{1,6}$/.test(text('order')) ? Number(text('order')) : null,
    title: { en: text('title'), 'zh-CN': text('titleZh') },
    summary: { en: text('summary'), 'zh-CN': text('summaryZh') },
  });
  if (!fields.success) throw new Refusal('bad-course');
  const { order, title, summary } = fields.data;
  // What the form does not show stays: for whom the course is, and its author's remarks. A file that cannot be read is written anew.
  const read = parseDocument(stands);
  const document = read.errors.length === 0 && isMap(read.contents) ? read : new Document({});
  for (const [key, value] of Object.entries({ id, order, title, summary })) document.set(key, value);
  const yaml = document.toString({ lineWidth: 0 });
  const written = authoring.draft.write(unit, file, Buffer.from(yaml), form.get('base') || null);
  if ('refused' in written) throw new Refusal(written.refused === 'changed' ? 'changed-meanwhile' : 'bad-course');
}
