/**
 * The schema's history, from code. A migration that has shipped is never edited; a change is a new one, in a file of its
 * concept below `migrations/`. Each runs in one transaction together with its row in `schema_version`, so a start that was killed
 * half-way is simply repeated.
 */
import { type Kysely, sql } from 'kysely';
import type { AcademyTables } from './columns.ts';
import { DatabaseError } from './database-error.ts';
import { announcements } from './migrations/announcements.ts';
import { assisting, conversing, helping } from './migrations/assisting.ts';
import { certificates } from './migrations/certificates.ts';
import { foundation } from './migrations/foundation.ts';
import { gradebook } from './migrations/gradebook.ts';
import { library } from './migrations/library.ts';
import type { Migration } from './migrations/migration.ts';
import { passkeys } from './migrations/passkeys.ts';
import { people } from './migrations/people.ts';
import { questions } from './migrations/questions.ts';
import { teaching } from './migrations/teaching.ts';
import { withSchemaLock } from './schema-lock.ts';

/** By version; what is new is appended. */
export const migrations: readonly Migration[] = [
  ...foundation,
  ...people,
  ...teaching,
  ...assisting,
  ...certificates,
  ...questions,
  ...passkeys,
  ...library,
  ...helping,
  ...announcements,
  ...gradebook,
  ...conversing,
];

/** The version that this code expects. */
export const schemaVersion = migrations.at(-1)?.version ?? 0;

/**
 * Bring a database to `schemaVersion` (a restore: up to the version of the rows that it brings); running it again changes nothing, and two
 * processes that run it at once come one after the other.
 * @throws DatabaseError for a database from a newer Millwright: this code cannot know what it would spoil.
 */
export function migrate(academy: Kysely<AcademyTables>, upTo: number = schemaVersion): Promise<void> {
  return withSchemaLock(academy, () => bringUp(academy, upTo));
}

async function bringUp(academy: Kysely<AcademyTables>, upTo: number): Promise<void> {
  const database = academy as unknown as Kysely<{ schema_version: { version: number; name: string; applied_at: string } }>;
  await database.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'text', (column) => column.notNull())
    .execute();
  const applied = await database
    .selectFrom('schema_version')
    .select(sql<number>`coalesce(max(version), 0)`.as('version'))
    .executeTakeFirstOrThrow();
  const current = Number(applied.version);
  if (current > schemaVersion) {
    throw new DatabaseError({
      en: `The academy's database has schema version ${current}, newer than the ${schemaVersion} this Millwright knows; start the newer version, or restore a backup.`,
      'zh-CN': `学院数据库的结构版本为 ${current}，比此 Millwright 所知的 ${schemaVersion} 更新；请启动较新的版本，或恢复备份。`,
    });
  }
  for (const migration of migrations) {
    if (migration.version <= current || migration.version > upTo) continue;
    await database.transaction().execute(async (transaction) => {
      await migration.up(transaction as unknown as Kysely<never>);
      await transaction
        .insertInto('schema_version')
        .values({ version: migration.version, name: migration.name, applied_at: new Date().toISOString() })
        .execute();
    });
  }
}
