/**
 * What a certificate says besides the person's name, and what it rests on, as both stood when it was issued: a course that is renamed or
 * rewritten later changes no certificate. One schema for the database's JSON, the page and the PDF.
 */
import { z } from 'zod';

const localized = z.object({ en: z.string(), 'zh-CN': z.string() });

export const certificateDetails = z.object({
  /** The language that its credential is written in. */
  locale: z.enum(['en', 'zh-CN']),
  academy: z.string(),
  course: localized,
  summary: localized,
  /** Planned learning time. */
  minutes: z.number(),
  /** Sentences of the academy's own, may be empty. */
  wording: localized,
  signatory: z.string(),
  competencies: z.array(z.object({ id: z.string(), title: localized })),
  /** In which the days are told: the academy's, an IANA name. */
  timeZone: z.string(),
  /** The academy's address at the time: `https://academy.example`. Everything that the credential names stands below it. */
  address: z.string(),
});
export type CertificateDetails = z.output<typeof certificateDetails>;

/** A graded attempt that the certificate rests on. */
export const evidenceItem = z.object({
  attempt: z.string(),
  lab: z.string(),
  title: localized,
  labVersion: z.number(),
  labHash: z.string(),
  checks: z.number(),
  checkedAt: z.string(),
  /** SHA-256 over the program handed in, the seed, lab and verdicts with their traces' hashes (evidence.ts). */
  digest: z.string(),
});
export type EvidenceItem = z.output<typeof evidenceItem>;

/** Why a certificate is no longer valid; `erased` when its person was, which leaves no words. */
export const revocation = z.discriminatedUnion('cause', [
  z.object({ cause: z.literal('decided'), reason: z.string() }),
  z.object({ cause: z.literal('erased') }),
]);
export type Revocation = z.output<typeof revocation>;
