/** Certificates in the database, and how one stands on a given day. */
import type { Selectable } from 'kysely';
import type { AcademyTables } from '../database/columns.ts';
import type { Queryable } from '../database/open.ts';
import {
  type CertificateDetails,
  certificateDetails,
  type EvidenceItem,
  evidenceItem,
  type Revocation,
  revocation,
} from './details.ts';

export interface Certificate {
  id: string;
  academyId: string;
  memberId: string;
  courseId: string;
  course: string;
  /** `null` once the person was erased. */
  name: string | null;
  details: CertificateDetails;
  evidence: EvidenceItem[];
  /** The signed text; `null` once the person was erased. */
  credential: string | null;
  keyId: string;
  status: { list: string; index: number };
  awardedAt: string;
  issuedAt: string;
  expiresAt: string | null;
  /** The certificate that came after this one. */
  renewedBy: string | null;
  revokedAt: string | null;
  revocation: Revocation | null;
}

/** `valid`, or why not. A renewed one is valid until its own end. */
export type Standing =
  | { state: 'valid'; until: string | null }
  | { state: 'expired'; since: string }
  | { state: 'revoked'; at: string; revocation: Revocation };

/** Revoked weighs more than expired: it says why. */
export function standingOf(certificate: Pick<Certificate, 'revokedAt' | 'revocation' | 'expiresAt'>, now: Date): Standing {
  const { revokedAt, expiresAt } = certificate;
  if (revokedAt !== null && certificate.revocation)
    return { state: 'revoked', at: revokedAt, revocation: certificate.revocation };
  if (expiresAt !== null && expiresAt <= now.toISOString()) return { state: 'expired', since: expiresAt };
  return { state: 'valid', until: expiresAt };
}

/** By its unlisted address, whichever academy of this server it is of. */
export async function selectOptionalCertificate(database: Queryable, id: string): Promise<Certificate | null> {
  const row = await database.selectFrom('certificate').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? certificateOf(row) : null;
}

/** A member's own, newest first. */
export async function certificatesOf(database: Queryable, who: { academyId: string; memberId: string }): Promise<Certificate[]> {
  const rows = await database
    .selectFrom('certificate')
    .selectAll()
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .orderBy('issued_at', 'desc')
    .execute();
  return rows.map(certificateOf);
}

/** The academy's register, newest first, a page at a time. */
export async function registerOf(
  database: Queryable,
  academyId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<Certificate[]> {
  const rows = await database
    .selectFrom('certificate')
    .selectAll()
    .where('academy_id', '=', academyId)
    .orderBy('issued_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(certificateOf);
}

/** The one that stands for a course: not revoked, not renewed; it may have expired. */
export async function selectOptionalInForce(
  database: Queryable,
  who: { academyId: string; memberId: string },
  courseId: string,
): Promise<Certificate | null> {
  const row = await database
    .selectFrom('certificate')
    .selectAll()
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .where('course_id', '=', courseId)
    .where('revoked_at', 'is', null)
    .where('renewed_by', 'is', null)
    .executeTakeFirst();
  return row ? certificateOf(row) : null;
}

type Row = Selectable<AcademyTables['certificate']>;

function certificateOf(row: Row): Certificate {
  return {
    id: row.id,
    academyId: row.academy_id,
    memberId: row.member_id,
    courseId: row.course_id,
    course: row.course,
    name: row.name,
    details: certificateDetails.parse(JSON.parse(row.details)),
    evidence: evidenceItem.array().parse(JSON.parse(row.evidence)),
    credential: row.credential,
    keyId: row.key_id,
    status: { list: row.status_list, index: row.status_index },
    awardedAt: row.awarded_at,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    renewedBy: row.renewed_by,
    revokedAt: row.revoked_at,
    revocation: row.revocation === null ? null : revocation.parse(JSON.parse(row.revocation)),
  };
}
