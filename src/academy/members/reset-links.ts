/**
 * Links that set a password anew. The server sends no mail, so an administrator makes one and hands it over; it works for an hour, once,
 * and ends every session of the person. Only its hash is kept.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { firstAcademy, selectOptionalAcademy } from '../academies/academies.ts';
import { type Actor, recordAudit } from '../audit/audit.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { rolesPart } from '../permissions/roles.ts';
import type { Accounts } from './accounts.ts';

/** Milliseconds. */
export const resetLifetime = 60 * 60 * 1_000;

export interface ResetBy {
  academyId: string;
  actor: Actor;
}

/**
 * Make a link for a member of the actor's academy; links made before for the same person no longer open. The caller has checked that the
 * actor manages members; here it is held that nobody takes over more than they could give: only an owner resets an owner, and a person
 * who is in other academies as well is left to the owners of the server's first. `secondFactorToo`: for who lost phone and codes.
 * @throws Refusal `reset-not-yours`, `reset-no-account`; `unknown-member` is `null`
 */
export async function createResetLink(
  transaction: Queryable,
  { academyId, actor }: ResetBy,
  memberId: string,
  { secondFactorToo = false, now = new Date() }: { secondFactorToo?: boolean; now?: Date } = {},
): Promise<{ token: string; expiresAt: string } | null> {
  const member = await transaction
    .selectFrom('member')
    .select(['id', 'user_id'])
    .where('academy_id', '=', academyId)
    .where('id', '=', memberId)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  if (!member) return null;
  if (actor.kind !== 'system') await holdTheLadder(transaction, academyId, actor.member, member);
  await transaction
    .updateTable('reset_link')
    .set({ used_at: now.toISOString() })
    .where('academy_id', '=', academyId)
    .where('member_id', '=', memberId)
    .where('used_at', 'is', null)
    .execute();
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(now.getTime() + resetLifetime).toISOString();
  await transaction
    .insertInto('reset_link')
    .values({
      id: randomUUID(),
      academy_id: academyId,
      member_id: memberId,
      token_hash: hashOf(token),
      second_factor_too: secondFactorToo ? 1 : 0,
      created_at: now.toISOString(),
      created_by: actor.kind === 'system' ? null : actor.member,
      expires_at: expiresAt,
    })
    .execute();
  const subject = { kind: 'member', id: memberId } as const;
  await recordAudit(transaction, { academyId, actor, action: 'make-reset-link', subject, after: { secondFactorToo } }, now);
  return { token, expiresAt };
}

async function holdTheLadder(
  transaction: Queryable,
  academyId: string,
  actorId: string,
  member: { id: string; user_id: string },
): Promise<void> {
  const academy = await selectOptionalAcademy(transaction, 'id', academyId);
  const actorRoles = await rolesOf(transaction, actorId);
  const isOwner = actorRoles.includes('owner');
  if ((await rolesOf(transaction, member.id)).includes('owner') && !isOwner) throw new Refusal('reset-not-yours');
  const elsewhere = await transaction
    .selectFrom('member')
    .select('id')
    .where('user_id', '=', member.user_id)
    .where('academy_id', '!=', academyId)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  if (elsewhere && !(isOwner && academy?.slug === firstAcademy)) throw new Refusal('reset-not-yours');
}

async function rolesOf(database: Queryable, memberId: string) {
  const rows = await database.selectFrom('member_role').select('role').where('member_id', '=', memberId).execute();
  return rolesPart.parse(rows.map(({ role }) => role));
}

export interface ResetLink {
  id: string;
  academyId: string;
  memberId: string;
  userId: string;
  secondFactorToo: boolean;
}

/** The link of a token that can still be used. @throws Refusal `reset-unknown`, `reset-used`, `reset-expired` */
export async function openResetLink(database: Queryable, token: string, now: Date = new Date()): Promise<ResetLink> {
  const row = await database
    .selectFrom('reset_link')
    .innerJoin('member', 'member.id', 'reset_link.member_id')
    .selectAll('reset_link')
    .select('member.user_id')
    .where('token_hash', '=', hashOf(token))
    .where('member.erased_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new Refusal('reset-unknown');
  if (row.used_at !== null) throw new Refusal('reset-used');
  if (row.expires_at <= now.toISOString()) throw new Refusal('reset-expired');
  return {
    id: row.id,
    academyId: row.academy_id,
    memberId: row.member_id,
    userId: row.user_id,
    secondFactorToo: row.second_factor_too === 1,
  };
}

/** Use the link: of two who use it at once, one does. Every session of the person ends; the next sign-in needs the new password. */
export async function resetPassword(
  { database, accounts }: { database: Database; accounts: Accounts },
  token: string,
  password: string,
  now: Date = new Date(),
): Promise<void> {
  const link = await transact(database, async (transaction) => {
    const open = await openResetLink(transaction, token, now);
    const taken = await transaction
      .updateTable('reset_link')
      .set({ used_at: now.toISOString() })
      .where('id', '=', open.id)
      .where('used_at', 'is', null)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) throw new Refusal('reset-used');
    if (open.secondFactorToo) await transaction.deleteFrom('passkey').where('user_id', '=', open.userId).execute();
    await recordAudit(
      transaction,
      {
        academyId: open.academyId,
        actor: { kind: 'member', member: open.memberId },
        action: 'use-reset-link',
        subject: { kind: 'member', id: open.memberId },
        after: { secondFactorToo: open.secondFactorToo },
      },
      now,
    );
    return open;
  });
  if (link.secondFactorToo) await accounts.api.removeSecondFactor({ body: { userId: link.userId } });
  await accounts.api.replacePassword({ body: { userId: link.userId, password } });
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
