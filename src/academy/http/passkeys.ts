/**
 * `/api/passkeys/…`: what the account page and the sign-in page ask while a passkey is made or shown. A question comes with a cookie, which the
 * answer must carry. Whatever changes an account's passkeys needs its password of now, or a sign-in a moment ago where it has none.
 */
import { z } from 'zod';
import { actorOf } from '../audit/audit.ts';
import { currentMember } from '../members/members.ts';
import { ownAccount, proveOneself } from '../members/own-account.ts';
import { registrationAnswer, signInAnswer } from '../passkeys/answers.ts';
import { addPasskey, beginPasskey, type PasskeyBy } from '../passkeys/own-passkeys.ts';
import { askForPasskey, showPasskey } from '../passkeys/show-passkey.ts';
import type { Services } from '../services.ts';
import { answering } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { ownPath } from './own-path.ts';
import { Refusal } from './problems.ts';
import { limit, limitPassed } from './rate-limit.ts';
import { entering } from './sign-in.ts';

const toBegin = z.strictObject({ password: z.string().max(256) });
const toAdd = z.strictObject({ name: z.string().max(200), answer: registrationAnswer });
const toSignIn = z.strictObject({ answer: signInAnswer, to: z.string().max(500), locale: z.enum(['en', 'zh-CN']) });

/** `POST /api/passkeys/options` */
export function postPasskeyOptions(services: Services, request: Request): Promise<Response> {
  return answering(services, request, async () => {
    const { password } = await readBody(request, toBegin, bodyLimits.small);
    const own = await ownAccount(services, request.headers);
    if (!own) throw new Refusal('no-session');
    limit(services, 'sign-in', { account: own.email });
    await proveOneself(services, own, password);
    limitPassed(services, 'sign-in', own.email);
    const { options, setCookie } = await beginPasskey(services, request, own);
    return json({ options }, [setCookie]);
  });
}

/** `POST /api/passkeys` */
export function postPasskey(services: Services, request: Request): Promise<Response> {
  return answering(services, request, async () => {
    const given = await readBody(request, toAdd, bodyLimits.small);
    const own = await ownAccount(services, request.headers);
    if (!own) throw new Refusal('no-session');
    await addPasskey(services, request, own, await passkeyBy(services, request), given);
    // Finger, face or PIN were shown just now: this session has both factors.
    const session = await services.accounts.api.getSession({ headers: request.headers, query: { disableRefresh: true } });
    if (session) await services.accounts.api.noteProof({ body: { token: session.session.token, proof: 'passkey' } });
    return json({ done: true });
  });
}

/** `POST /api/passkeys/sign-in/options` */
export function postPasskeySignInOptions(services: Services, request: Request): Promise<Response> {
  return answering(services, request, async () => {
    limit(services, 'passkey-question');
    const { options, setCookie } = await askForPasskey(services, request);
    return json({ options }, [setCookie]);
  });
}

/** `POST /api/passkeys/sign-in`: where to go, in. */
export function postPasskeySignIn(services: Services, request: Request): Promise<Response> {
  return answering(services, request, async () => {
    const { answer, to, locale } = await readBody(request, toSignIn, bodyLimits.small);
    limit(services, 'passkey', { account: answer.id });
    const shown = await showPasskey(services, request, answer);
    const { path, setCookie } = await entering(services, request, shown, { to: ownPath(to) ?? '', locale });
    limitPassed(services, 'passkey', answer.id);
    return json({ to: path }, setCookie);
  });
}

/** Who changes their passkeys, for the academy's log. */
export async function passkeyBy(services: Services, request: Request): Promise<PasskeyBy> {
  const attendance = await currentMember(services, request.headers);
  if (!attendance) throw new Refusal('no-session');
  const { id, academyId } = attendance.member;
  return { academyId, memberId: id, actor: actorOf(attendance) };
}

function json(value: unknown, setCookie: readonly string[] = []): Response {
  const answer = Response.json(value, { headers: { 'cache-control': 'no-store' } });
  for (const cookie of setCookie) answer.headers.append('set-cookie', cookie);
  return answer;
}
