/**
 * Issuing and renewing. Who may ask is decided before (permissions/); what may be issued is decided here, from the record: a course that is
 * finished, and in each of its labs one attempt that passed everything.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Lab } from '#sandbox/lab/lab.ts';
import type { Academy } from '../academies/academies.ts';
import { type Actor, recordAudit } from '../audit/audit.ts';
import type { Database } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import type { Progress } from '../progress/progress.ts';
import { type Certificate, selectOptionalCertificate, selectOptionalInForce } from './certificates.ts';
import { type CertifiedCourse, labsOf, lessonsLeft } from './completion.ts';
import { credentialOf } from './credential.ts';
import type { CertificateDetails } from './details.ts';
import { evidenceFor } from './evidence.ts';
import { signCredential } from './proof.ts';
import { signingKeyOf } from './signing-keys.ts';
import { drawStatus } from './status-list.ts';

/** From this many days before the end on, a certificate may be renewed; after its end at any time. */
export const renewalDays = 90;

export interface Recipient {
  memberId: string;
  /** As they choose to be named: 1 to 120 characters. */
  name: string;
  email: string;
}

export interface IssueRequest {
  academy: Academy;
  course: CertifiedCourse;
  recipient: Recipient;
  /** Of the recipient. */
  progress: Progress;
  labs: ReadonlyMap<string, Lab>;
  /** The academy's address, without a slash at its end. */
  address: string;
  actor: Actor;
}

export interface Means {
  database: Database;
  /** Of the installation. */
  secret: string;
  /** Now. */
  clock(): Date;
}

/** `issued` and `renewed` are new; `standing` was there already: asking twice changes nothing. */
export type IssueOutcome =
  | { outcome: 'issued' | 'renewed' | 'standing'; certificate: Certificate }
  /** Slugs of lessons to do; of labs in which no single attempt passed everything (for a renewal: since the last certificate). */
  | { outcome: 'not-yet'; lessons: string[]; labs: string[] };

/** What `issueCertificate` would do; for pages. */
export async function prospectOf(
  { database, clock }: Pick<Means, 'database' | 'clock'>,
  {
    academy,
    course,
    recipient,
    progress,
    labs,
  }: Pick<IssueRequest, 'academy' | 'course' | 'progress' | 'labs'> & {
    recipient: Pick<Recipient, 'memberId'>;
  },
) {
  const who = { academyId: academy.id, memberId: recipient.memberId };
  const before = await selectOptionalInForce(database, who, course.id);
  if (before && !mayRenew(before, clock())) return { prospect: 'standing' as const, certificate: before };
  const { evidence, missing } = await evidenceFor(database, who, labsOf(course, labs), before);
  const lessons = lessonsLeft(course, progress);
  if (lessons.length > 0 || missing.length > 0 || course.lessons.length === 0)
    return { prospect: 'not-yet' as const, before, lessons, labs: missing.map(({ slug }) => slug) };
  return { prospect: before ? ('renewal' as const) : ('first' as const), before, evidence };
}

/** Without an end it never needs to be. */
export function mayRenew({ expiresAt }: Pick<Certificate, 'expiresAt'>, now: Date): boolean {
  return expiresAt !== null && now.getTime() >= Date.parse(expiresAt) - renewalDays * 86_400_000;
}

/**
 * Issue the certificate of a finished course, or renew it after a fresh pass. Idempotent. Row, renewal of the old one and audit entry are one
 * transaction; of two at once one issues and the other finds it standing.
 */
