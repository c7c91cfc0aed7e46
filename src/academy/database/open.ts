/** Opening the academy's database, whichever engine it is on, at the schema that this code expects. */
import { Kysely, type Transaction } from 'kysely';
import type { AcademyTables } from './columns.ts';
import { migrate } from './migrations.ts';
import type { DatabasePlace } from './place.ts';
import { postgresDialect } from './postgres.ts';
import { sqliteDialect } from './sqlite.ts';
import { SqliteMeaning } from './sqlite-meaning.ts';

export type Database = Kysely<AcademyTables>;
/** What a query needs: the database itself or a transaction under way. */
export type Queryable = Database | Transaction<AcademyTables>;

export interface OpenOptions {
  /** A connection that nobody was using broke; the next query gets another. */
  onTrouble?(message: string, error: unknown): void;
}

/**
 * Open (for SQLite: and create) the database and bring it to the current schema. What was acknowledged survives a kill and a power cut
 * on both engines.
 * @throws DatabaseError when it cannot be used as it is.
 */
export async function openDatabase(place: DatabasePlace, options: OpenOptions = {}): Promise<Database> {
  const database = await connectDatabase(place, options);
  try {
    await migrate(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return database;
}

/**
 * As it stands, no migration run: for a backup beside a server of another version, and for a restore.
 * @throws DatabaseError when it cannot be reached or used.
 */
export async function connectDatabase(place: DatabasePlace, options: OpenOptions = {}): Promise<Database> {
  return place.engine === 'sqlite'
    ? new Kysely({ dialect: sqliteDialect(place.file) })
    : new Kysely({ dialect: await postgresDialect(place.url, options), plugins: [new SqliteMeaning()] });
}
