/** Passkeys, with a device in software: made by who is signed in, shown by who wants in, and everything that must not open the door. */
import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AcademySettingsPart } from '#academy/academies/settings.ts';
import { auditEntries } from '#academy/audit/audit.ts';
import { currentMember } from '#academy/members/members.ts';
import { createResetLink } from '#academy/members/reset-links.ts';
import { holdOwnFirst } from '#academy/members/second-factor-rule.ts';
import { exportPerson } from '#academy/personal-data/export.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, motorLab, RecordingHost } from '../academy-fixture.ts';
import { Person, pagesOf } from '../members/person.ts';
import { anotherAcademy } from '../people-fixture.ts';
import { siteFor, type TestSite } from '../site-fixture.ts';
import { SoftwareKey, type Wrong } from './software-key.ts';

const password = 'three rusty conveyors';
const mei = { name: 'Mei Lin', email: 'mei@works.example', password };
const home = 'https://academy.example';

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let site: TestSite;
let clock: { now: Date };
beforeEach(async () => {
  folder = dataFolder();
  clock = { now: new Date() };
  academy = await academyFor(folder.dir, new RecordingHost(), motorLab(), { now: () => clock.now });
  site = await siteFor(academy, { page: pagesOf(() => academy) });
  await set({ joining: 'anyone' });
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  await folder.remove();
});

async function set(settings: AcademySettingsPart): Promise<void> {
  await academy.database
    .updateTable('academy')
    .set({ settings: JSON.stringify(settings) })
    .execute();
}

type Answer = { status: number; code?: string; to?: string; options?: Options };
type Options = {
  challenge: string;
  rp: { id?: string };
  user: { id: string };
  rpId?: string;
  excludeCredentials?: { id: string }[];
};

/** A browser that stands at `origin`; its cookies are the person's. */
class BrowserAt {
  readonly person: Person;
  readonly origin: string;
  constructor(origin = home, person = new Person(site)) {
    this.origin = origin;
    this.person = person;
  }

  post(path: string, body: object): Promise<Answer> {
    const { cookies } = this.person;
    return new Promise((resolve, reject) => {
      const headers = {
        host: new URL(this.origin).host,
        origin: this.origin,
        'content-type': 'application/json',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      };
      const sent = httpRequest({ host: '127.0.0.1', port: site.port, method: 'POST', path, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => {
          for (const cookie of response.headers['set-cookie'] ?? []) {
            const [pair = ''] = cookie.split(';');
            cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
          }
          resolve({ status: response.statusCode ?? 0, ...(JSON.parse(text) as object) });
        });
      });
      sent.on('error', reject);
      sent.end(JSON.stringify(body));
    });
  }

  async add(key: SoftwareKey, { name = 'Phone', wrong = {} as Wrong, given = password } = {}): Promise<string> {
    const asked = await this.post('/api/passkeys/options', { password: given });
    if (!asked.options) return asked.code ?? '';
    const added = await this.post('/api/passkeys', { name, answer: key.create(asked.options, wrong) });
    return added.code ?? 'added';
  }

  async signIn(key: SoftwareKey, wrong: Wrong = {}, to = ''): Promise<string> {
    const asked = await this.post('/api/passkeys/sign-in/options', {});
    if (!asked.options) return asked.code ?? '';
    return this.show(key.get(asked.options, wrong), to);
  }

  async show(answer: object, to = ''): Promise<string> {
    const shown = await this.post('/api/passkeys/sign-in', { answer, to, locale: 'en' });
    return shown.code ?? shown.to ?? '';
  }
}

/** Mei, signed in at `origin`, and her key for it. */
async function meiWithKey(origin = home): Promise<{ browser: BrowserAt; key: SoftwareKey; memberId: string; userId: string }> {
  const browser = new BrowserAt(origin);
  await browser.person.form('/sign-up/', mei);
  const key = new SoftwareKey(origin);
  expect(await browser.add(key)).toBe('added');
  const { id, user_id } = await academy.database.selectFrom('member').select(['id', 'user_id']).executeTakeFirstOrThrow();
  return { browser, key, memberId: id, userId: user_id };
}

