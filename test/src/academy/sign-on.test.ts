/** Single sign-on against a real OpenID Connect provider (oidc-provider), spoken to over HTTP as a browser would. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditEntries } from '#academy/audit/audit.ts';
import { getSignOnAnswer, postSignOn } from '#academy/http/sign-on.ts';
import { selectOptionalMember } from '#academy/members/membership.ts';
import type { Services } from '#academy/services.ts';
import { providersOf, saveProvider } from '#academy/sign-on/providers.ts';
import { roleMapOfText, textOfRoleMap } from '#academy/sign-on/role-map-text.ts';
import { academyFor, dataFolder, RecordingHost } from './academy-fixture.ts';

interface Person {
  sub: string;
  name: string;
  email: string;
  email_verified: boolean;
  groups: string[];
}

const here = 'http://127.0.0.1:4999';
let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let directory: Server;
let issuer: string;
let person: Person;
let provider: string;

beforeEach(async () => {
  person = { sub: 'u-17', name: 'Anna Arbeit', email: 'anna@works.example', email_verified: true, groups: ['maintenance'] };
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost());
  directory = createServer();
  await new Promise<void>((resolve) => directory.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(directory.address() as AddressInfo).port}`;
  provider = await enterProvider();
  directory.on('request', directoryOf([`${here}/sign-on/${provider}/callback/`]).callback());
});
afterEach(async () => {
  directory.closeAllConnections();
  await new Promise((resolve) => directory.close(resolve));
  await academy.database.destroy();
  await folder.remove();
});

const enterProvider = (
  which: { id: string; revision: number } | null = null,
  roleMap = 'maintenance = instructor, author\n生产 = author',
) =>
  saveProvider(
    academy.database,
    academy.secret,
    { academyId: academy.academy.id, actor: { kind: 'member', member: 'olga' } },
    which,
    {
      name: 'Works directory',
      issuer,
      clientId: 'millwright',
      clientSecret: 'a secret between the two of them',
      groupsClaim: 'groups',
      roleMap: roleMapOfText(roleMap),
      enabled: true,
    },
  );

/** A company's directory: signs `person` in without asking. */
function directoryOf(redirects: string[]): Provider {
  const directory = new Provider(issuer, {
    clients: [
      {
        client_id: 'millwright',
        client_secret: 'a secret between the two of them',
        redirect_uris: redirects,
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'groups'], email: ['email', 'email_verified'] },
    findAccount: () => ({ accountId: person.sub, claims: () => ({ ...person }) }),
    cookies: { keys: ['of this test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    jwks: undefined,
  });
  directory.use(async (context, next) => {
    if (!context.path.startsWith('/interaction/')) return next();
    const details = await directory.interactionDetails(context.req, context.res);
    const grant = new directory.Grant({ accountId: person.sub, clientId: 'millwright' });
    grant.addOIDCScope('openid profile email');
    const consent = { grantId: await grant.save() };
    const result = details.prompt.name === 'login' ? { login: { accountId: person.sub } } : { consent };
    await directory.interactionFinished(context.req, context.res, result, { mergeWithLastSubmission: true });
    context.respond = false;
    return undefined;
  });
  return directory;
}

/** A browser's cookies for one site. */
class Cookies {
  readonly #jar = new Map<string, string>();
  take(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(cookie)) this.#jar.delete(pair.slice(0, at));
      else this.#jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
  get header(): string {
    return [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

const request = (path: string, cookies: Cookies, body?: string): Request =>
  new Request(`${here}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      host: '127.0.0.1:4999',
      origin: here,
      cookie: cookies.header,
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(body === undefined ? {} : { body }),
  });

/** From our button through the directory to its way back; the address that it sends the person to. */
async function atTheDirectory(cookies: Cookies, to = ''): Promise<string> {
  const begun = await postSignOn(academy, request(`/sign-on/${provider}/`, cookies, `to=${encodeURIComponent(to)}`), provider);
  if (!('answer' in begun)) throw new Error(begun.refused.code);
  cookies.take(begun.answer);
  let address = begun.answer.headers.get('location') ?? '';
  const theirs = new Cookies();
  for (let hop = 0; hop < 9 && address.startsWith(issuer); hop += 1) {
    const answer = await fetch(address, { redirect: 'manual', headers: { cookie: theirs.header } });
    theirs.take(answer);
    address = new URL(answer.headers.get('location') ?? '', issuer).href;
  }
  return address;
}

async function signOn(cookies = new Cookies(), to = ''): Promise<Response | string> {
  const back = await atTheDirectory(cookies, to);
  const posted = await getSignOnAnswer(academy, request(back.slice(here.length), cookies), provider, 'en');
  if (!('answer' in posted)) return posted.refused.code;
  cookies.take(posted.answer);
  return posted.answer;
}

async function memberOf(cookies: Cookies) {
  const session = await academy.accounts.api.getSession({ headers: new Headers({ cookie: cookies.header }) });
  return session
    ? { user: session.user, member: await selectOptionalMember(academy.database, academy.academy.id, session.user.id) }
    : null;
}

describe('somebody of the company’s directory', () => {
  test('is signed in, a member, with the roles of their groups, and where they wanted to go', async () => {
    const cookies = new Cookies();
    const answer = await signOn(cookies, '/courses/first-scan/');
    expect(answer).toBeInstanceOf(Response);
    expect((answer as Response).headers.get('location')).toBe('/courses/first-scan/');
    const found = await memberOf(cookies);
    expect(found?.user).toMatchObject({ name: 'Anna Arbeit', email: 'anna@works.example' });
    expect(found?.member?.roles).toEqual(['author', 'instructor']);
    expect(JSON.stringify(await academy.database.selectFrom('sso_provider').selectAll().execute())).not.toContain(
      'between the two',
    );
  });

  test('comes back as the same person, with the roles of the groups they are in now; what was given here stays', async () => {
    const cookies = new Cookies();
    await signOn(cookies);
    const before = await memberOf(cookies);
    await academy.database
      .insertInto('member_role')
      .values({
        academy_id: academy.academy.id,
        member_id: before?.member?.id ?? '',
        role: 'administrator',
        granted_at: '',
        granted_by: 'olga',
      })
      .execute();
    person.groups = ['生产', 'unknown'];
    await signOn(new Cookies());
    const after = await memberOf(cookies);
    expect(after?.member).toMatchObject({ id: before?.member?.id, roles: ['administrator', 'author'] });
    expect((await auditEntries(academy.database, academy.academy.id, { limit: 1 }))[0]).toMatchObject({
      action: 'set-roles-by-groups',
      actorKind: 'system',
      after: ['administrator', 'author'],
    });
  });

  test('does not become another account that has their address; signed in with its password they link the two', async () => {
    const context = await academy.accounts.$context;
    const user = await context.internalAdapter.createUser(
      { name: 'Anna', email: 'anna@works.example', emailVerified: false },
      { method: 'admin' },
    );
    expect(await signOn()).toBe('sign-on-address-taken');
    const cookies = new Cookies();
    await academy.database
      .insertInto('member')
      .values({ id: 'm-anna', academy_id: academy.academy.id, user_id: user.id, created_at: '' })
      .execute();
    const started = await academy.accounts.api.startSession({
      body: { userId: user.id },
      headers: new Headers(),
      returnHeaders: true,
    });
    cookies.take(new Response(null, { headers: started.headers }));
    expect(await signOn(cookies)).toBeInstanceOf(Response);
    const later = new Cookies();
    await signOn(later);
    expect((await memberOf(later))?.user.id).toBe(user.id);
  });

  test('whose address is not proven gets none of it', async () => {
    person.email_verified = false;
    const cookies = new Cookies();
    await signOn(cookies);
    expect((await memberOf(cookies))?.user.email).toMatch(/\.invalid$/);
  });

  test('who is suspended here is not let in', async () => {
    await signOn();
    await academy.database.updateTable('member').set({ suspended_at: '2026-01-01' }).execute();
    expect(await signOn()).toBe('suspended-here');
  });
});

describe('an answer that is not to our question is refused', () => {
  test('in another browser, with another state, or a code used twice', async () => {
    const cookies = new Cookies();
    const back = (await atTheDirectory(cookies)).slice(here.length);
    const code = async (path: string, with_: Cookies) => {
      const posted = await getSignOnAnswer(academy, request(path, with_), provider, 'en');
      return 'refused' in posted ? posted.refused.code : 'let in';
    };
    expect(await code(back, new Cookies())).toBe('sign-on-again');
    expect(await code(back.replace(/state=[^&]+/, 'state=forged'), cookies)).toBe('sign-on-refused');
    expect(await code('/sign-on/x/callback/?error=access_denied', cookies)).toBe('sign-on-refused');
    expect(await code(back, cookies)).toBe('let in');
    expect(await code(back, cookies)).toBe('sign-on-refused');
  });

  test('at another provider of the server', async () => {
    const cookies = new Cookies();
    const back = (await atTheDirectory(cookies)).slice(here.length);
    const posted = await getSignOnAnswer(academy, request(back, cookies), 'another', 'en');
    expect('refused' in posted && posted.refused.code).toBe('sign-on-again');
  });
});

describe('a provider', () => {
  test('that is down is told, and works again when it is back', async () => {
    const [{ revision } = { revision: 0 }] = await providersOf(academy.database, academy.academy.id);
    const saved = issuer;
    issuer = 'http://127.0.0.1:9';
    await enterProvider({ id: provider, revision });
    const begun = await postSignOn(academy, request(`/sign-on/${provider}/`, new Cookies(), 'to='), provider);
    expect('refused' in begun && [begun.refused.status, begun.refused.code]).toEqual([502, 'sign-on-unreachable']);
    issuer = saved;
    await enterProvider({ id: provider, revision: revision + 1 });
    expect(await signOn()).toBeInstanceOf(Response);
  });

  test('changed by two at once tells the second', async () => {
    await enterProvider({ id: provider, revision: 1 });
    await expect(enterProvider({ id: provider, revision: 1 })).rejects.toMatchObject({ code: 'changed-meanwhile' });
  });
});

test('a map of groups is read as it is written', () => {
  const text = 'a = b = author\n生产 = instructor, administrator';
  expect(roleMapOfText(`${text}\n\n`)).toEqual({ 'a = b': ['author'], 生产: ['administrator', 'instructor'] });
  expect(roleMapOfText(textOfRoleMap(roleMapOfText(text)))).toEqual(roleMapOfText(text));
  for (const bad of ['owners = owner', 'no roles', '= author', 'x ='])
    expect(() => roleMapOfText(`ok = author\n${bad}`)).toThrow(
      expect.objectContaining({ code: 'bad-role-map', values: expect.objectContaining({ line: '2' }) }),
    );
});
