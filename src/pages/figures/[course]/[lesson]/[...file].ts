/** Pictures of a lesson that are no drawings of its page: photographs, screenshots. */
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { APIRoute } from 'astro';
import { figureFile, figureTypes, inlineDrawing } from '#content/figures.ts';
import { findLesson, loadCourses } from '#content/lessons.ts';
import { contentOf } from '../../../../layouts/page-request.ts';

export const GET: APIRoute = ({ params, locals }) => {
  const found = findLesson(loadCourses(contentOf(locals)), params.course ?? '', params.lesson ?? '');
  const path = found && figureFile(found.lesson.folder, params.file ?? '');
  if (!path)
    return new Response('There is no picture at this address.\n', { status: 404, headers: { 'content-type': 'text/plain' } });
  const extension = extname(path).toLowerCase();
  const headers = { 'content-type': figureTypes[extension] ?? 'application/octet-stream', 'cache-control': 'no-cache' };
  if (extension === '.svg') return new Response(inlineDrawing(path, params.file ?? '', 'figure', '').svg, { headers });
  return new Response(new Uint8Array(readFileSync(path)), { headers });
};
