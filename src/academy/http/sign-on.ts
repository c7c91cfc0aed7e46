/** `POST /sign-on/:provider/` leads to the provider; `GET /sign-on/:provider/callback/` is where it sends the person back to. */
import { parseCookies } from 'better-auth/cookies';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { visitedAcademy } from '../academies/visited.ts';
import { currentMember } from '../members/members.ts';
import { withoutSession } from '../members/sign-in.ts';
import type { Services } from '../services.ts';
import { joinByGroups, userOfIdentity } from '../sign-on/arrival.ts';
import { beginSignOn, finishSignOn, flowCookie, flowOf } from '../sign-on/flow.ts';
import { selectOptionalOpenProvider } from '../sign-on/providers.ts';
import { bodyLimits, readForm } from './body.ts';
import { formPost, type Posted, seeOther } from './form-post.ts';
import { ownPath } from './own-path.ts';
import { Refusal } from './problems.ts';
import { limit } from './rate-limit.ts';
import { enterAndGo } from './sign-in.ts';

export function postSignOn(services: Services, request: Request, id: string): Promise<Posted<Response>> {
  return formPost(services, request, async () => {
    limit(services, 'sign-in');
    const form = await readForm(request, bodyLimits.small);
    const academy = await visitedAcademy(services.database, services.academy, request.headers, null);
    const provider = await selectOptionalOpenProvider(services.database, services.secret, academy.id, id);
    if (!provider) throw new Refusal('unknown-provider');
    // The browser names the origin that the person sees, also behind a proxy; it was checked before.
    const redirect = new URL(`/sign-on/${provider.id}/callback/`, request.headers.get('origin') ?? request.url).href;
    const to = ownPath(form.get('to')) ?? '';
    const { url, cookie } = await beginSignOn(services.secret, provider, { redirect, to, now: Date.now() });
    return seeOther(url.href, [cookie]);
  });
}

export function getSignOnAnswer(services: Services, request: Request, id: string, locale: Locale): Promise<Posted<Response>> {
  return formPost(services, request, async () => {
    const now = Date.now();
    const flow = flowOf(services.secret, parseCookies(request.headers.get('cookie') ?? '').get(flowCookie), now);
    if (flow.provider !== id) throw new Refusal('sign-on-again', 'another provider answers');
    const provider = await selectOptionalOpenProvider(services.database, services.secret, flow.academy, flow.provider);
    if (!provider) throw new Refusal('unknown-provider');
    const identity = await finishSignOn(provider, flow, new URL(request.url), now);
    const present = await currentMember(services, request.headers);
    const signedIn = present && !present.member.guest ? present.member.userId : null;
    const userId = await userOfIdentity(services, provider, identity, signedIn);
    await joinByGroups(services, provider, userId, identity.groups, new Date(now));
    const headers = await withoutSession(services, request);
    const started = await services.accounts.api.startSession({
      body: { userId, proof: `sign-on ${flow.academy}` },
      headers,
      returnHeaders: true,
    });
    const shown = {
      userId,
      setCookie: [...started.headers.getSetCookie(), `${flowCookie}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`],
    };
    return enterAndGo(services, request, shown, { to: flow.to, locale });
  });
}
