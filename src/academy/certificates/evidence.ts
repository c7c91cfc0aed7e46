/** What a certificate rests on: for each lab of the course, the attempt that passed it. */
import { createHash } from 'node:crypto';
import type { Lab } from '#sandbox/lab/lab.ts';
import type { Queryable } from '../database/open.ts';
import { type Attempt, attemptsOf } from '../progress/attempts.ts';
import type { Certificate } from './certificates.ts';
import type { EvidenceItem } from './details.ts';

/**
 * The newest attempt at each lab that passed everything, for a renewal one that came after the certificate `before`; a lab without one is in
 * `missing`. Steps passed one by one over several attempts count as passed in progress, but what is certified is one program that passed
 * it all.
 */
export async function evidenceFor(
  database: Queryable,
  who: { academyId: string; memberId: string },
  labs: readonly Lab[],
  before: Pick<Certificate, 'issuedAt' | 'evidence'> | null,
): Promise<{ evidence: EvidenceItem[]; missing: Lab[] }> {
  const evidence: EvidenceItem[] = [];
  const missing: Lab[] = [];
  for (const lab of labs) {
    const attempts = await attemptsOf(database, { ...who, labId: lab.definition.id });
    const passed = attempts.filter(
      ({ id, outcome, checkedAt }) =>
        outcome === 'passed' &&
        (before === null || (checkedAt > before.issuedAt && !before.evidence.some((item) => item.attempt === id))),
    );
    const last = passed.at(-1);
    if (last) evidence.push(itemOf(lab, last));
    else missing.push(lab);
  }
  return { evidence, missing };
}

function itemOf(lab: Lab, attempt: Attempt): EvidenceItem {
  return {
    attempt: attempt.id,
    lab: lab.slug,
    title: { en: lab.text.en.title, 'zh-CN': lab.text['zh-CN'].title },
    labVersion: attempt.labVersion,
    labHash: attempt.labHash,
    checks: attempt.verdicts.length,
    checkedAt: attempt.checkedAt,
    digest: attemptDigest(attempt),
  };
}

/**
 * SHA-256, in hexadecimal, of the attempt as JSON with its members in this order. Whoever has program, seed and lab can run it again (law
 * 1), reckon this, and compare.
 */
export function attemptDigest({ labHash, seed, programs, verdicts }: Attempt): string {
  const files = Object.entries(programs)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([controller, list]) => [controller, list.map(({ name, text }) => [name, text])]);
  const judged = verdicts.map(({ step, check, outcome, traceHash }) => [step, check, outcome, traceHash]);
  return createHash('sha256')
    .update(JSON.stringify([labHash, seed, files, judged]))
    .digest('hex');
}
