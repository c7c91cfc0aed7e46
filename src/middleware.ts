/**
 * Before every page and endpoint: writing requests come from our own pages only; who asks, in which academy; and whether they may
 * (academy/permissions is the table; this is the one place that asks it for HTTP).
 */

import type { APIContext, MiddlewareHandler } from 'astro';
import type { Academy } from '#academy/academies/academies.ts';
import { visitedAcademy } from '#academy/academies/visited.ts';
import { withCookies } from '#academy/http/answering.ts';
import { foreignOrigin, readingMethods } from '#academy/http/origin.ts';
import { problemResponse } from '#academy/http/problems.ts';
import { requestScope } from '#academy/http/request-scope.ts';
import { libraryOf } from '#academy/library/library.ts';
import { keyOf } from '#academy/members/api-keys.ts';
import { preferencesOf } from '#academy/members/kept-preferences.ts';
import { type Attendance, currentMember } from '#academy/members/members.ts';
import { lacksSecondFactor } from '#academy/members/second-factor-rule.ts';
import { permits } from '#academy/permissions/permit.ts';
import { actionOf } from '#academy/permissions/routes.ts';
import { optionalServices, type Services } from '#academy/services.ts';
import { localeOf, neutralPath, pathIn } from './i18n/locales.ts';

export const onRequest: MiddlewareHandler = async (context, next) => {
  const { request, url, locals } = context;
  Object.assign(locals, { library: null, member: null, attendance: null, academy: null, preferences: {} });
  const scope = requestScope();
  if (scope) scope.route = context.routePattern;
  const services = optionalServices();
  // A program with a key sends no cookie, so no page can make it write.
  if (!readingMethods.has(request.method) && keyOf(request.headers) === null) {
    const foreign = foreignOrigin({ origin: request.headers.get('origin'), host: request.headers.get('host') });
    if (foreign !== null) {
      services?.log.warn({ method: request.method, path: url.pathname, reason: foreign }, 'refused: foreign origin');
      services?.host.refused('foreign-origin', foreign);
      return problemResponse('foreign-origin');
    }
  }
  // A page rendered ahead of time has nobody before it.
  if (services === null) return next();
  const attendance = await currentMember(services, request.headers);
  const academy = attendance?.academy ?? (await visitedAcademy(services.database, services.academy, request.headers, null));
  Object.assign(locals, { attendance, academy, member: attendance?.member ?? null });
  const refused = refusal(services, context, attendance, academy);
  if (refused) return withCookies(await refused, attendance);
  // An endpoint adds its cookies itself.
  if (isApi(url)) return next();
  if (attendance) {
    const { id, academyId } = attendance.member;
    locals.preferences = await preferencesOf(services.database, { academyId, memberId: id });
  }
  locals.library = await libraryOf(services, locals.member, academy);
  return withCookies(await inOfferedLanguage(context, academy, await whole(await next())), attendance);
};

const isApi = (url: URL): boolean => url.pathname.startsWith('/api/');

/** `null` for who may. */
function refusal(
  services: Services,
  { request, url, routePattern, rewrite, redirect }: APIContext,
  attendance: Attendance | null,
  academy: Academy,
): Response | Promise<Response> | null {
  const action = actionOf(request.method, routePattern);
  if (action !== 'unlisted' && permits(action, attendance, academy)) return null;
  services.log.info(
    { method: request.method, route: routePattern, action, member: attendance?.member.id },
    'refused: not permitted',
  );
  if (action === 'unlisted') return problemResponse('wrong-method');
  const unproven = attendance !== null && lacksSecondFactor(attendance, academy);
  if (unproven)
    return isApi(url) ? problemResponse('second-factor-needed') : redirect(pathIn(localeOf(url.pathname), '/account/'), 303);
  const stranger = attendance === null || attendance.member.guest;
  if (isApi(url)) return problemResponse(attendance === null ? 'no-session' : 'not-permitted');
  if (!stranger) return rewrite(pathIn(localeOf(url.pathname), '/403/'));
  const there = readingMethods.has(request.method)
    ? `?to=${encodeURIComponent(`${neutralPath(url.pathname)}${url.search}`)}`
    : '';
  return redirect(pathIn(localeOf(url.pathname), `/sign-in/${there}`), 303);
}

/** A page in a language that the academy does not offer is read in one that it does. Files and endpoints have no language. */
async function inOfferedLanguage({ request, url, redirect }: APIContext, academy: Academy, answer: Response): Promise<Response> {
  const { languages } = academy.settings;
  const page = answer.ok && answer.headers.get('content-type')?.startsWith('text/html');
  if (!page || !readingMethods.has(request.method) || languages.includes(localeOf(url.pathname))) return answer;
  return redirect(`${pathIn(languages[0] ?? 'en', neutralPath(url.pathname))}${url.search}`, 302);
}

/**
 * A page is made whole before it is sent. Sent as it is made, one whose component breaks half-way would reach its reader as half a page,
 * or as no answer at all; now it becomes our own error page (500.astro), which says so.
 */
async function whole(answer: Response): Promise<Response> {
  if (!answer.headers.get('content-type')?.startsWith('text/html') || answer.body === null) return answer;
  return new Response(await answer.arrayBuffer(), answer);
}
