/** Taking a certificate back: with a reason that whoever verifies it reads, or because its person was erased. */
import { type Actor, recordAudit } from '../audit/audit.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { type Certificate, selectOptionalCertificate } from './certificates.ts';
import type { Revocation } from './details.ts';

/** Characters of a reason. It is published. */
export const longestReason = 300;

/**
 * Revoke a certificate of the academy; `null` when it has none such. One that is revoked already stays as it is, with its first reason.
 * Throws a RangeError on an empty or overlong reason.
 */
export function revokeCertificate(
  database: Database,
  { academyId, id, reason, actor, now }: { academyId: string; id: string; reason: string; actor: Actor; now: Date },
): Promise<Certificate | null> {
  const words = reason.trim();
  if (words.length === 0 || words.length > longestReason) throw new RangeError(`A reason has 1 to ${longestReason} characters.`);
  return transact(database, async (transaction) => {
    const certificate = await selectOptionalCertificate(transaction, id);
    if (certificate?.academyId !== academyId) return null;
    if (certificate.revokedAt !== null) return certificate;
    const why: Revocation = { cause: 'decided', reason: words };
    await transaction
      .updateTable('certificate')
      .set({ revoked_at: now.toISOString(), revocation: JSON.stringify(why) })
      .where('id', '=', id)
      .execute();
    await recordAudit(
      transaction,
      {
        academyId,
        actor,
        action: 'revoke-certificate',
        subject: { kind: 'certificate', id },
        before: { revokedAt: null },
        after: { revokedAt: now.toISOString(), reason: words },
      },
      now,
    );
    return { ...certificate, revokedAt: now.toISOString(), revocation: why };
  });
}

/**
 * Part of erasing a person, in that transaction: every certificate of theirs is revoked, and name, signed text and evidence (which quote them
 * or their work) are removed. What stays tells a verifier that there was one and that it counts no more. Idempotent; answers how many.
 */
export async function eraseCertificates(
  transaction: Queryable,
  { academyId, memberId, actor, now }: { academyId: string; memberId: string; actor: Actor; now: Date },
): Promise<number> {
  const rows = await transaction
    .selectFrom('certificate')
    .select(['id', 'revoked_at'])
    .where('academy_id', '=', academyId)
    .where('member_id', '=', memberId)
    .where((row) => row.or([row('name', 'is not', null), row('revoked_at', 'is', null)]))
    .execute();
  const why: Revocation = { cause: 'erased' };
  for (const { id, revoked_at } of rows) {
    await transaction
      .updateTable('certificate')
      .set({
        name: null,
        credential: null,
        evidence: '[]',
        revoked_at: revoked_at ?? now.toISOString(),
        revocation: JSON.stringify(why),
      })
      .where('id', '=', id)
      .execute();
    await recordAudit(
      transaction,
      {
        academyId,
        actor,
        action: 'erase-certificate',
        subject: { kind: 'certificate', id },
        after: { revokedAt: revoked_at ?? now.toISOString() },
      },
      now,
    );
  }
  return rows.length;
}
