/** The forms of `/sign-in/` and `/sign-in/second-factor/`, and `POST /sign-out/`. */

import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { neutralPath, pathIn } from '../../i18n/locales.ts';
import { enter, type Shown, showPassword, showSecondFactor, signOut } from '../members/sign-in.ts';
import { isForAddress, openInvitation } from '../members/sign-up.ts';
import type { Services } from '../services.ts';
import { bodyLimits, readForm } from './body.ts';
import { formPost, type Posted, seeOther } from './form-post.ts';
import { ownPath } from './own-path.ts';
import { Refusal } from './problems.ts';
import { limit, limitPassed } from './rate-limit.ts';

/** What was typed and may be shown again. */
export interface SignInTyped {
  email: string;
  to: string;
}

export async function postSignIn(
  services: Services,
  request: Request,
  locale: Locale,
  typed: SignInTyped,
): Promise<Posted<Response>> {
  return formPost(services, request, async () => {
    const form = await readForm(request, bodyLimits.small);
    const email = (form.get('email') ?? '').trim();
    Object.assign(typed, { email, to: ownPath(form.get('to')) ?? '' });
    limit(services, 'sign-in', { account: email });
    const shown = await showPassword(services, request, {
      email,
      password: form.get('password') ?? '',
      remember: form.has('remember'),
    });
    if ('secondFactor' in shown)
      return seeOther(pathIn(locale, `/sign-in/second-factor/${toParameter(typed.to)}`), shown.setCookie);
    const answer = await enterAndGo(services, request, shown, { to: typed.to, locale });
    limitPassed(services, 'sign-in', email);
    return answer;
  });
}

export async function postSecondFactor(services: Services, request: Request, locale: Locale): Promise<Posted<Response>> {
  return formPost(services, request, async () => {
    const form = await readForm(request, bodyLimits.small);
    limit(services, 'second-factor');
    const shown = await showSecondFactor(services, request, {
      code: (form.get('code') ?? '').slice(0, 40),
      trust: form.has('trust'),
    });
    return enterAndGo(services, request, shown, { to: ownPath(form.get('to')) ?? '', locale });
  });
}

export async function postSignOut(services: Services, request: Request): Promise<Response> {
  const posted = await formPost(services, request, async () => {
    const form = await readForm(request, bodyLimits.small);
    return seeOther(ownPath(form.get('to')) ?? '/', await signOut(services, request));
  });
  return 'answer' in posted ? posted.answer : seeOther('/');
}

/** As `entering`, by a redirect. */
export async function enterAndGo(
  services: Services,
  request: Request,
  shown: Shown,
  where: { to: string; locale: Locale },
): Promise<Response> {
  const { path, setCookie } = await entering(services, request, shown, where);
  return seeOther(path, setCookie);
}

/**
 * Let in whoever has shown who they are (by whatever way), with their guest's work; then to the page they came for. An invitation among
 * those pages is accepted on the way. @throws Refusal
 */
export async function entering(
  services: Services,
  request: Request,
  shown: Shown,
  { to, locale }: { to: string; locale: Locale },
): Promise<{ path: string; setCookie: string[] }> {
  const invitation = await invitationIn(services, shown.userId, to);
  const entered = await enter(services, request, shown, invitation);
  const there = invitation || to === '' ? '/' : neutralPath(to);
  return { path: cameAlong(pathIn(locale, there), entered.labs), setCookie: entered.setCookie };
}

/** The next page says that work of so many labs came along. */
export function cameAlong(path: string, labs: number): string {
  if (labs === 0) return path;
  const url = new URL(path, 'http://own.invalid');
  url.searchParams.set('came', String(labs));
  return `${url.pathname}${url.search}${url.hash}`;
}

export const toParameter = (to: string): string => (to === '' ? '' : `?to=${encodeURIComponent(to)}`);

/** The open invitation that a person wanted to come back to, when it is theirs to accept; the page says why not otherwise. */
async function invitationIn(
  services: Services,
  userId: string,
  to: string,
): Promise<{ token: string; academyId: string } | null> {
  const token = /^\/invitation\/([A-Za-z0-9_-]{1,80})\/?$/.exec(neutralPath(to))?.[1];
  if (token === undefined) return null;
  try {
    const invitation = await openInvitation(services, token, 'member');
    const account = await services.accounts.api.accountOf({ body: { userId } });
    return account && isForAddress(invitation, account.email) ? { token, academyId: invitation.academyId } : null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
