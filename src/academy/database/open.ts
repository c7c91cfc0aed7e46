/** Opening the academy's database: one SQLite file, one connection, on which Kysely serialises queries and transactions. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type Transaction } from 'kysely';
import type { AcademyTables } from './columns.ts';
import { migrate } from './migrations.ts';
import { forKysely } from './node-sqlite.ts';

export type Database = Kysely<AcademyTables>;
/** What a query needs: the database itself or a transaction under way. */
export type Queryable = Database | Transaction<AcademyTables>;

/**
 * Open (and create) `academy.sqlite` below `dataDir` and bring it to the current schema. WAL with synchronous=FULL: what was
 * acknowledged survives a kill and a power cut. Throws with the path in its message when the folder cannot be written.
 */
export async function openDatabase(dataDir: string): Promise<Database> {
  const file = join(dataDir, 'academy.sqlite');
  let sqlite: DatabaseSync;
  try {
    mkdirSync(dataDir, { recursive: true });
    sqlite = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true });
    sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  } catch (cause) {
    throw new Error(`The academy's database ${file} could not be opened; check that MILLWRIGHT_DATA names a writable folder.`, {
      cause,
    });
  }
  const database: Database = new Kysely({ dialect: new SqliteDialect({ database: forKysely(sqlite) }) });
  await migrate(database);
  return database;
}
