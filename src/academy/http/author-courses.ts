/** The endpoints below `/api/author/courses/:course`; their exchanges are in authoring/api.ts. */
import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { figureFile, figureTypes, inlineDrawing } from '#content/figures.ts';
import { loadGlossary } from '#content/glossary.ts';
import { readLessonText } from '#content/lesson-text.ts';
import { contentBelow } from '#content/roots.ts';
import {
  type Findings,
  lessonFile,
  type Picture,
  type PreviewResponse,
  previewRequest,
  type SavedText,
  saveText,
} from '../authoring/api.ts';
import { type DraftCourse, draftCourse } from '../authoring/draft-courses.ts';
import { standingFolder } from '../authoring/lesson-folders.ts';
import { lintTurn } from '../authoring/lint-turn.ts';
import { archiveLimits } from '../library/archive/limits.ts';
import type { Reason } from '../library/archive/reasons.ts';
import { unitPath } from '../library/draft.ts';
import { currentMember } from '../members/members.ts';
import type { Services } from '../services.ts';
import { answering, forMember, withCookies } from './answering.ts';
import { bodyLimits, readBody, readBytes } from './body.ts';
import { type ProblemCode, Refusal } from './problems.ts';

export function putText(services: Services, request: Request, course: string): Promise<Response> {
  return forMember(services, request, async ({ academyId }): Promise<SavedText> => {
    const { authoring, unit } = draftCourse(services, academyId, course);
    const { name: typed, text, base } = await readBody(request, saveText, bodyLimits.file);
    const name = standing({ authoring, unit }, typed);
    if (name === null) throw new Refusal('lesson-gone', typed);
    const written = authoring.draft.write(unit, name, Buffer.from(text), base);
    if ('hash' in written) return { outcome: 'saved', hash: written.hash };
    if (written.refused !== 'changed')
      throw new Refusal(written.refused === 'text-too-big' ? 'too-big' : 'malformed', written.refused);
    const theirs = authoring.draft.read(unit, name);
    return { outcome: 'changed', theirs: theirs && { text: theirs.content.toString(), hash: theirs.hash } };
  });
}

/** Rendered by the lessons' own renderer, which refuses raw HTML: it may stand in a page. */
export function postPreview(services: Services, request: Request, course: string): Promise<Response> {
  return forMember(services, request, async ({ academyId }): Promise<PreviewResponse> => {
    const { authoring, unit } = draftCourse(services, academyId, course);
    const { name: typed, text } = await readBody(request, previewRequest, bodyLimits.file);
    const name = standing({ authoring, unit }, typed) ?? typed;
    const [, lesson = '', locale = 'en'] = lessonFile.exec(name) ?? [];
    const { data, rendered, problems } = readLessonText({
      file: typed,
      text,
      locale: locale === 'en' ? 'en' : 'zh-CN',
      figures: {
        folder: join(authoring.draft.root, unitPath(unit), lesson),
        href: `/api/author/courses/${unit.slug}/pictures/${lesson}/`,
      },
      glossary: loadGlossary(contentBelow(authoring.library.roots)).entries,
    });
    return { title: data?.title ?? null, minutes: data?.minutes ?? null, html: rendered.html, findings: problems };
  });
}

export function getFindings(services: Services, request: Request, course: string): Promise<Response> {
  return forMember(services, request, async ({ academyId }): Promise<Findings> => {
    const { authoring, unit } = draftCourse(services, academyId, course);
    return { findings: await lintTurn(academyId, () => authoring.lintCourse(unit.slug)) };
  });
}

export function getPicture(services: Services, request: Request, course: string, named: string): Promise<Response> {
  return forAuthor(services, request, (academyId) => {
    const { authoring, unit } = draftCourse(services, academyId, course);
    const file = standing({ authoring, unit }, named) ?? named;
    const path = figureFile(join(authoring.draft.root, unitPath(unit)), file);
    if (path === null) throw new Refusal('unknown-picture', file.slice(0, 200));
    const extension = extname(path).toLowerCase();
    const headers = { 'content-type': figureTypes[extension] ?? 'application/octet-stream', 'cache-control': 'no-store' };
    const bytes = extension === '.svg' ? inlineDrawing(path, file, 'figure', '').svg : new Uint8Array(readFileSync(path));
    return new Response(bytes, { headers });
  });
}

export function putPicture(services: Services, request: Request, course: string, named: string): Promise<Response> {
  return forMember(services, request, async ({ academyId }): Promise<Picture> => {
    const { authoring, unit } = draftCourse(services, academyId, course);
    const file = standing({ authoring, unit }, named) ?? named;
    refuseUnlessPicture({ authoring, unit }, file);
    const content = Buffer.from(await readBytes(request, archiveLimits.picture, 'picture-too-big'));
    const written = authoring.draft.write(unit, file, content, null);
    if ('hash' in written) return pictureNamed(file);
    if (written.refused === 'changed') throw new Refusal('picture-there', '', { name: basename(file) });
    throw new Refusal(refusals[written.refused] ?? 'picture-name', written.refused);
  });
}

export function deletePicture(services: Services, request: Request, course: string, named: string): Promise<Response> {
  return forMember(services, request, async ({ academyId }): Promise<Picture> => {
    const { authoring, unit } = draftCourse(services, academyId, course);
    const file = standing({ authoring, unit }, named) ?? named;
    refuseUnlessPicture({ authoring, unit }, file);
    if (!authoring.draft.remove(unit, file)) throw new Refusal('unknown-picture', file.slice(0, 200));
    return pictureNamed(file);
  });
}

/** The file of a lesson by the name that an open editor knows: its folder may have another number by now. `null`: no such lesson any more. */
function standing({ authoring, unit }: DraftCourse, file: string): string | null {
  const [, folder = '', rest = ''] = /^([^/]+)\/(.+)$/.exec(file) ?? [];
  const stands = standingFolder(authoring.draft, unit, folder);
  return stands === null ? null : `${stands}/${rest}`;
}

const refusals: Partial<Record<Reason, ProblemCode>> = {
  kind: 'picture-kind',
  'not-its-kind': 'picture-not-its-kind',
  'picture-too-big': 'picture-too-big',
  'text-too-big': 'picture-too-big',
  'text-encoding': 'picture-not-its-kind',
};

const pictureFile = /^(\d\d-[a-z0-9]+(?:-[a-z0-9]+)*)\/([^/]+)$/;

/** A picture stands in the folder of a lesson that is there. */
function refuseUnlessPicture({ authoring, unit }: DraftCourse, file: string): void {
  const [, lesson, picture = ''] = pictureFile.exec(file) ?? [];
  if (lesson === undefined || !authoring.draft.files(unit).some((name) => name.startsWith(`${lesson}/index.`)))
    throw new Refusal('picture-name', file.slice(0, 200));
  if (!(extname(picture).toLowerCase() in figureTypes)) throw new Refusal('picture-kind', picture.slice(0, 100));
}

const pictureNamed = (file: string): Picture => ({ name: basename(file), markdown: `![](${basename(file)})` });

/** As `forMember`, for what is no JSON. */
function forAuthor(services: Services, request: Request, work: (academyId: string) => Response): Promise<Response> {
  return answering(services, request, async () => {
    const attendance = await currentMember(services, request.headers);
    if (!attendance) throw new Refusal('no-session');
    return withCookies(work(attendance.member.academyId), attendance);
  });
}
