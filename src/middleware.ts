/** Before every page and endpoint: writing requests come from our own pages only; pages know their member. */

import type { MiddlewareHandler } from 'astro';
import { withCookies } from '#academy/http/answering.ts';
import { foreignOrigin, readingMethods } from '#academy/http/origin.ts';
import { problemResponse } from '#academy/http/problems.ts';
import { preferencesOf } from '#academy/members/kept-preferences.ts';
import { currentMember } from '#academy/members/members.ts';
import { optionalServices } from '#academy/services.ts';

export const onRequest: MiddlewareHandler = async ({ request, url, locals }, next) => {
  locals.member = null;
  locals.preferences = {};
  const academy = optionalServices();
  if (!readingMethods.has(request.method)) {
    const foreign = foreignOrigin({ origin: request.headers.get('origin'), host: request.headers.get('host') });
    if (foreign !== null) {
      academy?.log.warn({ method: request.method, path: url.pathname, reason: foreign }, 'refused: foreign origin');
      academy?.host.refused('foreign-origin', foreign);
      return problemResponse('foreign-origin');
    }
  }
  // Endpoints ask for their member themselves; a page rendered ahead of time has none.
  if (academy === null || url.pathname.startsWith('/api/')) return next();
  const attendance = await currentMember(academy, request.headers);
  if (attendance) {
    const { member } = attendance;
    locals.member = member;
    locals.preferences = await preferencesOf(academy.database, { academyId: member.academyId, memberId: member.id });
  }
  return withCookies(await whole(await next()), attendance);
};

/**
 * A page is made whole before it is sent. Sent as it is made, one whose component breaks half-way would reach its reader as half a page,
 * or as no answer at all; now it becomes our own error page (500.astro), which says so.
 */
async function whole(answer: Response): Promise<Response> {
  if (!answer.headers.get('content-type')?.startsWith('text/html') || answer.body === null) return answer;
  return new Response(await answer.arrayBuffer(), answer);
}
