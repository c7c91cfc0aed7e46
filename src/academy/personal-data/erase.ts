/**
 * Erasing a person: their work, record, roles and name go; their certificates are revoked and lose their name; what others need (the audit
 * log, a place in statistics already counted) keeps a number that leads nowhere. The account goes with its last academy.
 */
import type { Kysely } from 'kysely';
import { type Actor, recordAudit } from '../audit/audit.ts';
import { eraseCertificates } from '../certificates/revoke.ts';
import type { Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import type { Services } from '../services.ts';
import { accountTables, personalTables } from './policy.ts';

/**
 * Erase a member of the academy. Refused: `unknown-member` (also another academy's), `last-owner`. Done twice it is done once. The saved
 * states of their rigs are forgotten by the supervisor after it; should the server stop in between, at its next start.
 */
export async function erasePerson(
  services: Services,
  who: { academyId: string; memberId: string },
  actor: Actor,
  now: Date = new Date(),
): Promise<void> {
  const userId = await transact(services.database, async (transaction) => {
    const { academyId, memberId } = who;
    const member = await transaction
      .selectFrom('member')
      .select(['user_id', 'erased_at'])
      .where('academy_id', '=', academyId)
      .where('id', '=', memberId)
      .executeTakeFirst();
    if (!member) throw new Refusal('unknown-member');
    if (member.erased_at !== null) return null;
    const owners = await transaction
      .selectFrom('member_role')
      .innerJoin('member', 'member.id', 'member_role.member_id')
      .select('member.id')
      .where('member_role.academy_id', '=', academyId)
      .where('member_role.role', '=', 'owner')
      .where('member.suspended_at', 'is', null)
      .execute();
    if (owners.length === 1 && owners[0]?.id === memberId) throw new Refusal('last-owner');

    await eraseRows(transaction, who, actor, now);
    await recordAudit(transaction, { academyId, actor, action: 'erase-person', subject: { kind: 'member', id: memberId } }, now);
    return member.user_id;
  });
  if (userId !== null) await endAccount(services, userId);
  await forgetRigsOfErased(services);
}

/** What of a member becomes of each table (policy.ts), in the transaction of whoever decided it. */
export async function eraseRows(
  transaction: Queryable,
  { academyId, memberId }: { academyId: string; memberId: string },
  actor: Actor,
  now: Date,
): Promise<void> {
  await eraseCertificates(transaction, { academyId, memberId, actor, now });
  const rows = transaction as unknown as Kysely<Record<string, Record<string, string>>>;
  for (const { table, whose, erase } of personalTables) {
    if (erase !== 'delete') continue;
    await rows.deleteFrom(table).where('academy_id', '=', academyId).where(whose, '=', memberId).execute();
  }
  await transaction
    .updateTable('invitation')
    .set({ email: null })
    .where('academy_id', '=', academyId)
    .where('accepted_by', '=', memberId)
    .execute();
  // Remarks that they made at others' work stay, for whom they were made; not who made them.
  await transaction.updateTable('line_comment').set({ author_id: null }).where('author_id', '=', memberId).execute();
  await transaction
    .updateTable('member')
    .set({ user_id: `erased ${memberId}`, erased_at: now.toISOString(), suspended_at: now.toISOString(), seen_on: null })
    .where('id', '=', memberId)
    .execute();
}

/** Without an academy left, an account has no use: its address, passwords and sessions go, too. */
async function endAccount({ database, accounts }: Services, userId: string): Promise<void> {
  const { internalAdapter } = await accounts.$context;
  await internalAdapter.deleteUserSessions(userId);
  const elsewhere = await database.selectFrom('member').select('id').where('user_id', '=', userId).executeTakeFirst();
  if (elsewhere) return;
  for (const { table } of accountTables) await database.deleteFrom(table).where('user_id', '=', userId).execute();
  await internalAdapter.deleteUser(userId);
}

/** What the supervisor keeps of erased people's rigs is forgotten, then the rigs themselves; asked again it finds nothing. */
export async function forgetRigsOfErased({ database, host, log }: Pick<Services, 'database' | 'host' | 'log'>): Promise<void> {
  const rigs = await database
    .selectFrom('rig')
    .innerJoin('member', 'member.id', 'rig.member_id')
    .select('rig.id')
    .where('member.erased_at', 'is not', null)
    .execute();
  if (rigs.length === 0) return;
  try {
    const forgotten = await host.forget(rigs.map(({ id }) => id));
    // The others are in memory still: their rows say at the next look what is to be forgotten.
    if (forgotten.length > 0) await database.deleteFrom('rig').where('id', 'in', forgotten).execute();
  } catch (error) {
    log.warn({ err: error }, 'rigs of erased people could not be forgotten now; they are at the next start');
  }
}