export async function issueCertificate(means: Means, request: IssueRequest): Promise<IssueOutcome> {
  const { database, secret, clock } = means;
  const { academy, course, recipient, address, actor } = request;
  const prospect = await prospectOf(means, request);
  if (prospect.prospect === 'standing') return { outcome: 'standing', certificate: prospect.certificate };
  if (prospect.prospect === 'not-yet') return { outcome: 'not-yet', lessons: prospect.lessons, labs: prospect.labs };

  const now = clock();
  const { before, evidence } = prospect;
  const who = { academyId: academy.id, memberId: recipient.memberId };
  const key = await signingKeyOf(database, secret, academy.id, now);
  const id = randomBytes(16).toString('base64url');
  const { months } = academy.settings.certificate;
  const facts = {
    awardedAt: wholeSeconds(before ? new Date(before.awardedAt) : now),
    validFrom: wholeSeconds(now),
    validUntil: months === null ? null : monthsAfter(wholeSeconds(now), months),
  };
  const details = detailsOf(request);
  const issued = await transact(database, async (transaction) => {
    // What was found before may have changed while the key was made.
    const standing = await selectOptionalInForce(transaction, who, course.id);
    if (standing?.id !== before?.id) return null;
    const status = await drawStatus(transaction, academy.id, now);
    const credential = await signCredential(
      credentialOf({
        id,
        academyId: academy.id,
        courseId: course.id,
        course: course.slug,
        subject: randomUUID(),
        name: recipient.name,
        email: recipient.email,
        salt: randomBytes(16).toString('hex'),
        details,
        evidence,
        status,
        ...facts,
      }),
      key,
      address,
    );
    // The old one first: two in force are refused by an index.
    const row = {
      id,
      academy_id: academy.id,
      member_id: recipient.memberId,
      course_id: course.id,
      course: course.slug,
      name: recipient.name,
      details: JSON.stringify(details),
      evidence: JSON.stringify(evidence),
      credential,
      key_id: key.id,
      status_list: status.list,
      status_index: status.index,
      awarded_at: facts.awardedAt.toISOString(),
      issued_at: facts.validFrom.toISOString(),
      issued_by: actor.kind === 'system' ? null : actor.member,
      expires_at: facts.validUntil?.toISOString() ?? null,
      renewed_by: before ? id : null,
      revoked_at: null,
      revocation: null,
    };
    if (before) {
      // For a moment it names itself, because the index takes one in force and the old one cannot name a row that is not there.
      await transaction.insertInto('certificate').values(row).execute();
      await transaction.updateTable('certificate').set({ renewed_by: id }).where('id', '=', before.id).execute();
      await transaction.updateTable('certificate').set({ renewed_by: null }).where('id', '=', id).execute();
    } else await transaction.insertInto('certificate').values(row).execute();
    await recordAudit(
      transaction,
      {
        academyId: academy.id,
        actor,
        action: before ? 'renew-certificate' : 'issue-certificate',
        subject: { kind: 'certificate', id },
        before: before ? { certificate: before.id, expiresAt: before.expiresAt } : null,
        after: { member: recipient.memberId, course: course.slug, expiresAt: row.expires_at },
      },
      now,
    );
    return id;
  });
  if (issued === null) {
    const certificate = await selectOptionalInForce(database, who, course.id);
    if (!certificate) throw new Error('A certificate was revoked while it was being renewed; ask again.');
    return { outcome: 'standing', certificate };
  }
  const certificate = await selectOptionalCertificate(database, issued);
  if (!certificate) throw new Error('A certificate was issued and is not there.');
  return { outcome: before ? 'renewed' : 'issued', certificate };
}

function detailsOf({ academy, course, address }: IssueRequest): CertificateDetails {
  const { certificate, languages } = academy.settings;
  return {
    locale: languages[0] ?? 'en',
    academy: academy.name,
    course: course.title,
    summary: course.summary,
    minutes: course.minutes,
    wording: certificate.wording,
    signatory: certificate.signatory,
    competencies: [...course.competencies],
    timeZone: academy.settings.timeZone,
    address,
  };
}

const wholeSeconds = (date: Date): Date => new Date(Math.floor(date.getTime() / 1_000) * 1_000);

/** The same day of a later month, or its last day when it has none such (31 January and a month is 28 February). In UTC. */
export function monthsAfter(date: Date, months: number): Date {
  const later = new Date(date);
  later.setUTCMonth(later.getUTCMonth() + months);
  if (later.getUTCDate() !== date.getUTCDate()) later.setUTCDate(0);
  return later;
}
