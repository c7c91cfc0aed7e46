/** Ways in and out: sign-up, sign-in, invitations, the set-up link, the second factor, reset links; and a guest's work on each of them. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AcademySettingsPart } from '#academy/academies/settings.ts';
import { workState } from '#academy/api.ts';
import { auditEntries } from '#academy/audit/audit.ts';
import { createInvitation, createSetUpLink, revokeInvitation } from '#academy/members/invitations.ts';
import { createResetLink } from '#academy/members/reset-links.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, motorLab, RecordingHost } from '../academy-fixture.ts';
import { siteFor, type TestSite } from '../site-fixture.ts';
import { Person, pagesOf } from './person.ts';

const lab = motorLab();
const work = `/api/work/${lab.slug}`;
const password = 'three rusty conveyors';
const mei = { name: 'Mei Lin', email: 'mei@works.example', password };
const system = { kind: 'system' } as const;

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let site: TestSite;
let person: Person;
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost(), lab);
  site = await siteFor(academy, { page: pagesOf(() => academy) });
  person = new Person(site);
  await set({ joining: 'anyone' });
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  folder.remove();
});

async function set(settings: AcademySettingsPart): Promise<void> {
  await academy.database
    .updateTable('academy')
    .set({ settings: JSON.stringify(settings) })
    .execute();
}
const invite = async (email: string | null = null) =>
  (await createInvitation(academy.database, system, { academyId: academy.academy.id, email, roles: ['author'], cohortId: null }))
    .token;

/** A database that reads and refuses to change more than one thing at once, as one on a full disk would. */
function withoutTransactions(database: Services['database']): Services['database'] {
  return new Proxy(database, {
    get(target, key) {
      if (key === 'transaction') throw new Error('database or disk is full');
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function workAsGuest(who: Person, text: string): Promise<void> {
  await who.send('POST', '/api/guest');
  const saved = await who.send('PUT', `${work}/file`, { controller: 'plc', name: 'main.st', text, base: 0 }, 'json');
  expect(saved.status).toBe(200);
}
async function textOf(who: Person): Promise<string | undefined> {
  const state = workState.parse(await (await who.send('GET', work)).json());
  return state.files.plc?.[0]?.text;
}

/** RFC 6238, written from the standard: what a phone shows. */
function codeAt(base32: string, milliseconds: number): string {
  const bits = [...base32]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(milliseconds / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Turns the second factor on for whoever is signed in. */
async function withSecondFactor(who: Person): Promise<{ secret: string; recoveryCodes: string[] }> {
  const shown = await (await who.send('POST', '/account/', { deed: 'begin-second-factor', password })).json();
  const { setUp } = shown as { setUp: { uri: string; secret: string; recoveryCodes: string[] } };
  const proof = { deed: 'confirm-second-factor', uri: setUp.uri, codes: setUp.recoveryCodes.join(' ') };
  expect(await who.form('/account/', { ...proof, code: codeAt(setUp.secret, Date.now()) })).toContain('/account/?done=');
  return setUp;
}

describe('signing up', () => {
  test('makes an account that is signed in, and only where anyone may', async () => {
    expect(await person.form('/sign-up/', mei)).toBe('/');
    expect(await person.who()).toMatchObject({ name: 'Mei Lin', guest: false, roles: [] });
    await set({});
    expect(await new Person(site).form('/sign-up/', { ...mei, email: 'other@works.example' })).toBe('sign-up-closed');
  });

  test('says what is wrong before anything is made', async () => {
    expect(await person.form('/sign-up/', { ...mei, name: ' ' })).toBe('name-missing');
    expect(await person.form('/sign-up/', { ...mei, email: 'mei' })).toBe('address-wrong');
    expect(await person.form('/sign-up/', { ...mei, password: 'ninechars' })).toBe('password-short');
    expect(await person.form('/sign-up/', { ...mei, password: 'Password123!' })).toBe('password-common');
    expect(await person.form('/sign-up/', { ...mei, password: 'mei@works.example' })).toBe('password-common');
    expect(await person.who()).toBeNull();
    await person.form('/sign-up/', mei);
    expect(await new Person(site).form('/sign-up/', { ...mei, email: 'MEI@works.example' })).toBe('address-taken');
  });

  test('brings a guest’s work along and says so', async () => {
    await workAsGuest(person, 'typed as a guest');
    const cookie = person.cookies.get('millwright.session_token');
    expect(await person.form('/sign-up/', { ...mei, to: '/courses/' })).toBe('/courses/?came=1');
    expect(await textOf(person)).toBe('typed as a guest');
    expect(person.cookies.get('millwright.session_token')).not.toBe(cookie);
    const before = new Person(site);
    before.cookies.set('millwright.session_token', cookie ?? '');
    expect(await before.who()).toBeNull();
  });
});

describe('signing in', () => {
  beforeEach(async () => {
    await new Person(site).form('/sign-up/', mei);
  });

  test('needs address and password, and tells neither from the other', async () => {
    expect(await person.form('/sign-in/', { email: mei.email, password: 'not this one' })).toBe('wrong-password');
    expect(await person.form('/sign-in/', { email: 'nobody@works.example', password })).toBe('wrong-password');
    expect(await person.form('/sign-in/', { email: 'MEI@works.example', password })).toBe('/');
    expect(await person.who()).toMatchObject({ name: 'Mei Lin' });
  });

  test('leads to own pages only', async () => {
    for (const to of ['https://evil.example/', '//evil.example/', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)'])
      expect(await new Person(site).form('/sign-in/', { ...mei, to })).toBe('/');
    expect(await new Person(site).form('/zh-cn/sign-in/', { ...mei, to: '/courses/first-scan/?a=1' })).toBe(
      '/courses/first-scan/?a=1',
    );
  });

  test('merges a guest’s work into an account that has worked, too', async () => {
    const first = new Person(site);
    await first.form('/sign-in/', mei);
    await first.send('PUT', `${work}/file`, { controller: 'plc', name: 'main.st', text: 'of the account', base: 0 }, 'json');
    await workAsGuest(person, 'of the guest');
    expect(await person.form('/sign-in/', mei)).toBe('/?came=1');
    expect(await textOf(person)).toBe('of the account');
    const revisions = await academy.database.selectFrom('file_revision').select('text').execute();
    expect(revisions.map(({ text }) => text).sort()).toEqual(['of the account', 'of the guest']);
  });

  test('stands when the guest’s work cannot be moved; it comes along the next time', async () => {
    await workAsGuest(person, 'typed as a guest');
    const whole = academy;
    academy = { ...academy, database: withoutTransactions(academy.database) };
    academy.log.error = () => {};
    expect(await person.form('/sign-in/', mei)).toBe('/');
    academy = whole;
    expect(await person.who()).toMatchObject({ name: 'Mei Lin' });
    expect(await textOf(person)).not.toBe('typed as a guest');
    expect(await person.form('/sign-in/', mei)).toBe('/?came=1');
    expect(await textOf(person)).toBe('typed as a guest');
  });

  test('is over after signing out, on the server as well', async () => {
    await person.form('/sign-in/', mei);
    const kept = new Person(site);
    kept.cookies.set('millwright.session_token', person.cookies.get('millwright.session_token') ?? '');
    expect(await kept.who()).not.toBeNull();
    expect(await person.form('/sign-out', { to: '/zh-cn/' })).toBe('/zh-cn/');
    expect(await kept.who()).toBeNull();
  });

  test('of a suspended member says so, after the password only', async () => {
    await academy.database.updateTable('member').set({ suspended_at: '2026-01-01' }).execute();
    expect(await person.form('/sign-in/', mei)).toBe('suspended-here');
    expect(await person.who()).toBeNull();
    expect(await person.form('/sign-in/', { ...mei, password: 'not this one' })).toBe('wrong-password');
  });

  test('is refused after ten tries on one account', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) await person.form('/sign-in/', { ...mei, password: 'not this one' });
    expect(await person.form('/sign-in/', mei)).toBe('too-many-tries');
  });

  test('shows a role that was granted a moment ago on the next request', async () => {
    await person.form('/sign-in/', mei);
    const member = await academy.database.selectFrom('member').select('id').executeTakeFirstOrThrow();
    const row = { academy_id: academy.academy.id, member_id: member.id, role: 'author', granted_at: '' };
    await academy.database.insertInto('member_role').values(row).execute();
    expect(await person.who()).toMatchObject({ roles: ['author'] });
    await academy.database.deleteFrom('member_role').execute();
    expect(await person.who()).toMatchObject({ roles: [] });
  });
});

describe('the second factor', () => {
  let setUp: { secret: string; recoveryCodes: string[] };
  beforeEach(async () => {
    const first = new Person(site);
    await first.form('/sign-up/', mei);
    setUp = await withSecondFactor(first);
  });

  test('is asked for after the password, and the guest’s work waits for it', async () => {
    await workAsGuest(person, 'typed as a guest');
    expect(await person.form('/sign-in/', { ...mei, to: '/courses/' })).toBe('/sign-in/second-factor/?to=%2Fcourses%2F');
    expect(await person.who()).toMatchObject({ guest: true });
    expect(await textOf(person)).toBe('typed as a guest');
    expect(await person.form('/sign-in/second-factor/', { code: '000000' })).toBe('wrong-code');
    const code = codeAt(setUp.secret, Date.now());
    expect(await person.form('/sign-in/second-factor/', { code, to: '/courses/' })).toBe('/courses/?came=1');
    expect(await person.who()).toMatchObject({ name: 'Mei Lin', guest: false });
    expect(await textOf(person)).toBe('typed as a guest');
  });

  test('takes each recovery code once', async () => {
    const [recovery = ''] = setUp.recoveryCodes;
    expect(setUp.recoveryCodes).toHaveLength(10);
    await person.form('/sign-in/', mei);
    expect(await person.form('/sign-in/second-factor/', { code: recovery })).toBe('/');
    const again = new Person(site);
    await again.form('/sign-in/', mei);
    expect(await again.form('/sign-in/second-factor/', { code: recovery })).toBe('wrong-code');
  });

  test('takes no code of ten minutes ago: the clock is part of it', async () => {
    await person.form('/sign-in/', mei);
    const stale = codeAt(setUp.secret, Date.now() - 600_000);
    expect(await person.form('/sign-in/second-factor/', { code: stale })).toBe('wrong-code');
  });

  test('is not asked again on a computer that is trusted', async () => {
    await person.form('/sign-in/', mei);
    const code = codeAt(setUp.secret, Date.now());
    await person.form('/sign-in/second-factor/', { code, trust: 'on' });
    await person.form('/sign-out', {});
    expect(await person.form('/sign-in/', mei)).toBe('/');
    expect(await new Person(site).form('/sign-in/', mei)).toBe('/sign-in/second-factor/');
  });

  test('without a password before it opens nothing', async () => {
    expect(await person.form('/sign-in/second-factor/', { code: codeAt(setUp.secret, Date.now()) })).toBe('sign-in-again');
  });

  test('is turned off with the password', async () => {
    await person.form('/sign-in/', mei);
    await person.form('/sign-in/second-factor/', { code: codeAt(setUp.secret, Date.now()) });
    expect(await person.form('/account/', { deed: 'end-second-factor', password: 'not this one' })).toBe('wrong-own-password');
    expect(await person.form('/account/', { deed: 'end-second-factor', password })).toContain('done=end-second-factor');
    expect(await new Person(site).form('/sign-in/', mei)).toBe('/');
  });
});

describe('an invitation', () => {
  beforeEach(() => set({}));

  test('makes a member with its roles, and the guest’s work comes along', async () => {
    await workAsGuest(person, 'typed as a guest');
    const token = await invite();
    expect(await person.form(`/invitation/${token}/`, mei)).toBe('/?came=1');
    expect(await person.who()).toMatchObject({ name: 'Mei Lin', roles: ['author'] });
    expect(await textOf(person)).toBe('typed as a guest');
  });

  test('used, withdrawn, run out, of nobody, for another: each has its own sentence', async () => {
    const used = await invite();
    await new Person(site).form(`/invitation/${used}/`, mei);
    expect(await person.form(`/invitation/${used}/`, { ...mei, email: 'a@works.example' })).toBe('invitation-used');
    const revoked = await invite();
    const row = await academy.database
      .selectFrom('invitation')
      .select('id')
      .where('accepted_at', 'is', null)
      .executeTakeFirstOrThrow();
    await revokeInvitation(academy.database, system, academy.academy.id, row.id);
    expect(await person.form(`/invitation/${revoked}/`, { ...mei, email: 'b@works.example' })).toBe('invitation-revoked');
    const old = await invite();
    await academy.database.updateTable('invitation').set({ expires_at: '2020-01-01' }).where('accepted_at', 'is', null).execute();
    expect(await person.form(`/invitation/${old}/`, { ...mei, email: 'c@works.example' })).toBe('invitation-expired');
    expect(await person.form('/invitation/made-up/', { ...mei, email: 'd@works.example' })).toBe('invitation-unknown');
    const meant = await invite('somebody@works.example');
    expect(await person.form(`/invitation/${meant}/`, { ...mei, email: 'e@works.example' })).toBe('invitation-other-address');
    expect(await person.who()).toBeNull();
  });

  test('is accepted by who has an account, on the way through sign-in', async () => {
    await new Person(site).form(`/invitation/${await invite()}/`, mei);
    await academy.database.deleteFrom('member_role').execute();
    const token = await invite(mei.email);
    await workAsGuest(person, 'typed as a guest');
    expect(await person.form('/sign-in/', { ...mei, to: `/invitation/${token}/` })).toBe('/?came=1');
    expect(await person.who()).toMatchObject({ roles: ['author'] });
  });

  test('is accepted by who is signed in, and the session is a new one', async () => {
    await person.form(`/invitation/${await invite()}/`, mei);
    const before = person.cookies.get('millwright.session_token');
    await academy.database.deleteFrom('member_role').execute();
    expect(await person.form(`/invitation/${await invite()}/`, { as: 'me' })).toBe('/');
    expect(await person.who()).toMatchObject({ roles: ['author'] });
    expect(person.cookies.get('millwright.session_token')).not.toBe(before);
  });

  test('is needed: an account without an academy is let in nowhere, and a guest’s work waits for it', async () => {
    await new Person(site).form(`/invitation/${await invite()}/`, mei);
    await academy.database.deleteFrom('member_role').execute();
    await academy.database.deleteFrom('invitation').execute();
    await academy.database.updateTable('member').set({ user_id: 'gone' }).execute();
    await workAsGuest(person, 'typed as a guest');
    expect(await person.form('/sign-in/', mei)).toBe('no-academy');
    expect(await textOf(person)).toBe('typed as a guest');
    expect(await person.form('/sign-in/', { ...mei, to: `/invitation/${await invite()}/` })).toBe('/?came=1');
    expect(await textOf(person)).toBe('typed as a guest');
  });
});

describe('the set-up link', () => {
  const given = { ...mei, academy: 'Press works', language: ['zh-CN', 'en'], first: 'zh-CN', timeZone: 'Asia/Shanghai' };
  let token: string;
  beforeEach(async () => {
    await set({});
    token = (await createSetUpLink(academy.database, academy.academy.id))?.token ?? '';
  });

  test('makes the first owner and names the academy; then it is gone', async () => {
    expect(await person.form(`/set-up/${token}/`, { ...given, timeZone: 'Mars/Olympus' })).toBe('academy-zone');
    expect(await person.form(`/set-up/${token}/`, { ...given, language: [] })).toBe('academy-languages');
    expect(await person.form(`/set-up/${token}/`, given)).toBe('/account/');
    expect(await person.who()).toMatchObject({ name: 'Mei Lin', roles: ['owner', 'administrator'] });
    const row = await academy.database.selectFrom('academy').select(['name', 'settings']).executeTakeFirstOrThrow();
    expect(row.name).toBe('Press works');
    expect(JSON.parse(row.settings)).toEqual({ languages: ['zh-CN', 'en'], timeZone: 'Asia/Shanghai' });
    const other = new Person(site);
    expect((await other.send('GET', `/set-up/${token}/`)).status).toBe(410);
    expect(await other.form(`/set-up/${token}/`, { ...given, email: 'x@works.example' })).toBe('set-up-gone');
    const deeds = await auditEntries(academy.database, academy.academy.id, { limit: 9 });
    expect(deeds.map(({ action }) => action).sort()).toEqual(['accept-invitation', 'set-up-academy']);
  });

  test('is none of an invitation’s: neither opens the other’s page', async () => {
    expect(await person.form(`/invitation/${token}/`, mei)).toBe('invitation-unknown');
    expect(await person.form(`/set-up/${await invite()}/`, given)).toBe('set-up-gone');
  });
});

describe('a reset link', () => {
  const next = 'four quiet gearboxes';
  let memberId: string;
  beforeEach(async () => {
    await new Person(site).form('/sign-up/', mei);
    memberId = (await academy.database.selectFrom('member').select('id').executeTakeFirstOrThrow()).id;
  });
  const link = async (options = {}) =>
    (await createResetLink(academy.database, { academyId: academy.academy.id, actor: system }, memberId, options))?.token ?? '';

  test('sets a new password once, and ends every session', async () => {
    await person.form('/sign-in/', mei);
    const token = await link();
    const other = new Person(site);
    expect(await other.form(`/reset/${token}/`, { password: 'short' })).toBe('password-short');
    expect(await other.form(`/reset/${token}/`, { password: next })).toBe('/sign-in/?reset');
    expect(await person.who()).toBeNull();
    expect(await other.form('/sign-in/', mei)).toBe('wrong-password');
    expect(await other.form('/sign-in/', { ...mei, password: next })).toBe('/');
    expect(await other.form(`/reset/${token}/`, { password })).toBe('reset-used');
  });

  test('works for an hour, and a newer one replaces it', async () => {
    const old = await link({ now: new Date(Date.now() - 61 * 60_000) });
    expect(await person.form(`/reset/${old}/`, { password: next })).toBe('reset-expired');
    const first = await link();
    await link();
    expect(await person.form(`/reset/${first}/`, { password: next })).toBe('reset-used');
    expect(await person.form('/reset/made-up/', { password: next })).toBe('reset-unknown');
  });

  test('takes the second factor away only when it was made for that', async () => {
    await person.form('/sign-in/', mei);
    await withSecondFactor(person);
    await person.form(`/reset/${await link()}/`, { password: next });
    expect(await person.form('/sign-in/', { ...mei, password: next })).toBe('/sign-in/second-factor/');
    await person.form(`/reset/${await link({ secondFactorToo: true })}/`, { password });
    expect(await person.form('/sign-in/', mei)).toBe('/');
  });

  test('is not an administrator’s way to become an owner, nor into another academy', async () => {
    const { database } = academy;
    const academyId = academy.academy.id;
    const grant = (member_id: string, role: string) =>
      database.insertInto('member_role').values({ academy_id: academyId, member_id, role, granted_at: '' }).execute();
    await database
      .insertInto('member')
      .values({ id: 'admin', academy_id: academyId, user_id: 'admin', created_at: '' })
      .execute();
    await grant('admin', 'administrator');
    const by = { academyId, actor: { kind: 'member', member: 'admin' } as const };
    expect(await createResetLink(database, by, memberId)).not.toBeNull();
    await grant(memberId, 'owner');
    await expect(createResetLink(database, by, memberId)).rejects.toThrow('reset-not-yours');
    await database.deleteFrom('member_role').where('role', '=', 'owner').execute();
    const elsewhere = { id: 'press', slug: 'press', name: 'Press', created_at: '', settings: '{}', revision: 1 };
    await database.insertInto('academy').values(elsewhere).execute();
    const { user_id } = await database
      .selectFrom('member')
      .select('user_id')
      .where('id', '=', memberId)
      .executeTakeFirstOrThrow();
    await database.insertInto('member').values({ id: 'there', academy_id: 'press', user_id, created_at: '' }).execute();
    await expect(createResetLink(database, by, memberId)).rejects.toThrow('reset-not-yours');
    await grant('admin', 'owner');
    expect(await createResetLink(database, by, memberId)).not.toBeNull();
    expect(await createResetLink(database, by, 'there')).toBeNull();
  });
});

describe('the account', () => {
  beforeEach(async () => {
    await person.form('/sign-up/', mei);
  });

  test('is no page for a guest', async () => {
    const guest = new Person(site);
    await guest.send('POST', '/api/guest');
    expect((await guest.send('GET', '/account/')).headers.get('location')).toBe('/sign-in/?to=%2Faccount%2F');
  });

  test('changes its name, and with the password its address', async () => {
    expect(await person.form('/account/', { deed: 'name', name: 'Lin Mei' })).toContain('done=name');
    expect(await person.who()).toMatchObject({ name: 'Lin Mei' });
    const email = 'lin@works.example';
    expect(await person.form('/account/', { deed: 'address', email, password: 'not this one' })).toBe('wrong-own-password');
    expect(await person.form('/account/', { deed: 'address', email, password })).toContain('done=address');
    expect(await new Person(site).form('/sign-in/', { email, password })).toBe('/');
    expect(await new Person(site).form('/sign-in/', mei)).toBe('wrong-password');
  });

  test('takes nobody else’s address', async () => {
    await new Person(site).form('/sign-up/', { ...mei, email: 'ben@works.example' });
    expect(await person.form('/account/', { deed: 'address', email: 'BEN@works.example', password })).toBe('address-taken');
  });

  test('changes its password and ends the other sessions, not this one', async () => {
    const other = new Person(site);
    await other.form('/sign-in/', mei);
    const next = 'four quiet gearboxes';
    expect(await person.form('/account/', { deed: 'password', password, next: 'Password123' })).toBe('password-common');
    expect(await person.form('/account/', { deed: 'password', password, next })).toContain('done=password');
    expect(await person.who()).not.toBeNull();
    expect(await other.who()).toBeNull();
  });

  test('ends its own sessions and nobody else’s', async () => {
    const other = new Person(site);
    await other.form('/sign-in/', mei);
    const stranger = new Person(site);
    await stranger.form('/sign-up/', { ...mei, email: 'ben@works.example' });
    const sessionOf = async (who: Person) => {
      const headers = new Headers({ cookie: [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ') });
      return (await academy.accounts.api.getSession({ headers }))?.session.id ?? '';
    };
    expect(await person.form('/account/', { deed: 'end-session', session: await sessionOf(stranger) })).toBe('unknown-session');
    expect(await stranger.who()).not.toBeNull();
    expect(await person.form('/account/', { deed: 'end-session', session: await sessionOf(other) })).toContain(
      'done=end-session',
    );
    expect(await other.who()).toBeNull();
    expect(await person.who()).not.toBeNull();
  });
});