describe('a passkey', () => {
  test('signs in alone, where its owner wanted to go', async () => {
    const { key } = await meiWithKey();
    const elsewhere = new BrowserAt();
    expect(await elsewhere.signIn(key, {}, '/courses/')).toBe('/courses/');
    expect(await elsewhere.person.who()).toMatchObject({ name: 'Mei Lin', guest: false });
  });

  test('asks for no second code: finger, face or PIN is the other factor, and without it nothing opens', async () => {
    const { key } = await meiWithKey();
    expect(await new BrowserAt().signIn(key, { unverified: true })).toBe('passkey-refused');
    const other = new SoftwareKey(home);
    const browser = new BrowserAt();
    await browser.person.form('/sign-in/', mei);
    expect(await browser.add(other, { wrong: { unverified: true } })).toBe('passkey-refused');
  });

  test('brings the guest’s work along, as a password does', async () => {
    const { key } = await meiWithKey();
    const { slug } = motorLab();
    const guest = new BrowserAt();
    await guest.person.send('POST', '/api/guest');
    const file = { controller: 'plc', name: 'main.st', text: 'typed as a guest', base: 0 };
    expect((await guest.person.send('PUT', `/api/work/${slug}/file`, file, 'json')).status).toBe(200);
    expect(await guest.signIn(key)).toBe('/?came=1');
  });

  test('leads to own pages only', async () => {
    const { key } = await meiWithKey();
    expect(await new BrowserAt().signIn(key, {}, 'https://evil.example/')).toBe('/');
  });

  test('is not offered a second time to the device that has it, nor taken for another account', async () => {
    const { browser, key } = await meiWithKey();
    const asked = await browser.post('/api/passkeys/options', { password });
    expect(asked.options?.excludeCredentials?.map(({ id }) => id)).toEqual([key.id.toString('base64url')]);
    expect(await browser.add(key)).toBe('passkey-known');
    const other = new BrowserAt();
    await other.person.form('/sign-up/', { ...mei, email: 'jo@works.example' });
    expect(await other.add(key)).toBe('passkey-known');
  });

  test('is added with the password of now, and guessing at it is limited', async () => {
    const { browser } = await meiWithKey();
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect(await browser.add(new SoftwareKey(home), { given: 'not this one' })).toBe('wrong-own-password');
    expect(await browser.add(new SoftwareKey(home))).toBe('too-many-tries');
  });

  test('is added without a password by who has none, a moment after signing in', async () => {
    const { browser, userId } = await meiWithKey();
    const { internalAdapter } = await academy.accounts.$context;
    const credential = await internalAdapter.findCredentialAccount(userId);
    await internalAdapter.deleteAccount(credential?.id ?? '');
    expect(await browser.add(new SoftwareKey(home), { given: '' })).toBe('added');
    clock.now = new Date(clock.now.getTime() + 20 * 60_000);
    expect(await browser.add(new SoftwareKey(home), { given: '' })).toBe('sign-in-not-fresh');
  });

  test('has a name, which its owner changes and nobody else', async () => {
    const { browser, key } = await meiWithKey();
    const passkey = key.id.toString('base64url');
    expect(await browser.add(new SoftwareKey(home), { name: '  ' })).toBe('passkey-name');
    const rename = { deed: 'rename-passkey', passkey, name: 'Blue laptop' };
    const stranger = new Person(site);
    await stranger.form('/sign-up/', { ...mei, email: 'jo@works.example' });
    expect(await stranger.form('/account/', rename)).toBe('unknown-passkey');
    expect(await stranger.form('/account/', { deed: 'remove-passkey', passkey, password })).toBe('unknown-passkey');
    expect(await browser.person.form('/account/', rename)).toBe('/account/?done=rename-passkey#told');
    const rows = await academy.database.selectFrom('passkey').select('name').execute();
    expect(rows).toEqual([{ name: 'Blue laptop' }]);
  });

  test('is removed with the password, opens nothing then, and the academy’s log tells both', async () => {
    const { browser, key, memberId } = await meiWithKey();
    const remove = { deed: 'remove-passkey', passkey: key.id.toString('base64url') };
    expect(await browser.person.form('/account/', { ...remove, password: 'not this one' })).toBe('wrong-own-password');
    expect(await browser.person.form('/account/', { ...remove, password })).toBe('/account/?done=remove-passkey#told');
    expect(await new BrowserAt().signIn(key)).toBe('passkey-unknown');
    const deeds = await auditEntries(academy.database, academy.academy.id, { limit: 9, subject: memberId });
    expect(deeds.map(({ action }) => action).sort()).toEqual(['add-passkey', 'remove-passkey']);
  });

  test('goes with a reset link that takes the second factor away', async () => {
    const { key, memberId } = await meiWithKey();
    const by = { academyId: academy.academy.id, actor: { kind: 'system' } as const };
    const link = await createResetLink(academy.database, by, memberId, { secondFactorToo: true });
    await new Person(site).form(`/reset/${link?.token}/`, { password: 'four quiet gearboxes' });
    expect(await new BrowserAt().signIn(key)).toBe('passkey-unknown');
  });

  test('is in what its owner takes along, without key and address', async () => {
    const { memberId } = await meiWithKey();
    const { tables } = await exportPerson(academy.database, { academyId: academy.academy.id, memberId });
    expect(tables.passkey).toEqual([expect.objectContaining({ name: 'Phone', counter: 0 })]);
    expect(Object.keys(tables.passkey?.[0] ?? {})).not.toContain('public_key');
    expect(JSON.stringify(tables)).not.toContain('academy.example');
  });
});

