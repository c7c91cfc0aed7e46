/**
 * What the editor of a course asks over HTTP; one schema per exchange, imported by both ends. All below /api/author/courses/:course, a
 * course of the academy's draft.
 *
 *   PUT    …/text                 saveText -> savedText      (a save over somebody else's is refused and shows theirs)
 *   POST   …/preview              previewRequest -> previewResponse   (of text that need not be saved)
 *   GET    …/findings             -> findings                (the lint of what is saved, in a process of its own)
 *   PUT    …/pictures/:file       the bytes -> picture       (its kind and size are told from them)
 *   GET    …/pictures/:file       the picture
 *   DELETE …/pictures/:file       -> picture
 */
import * as z from 'zod/mini';

const localizedText = z.object({ en: z.string(), 'zh-CN': z.string() });

/** `01-introduction/index.en.md` */
export const lessonFile = /^(\d\d-[a-z0-9]+(?:-[a-z0-9]+)*)\/index\.(en|zh-CN)\.md$/;
const name = z.string().check(z.regex(lessonFile));
const text = z.string().check(z.maxLength(400_000));

/** `base`: the hash of what its writer began from; `null` of a text that was not there. */
export const saveText = z.strictObject({ name, text, base: z.nullable(z.string().check(z.maxLength(64))) });
const draftText = z.object({ text: z.string(), hash: z.string() });
export type DraftText = z.output<typeof draftText>;
export const savedText = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('saved'), hash: z.string() }),
  /** `theirs` is what stands there now; `null` when it was deleted. Nothing was written. */
  z.object({ outcome: z.literal('changed'), theirs: z.nullable(draftText) }),
]);
export type SavedText = z.output<typeof savedText>;

const finding = z.object({
  /** From the course's folder. */
  file: z.string(),
  line: z.number(),
  column: z.number(),
  severity: z.enum(['error', 'warning']),
  message: localizedText,
  /** What explains it, on the site without its language. */
  reference: z.optional(z.string()),
});
export type Finding = z.output<typeof finding>;
export const findings = z.object({ findings: z.array(finding) });
export type Findings = z.output<typeof findings>;

export const previewRequest = z.strictObject({ name, text });
/** `html` is as safe as a lesson's page: the same renderer made it. */
export const previewResponse = z.object({
  title: z.nullable(z.string()),
  minutes: z.nullable(z.number()),
  html: z.string(),
  findings: z.array(finding),
});
export type PreviewResponse = z.output<typeof previewResponse>;

/** `markdown`: what to write into the lesson to show it. */
export const picture = z.object({ name: z.string(), markdown: z.string() });
export type Picture = z.output<typeof picture>;
