/**
 * Who somebody is: by address and password, then by a second factor where they have one. Pure of forms and addresses: http/sign-in.ts has
 * those. The guest's session stays in the browser until the last step, so that what they did can come along (guest-work.ts).
 */
import { isAPIError } from 'better-auth/api';
import { parseCookies } from 'better-auth/cookies';
import { visitedAcademy } from '../academies/visited.ts';
import { Refusal } from '../http/problems.ts';
import type { Services } from '../services.ts';
import { arrive } from './guest-work.ts';
import { acceptInvitation } from './invitations.ts';
import { selectOptionalMember } from './membership.ts';

export interface Shown {
  userId: string;
  /** Of the new session. */
  setCookie: string[];
}

/**
 * One answer for an unknown address and a wrong password (`wrong-password`), after the same work: the library hashes what it was given
 * either way. `secondFactor`: the password was right, and the cookies let the next step know. Without `remember` the session ends with the
 * browser, and after a day.
 */
export async function showPassword(
  services: Services,
  request: Request,
  { email, password, remember }: { email: string; password: string; remember: boolean },
): Promise<Shown | { secondFactor: true; setCookie: string[] }> {
  const { accounts } = services;
  const headers = await withoutSession(services, request);
  try {
    const answer = await accounts.api.signInEmail({
      body: { email, password, rememberMe: remember },
      headers,
      returnHeaders: true,
    });
    const setCookie = answer.headers.getSetCookie();
    if (!('token' in answer.response) || !answer.response.token)
      return { secondFactor: true, setCookie: await keepSession(services, setCookie) };
    return { userId: answer.response.user.id, setCookie };
  } catch (error) {
    if (isAPIError(error)) throw new Refusal('wrong-password', error.message);
    throw error;
  }
}

/** Six digits are the phone's, anything else a recovery code. `trust`: this browser is not asked again for 30 days. */
export async function showSecondFactor(
  services: Services,
  request: Request,
  { code, trust }: { code: string; trust: boolean },
): Promise<Shown> {
  const { api } = services.accounts;
  const headers = await withoutSession(services, request);
  const typed = code.replace(/\s/g, '');
  try {
    const answer = /^\d{6}$/.test(typed)
      ? await api.verifyTOTP({ body: { code: typed, trustDevice: trust }, headers, returnHeaders: true })
      : await api.verifyBackupCode({ body: { code: typed, trustDevice: trust }, headers, returnHeaders: true });
    return { userId: answer.response.user.id, setCookie: answer.headers.getSetCookie() };
  } catch (error) {
    if (!isAPIError(error)) throw error;
    const reason = String(error.body?.code ?? '');
    if (reason === 'INVALID_CODE' || reason === 'INVALID_BACKUP_CODE') throw new Refusal('wrong-code', reason);
    if (reason === 'ACCOUNT_TEMPORARILY_LOCKED') throw new Refusal('codes-locked', reason);
    throw new Refusal('sign-in-again', reason);
  }
}

export interface Entered {
  /** Of the session, the guest's work and the academy. */
  setCookie: string[];
  labs: number;
}

/**
 * The last step of every way in: the guest's work, an invitation, and whether there is an academy to enter at all. When there is none the
 * session ends again (`no-academy`, `suspended-here`).
 */
export async function enter(
  services: Services,
  request: Request,
  { userId, setCookie }: Shown,
  invitation: { token: string; academyId: string } | null = null,
): Promise<Entered> {
  const { database, accounts } = services;
  const arrived = await arrive(services, request, userId, invitation?.academyId ?? null);
  const own = await accounts.api.accountOf({ body: { userId } });
  if (invitation && own) await acceptInvitation(database, invitation.token, { userId, email: own.email });
  const academy = await visitedAcademy(database, services.academy, request.headers, userId);
  const member = await selectOptionalMember(database, academy.id, userId);
  if (!member || member.suspended) {
    await endSessionOf(services, setCookie);
    throw new Refusal(member ? 'suspended-here' : 'no-academy');
  }
  return { setCookie: [...setCookie, ...arrived.setCookie], labs: arrived.labs };
}

/** A new session in place of the request's own: whatever rights the old cookie carried ends with it. */
export async function rotateSession(services: Services, request: Request, userId: string): Promise<string[]> {
  const { api } = services.accounts;
  const session = await api.getSession({ headers: request.headers, query: { disableRefresh: true } });
  const headers = await withoutSession(services, request);
  const proof = session?.user.id === userId ? (session.session.proof ?? undefined) : undefined;
  const started = await api.startSession({ body: { userId, proof }, headers, returnHeaders: true });
  if (session?.user.id === userId) await api.endSession({ body: { token: session.session.token } });
  return started.headers.getSetCookie();
}

/** Signs out: the request's session is ended, and its cookies are taken back. */
export async function signOut(services: Services, request: Request): Promise<string[]> {
  const answer = await services.accounts.api.signOut({ headers: request.headers, returnHeaders: true });
  return answer.headers.getSetCookie();
}

async function endSessionOf(services: Services, setCookie: string[]): Promise<void> {
  const { accounts } = services;
  const { authCookies } = await accounts.$context;
  const cookie = setCookie.find((one) => one.startsWith(`${authCookies.sessionToken.name}=`));
  const token = decodeURIComponent(cookie?.split(';', 1)[0]?.split('=').slice(1).join('=') ?? '').split('.')[0];
  if (token) await accounts.api.endSession({ body: { token } });
}

/** The request's headers as somebody sends them who is not signed in: the library would take a guest's session for the person's. */
export async function withoutSession({ accounts }: Services, request: Request): Promise<Headers> {
  const { authCookies } = await accounts.$context;
  const kept = [...parseCookies(request.headers.get('cookie') ?? '')].filter(([name]) => name !== authCookies.sessionToken.name);
  const headers = new Headers();
  const agent = request.headers.get('user-agent');
  const host = request.headers.get('host');
  if (agent !== null) headers.set('user-agent', agent.slice(0, 300));
  if (host !== null) headers.set('host', host);
  if (kept.length > 0) headers.set('cookie', kept.map(([name, value]) => `${name}=${value}`).join('; '));
  return headers;
}

/** The library takes the session cookie back while a second factor is pending; ours is a guest's and is needed yet. */
async function keepSession({ accounts }: Services, setCookie: string[]): Promise<string[]> {
  const { authCookies } = await accounts.$context;
  const names = [authCookies.sessionToken.name, authCookies.sessionData.name];
  return setCookie.filter((cookie) => !names.some((name) => cookie.startsWith(`${name}=`)));
}
