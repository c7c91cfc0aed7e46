/** Everything that an academy keeps about a person, as they may take it along: JSON, table by table as it is kept. */
import type { Kysely } from 'kysely';
import type { Queryable } from '../database/open.ts';
import { Refusal } from '../http/problems.ts';
import { accountTables, personalTables } from './policy.ts';

export interface PersonalData {
  format: 'millwright-personal-data';
  version: 1;
  exportedAt: string;
  account: { name: string; email: string };
  /** Rows by table; secrets are left out. */
  tables: Record<string, Record<string, unknown>[]>;
}

/** Refused: `unknown-member`, also for another academy's. */
export async function exportPerson(
  database: Queryable,
  who: { academyId: string; memberId: string },
  now: Date = new Date(),
): Promise<PersonalData> {
  const account = await database
    .selectFrom('member')
    .innerJoin('user', 'user.id', 'member.user_id')
    .select(['user.id', 'user.name', 'user.email'])
    .where('member.academy_id', '=', who.academyId)
    .where('member.id', '=', who.memberId)
    .executeTakeFirst();
  if (!account) throw new Refusal('unknown-member');
  const tables: PersonalData['tables'] = {};
  // The tables are data here, so their rows are, too.
  const rows = database as unknown as Kysely<Record<string, Record<string, unknown>>>;
  for (const personal of personalTables) {
    const without: readonly string[] = 'without' in personal ? personal.without : [];
    const found = await rows
      .selectFrom(personal.table)
      .selectAll()
      .where('academy_id', '=', who.academyId)
      .where(personal.whose, '=', who.memberId)
      .execute();
    tables[personal.table] = found.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !without.includes(name))),
    );
  }
  for (const { table, without } of accountTables) {
    if (without === 'all') continue;
    const left: readonly string[] = without;
    const found = await rows.selectFrom(table).selectAll().where('user_id', '=', account.id).execute();
    tables[table] = found.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !left.includes(name))));
  }
  const { name, email } = account;
  return {
    format: 'millwright-personal-data',
    version: 1,
    exportedAt: now.toISOString(),
    account: { name, email },
    tables,
  };
}
