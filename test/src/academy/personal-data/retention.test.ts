/** What an academy has set to be forgotten goes, on its day; what it has not, and whoever came back, stays. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AcademySettingsPart } from '#academy/academies/settings.ts';
import { auditEntries, recordAudit } from '#academy/audit/audit.ts';
import { adoptGuest } from '#academy/members/adopt-guest.ts';
import { forgetRigsOfErased } from '#academy/personal-data/erase.ts';
import { sweep } from '#academy/personal-data/retention.ts';
import { rigOf } from '#academy/rigs/rigs.ts';
import type { Services } from '#academy/services.ts';
import { saveTyped } from '#academy/work/files.ts';
import { academyFor, dataFolder, motorLab, RecordingHost } from '../academy-fixture.ts';
import { anotherAcademy, person } from '../people-fixture.ts';

const lab = motorLab();
const today = new Date('2026-06-30T10:00:00.000Z');

let folder: ReturnType<typeof dataFolder>;
let host: RecordingHost;
let academy: Services;
let academyId: string;
let now: Date;
beforeEach(async () => {
  folder = dataFolder();
  host = new RecordingHost();
  now = today;
  academy = await academyFor(folder.dir, host, lab, { now: () => now });
  academyId = academy.academy.id;
  await set({ keepGuests: 30, keepAudit: null });
  // Somebody is here today: the clock is believed.
  const olga = await person(academy, 'Olga');
  await academy.database.updateTable('member').set({ seen_on: '2026-06-30' }).where('id', '=', olga.id).execute();
});
afterEach(async () => {
  await academy.database.destroy();
  await folder.remove();
});

async function set(settings: AcademySettingsPart): Promise<void> {
  await academy.database
    .updateTable('academy')
    .set({ settings: JSON.stringify(settings) })
    .where('id', '=', academyId)
    .execute();
}

/** Somebody without an account who has typed something at a rig. */
async function guest(seenOn: string | null, within = academyId): Promise<{ memberId: string; userId: string; rig: string }> {
  const made = await academy.accounts.api.signInAnonymous({ headers: new Headers() });
  const userId = made?.user.id ?? '';
  const memberId = randomUUID();
  const row = { id: memberId, academy_id: within, user_id: userId, created_at: '2026-01-01T00:00:00.000Z', seen_on: seenOn };
  await academy.database.insertInto('member').values(row).execute();
  const owner = { academyId: within, memberId, labId: lab.definition.id };
  await saveTyped(academy.database, owner, { controller: 'plc', name: 'main.st', text: `(* ${memberId} *)`, base: 0 });
  const { id: rig } = await rigOf(academy.database, owner);
  return { memberId, userId, rig };
}

const filesOf = async (memberId: string): Promise<number> =>
  (await academy.database.selectFrom('file').select('name').where('member_id', '=', memberId).execute()).length;
const sessionsOf = async (userId: string): Promise<number> =>
  (await sql`select id from session where "userId" = ${userId}`.execute(academy.database)).rows.length;
const counts = async (action: string): Promise<unknown[]> =>
  (await auditEntries(academy.database, academyId, { limit: 99, action })).map(({ after }) => after);

