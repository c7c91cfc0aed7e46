/** What those who look after an academy may do to its people: roles, suspension. An academy is never without an owner. */
import { type Actor, recordAudit } from '../audit/audit.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { allows } from '../permissions/actions.ts';
import { type Role, rolesPart, standingsOf } from '../permissions/roles.ts';

/** Who changes somebody. */
export interface Changer {
  id: string;
  academyId: string;
  roles: readonly Role[];
  actor: Actor;
}

interface Target {
  id: string;
  suspendedAt: string | null;
  roles: Role[];
}

/**
 * Give a member exactly these roles. Refused: `unknown-member` (also another academy's), `owners-only` when an owner is made or unmade by
 * somebody who is none, `last-owner`.
 */
export async function setRoles(
  database: Database,
  by: Changer,
  memberId: string,
  roles: readonly Role[],
  now: Date = new Date(),
): Promise<Role[]> {
  return transact(database, async (transaction) => {
    const target = await memberOf(transaction, by.academyId, memberId);
    const wanted = rolesPart.parse(roles);
    if (wanted.includes('owner') !== target.roles.includes('owner')) {
      if (!allows('appoint-owners', standingsOf({ guest: false, roles: by.roles }))) throw new Refusal('owners-only');
      if (!wanted.includes('owner')) await refuseForLastOwner(transaction, by.academyId, memberId);
    }
    const taken = target.roles.filter((role) => !wanted.includes(role));
    const given = wanted.filter((role) => !target.roles.includes(role));
    if (taken.length === 0 && given.length === 0) return wanted;
    if (taken.length > 0)
      await transaction
        .deleteFrom('member_role')
        .where('academy_id', '=', by.academyId)
        .where('member_id', '=', memberId)
        .where('role', 'in', taken)
        .execute();
    for (const role of given)
      await transaction
        .insertInto('member_role')
        .values({ academy_id: by.academyId, member_id: memberId, role, granted_at: now.toISOString(), granted_by: by.id })
        .execute();
    await recordAudit(
      transaction,
      {
        academyId: by.academyId,
        actor: by.actor,
        action: 'set-roles',
        subject: { kind: 'member', id: memberId },
        before: target.roles,
        after: wanted,
      },
      now,
    );
    return wanted;
  });
}

/** Shut a member out, or let them in again; they keep everything. Refused: as `setRoles`, and `oneself`. */
export async function suspend(
  database: Database,
  by: Changer,
  memberId: string,
  suspended: boolean,
  now: Date = new Date(),
): Promise<void> {
  await transact(database, async (transaction) => {
    const target = await memberOf(transaction, by.academyId, memberId);
    if (memberId === by.id) throw new Refusal('oneself');
    if (target.roles.includes('owner')) {
      if (!allows('appoint-owners', standingsOf({ guest: false, roles: by.roles }))) throw new Refusal('owners-only');
      if (suspended) await refuseForLastOwner(transaction, by.academyId, memberId);
    }
    if ((target.suspendedAt !== null) === suspended) return;
    await transaction
      .updateTable('member')
      .set({ suspended_at: suspended ? now.toISOString() : null })
      .where('academy_id', '=', by.academyId)
      .where('id', '=', memberId)
      .execute();
    await recordAudit(
      transaction,
      {
        academyId: by.academyId,
        actor: by.actor,
        action: suspended ? 'suspend' : 'restore',
        subject: { kind: 'member', id: memberId },
      },
      now,
    );
  });
}

async function memberOf(transaction: Queryable, academyId: string, id: string): Promise<Target> {
  const row = await transaction
    .selectFrom('member')
    .select(['id', 'suspended_at'])
    .where('academy_id', '=', academyId)
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new Refusal('unknown-member');
  const roles = await transaction
    .selectFrom('member_role')
    .select('role')
    .where('academy_id', '=', academyId)
    .where('member_id', '=', id)
    .execute();
  return { id, suspendedAt: row.suspended_at, roles: rolesPart.parse(roles.map(({ role }) => role)) };
}

async function refuseForLastOwner(transaction: Queryable, academyId: string, memberId: string): Promise<void> {
  const another = await transaction
    .selectFrom('member_role')
    .innerJoin('member', 'member.id', 'member_role.member_id')
    .select('member.id')
    .where('member_role.academy_id', '=', academyId)
    .where('member_role.role', '=', 'owner')
    .where('member.suspended_at', 'is', null)
    .where('member.id', '!=', memberId)
    .executeTakeFirst();
  if (!another) throw new Refusal('last-owner');
}
