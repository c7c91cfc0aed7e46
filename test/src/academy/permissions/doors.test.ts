/** Who is let in where: the academy's doors, several academies on one server, keys. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AcademySettingsPart } from '#academy/academies/settings.ts';
import { problem, workState } from '#academy/api.ts';
import { createApiKey, keysOf } from '#academy/members/api-keys.ts';
import type { Role } from '#academy/permissions/roles.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, motorLab, RecordingHost } from '../academy-fixture.ts';
import { Browser, siteFor, type TestSite } from '../site-fixture.ts';

const lab = motorLab();
const work = `/api/work/${lab.slug}`;

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let site: TestSite;
let browser: Browser;
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost(), lab);
  site = await siteFor(academy, { page: () => new Response('a page') });
  browser = new Browser(site);
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  await folder.remove();
});

const set = (settings: AcademySettingsPart, id = academy.academy.id) =>
  academy.database
    .updateTable('academy')
    .set({ settings: JSON.stringify(settings) })
    .where('id', '=', id)
    .execute();

async function foundAcademy(slug: string, settings: AcademySettingsPart = {}, host: string | null = null): Promise<string> {
  const id = randomUUID();
  const row = {
    id,
    slug,
    name: slug,
    created_at: '2026-01-01T00:00:00.000Z',
    settings: JSON.stringify(settings),
    revision: 1,
    host,
  };
  await academy.database.insertInto('academy').values(row).execute();
  return id;
}

async function code(response: Response): Promise<[number, string]> {
  return [response.status, problem.parse(await response.json()).code];
}

describe('an academy that is closed', () => {
  test('to visitors asks for a sign-in and says where they wanted to go', async () => {
    await set({ open: false, guests: false });
    const answer = await browser.send('GET', '/zh-cn/courses/first-scan/?a=1');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/zh-cn/sign-in/?to=%2Fcourses%2Ffirst-scan%2F%3Fa%3D1');
  });

  test('to guests makes none, and lets none of before work on', async () => {
    await browser.send('POST', '/api/guest');
    expect((await browser.send('GET', work)).status).toBe(200);
    await set({ guests: false });
    expect(await code(await browser.send('GET', work))).toEqual([403, 'not-permitted']);
    expect(await code(await new Browser(site).send('POST', '/api/guest'))).toEqual([403, 'no-guests']);
  });
});

describe('several academies on one server', () => {
  test('a guest is in the academy they chose, and their work is nowhere else', async () => {
    await foundAcademy('press-works');
    browser.cookie = 'millwright.academy=press-works';
    const made = await browser.send('POST', '/api/guest');
    const session = made.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    browser.cookie = `${session}; millwright.academy=press-works`;
    await browser.send('PUT', `${work}/file`, { controller: 'plc', name: 'main.st', text: 'theirs', base: 0 });
    const there = workState.parse(await (await browser.send('GET', work)).json());
    expect(there.files.plc?.[0]?.text).toBe('theirs');
    const rows = await academy.database
      .selectFrom('file')
      .innerJoin('academy', 'academy.id', 'file.academy_id')
      .select('slug')
      .execute();
    expect(rows).toEqual([{ slug: 'press-works' }]);
  });

  test('a host name of its own decides, whatever a cookie says', async () => {
    const id = await foundAcademy('press-works', {}, '127.0.0.1');
    browser.cookie = 'millwright.academy=default';
    await browser.send('POST', '/api/guest');
    expect(await academy.database.selectFrom('member').select('academy_id').execute()).toEqual([{ academy_id: id }]);
  });

  test('a closed one is nobody’s', async () => {
    const id = await foundAcademy('press-works');
    await academy.database.updateTable('academy').set({ closed_at: '2026-02-01' }).where('id', '=', id).execute();
    browser.cookie = 'millwright.academy=press-works';
    await browser.send('POST', '/api/guest');
    expect(await academy.database.selectFrom('member').select('academy_id').execute()).toEqual([
      { academy_id: academy.academy.id },
    ]);
  });
});

describe('a key', () => {
  async function keyFor(
    roles: Role[],
    actions: Parameters<typeof createApiKey>[1]['actions'],
    expiresAt = '2999-01-01T00:00:00.000Z',
  ) {
    const member = randomUUID();
    const academyId = academy.academy.id;
    await academy.database
      .insertInto('member')
      .values({ id: member, academy_id: academyId, user_id: randomUUID(), created_at: '' })
      .execute();
    for (const role of roles)
      await academy.database
        .insertInto('member_role')
        .values({ academy_id: academyId, member_id: member, role, granted_at: '' })
        .execute();
    const key = await createApiKey(academy.database, { academyId, memberId: member, name: 'report', actions, expiresAt });
    return { ...key, member, headers: { authorization: `Bearer ${key.secret}` } };
  }

  test('is made once, however often its form is sent', async () => {
    const { id, member } = await keyFor([], ['learn']);
    const expiresAt = '2999-01-01T00:00:00.000Z';
    const again = { id, academyId: academy.academy.id, memberId: member, name: 'report', actions: ['learn'] as const, expiresAt };
    await expect(createApiKey(academy.database, again)).rejects.toMatchObject({ code: 'sent-already' });
    expect(await keysOf(academy.database, { academyId: academy.academy.id, memberId: member })).toHaveLength(1);
  });

  test('opens what it was made for, without cookie and Origin', async () => {
    const { headers } = await keyFor([], ['learn']);
    const init = { method: 'PUT', headers: { ...headers, 'content-type': 'application/json' } };
    const body = JSON.stringify({ controller: 'plc', name: 'main.st', text: 'by a program', base: 0 });
    expect((await fetch(`${site.url}${work}/file`, { ...init, body })).status).toBe(200);
  });

  test('does not open what its member may and the key was not made for', async () => {
    const { headers } = await keyFor(['owner'], ['visit']);
    expect(await code(await browser.send('GET', work, undefined, headers))).toEqual([403, 'not-permitted']);
  });

  test('that ran out, was revoked, or whose member is suspended opens nothing', async () => {
    const late = await keyFor([], ['learn'], '2020-01-01T00:00:00.000Z');
    expect(await code(await browser.send('GET', work, undefined, late.headers))).toEqual([401, 'no-session']);
    const revoked = await keyFor([], ['learn']);
    await academy.database.updateTable('api_key').set({ revoked_at: '2026-01-01' }).where('id', '=', revoked.id).execute();
    expect(await code(await browser.send('GET', work, undefined, revoked.headers))).toEqual([401, 'no-session']);
    const suspended = await keyFor([], ['learn']);
    expect((await browser.send('GET', work, undefined, suspended.headers)).status).toBe(200);
    await academy.database.updateTable('member').set({ suspended_at: '2026-01-01' }).where('id', '=', suspended.member).execute();
    expect(await code(await browser.send('GET', work, undefined, suspended.headers))).toEqual([401, 'no-session']);
  });

  test('is not in the database, only its hash', async () => {
    const { secret } = await keyFor([], ['learn']);
    expect(JSON.stringify(await academy.database.selectFrom('api_key').selectAll().execute())).not.toContain(secret);
  });
});

test('a suspended member is nobody from the next request on, and keeps everything', async () => {
  await browser.send('POST', '/api/guest');
  await browser.send('PUT', `${work}/file`, { controller: 'plc', name: 'main.st', text: 'typed', base: 0 });
  await academy.database.updateTable('member').set({ suspended_at: '2026-01-01' }).execute();
  expect(await code(await browser.send('GET', work))).toEqual([401, 'no-session']);
  await academy.database.updateTable('member').set({ suspended_at: null }).execute();
  const state = workState.parse(await (await browser.send('GET', work)).json());
  expect(state.files.plc?.[0]?.text).toBe('typed');
});

describe('the languages that an academy offers', () => {
  /** Pages are HTML, files are not; the address has the language. */
  const html = () => new Response('<p>a page</p>', { headers: { 'content-type': 'text/html; charset=utf-8' } });
  const there = async (path: string): Promise<string | number> => {
    const answer = await new Browser(site).send('GET', path);
    return answer.headers.get('location') ?? answer.status;
  };
  beforeEach(async () => {
    await site.close();
    site = await siteFor(academy, { page: ({ url }) => (url.pathname.startsWith('/figures') ? new Response('a file') : html()) });
  });

  test('are read; a page in another one leads to the same page in the first of them', async () => {
    expect([await there('/courses/'), await there('/zh-cn/courses/')]).toEqual([200, 200]);
    await set({ languages: ['zh-CN'] });
    expect(await there('/courses/?a=1')).toBe('/zh-cn/courses/?a=1');
    expect([await there('/'), await there('/zh-cn/courses/')]).toEqual(['/zh-cn/', 200]);
    await set({ languages: ['en'] });
    expect([await there('/zh-cn/courses/?a=1'), await there('/zh-cn/'), await there('/courses/')]).toEqual([
      '/courses/?a=1',
      '/',
      200,
    ]);
  });

  test('do not move what has no language: files, and what is sent', async () => {
    await set({ languages: ['zh-CN'] });
    expect(await there('/figures/first-scan/to-read/a.txt')).not.toBe('/zh-cn/figures/first-scan/to-read/a.txt');
    expect((await new Browser(site).send('POST', '/sign-in/')).status).toBe(200);
    expect((await new Browser(site).send('GET', '/certificates/keys/none')).headers.get('location')).toBeNull();
  });
});
