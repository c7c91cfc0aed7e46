/** Academies: who owns every other row. One always exists. */
import { randomUUID } from 'node:crypto';
import type { Database, Queryable } from '../database/open.ts';
import { type AcademySettings, settingsOf } from './settings.ts';

export interface Academy {
  id: string;
  slug: string;
  name: string;
  /** Requests to this host name are for this academy and for no other; `null`: it is reached by choosing it. */
  host: string | null;
  settings: AcademySettings;
  revision: number;
}

const columns = ['id', 'slug', 'name', 'host', 'settings', 'revision'] as const;
type Row = Omit<Academy, 'settings'> & { settings: string };
const academyOf = (row: Row): Academy => ({ ...row, settings: settingsOf(row.settings) });

/** The slug of the academy that serves everyone until a company makes others. Its owners run the server. */
export const firstAcademy = 'default';

/** The first academy, created on first start. */
export async function defaultAcademy(database: Database): Promise<Academy> {
  await database
    .insertInto('academy')
    .values({
      id: randomUUID(),
      slug: firstAcademy,
      name: 'Millwright',
      created_at: new Date().toISOString(),
      settings: '{}',
      revision: 1,
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute();
  const row = await database.selectFrom('academy').select(columns).where('slug', '=', firstAcademy).executeTakeFirstOrThrow();
  return academyOf(row);
}

/** The academy that a host name (without port) belongs to alone. */
export async function selectOptionalAcademyOfHost(database: Queryable, host: string): Promise<Academy | null> {
  return selectOptionalAcademy(database, 'host', host.toLowerCase());
}

export async function selectOptionalAcademy(
  database: Queryable,
  by: 'id' | 'slug' | 'host',
  value: string,
): Promise<Academy | null> {
  const row = await database
    .selectFrom('academy')
    .select(columns)
    .where(by, '=', value)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return row ? academyOf(row) : null;
}

/** Where a user is a member and not suspended, in the order in which they came. */
export async function academiesOf(database: Queryable, userId: string): Promise<Academy[]> {
  const rows = await database
    .selectFrom('member')
    .innerJoin('academy', 'academy.id', 'member.academy_id')
    .select(columns.map((column) => `academy.${column}` as const))
    .where('member.user_id', '=', userId)
    .where('member.suspended_at', 'is', null)
    .where('academy.closed_at', 'is', null)
    .orderBy('member.created_at')
    .orderBy('academy.slug')
    .execute();
  return rows.map(academyOf);
}