describe('the door stays shut', () => {
  test('to an answer that was given before, right or wrong', async () => {
    const { key } = await meiWithKey();
    const browser = new BrowserAt();
    const { options } = await browser.post('/api/passkeys/sign-in/options', {});
    const answer = key.get(options ?? { challenge: '' });
    expect(await browser.show(answer)).toBe('/');
    expect(await browser.show(answer)).toBe('passkey-refused');
    const again = await browser.post('/api/passkeys/sign-in/options', {});
    expect(await browser.show(key.get(again.options ?? { challenge: '' }, { rpId: 'evil.example' }))).toBe('passkey-refused');
    expect(await browser.show(key.get(again.options ?? { challenge: '' }))).toBe('passkey-refused');
  });

  test('to an answer to another browser’s question', async () => {
    const { key } = await meiWithKey();
    const { options } = await new BrowserAt().post('/api/passkeys/sign-in/options', {});
    const thief = new BrowserAt();
    await thief.post('/api/passkeys/sign-in/options', {});
    expect(await thief.show(key.get(options ?? { challenge: '' }))).toBe('passkey-refused');
    expect(await new BrowserAt().show(key.get(options ?? { challenge: '' }))).toBe('passkey-refused');
  });

  test('to a question that was asked for adding a passkey, and the other way round', async () => {
    const { browser, key } = await meiWithKey();
    const adding = await browser.post('/api/passkeys/options', { password });
    expect(await browser.show(key.get(adding.options ?? { challenge: '' }))).toBe('passkey-refused');
    const entering = await browser.post('/api/passkeys/sign-in/options', {});
    const made = new SoftwareKey(home).create({
      rp: { id: 'academy.example' },
      user: { id: 'bWVp' },
      challenge: entering.options?.challenge ?? '',
    });
    expect((await browser.post('/api/passkeys', { name: 'Phone', answer: made })).code).toBe('passkey-refused');
  });

  test('to an answer after a quarter of an hour, and nothing of the question is kept', async () => {
    const { key } = await meiWithKey();
    const browser = new BrowserAt();
    const { options } = await browser.post('/api/passkeys/sign-in/options', {});
    clock.now = new Date(clock.now.getTime() + 15 * 60_000);
    expect(await browser.show(key.get(options ?? { challenge: '' }))).toBe('passkey-refused');
    expect(await academy.database.selectFrom('passkey_challenge').selectAll().execute()).toEqual([]);
  });

  test('to what was signed on another site’s page, or for another site', async () => {
    const { browser, key } = await meiWithKey();
    expect(await new BrowserAt().signIn(key, { origin: 'https://academy.examp1e' })).toBe('passkey-refused');
    expect(await new BrowserAt().signIn(key, { origin: 'http://academy.example' })).toBe('passkey-refused');
    expect(await new BrowserAt().signIn(key, { rpId: 'other.example' })).toBe('passkey-refused');
    expect(await browser.add(new SoftwareKey(home), { wrong: { origin: 'https://evil.example' } })).toBe('passkey-refused');
    expect(await browser.add(new SoftwareKey(home), { wrong: { rpId: 'evil.example' } })).toBe('passkey-refused');
  });

  test('to a key that counts backwards or stands still: there is a copy of it', async () => {
    const { key } = await meiWithKey();
    expect(await new BrowserAt().signIn(key, { counter: 7 })).toBe('/');
    expect(await new BrowserAt().signIn(key, { counter: 7 })).toBe('passkey-copied');
    expect(await new BrowserAt().signIn(key, { counter: 3 })).toBe('passkey-copied');
    expect(await new BrowserAt().signIn(key, { counter: 0 })).toBe('passkey-copied');
    expect(await new BrowserAt().signIn(key, { counter: 8 })).toBe('/');
  });

  test('but not to a key that never counts, as those do that are on several devices', async () => {
    const { key } = await meiWithKey();
    for (let time = 0; time < 3; time += 1) expect(await new BrowserAt().signIn(key, { counter: 0 })).toBe('/');
  });

  test('to another key’s signature under a known number, and nobody is told that the count is wrong', async () => {
    const { key } = await meiWithKey();
    const forger = new SoftwareKey(home);
    const browser = new BrowserAt();
    const { options } = await browser.post('/api/passkeys/sign-in/options', {});
    const genuine = key.get(options ?? { challenge: '' });
    forger.create({ challenge: '', rp: { id: 'academy.example' }, user: { id: genuine.response.userHandle } });
    const forged = { ...forger.get(options ?? { challenge: '' }, { counter: 0 }), id: genuine.id, rawId: genuine.id };
    expect(await browser.show(forged)).toBe('passkey-refused');
  });

  test('to a key that names another account than its own', async () => {
    const { key } = await meiWithKey();
    expect(await new BrowserAt().signIn(key, { userHandle: Buffer.from('olga').toString('base64url') })).toBe('passkey-refused');
  });

  test('to a suspended member, and the session that was begun is over', async () => {
    const { key } = await meiWithKey();
    await academy.database.updateTable('member').set({ suspended_at: '2026-01-01' }).execute();
    const browser = new BrowserAt();
    expect(await browser.signIn(key)).toBe('suspended-here');
    expect(await browser.person.who()).toBeNull();
  });

  test('to bodies of another shape or size', async () => {
    const browser = new BrowserAt();
    expect((await browser.post('/api/passkeys/sign-in', { answer: { id: 'x' }, to: '', locale: 'en' })).code).toBe('malformed');
    const huge = { answer: { id: 'x'.repeat(20_000) }, to: '', locale: 'en' };
    expect((await browser.post('/api/passkeys/sign-in', huge)).code).toBe('too-big');
    expect((await browser.post('/api/passkeys/options', { password })).code).toBe('no-session');
  });

  test('after ten tries with one key', async () => {
    const { key } = await meiWithKey();
    for (let attempt = 0; attempt < 10; attempt += 1) await new BrowserAt().signIn(key, { rpId: 'evil.example' });
    expect(await new BrowserAt().signIn(key)).toBe('too-many-tries');
  });
});

