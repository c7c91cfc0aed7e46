import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tables } from '#academy/database/columns.ts';
import { migrate, migrations, schemaVersion } from '#academy/database/migrations.ts';
import { type Database, openDatabase } from '#academy/database/open.ts';
import { placeOf } from '#academy/database/place.ts';
import { transact } from '#academy/database/transact.ts';
import { sessionSecret } from '#academy/members/secret.ts';
import { onPostgres, placeIn } from './academy-database.ts';
import { dataFolder } from './academy-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let database: Database;
beforeEach(async () => {
  folder = dataFolder();
  database = await openDatabase(await placeIn(folder.dir));
});
afterEach(async () => {
  await database.destroy();
  await folder.remove();
});

async function columnsOf(table: string): Promise<Record<string, string>> {
  const { rows } = onPostgres
    ? await sql<{ name: string; type: string; required: boolean }>`
        select column_name as name, case data_type when 'bigint' then 'integer' else data_type end as type, is_nullable = 'NO' as required
        from information_schema.columns where table_schema = current_schema() and table_name = ${table}`.execute(database)
    : await sql<{ name: string; type: string; required: number }>`
        select name, lower(type) as type, "notnull" as required from pragma_table_info(${table})`.execute(database);
  return Object.fromEntries(rows.map((row) => [row.name, row.required ? row.type : `${row.type}, may be null`]));
}

async function addAcademy(id: string, name: string, revision = 1): Promise<void> {
  await database.insertInto('academy').values({ id, slug: id, name, created_at: '', settings: '{}', revision }).execute();
}

describe('the schema', () => {
  test.each(Object.entries(tables))('of table %s in the live database is what the types say', async (table, columns) => {
    expect(await columnsOf(table)).toEqual(columns);
  });

  /** An account is one person's on the whole server, in whichever academies they are. */
  const ofAccounts = ['passkey', 'passkey_challenge'];
  test('names its academy in every table that a member owns', () => {
    const withoutAcademy = Object.entries(tables).filter(([, columns]) => !('academy_id' in columns));
    expect(withoutAcademy.map(([table]) => table)).toEqual(['academy', ...ofAccounts]);
  });

  test('migrated twice is migrated once', async () => {
    await migrate(database);
    await database.destroy();
    database = await openDatabase(await placeIn(folder.dir));
    const { rows } = await sql<{ version: number }>`select version from schema_version order by version`.execute(database);
    expect(rows.map((row) => row.version)).toEqual(migrations.map(({ version }) => version));
  });

  test('of a newer Millwright is refused', async () => {
    await sql`insert into schema_version (version, name, applied_at) values (${schemaVersion + 1}, 'from the future', '')`.execute(
      database,
    );
    await expect(migrate(database)).rejects.toThrow(/newer/);
  });
});

if (!onPostgres) {
  describe('a file', () => {
    test('is written ahead and synced at every commit', async () => {
      const mode = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(database);
      const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(database);
      expect([mode.rows[0]?.journal_mode, synchronous.rows[0]?.synchronous]).toEqual(['wal', 2]);
    });

    test('in a folder that cannot be made is refused, and says which', async () => {
      const place = placeOf('sqlite', join(folder.dir, 'academy.sqlite', 'below-a-file'));
      await expect(openDatabase(place)).rejects.toThrow(/below-a-file.*MILLWRIGHT_DATA/);
    });
  });
}

describe('the connection', () => {
  test('holds foreign keys', async () => {
    const stray = { id: randomUUID(), academy_id: 'nowhere', user_id: 'nobody', created_at: '' };
    await expect(database.insertInto('member').values(stray).execute()).rejects.toThrow(/foreign key/i);
  });

  test('serialises transactions: what runs at once does not mix', async () => {
    await addAcademy('a', '0');
    const count = () =>
      transact(database, async (transaction) => {
        const { name } = await transaction.selectFrom('academy').select('name').where('id', '=', 'a').executeTakeFirstOrThrow();
        await transaction
          .updateTable('academy')
          .set({ name: String(Number(name) + 1) })
          .where('id', '=', 'a')
          .execute();
      });
    await Promise.all(Array.from({ length: 20 }, count));
    expect(await database.selectFrom('academy').select('name').where('id', '=', 'a').executeTakeFirst()).toEqual({ name: '20' });
  });

  test('rolls a failed transaction back', async () => {
    const failing = transact(database, async (transaction) => {
      await transaction
        .insertInto('academy')
        .values({ id: 'b', slug: 'b', name: 'b', created_at: '', settings: '{}', revision: 1 })
        .execute();
      throw new Error('half-way');
    });
    await expect(failing).rejects.toThrow('half-way');
    expect(await database.selectFrom('academy').selectAll().execute()).toEqual([]);
  });

  test('keeps a text as it was given, in any script; a NUL in it becomes U+FFFD', async () => {
    const name = 'Ωmega 中文 🛠 "quoted" \\ % _ \r\n\ttab';
    await addAcademy('a', name);
    await addAcademy('b', 'nul \0 and half a pair \ud800');
    expect(await database.selectFrom('academy').select('name').orderBy('id').execute()).toEqual([
      { name },
      { name: 'nul \ufffd and half a pair \ufffd' },
    ]);
  });

  test('tells numbers as numbers: what is counted, summed, averaged and as large as 2^53 - 1', async () => {
    await addAcademy('a', 'a', 1);
    await addAcademy('b', 'b', Number.MAX_SAFE_INTEGER - 1);
    const told = await database
      .selectFrom('academy')
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        fn.max('revision').as('max'),
        fn.sum<number>('revision').as('sum'),
        fn.avg<number>(sql`revision % 2`).as('avg'),
      ])
      .executeTakeFirst();
    expect(told).toEqual({ count: 2, max: Number.MAX_SAFE_INTEGER - 1, sum: Number.MAX_SAFE_INTEGER, avg: 0.5 });
  });

  test('sorts and compares texts by their code points, whatever language the server speaks', async () => {
    const names = ['Zebra', 'a', 'B', 'ÄB', 'a b', 'a-b', 'ab', '_', '中', '2026-01-02T00:00:00.000Z', '2026-01-02'];
    for (const [index, name] of names.entries()) await addAcademy(`id-${index}`, name);
    const sorted = await database.selectFrom('academy').select('name').orderBy('name').execute();
    expect(sorted.map(({ name }) => name)).toEqual([...names].sort());
    const above = await database.selectFrom('academy').select('name').where('name', '>', 'a').orderBy('name').execute();
    expect(above.map(({ name }) => name)).toEqual(names.filter((name) => name > 'a').sort());
    const { lower } = await database
      .selectFrom('academy')
      .select(sql<string>`lower(name)`.as('lower'))
      .where('name', '=', 'ÄB')
      .executeTakeFirstOrThrow();
    expect(lower).toBe('Äb');
  });
});

test('the session secret is made once and readable by its owner only', () => {
  const secret = sessionSecret(folder.dir);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(sessionSecret(folder.dir)).toBe(secret);
  expect(statSync(join(folder.dir, 'session-secret')).mode & 0o777).toBe(0o600);
});
