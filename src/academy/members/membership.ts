/** Who is a member of an academy, and as what. */
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../database/open.ts';
import { type Role, rolesPart } from '../permissions/roles.ts';

export interface KnownMember {
  id: string;
  suspended: boolean;
  seenOn: string | null;
  roles: Role[];
}

/** The member row of an account in an academy, made when missing; nothing changes when it is there. */
export async function addMember(database: Queryable, academyId: string, userId: string): Promise<KnownMember> {
  await database
    .insertInto('member')
    .values({ id: randomUUID(), academy_id: academyId, user_id: userId, created_at: new Date().toISOString() })
    .onConflict((conflict) => conflict.columns(['academy_id', 'user_id']).doNothing())
    .execute();
  const made = await selectOptionalMember(database, academyId, userId);
  if (!made) throw new Error('A member was inserted and is not there.');
  return made;
}

export async function selectOptionalMember(database: Queryable, academyId: string, userId: string): Promise<KnownMember | null> {
  const rows = await database
    .selectFrom('member')
    .leftJoin('member_role', (join) =>
      join.onRef('member_role.member_id', '=', 'member.id').onRef('member_role.academy_id', '=', 'member.academy_id'),
    )
    .select(['member.id', 'member.suspended_at', 'member.seen_on', 'member_role.role'])
    .where('member.academy_id', '=', academyId)
    .where('member.user_id', '=', userId)
    .where('member.erased_at', 'is', null)
    .execute();
  const [first] = rows;
  if (!first) return null;
  return {
    id: first.id,
    suspended: first.suspended_at !== null,
    seenOn: first.seen_on,
    roles: rolesPart.parse(rows.flatMap(({ role }) => (role === null ? [] : [role]))),
  };
}
