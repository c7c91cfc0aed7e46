import { sql } from 'kysely';
import type { Database } from './open.ts';
import { engineOf } from './transact.ts';

/**
 * Run `work`, which makes or changes tables, while no other process does: two web processes that start at once on an empty PostgreSQL
 * database come up one after the other. The lock is the database's own and goes with its connection, so nobody who was killed holds it.
 * An SQLite file has one server only.
 */
export async function withSchemaLock<Result>(database: Database, work: () => Promise<Result>): Promise<Result> {
  if (engineOf(database) === 'sqlite') return work();
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('millwright schema ' || current_schema(), 0))`.execute(transaction);
    return work();
  });
}
