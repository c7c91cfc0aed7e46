/** The people of an academy, for those who look after them. */
import { sql } from 'kysely';
import type { Queryable } from '../database/open.ts';
import { type Role, rolesPart } from '../permissions/roles.ts';

export interface Person {
  id: string;
  userId: string;
  name: string;
  email: string;
  roles: Role[];
  since: string;
  /** To the day; `null`: not since this was written down. */
  seenOn: string | null;
  suspendedAt: string | null;
}

/** Those with an account, by name; `search` is found in name or address, capitals do not count. At most `limit`, from `from` on. */
export async function peopleOf(
  database: Queryable,
  academyId: string,
  { search = '', from = 0, limit = 100 }: { search?: string; from?: number; limit?: number } = {},
): Promise<{ people: Person[]; total: number }> {
  const words = `%${search
    .trim()
    .toLowerCase()
    .replace(/[%_\\]/g, '\\$&')}%`;
  const wanted = database
    .selectFrom('member')
    .innerJoin('user', 'user.id', 'member.user_id')
    .where('member.academy_id', '=', academyId)
    .where('member.erased_at', 'is', null)
    .where((row) => row.or([row('user.isAnonymous', 'is', null), row('user.isAnonymous', '=', row.lit(false))]))
    // SQLite knows no escape but the one that is named.
    .where(sql<boolean>`(lower("user"."name") like ${words} escape '\\' or lower("user"."email") like ${words} escape '\\')`);
  const rows = await wanted
    .select([
      'member.id',
      'member.user_id',
      'user.name',
      'user.email',
      'member.created_at',
      'member.seen_on',
      'member.suspended_at',
    ])
    .orderBy('user.name')
    .orderBy('member.id')
    .offset(from)
    .limit(limit)
    .execute();
  const { total } = await wanted.select((row) => row.fn.countAll().as('total')).executeTakeFirstOrThrow();
  const roles = await rolesOf(
    database,
    academyId,
    rows.map(({ id }) => id),
  );
  return {
    people: rows.map((row) => ({
      id: row.id,
      userId: row.user_id,
      name: row.name,
      email: row.email,
      roles: roles.get(row.id) ?? [],
      since: row.created_at,
      seenOn: row.seen_on,
      suspendedAt: row.suspended_at,
    })),
    total: Number(total),
  };
}

/** Names by member id; who was erased has none. */
export async function namesOf(database: Queryable, academyId: string, members: readonly string[]): Promise<Map<string, string>> {
  if (members.length === 0) return new Map();
  const rows = await database
    .selectFrom('member')
    .innerJoin('user', 'user.id', 'member.user_id')
    .select(['member.id', 'user.name'])
    .where('member.academy_id', '=', academyId)
    .where('member.id', 'in', [...new Set(members)])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function rolesOf(database: Queryable, academyId: string, members: readonly string[]): Promise<Map<string, Role[]>> {
  const found = new Map<string, string[]>();
  if (members.length === 0) return new Map();
  const rows = await database
    .selectFrom('member_role')
    .select(['member_id', 'role'])
    .where('academy_id', '=', academyId)
    .where('member_id', 'in', members)
    .execute();
  for (const { member_id, role } of rows) found.set(member_id, [...(found.get(member_id) ?? []), role]);
  return new Map([...found].map(([id, names]) => [id, rolesPart.parse(names)]));
}
