/** One person's browser before the doors of the academy: the pages' own post functions behind the real middleware, and all their cookies. */
import type { APIContext } from 'astro';
import { type AccountShown, postAccount } from '#academy/http/account.ts';
import type { Posted } from '#academy/http/form-post.ts';
import { postReset, readResetPage } from '#academy/http/reset.ts';
import { postSecondFactor, postSignIn } from '#academy/http/sign-in.ts';
import { postInvitation, postSetUp, postSignUp, readInvitationPage, readSetUpPage } from '#academy/http/sign-up.ts';
import type { Services } from '#academy/services.ts';
import { neutralPath } from '../../../../src/i18n/locales.ts';
import type { TestSite } from '../site-fixture.ts';

/** As the .astro files do: a redirect is sent, a refusal is a page with its status; its code stands in the body. */
export const pagesOf =
  (services: () => Services) =>
  async ({ request, url, locals }: APIContext): Promise<Response> => {
    const path = neutralPath(url.pathname);
    const token = path.split('/')[2] ?? '';
    const typed = { name: '', email: '', to: '', academy: '', languages: ['en' as const], timeZone: 'UTC' };
    const shown: AccountShown = { deed: null, setUp: null, recoveryCodes: [] };
    const userId = locals.member && !locals.member.guest ? locals.member.userId : null;
    const ask = (): Promise<Posted<unknown>> => {
      if (path.startsWith('/sign-in/second-factor')) return postSecondFactor(services(), request, 'en');
      if (path.startsWith('/sign-in')) return postSignIn(services(), request, 'en', typed);
      if (path.startsWith('/sign-up')) return postSignUp(services(), request, 'en', typed);
      if (path.startsWith('/invitation')) return postInvitation(services(), request, { token, locale: 'en', typed, userId });
      if (path.startsWith('/set-up')) return postSetUp(services(), request, { token, locale: 'en', typed });
      if (path.startsWith('/reset')) return postReset(services(), request, token, 'en');
      return postAccount(services(), request, 'en', shown);
    };
    const read = async (): Promise<Posted<unknown>> => {
      if (path.startsWith('/invitation')) return readInvitationPage(services(), request, token);
      if (path.startsWith('/set-up')) return readSetUpPage(services(), request, token);
      if (path.startsWith('/reset')) return readResetPage(services(), request, token);
      return { answer: { member: locals.member, academy: locals.academy?.slug } };
    };
    const posted = await (request.method === 'POST' ? ask() : read());
    if ('refused' in posted) return new Response(posted.refused.code, { status: posted.refused.status });
    return posted.answer instanceof Response ? posted.answer : Response.json(posted.answer ?? shown);
  };

export class Person {
  readonly site: TestSite;
  readonly cookies = new Map<string, string>();
  constructor(site: TestSite) {
    this.site = site;
  }

  async send(method: string, path: string, body?: Record<string, string | string[]> | object, type = 'form'): Promise<Response> {
    const fields = (): URLSearchParams =>
      new URLSearchParams(
        Object.entries(body ?? {}).flatMap(([name, value]) =>
          Array.isArray(value) ? value.map((one): [string, string] => [name, String(one)]) : [[name, String(value)]],
        ),
      );
    const response = await fetch(this.site.url + path, {
      method,
      redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        origin: this.site.url,
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0',
        ...(body === undefined
          ? {}
          : { 'content-type': type === 'form' ? 'application/x-www-form-urlencoded' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: type === 'form' ? fields().toString() : JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split('; ');
      const name = pair.slice(0, pair.indexOf('='));
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(pair.indexOf('=') + 1));
    }
    return response;
  }

  /** Where a form led to, or the code of its refusal. */
  async form(path: string, body: Record<string, string | string[]>): Promise<string> {
    const response = await this.send('POST', path, body);
    return response.headers.get('location') ?? (await response.text());
  }

  /** Who the server takes them for. */
  async who(): Promise<{ name: string; guest: boolean; roles: string[] } | null> {
    const response = await this.send('GET', '/profile/');
    return ((await response.json()) as { member: { name: string; guest: boolean; roles: string[] } | null }).member;
  }
}
