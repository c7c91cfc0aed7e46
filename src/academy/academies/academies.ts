/** Academies: who owns every other row. One always exists. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../database/open.ts';

export interface Academy {
  id: string;
  slug: string;
  name: string;
}

/** The academy that serves everyone until a company makes its own; created on first start. */
export async function defaultAcademy(database: Database): Promise<Academy> {
  await database
    .insertInto('academy')
    .values({ id: randomUUID(), slug: 'default', name: 'Millwright', created_at: new Date().toISOString() })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute();
  return database.selectFrom('academy').select(['id', 'slug', 'name']).where('slug', '=', 'default').executeTakeFirstOrThrow();
}