describe('guests', () => {
  test('who did not come back are forgotten with work, session and rig, and the log has their number', async () => {
    const gone = await guest('2026-05-30');
    const here = await guest('2026-05-31');
    expect(await sweep(academy)).toEqual({ guests: 1, entries: 0 });
    expect([await filesOf(gone.memberId), await sessionsOf(gone.userId)]).toEqual([0, 0]);
    expect([await filesOf(here.memberId), await sessionsOf(here.userId)]).toEqual([1, 1]);
    expect(host.forgotten).toEqual([gone.rig]);
    expect(await academy.database.selectFrom('rig').select('id').where('id', '=', gone.rig).execute()).toEqual([]);
    expect(await counts('forget-guests')).toEqual([{ guests: 1, lastSeenBefore: '2026-05-31' }]);
    const { rows } = await sql`select id from "user" where id = ${gone.userId}`.execute(academy.database);
    expect(rows).toEqual([]);
  });

  test('are forgotten once: swept again, nothing is deleted and nothing is written', async () => {
    await guest('2026-01-02');
    await sweep(academy);
    expect(await sweep(academy)).toEqual({ guests: 0, entries: 0 });
    expect(await counts('forget-guests')).toHaveLength(1);
  });

  test('are kept where the academy has set no end', async () => {
    await set({ keepGuests: null });
    const old = await guest('2026-01-02');
    const elsewhere = await guest('2026-01-02', await anotherAcademy(academy));
    expect(await sweep(academy)).toEqual({ guests: 0, entries: 0 });
    expect([await filesOf(old.memberId), await filesOf(elsewhere.memberId)]).toEqual([1, 1]);
  });

  test('without a day noted count from the day they came', async () => {
    const old = await guest(null);
    expect(await sweep(academy)).toMatchObject({ guests: 1 });
    expect(await filesOf(old.memberId)).toBe(0);
  });

  test('who became members are members, however long ago they were here', async () => {
    const before = await guest('2026-01-02');
    const mei = await person(academy, 'Mei', [], await anotherAcademy(academy));
    await adoptGuest(academy.database, before.userId, mei.userId);
    const long = await person(academy, 'Long Gone');
    await academy.database.updateTable('member').set({ seen_on: '2024-01-02' }).where('id', '=', long.id).execute();
    expect(await sweep(academy)).toMatchObject({ guests: 0 });
    expect(await filesOf(before.memberId)).toBe(1);
  });

  test('who are known in another academy, too, keep their session for it', async () => {
    const two = await guest('2026-01-02');
    const elsewhere = await anotherAcademy(academy);
    const row = { id: 'elsewhere', academy_id: elsewhere, user_id: two.userId, created_at: '', seen_on: '2026-06-29' };
    await academy.database.insertInto('member').values(row).execute();
    expect(await sweep(academy)).toMatchObject({ guests: 1 });
    expect(await sessionsOf(two.userId)).toBe(1);
  });

  test('of a class of fifty go in batches, each counted; stopped in between, the next sweep goes on', async () => {
    for (let one = 0; one < 50; one += 1) await guest('2026-01-02');
    const { database } = academy;
    let transactions = 0;
    academy.database = new Proxy(database, {
      get(target, key) {
        if (key === 'transaction') {
          transactions += 1;
          if (transactions === 2) throw new Error('the process was stopped');
        }
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    await expect(sweep(academy)).rejects.toThrow('stopped');
    academy.database = database;
    expect(await sweep(academy)).toMatchObject({ guests: 30 });
    const numbers = (await counts('forget-guests')).map((after) => (after as { guests: number }).guests);
    expect(numbers.sort()).toEqual([10, 20, 20]);
  });

  test('whose rig runs still keep its row until nothing of it is left', async () => {
    const gone = await guest('2026-01-02');
    host.running.add(gone.rig);
    await sweep(academy);
    const rows = () => academy.database.selectFrom('rig').select('id').where('id', '=', gone.rig).execute();
    expect(await rows()).toHaveLength(1);
    host.running.clear();
    await forgetRigsOfErased(academy);
    expect(await rows()).toEqual([]);
  });

  test('are forgotten though their rigs cannot be just now: those are at the next start', async () => {
    const gone = await guest('2026-01-02');
    host.forget = () => Promise.reject(new Error('the supervisor is busy'));
    expect(await sweep(academy)).toMatchObject({ guests: 1 });
    expect(await filesOf(gone.memberId)).toBe(0);
  });
});

describe('the clock', () => {
  test('that jumped ten years ahead makes nobody long gone', async () => {
    const here = await guest('2026-06-29');
    now = new Date('2036-06-30T10:00:00.000Z');
    expect(await sweep(academy)).toEqual({ guests: 0, entries: 0 });
    expect(await filesOf(here.memberId)).toBe(1);
  });

  test('that jumped back finds nothing to forget', async () => {
    const old = await guest('2026-01-02');
    now = new Date('1970-01-01T00:00:00.000Z');
    expect(await sweep(academy)).toEqual({ guests: 0, entries: 0 });
    expect(await filesOf(old.memberId)).toBe(1);
  });

  test('of a server on which nobody was yet forgets nothing', async () => {
    await academy.database.updateTable('member').set({ seen_on: null }).execute();
    await guest(null);
    expect(await sweep(academy)).toEqual({ guests: 0, entries: 0 });
  });
});

describe('the audit log', () => {
  const deed = (at: string) =>
    recordAudit(
      academy.database,
      { academyId, actor: { kind: 'system' }, action: 'found-academy', subject: { kind: 'academy', id: academyId } },
      new Date(at),
    );

  test('loses what is older than it is kept, says how much, and keeps the rest', async () => {
    await set({ keepAudit: 90 });
    for (const at of ['2025-12-01T00:00:00Z', '2026-03-30T00:00:00Z', '2026-06-01T00:00:00Z']) await deed(at);
    expect(await sweep(academy)).toEqual({ guests: 0, entries: 2 });
    expect(await counts('forget-audit')).toEqual([{ entries: 2, before: '2026-04-01T10:00:00.000Z' }]);
    const left = await auditEntries(academy.database, academyId, { limit: 9, action: 'found-academy' });
    expect(left.map(({ at }) => at)).toEqual(['2026-06-01T00:00:00.000Z']);
  });

  test('of another academy stays', async () => {
    await set({ keepAudit: 90 });
    const other = await anotherAcademy(academy);
    const subject = { kind: 'academy', id: other } as const;
    await recordAudit(
      academy.database,
      { academyId: other, actor: { kind: 'system' }, action: 'found-academy', subject },
      new Date('2024-01-01'),
    );
    expect(await sweep(academy)).toEqual({ guests: 0, entries: 0 });
    expect(await auditEntries(academy.database, other, { limit: 9 })).toHaveLength(1);
  });
});
