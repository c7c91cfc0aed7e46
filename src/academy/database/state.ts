/** How the database is, for whoever watches over it. */
import { sql } from 'kysely';
import { schemaVersion } from './migrations.ts';
import type { Database } from './open.ts';
import { engineOf } from './transact.ts';

export interface DatabaseState {
  /** What it takes on disk, indexes and all. */
  bytes: number;
  /** What the smallest query took. */
  seconds: number;
  /** Version of its schema, and whether this Millwright expects exactly that. */
  schema: number;
  current: boolean;
}

/** Rejects when the database does not answer. */
export async function databaseState(database: Database): Promise<DatabaseState> {
  const began = performance.now();
  const { rows } = await sql<{ version: number | null }>`select max(version) as version from schema_version`.execute(database);
  const seconds = (performance.now() - began) / 1_000;
  const size =
    engineOf(database) === 'postgres'
      ? sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`
      : sql<{ bytes: number }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`;
  const schema = Number(rows[0]?.version ?? 0);
  return {
    bytes: Number((await size.execute(database)).rows[0]?.bytes ?? 0),
    seconds,
    schema,
    current: schema === schemaVersion,
  };
}

/** Sessions that have not run out at `now`; the account library's table. */
export async function sessionCount(database: Database, now: Date): Promise<number> {
  const instant = now.toISOString();
  const { rows } = await sql<{ count: number }>`select count(*) as count from "session" where "expiresAt" > ${instant}`.execute(
    database,
  );
  return Number(rows[0]?.count ?? 0);
}
