import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditEntries } from '#academy/audit/audit.ts';
import { tables } from '#academy/database/columns.ts';
import { erasePerson, forgetRigsOfErased } from '#academy/personal-data/erase.ts';
import { exportPerson } from '#academy/personal-data/export.ts';
import { accountTables, impersonalTables, personalTables } from '#academy/personal-data/policy.ts';
import { recordAttempt } from '#academy/progress/attempts.ts';
import { rigOf } from '#academy/rigs/rigs.ts';
import type { Services } from '#academy/services.ts';
import { saveTyped } from '#academy/work/files.ts';
import { academyFor, dataFolder, motorLab, RecordingHost, verdict } from '../academy-fixture.ts';

const lab = motorLab();
let folder: ReturnType<typeof dataFolder>;
let host: RecordingHost;
let academy: Services;
let academyId: string;
beforeEach(async () => {
  folder = dataFolder();
  host = new RecordingHost();
  academy = await academyFor(folder.dir, host, lab);
  academyId = academy.academy.id;
});
afterEach(async () => {
  await academy.database.destroy();
  await folder.remove();
});

const olga = { kind: 'member', member: 'olga' } as const;

/** Somebody with an account who has worked. */
async function worker(
  name: string,
  within = academyId,
): Promise<{ academyId: string; memberId: string; userId: string; rig: string }> {
  const context = await academy.accounts.$context;
  const email = `${name.toLowerCase()}@works.example`;
  const user = await context.internalAdapter.createUser({ name, email, emailVerified: true }, { method: 'admin' });
  await context.internalAdapter.createSession(user.id);
  const memberId = randomUUID();
  await academy.database
    .insertInto('member')
    .values({ id: memberId, academy_id: within, user_id: user.id, created_at: '' })
    .execute();
  const owner = { academyId: within, memberId, labId: lab.definition.id };
  await saveTyped(academy.database, owner, { controller: 'plc', name: 'main.st', text: `(* by ${name} *)`, base: 0 });
  const programs = { plc: [{ name: 'main.st', text: `(* by ${name} *)` }] };
  const step = lab.definition.steps[0]?.id ?? '';
  await recordAttempt(
    academy.database,
    owner,
    lab,
    { programs, seed: 1 },
    { outcome: 'graded', passed: true, verdicts: [verdict(step, 'c', 'passed')] },
  );
  await academy.database
    .insertInto('member_role')
    .values({ academy_id: within, member_id: memberId, role: 'author', granted_at: '' })
    .execute();
  const { id: rig } = await rigOf(academy.database, owner);
  return { academyId: within, memberId, userId: user.id, rig };
}

/** Every text of the whole database. */
async function everything(): Promise<string> {
  const texts: string[] = [];
  for (const table of [...Object.keys(tables), 'user', 'session', 'account', 'verification'])
    texts.push(JSON.stringify((await sql`select * from ${sql.table(table)}`.execute(academy.database)).rows));
  return texts.join('\n');
}

test('every table is either personal, with what becomes of it, or impersonal', () => {
  const named = [...personalTables.map(({ table }) => table), ...accountTables.map(({ table }) => table), ...impersonalTables];
  expect([...named].sort()).toEqual(Object.keys(tables).sort());
  for (const { table, whose } of personalTables)
    expect([table, Object.keys(tables[table])]).toEqual([table, expect.arrayContaining([whose])]);
});

test('a table with a column for a member is personal', () => {
  for (const table of impersonalTables)
    expect([table, Object.keys(tables[table])]).not.toEqual([table, expect.arrayContaining(['member_id'])]);
});

describe('an export', () => {
  test('has what a person typed, passed and is, and no secrets', async () => {
    const anna = await worker('Anna');
    const data = await exportPerson(academy.database, anna);
    expect(data.account).toEqual({ name: 'Anna', email: 'anna@works.example' });
    expect(data.tables.file_revision?.[0]).toMatchObject({ text: '(* by Anna *)' });
    expect(data.tables.attempt).toHaveLength(1);
    expect(data.tables.member_role).toHaveLength(1);
    expect(Object.keys(data.tables).sort()).toEqual([...personalTables.map(({ table }) => table), 'passkey'].sort());
    expect(JSON.stringify(data)).not.toMatch(/key_hash|token_hash/);
  });

  test('has nothing of anybody else, and is not to be had from another academy', async () => {
    const [anna, ben] = [await worker('Anna'), await worker('Ben')];
    expect(JSON.stringify(await exportPerson(academy.database, anna))).not.toContain('Ben');
    await expect(exportPerson(academy.database, { ...ben, academyId: 'another' })).rejects.toMatchObject({
      code: 'unknown-member',
    });
  });
});

describe('an erased person', () => {
  test('is nowhere in the database any more, by name, address or work', async () => {
    const [anna, ben] = [await worker('Anna'), await worker('Ben')];
    await erasePerson(academy, anna, olga);
    const left = await everything();
    expect(left).not.toMatch(/anna/i);
    expect(left).not.toContain(anna.userId);
    expect(left).toContain('(* by Ben *)');
    expect(await exportPerson(academy.database, ben)).toMatchObject({ account: { name: 'Ben' } });
    expect((await auditEntries(academy.database, academyId, { limit: 1 }))[0]).toMatchObject({
      action: 'erase-person',
      actor: 'olga',
      subject: { kind: 'member', id: anna.memberId },
    });
  });

  test('leaves no state of a rig behind, also when the supervisor did not answer at once', async () => {
    const anna = await worker('Anna');
    const forget = host.forget.bind(host);
    host.forget = () => Promise.reject(new Error('no answer'));
    academy.log.warn = () => {};
    await erasePerson(academy, anna, olga);
    host.forget = forget;
    await forgetRigsOfErased(academy);
    expect(host.forgotten).toEqual([anna.rig]);
  });

  test('is erased once, and never the last owner', async () => {
    const anna = await worker('Anna');
    await academy.database
      .insertInto('member_role')
      .values({ academy_id: academyId, member_id: anna.memberId, role: 'owner', granted_at: '' })
      .execute();
    await expect(erasePerson(academy, anna, olga)).rejects.toMatchObject({ code: 'last-owner' });
    expect(await everything()).toMatch(/anna/i);
    const ben = await worker('Ben');
    await academy.database
      .insertInto('member_role')
      .values({ academy_id: academyId, member_id: ben.memberId, role: 'owner', granted_at: '' })
      .execute();
    await erasePerson(academy, anna, olga);
    await erasePerson(academy, anna, olga);
    expect(
      (await auditEntries(academy.database, academyId, { limit: 9 })).filter(({ action }) => action === 'erase-person'),
    ).toHaveLength(1);
  });

  test('of one academy keeps their account and work in another', async () => {
    const other = randomUUID();
    await academy.database
      .insertInto('academy')
      .values({ id: other, slug: 'other', name: 'Other', created_at: '', settings: '{}', revision: 1 })
      .execute();
    const anna = await worker('Anna');
    const there = { ...anna, academyId: other, memberId: randomUUID() };
    await academy.database
      .insertInto('member')
      .values({ id: there.memberId, academy_id: other, user_id: anna.userId, created_at: '' })
      .execute();
    await expect(erasePerson(academy, { ...there, academyId }, olga)).rejects.toMatchObject({ code: 'unknown-member' });
    await erasePerson(academy, anna, olga);
    expect((await exportPerson(academy.database, there)).account.name).toBe('Anna');
  });
});
