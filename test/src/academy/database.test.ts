import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tables } from '#academy/database/columns.ts';
import { migrate, schemaVersion } from '#academy/database/migrations.ts';
import { type Database, openDatabase } from '#academy/database/open.ts';
import { sessionSecret } from '#academy/members/secret.ts';
import { dataFolder } from './academy-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let database: Database;
beforeEach(async () => {
  folder = dataFolder();
  database = await openDatabase(folder.dir);
});
afterEach(async () => {
  await database.destroy();
  folder.remove();
});

async function columnsOf(table: string): Promise<Record<string, string>> {
  const { rows } = await sql<{
    name: string;
    type: string;
    notnull: number;
  }>`select name, lower(type) as type, "notnull" from pragma_table_info(${table})`.execute(database);
  return Object.fromEntries(rows.map((row) => [row.name, row.notnull ? row.type : `${row.type}, may be null`]));
}

describe('the schema', () => {
  test.each(Object.entries(tables))('of table %s in the live database is what the types say', async (table, columns) => {
    expect(await columnsOf(table)).toEqual(columns);
  });

  test('names its academy in every table that somebody owns', () => {
    const withoutAcademy = Object.entries(tables).filter(([, columns]) => !('academy_id' in columns));
    expect(withoutAcademy.map(([table]) => table)).toEqual(['academy']);
  });

  test('migrated twice is migrated once', async () => {
    await migrate(database);
    await database.destroy();
    database = await openDatabase(folder.dir);
    const { rows } = await sql<{ version: number }>`select version from schema_version order by version`.execute(database);
    expect(rows.map((row) => row.version)).toEqual(Array.from({ length: schemaVersion }, (_, index) => index + 1));
  });

  test('of a newer Millwright is refused', async () => {
    await sql`insert into schema_version (version, name, applied_at) values (${schemaVersion + 1}, 'from the future', '')`.execute(
      database,
    );
    await expect(migrate(database)).rejects.toThrow(/newer/);
  });
});

describe('the connection', () => {
  test('writes ahead and syncs every commit', async () => {
    const mode = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(database);
    const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(database);
    expect([mode.rows[0]?.journal_mode, synchronous.rows[0]?.synchronous]).toEqual(['wal', 2]);
  });

  test('holds foreign keys', async () => {
    const stray = { id: randomUUID(), academy_id: 'nowhere', user_id: 'nobody', created_at: '' };
    await expect(database.insertInto('member').values(stray).execute()).rejects.toThrow(/FOREIGN KEY/);
  });

  test('serialises transactions: what runs at once does not mix', async () => {
    await database.insertInto('academy').values({ id: 'a', slug: 'a', name: '0', created_at: '' }).execute();
    const count = () =>
      database.transaction().execute(async (transaction) => {
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
    const failing = database.transaction().execute(async (transaction) => {
      await transaction.insertInto('academy').values({ id: 'b', slug: 'b', name: 'b', created_at: '' }).execute();
      throw new Error('half-way');
    });
    await expect(failing).rejects.toThrow('half-way');
    expect(await database.selectFrom('academy').selectAll().execute()).toEqual([]);
  });

  test('to a folder that cannot be made says which', async () => {
    await expect(openDatabase(join(folder.dir, 'academy.sqlite', 'below-a-file'))).rejects.toThrow(/MILLWRIGHT_DATA/);
  });
});

test('the session secret is made once and readable by its owner only', () => {
  const secret = sessionSecret(folder.dir);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(sessionSecret(folder.dir)).toBe(secret);
  expect(statSync(join(folder.dir, 'session-secret')).mode & 0o777).toBe(0o600);
});
