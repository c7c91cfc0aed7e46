/**
 * The one way to read and then write. On SQLite the single connection lets one transaction run at a time; on PostgreSQL they run at
 * once, in this process and in others, and must come out as if one had followed the other: SERIALIZABLE, begun anew when the server
 * finds that it would not.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { PostgresAdapter, type Transaction } from 'kysely';
import { z } from 'zod';
import type { AcademyTables } from './columns.ts';
import type { Database, Queryable } from './open.ts';

/** `serialization_failure` and `deadlock_detected`: the server asks for another try, and says that one will help. */
const collisions = new Set(['40001', '40P01']);
/**
 * `unique_violation`: of two that draw the same next number the later may be told this in place of a collision. A second look shows
 * whether the row really stood there before; then it fails the same way again.
 */
const uniqueViolation = '23505';

/** Tries in all. Each collision means that another transaction went through, so there is always progress. */
const tries = 30;
const triesOnUniqueViolation = 4;
/** Milliseconds of the first wait between two tries, and of the longest. Drawn at random below it, so that losers part. */
const firstWait = 4;
const longestWait = 120;

/**
 * Run `work` as one transaction: all of it or nothing. It may run several times, so it does nothing but query: what else follows
 * from it comes after. Throws what `work` throws, and the server's last refusal when all tries collide.
 */
export async function transact<Result>(
  database: Database,
  work: (transaction: Transaction<AcademyTables>) => Promise<Result>,
): Promise<Result> {
  if (engineOf(database) === 'sqlite') return database.transaction().execute(work);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction().setIsolationLevel('serializable').execute(work);
    } catch (error) {
      const code = sqlState(error);
      const allowed = collisions.has(code) ? tries : code === uniqueViolation ? triesOnUniqueViolation : 1;
      if (attempt >= allowed) throw error;
      await wait(Math.random() * Math.min(firstWait * 2 ** (attempt - 1), longestWait));
    }
  }
}

export type Engine = 'sqlite' | 'postgres';

/** Where the two engines must be told apart; nearly nowhere. */
export function engineOf(database: Queryable): Engine {
  return database.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}

const refusal = z.object({ code: z.string() });

/** The five characters by which PostgreSQL names what went wrong; empty for anything else. */
export function sqlState(error: unknown): string {
  return refusal.safeParse(error).data?.code ?? '';
}