describe('several academies on one server', () => {
  const press = 'https://press.example';

  async function pressWorks(): Promise<string> {
    const id = await anotherAcademy(academy);
    await academy.database.updateTable('academy').set({ host: 'press.example', settings: '{}' }).where('id', '=', id).execute();
    return id;
  }

  test('with host names of their own: a key of one is for no other', async () => {
    const { key } = await meiWithKey();
    const id = await pressWorks();
    expect(await new BrowserAt(press).signIn(key, { origin: press, rpId: 'press.example' })).toBe('passkey-refused');
    expect(await new BrowserAt(press).signIn(key)).toBe('passkey-refused');
    // A member of both, with a key for each.
    const { user_id } = await academy.database.selectFrom('member').select('user_id').executeTakeFirstOrThrow();
    await academy.database.insertInto('member').values({ id: 'there', academy_id: id, user_id, created_at: '' }).execute();
    const there = new BrowserAt(press);
    await there.person.form('/sign-in/', mei);
    const other = new SoftwareKey(press);
    expect(await there.add(other)).toBe('added');
    expect(await new BrowserAt(press).signIn(other)).toBe('/');
    expect(await new BrowserAt().signIn(key)).toBe('/');
  });

  test('a person of another academy is let in nowhere by a key that is right', async () => {
    const { key, memberId } = await meiWithKey();
    await set({});
    const id = await pressWorks();
    await academy.database.updateTable('member').set({ academy_id: id }).where('id', '=', memberId).execute();
    await academy.database.updateTable('academy').set({ host: 'academy.example' }).where('id', '!=', id).execute();
    const browser = new BrowserAt();
    expect(await browser.signIn(key)).toBe('no-academy');
    expect(await browser.person.who()).toBeNull();
  });

  test('behind MILLWRIGHT_URL: at that address, at an academy’s own host, and at no other', async () => {
    academy.publicUrl = home;
    await pressWorks();
    expect((await new BrowserAt(home).post('/api/passkeys/sign-in/options', {})).options).toMatchObject({
      rpId: 'academy.example',
    });
    expect((await new BrowserAt(press).post('/api/passkeys/sign-in/options', {})).options).toMatchObject({
      rpId: 'press.example',
    });
    for (const origin of ['http://academy.example', 'https://10.0.0.5', 'http://localhost:4321', 'https://academy.example:8443'])
      expect((await new BrowserAt(origin).post('/api/passkeys/sign-in/options', {})).code).toBe('passkey-address');
  });
});

