/**
 * Invitations: a link that makes its bearer a member, once. The token is in the link and nowhere else; the database has its hash. The
 * set-up link is an invitation too: the first owner's, as long as an academy has none.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Actor, recordAudit } from '../audit/audit.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { refuseSentAgain } from '../http/sending.ts';
import { type Role, rolesPart } from '../permissions/roles.ts';
import { addMember } from './membership.ts';

const day = 24 * 60 * 60 * 1_000;
/** How long a link may be used, in milliseconds. */
export const invitationLifetime = { member: 14 * day, 'set-up': 7 * day } as const;

export interface Invitation {
  id: string;
  academyId: string;
  kind: 'member' | 'set-up';
  /** Only this address may accept; `null`: whoever has the link. In lower case. */
  email: string | null;
  roles: Role[];
  cohortId: string | null;
  createdAt: string;
  expiresAt: string;
  state: 'open' | 'accepted' | 'revoked' | 'expired';
}

export interface NewInvitation {
  /** That of the form which asks for it (http/sending.ts); otherwise a new one. */
  id?: string;
  academyId: string;
  email: string | null;
  roles: readonly Role[];
  /** They become its trainee. */
  cohortId: string | null;
}

/** Make an invitation; the token is told this once. Refused: `sent-already`, an id that is taken. The caller has checked that the actor may give these roles. */
export async function createInvitation(
  transaction: Queryable,
  actor: Actor,
  { id, academyId, email, roles, cohortId }: NewInvitation,
  now: Date = new Date(),
): Promise<{ id: string; token: string }> {
  const made = await insert(transaction, { id, academyId, kind: 'member', email, roles, cohortId, actor }, now);
  const after = { roles: rolesPart.parse(roles), cohort: cohortId, forOneAddress: email !== null };
  await recordAudit(
    transaction,
    { academyId, actor, action: 'invite', subject: { kind: 'invitation', id: made.id }, after },
    now,
  );
  return made;
}

/**
 * A link for the first owner of an academy that has none; `null` when it has one. A link made before no longer opens: only the one told
 * last does.
 */
export async function createSetUpLink(
  database: Database,
  academyId: string,
  now: Date = new Date(),
): Promise<{ id: string; token: string } | null> {
  return transact(database, async (transaction) => {
    if (await hasOwner(transaction, academyId)) return null;
    await transaction
      .updateTable('invitation')
      .set({ revoked_at: now.toISOString() })
      .where('academy_id', '=', academyId)
      .where('kind', '=', 'set-up')
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .execute();
    const owner: readonly Role[] = ['owner', 'administrator'];
    return insert(
      transaction,
      { academyId, kind: 'set-up', email: null, roles: owner, cohortId: null, actor: { kind: 'system' } },
      now,
    );
  });
}

export async function hasOwner(database: Queryable, academyId: string): Promise<boolean> {
  const owner = await database
    .selectFrom('member_role')
    .innerJoin('member', 'member.id', 'member_role.member_id')
    .select('member.id')
    .where('member_role.academy_id', '=', academyId)
    .where('member_role.role', '=', 'owner')
    .where('member.suspended_at', 'is', null)
    .where('member.erased_at', 'is', null)
    .executeTakeFirst();
  return owner !== undefined;
}

/** The invitation of a token, whatever its state; `null` for a token that is none of ours. */
export async function readInvitation(database: Queryable, token: string, now: Date = new Date()): Promise<Invitation | null> {
  const row = await database.selectFrom('invitation').selectAll().where('token_hash', '=', hashOf(token)).executeTakeFirst();
  return row ? invitationOf(row, now) : null;
}

/** All of an academy's, newest first; set-up links are nobody's business. */
export async function invitationsOf(database: Queryable, academyId: string, now: Date = new Date()): Promise<Invitation[]> {
  const rows = await database
    .selectFrom('invitation')
    .selectAll()
    .where('academy_id', '=', academyId)
    .where('kind', '=', 'member')
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => invitationOf(row, now));
}

/**
 * Make the account a member with the invitation's roles and cohort; accepted twice by the same person it is accepted once. Refused:
 * `invitation-unknown`, `-expired`, `-revoked`, `-used`, `-other-address` (`email` is the account's own, proven by its password).
 */
