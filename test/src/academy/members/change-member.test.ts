import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditEntries } from '#academy/audit/audit.ts';
import { type Changer, setRoles, suspend } from '#academy/members/change-member.ts';
import { peopleOf } from '#academy/members/directory.ts';
import type { Role } from '#academy/permissions/roles.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, RecordingHost } from '../academy-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let academyId: string;
let owner: Changer;
let administrator: Changer;
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost());
  academyId = academy.academy.id;
  owner = await person('Olga Owner', ['owner']);
  administrator = await person('Adam Admin', ['administrator']);
});
afterEach(async () => {
  await academy.database.destroy();
  folder.remove();
});

async function person(name: string, roles: Role[], within = academyId): Promise<Changer> {
  const context = await academy.accounts.$context;
  const email = `${name.split(' ')[0]?.toLowerCase()}@works.example`;
  const user = await context.internalAdapter.createUser({ name, email, emailVerified: false }, { method: 'admin' });
  const id = randomUUID();
  await academy.database
    .insertInto('member')
    .values({ id, academy_id: within, user_id: user.id, created_at: '2026-01-01T00:00:00.000Z' })
    .execute();
  for (const role of roles)
    await academy.database
      .insertInto('member_role')
      .values({ academy_id: within, member_id: id, role, granted_at: '2026-01-01T00:00:00.000Z' })
      .execute();
  return { id, academyId: within, roles, actor: { kind: 'member', member: id } };
}

const rolesOf = async (id: string): Promise<Role[]> =>
  (await peopleOf(academy.database, academyId)).people.find((one) => one.id === id)?.roles ?? [];
const refused = (code: string) => expect.objectContaining({ code });

describe('roles', () => {
  test('are given exactly, and the log tells from what to what', async () => {
    const ben = await person('Ben Trainee', []);
    await setRoles(academy.database, administrator, ben.id, ['instructor', 'author', 'author']);
    expect(await rolesOf(ben.id)).toEqual(['author', 'instructor']);
    await setRoles(academy.database, administrator, ben.id, ['instructor']);
    expect(await rolesOf(ben.id)).toEqual(['instructor']);
    expect((await auditEntries(academy.database, academyId, { limit: 1 }))[0]).toMatchObject({
      actor: administrator.id,
      before: ['author', 'instructor'],
      after: ['instructor'],
    });
  });

  test('that change nothing leave no entry', async () => {
    await setRoles(academy.database, administrator, administrator.id, ['administrator']);
    expect(await auditEntries(academy.database, academyId, { limit: 9 })).toEqual([]);
  });

  test('of an owner are an owner’s to give and to take', async () => {
    await expect(setRoles(academy.database, administrator, administrator.id, ['owner'])).rejects.toEqual(refused('owners-only'));
    await expect(setRoles(academy.database, administrator, owner.id, [])).rejects.toEqual(refused('owners-only'));
    await setRoles(academy.database, owner, administrator.id, ['owner', 'administrator']);
    expect(await rolesOf(administrator.id)).toEqual(['owner', 'administrator']);
  });

  test('never leave the academy without an owner, also when two go at once', async () => {
    await expect(setRoles(academy.database, owner, owner.id, [])).rejects.toEqual(refused('last-owner'));
    const second = await person('Otto Owner', ['owner']);
    const answers = await Promise.allSettled([
      setRoles(academy.database, owner, owner.id, []),
      setRoles(academy.database, second, second.id, []),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('of somebody in another academy are out of reach', async () => {
    const other = randomUUID();
    await academy.database
      .insertInto('academy')
      .values({ id: other, slug: 'other', name: 'Other', created_at: '', settings: '{}', revision: 1 })
      .execute();
    const stranger = await person('Sven Stranger', [], other);
    await expect(setRoles(academy.database, owner, stranger.id, ['author'])).rejects.toEqual(refused('unknown-member'));
    await expect(suspend(academy.database, owner, stranger.id, true)).rejects.toEqual(refused('unknown-member'));
  });
});

describe('a suspension', () => {
  test('shuts out and lets in again, both in the log, and not oneself', async () => {
    const ben = await person('Ben Trainee', []);
    await suspend(academy.database, administrator, ben.id, true);
    expect((await peopleOf(academy.database, academyId, { search: 'BEN' })).people[0]?.suspendedAt).not.toBeNull();
    await suspend(academy.database, administrator, ben.id, false);
    expect((await auditEntries(academy.database, academyId, { limit: 9 })).map(({ action }) => action).sort()).toEqual([
      'restore',
      'suspend',
    ]);
    await expect(suspend(academy.database, administrator, administrator.id, true)).rejects.toEqual(refused('oneself'));
  });

  test('of an owner is an owner’s, and not of the last', async () => {
    await expect(suspend(academy.database, administrator, owner.id, true)).rejects.toEqual(refused('owners-only'));
    const second = await person('Otto Owner', ['owner']);
    await suspend(academy.database, owner, second.id, true);
    // A suspended owner cannot act, so they do not count.
    await expect(setRoles(academy.database, owner, owner.id, [])).rejects.toEqual(refused('last-owner'));
  });
});

describe('the list of people', () => {
  test('has no guests and finds by name and address, wildcards being letters', async () => {
    await academy.accounts.api.signInAnonymous({ headers: new Headers() });
    const found = async (search: string) =>
      (await peopleOf(academy.database, academyId, { search })).people.map(({ name }) => name);
    expect(await found('')).toEqual(['Adam Admin', 'Olga Owner']);
    expect(await found('olga@')).toEqual(['Olga Owner']);
    expect(await found('%')).toEqual([]);
    expect(await found('_')).toEqual([]);
    await person('100%_Sure Person', []);
    expect(await found('%_s')).toEqual(['100%_Sure Person']);
  });

  test('is read a page at a time and tells how many there are', async () => {
    const page = await peopleOf(academy.database, academyId, { from: 1, limit: 1 });
    expect([page.people.map(({ name }) => name), page.total]).toEqual([['Olga Owner'], 2]);
  });
});