test('where browsers have no passkeys the answer says so: without TLS, or by an IP address', async () => {
  for (const origin of ['http://academy.example', 'http://10.0.0.5:4321', 'https://10.0.0.5', 'https://[fd00::5]'])
    expect((await new BrowserAt(origin).post('/api/passkeys/sign-in/options', {})).code).toBe('passkey-insecure');
  expect((await new BrowserAt('http://localhost:4321').post('/api/passkeys/sign-in/options', {})).options).toMatchObject({
    rpId: 'localhost',
  });
});

describe('an academy that asks for a second factor', () => {
  const opens = async (person: Person): Promise<string | number> => {
    const answer = await person.send('GET', '/courses/');
    return answer.headers.get('location') ?? answer.status;
  };

  test('opens nothing but the account page to who has a password alone, until they add a passkey', async () => {
    const browser = new BrowserAt();
    await browser.person.form('/sign-up/', mei);
    await set({ joining: 'anyone', secondFactor: 'everybody' });
    expect(await opens(browser.person)).toBe('/account/');
    expect((await browser.person.send('GET', '/zh-cn/my-data/')).headers.get('location')).toBe('/zh-cn/account/');
    const refused = await browser.person.send('GET', `/api/work/${motorLab().slug}`);
    expect([refused.status, ((await refused.json()) as Answer).code]).toEqual([403, 'second-factor-needed']);
    expect((await browser.person.send('GET', '/account/')).status).toBe(200);
    expect(await browser.add(new SoftwareKey(home))).toBe('added');
    expect(await opens(browser.person)).toBe(200);
  });

  test('takes a passkey for both, and its owner’s password alone for neither', async () => {
    const { key } = await meiWithKey();
    await set({ joining: 'anyone', secondFactor: 'everybody' });
    const byPassword = new BrowserAt();
    await byPassword.person.form('/sign-in/', mei);
    expect(await opens(byPassword.person)).toBe('/account/');
    const byKey = new BrowserAt();
    await byKey.signIn(key);
    expect(await opens(byKey.person)).toBe(200);
  });

  test('may ask it only of those with a role, and asks nothing of guests and visitors', async () => {
    const browser = new BrowserAt();
    await browser.person.form('/sign-up/', mei);
    await set({ joining: 'anyone', secondFactor: 'roles' });
    expect(await opens(browser.person)).toBe(200);
    const { id } = await academy.database.selectFrom('member').select('id').executeTakeFirstOrThrow();
    const row = { academy_id: academy.academy.id, member_id: id, role: 'author', granted_at: '' };
    await academy.database.insertInto('member_role').values(row).execute();
    expect(await opens(browser.person)).toBe('/account/');
    await set({ secondFactor: 'everybody' });
    const guest = new Person(site);
    await guest.send('POST', '/api/guest');
    expect([await opens(guest), await opens(new Person(site))]).toEqual([200, 200]);
  });

  test('is asked for by nobody who has none: they would shut themselves out', async () => {
    const { browser } = await meiWithKey();
    const attendanceOf = async ({ cookies }: Person) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const attendance = await currentMember(academy, new Headers({ cookie, host: site.host }));
      if (!attendance) throw new Error('nobody is signed in');
      return attendance;
    };
    const byPassword = new Person(site);
    await byPassword.form('/sign-in/', mei);
    const alone = await attendanceOf(byPassword);
    expect(() => holdOwnFirst(alone, { secondFactor: 'roles' })).toThrow('second-factor-first');
    holdOwnFirst(alone, { secondFactor: 'nobody' });
    holdOwnFirst(await attendanceOf(browser.person), { secondFactor: 'everybody' });
  });
});