export async function acceptInvitation(
  database: Database,
  token: string,
  account: { userId: string; email: string },
  now: Date = new Date(),
): Promise<{ memberId: string; academyId: string }> {
  return transact(database, async (transaction) => {
    const invitation = await readInvitation(transaction, token, now);
    if (!invitation) throw new Refusal('invitation-unknown');
    const { academyId, id } = invitation;
    if (invitation.email !== null && invitation.email !== account.email.toLowerCase())
      throw new Refusal('invitation-other-address');
    if (invitation.state === 'revoked') throw new Refusal('invitation-revoked');
    if (invitation.state === 'expired') throw new Refusal('invitation-expired');
    const member = await addMember(transaction, academyId, account.userId);
    // The first of two who use one link at once has it: only one of them finds the row still open.
    const taken = await transaction
      .updateTable('invitation')
      .set({ accepted_at: now.toISOString(), accepted_by: member.id })
      .where('id', '=', id)
      .where((row) => row.or([row('accepted_at', 'is', null), row('accepted_by', '=', member.id)]))
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) throw new Refusal('invitation-used');
    if (invitation.state === 'accepted') return { memberId: member.id, academyId };
    for (const role of invitation.roles) {
      await transaction
        .insertInto('member_role')
        .values({ academy_id: academyId, member_id: member.id, role, granted_at: now.toISOString(), granted_by: null })
        .onConflict((conflict) => conflict.columns(['academy_id', 'member_id', 'role']).doNothing())
        .execute();
    }
    if (invitation.cohortId !== null) {
      await transaction
        .insertInto('cohort_member')
        .values({
          academy_id: academyId,
          cohort_id: invitation.cohortId,
          member_id: member.id,
          part: 'trainee',
          joined_at: now.toISOString(),
        })
        .onConflict((conflict) => conflict.columns(['academy_id', 'cohort_id', 'member_id', 'part']).doNothing())
        .execute();
    }
    const after = { member: member.id, roles: invitation.roles, cohort: invitation.cohortId };
    const actor: Actor = { kind: 'member', member: member.id };
    await recordAudit(
      transaction,
      { academyId, actor, action: 'accept-invitation', subject: { kind: 'invitation', id }, after },
      now,
    );
    return { memberId: member.id, academyId };
  });
}

/** Close an open invitation; one that is accepted, revoked or another academy's is left as it is (`false`). */
export async function revokeInvitation(
  transaction: Queryable,
  actor: Actor,
  academyId: string,
  id: string,
  now: Date = new Date(),
): Promise<boolean> {
  const revoked = await transaction
    .updateTable('invitation')
    .set({ revoked_at: now.toISOString() })
    .where('academy_id', '=', academyId)
    .where('id', '=', id)
    .where('kind', '=', 'member')
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (revoked.numUpdatedRows === 0n) return false;
  await recordAudit(transaction, { academyId, actor, action: 'revoke-invitation', subject: { kind: 'invitation', id } }, now);
  return true;
}

const keptRoles = z.string().transform((json) => rolesPart.parse(JSON.parse(json)));

interface Row {
  id: string;
  academy_id: string;
  kind: string;
  email: string | null;
  roles: string;
  cohort_id: string | null;
  created_at: string;
  expires_at: string;
  accepted_at: string | null;
  revoked_at: string | null;
}

function invitationOf(row: Row, now: Date): Invitation {
  const open = row.expires_at > now.toISOString() ? 'open' : 'expired';
  return {
    id: row.id,
    academyId: row.academy_id,
    kind: row.kind === 'set-up' ? 'set-up' : 'member',
    email: row.email,
    roles: keptRoles.parse(row.roles),
    cohortId: row.cohort_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    state: row.accepted_at !== null ? 'accepted' : row.revoked_at !== null ? 'revoked' : open,
  };
}

async function insert(
  transaction: Queryable,
  made: NewInvitation & { kind: Invitation['kind']; actor: Actor },
  now: Date,
): Promise<{ id: string; token: string }> {
  const token = randomBytes(24).toString('base64url');
  const id = made.id ?? randomUUID();
  await refuseSentAgain(transaction, 'invitation', id);
  await transaction
    .insertInto('invitation')
    .values({
      id,
      academy_id: made.academyId,
      kind: made.kind,
      email: made.email?.trim().toLowerCase() || null,
      roles: JSON.stringify(rolesPart.parse(made.roles)),
      cohort_id: made.cohortId,
      token_hash: hashOf(token),
      created_at: now.toISOString(),
      created_by: made.actor.kind === 'system' ? null : made.actor.member,
      expires_at: new Date(now.getTime() + invitationLifetime[made.kind]).toISOString(),
    })
    .execute();
  return { id, token };
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
