/**
 * The credential: an OpenBadgeCredential of Open Badges 3.0 (1EdTech, on the Verifiable Credentials Data Model 2.0). JSON-LD contexts are
 * named and never fetched: a JWT proof signs the text, not the graph, so neither issuing nor verifying here needs them.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { credentialAddress, issuerAddress, statusListAddress } from './addresses.ts';
import type { CertificateDetails, EvidenceItem } from './details.ts';

/** As the specification prints them , in this order. */
export const contexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
] as const;

export interface CredentialFacts {
  id: string;
  academyId: string;
  courseId: string;
  course: string;
  /** A random name of the person in this credential only, so that two of them are not linked by it. */
  subject: string;
  /** As the person chose to be named. */
  name: string;
  email: string;
  /** Random; published in the credential, as the specification has it. */
  salt: string;
  details: CertificateDetails;
  evidence: readonly EvidenceItem[];
  status: { list: string; index: number };
  /** When the course was first certified; a renewal keeps it. */
  awardedAt: Date;
  validFrom: Date;
  validUntil: Date | null;
}

const localeNames = { en: 'en', 'zh-CN': 'zh-CN' } as const;

/** Whole seconds: `nbf` and `exp` count them, and must equal these ("Verify a Credential VC-JWT Signature"). */
const instant = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, 'Z');

/** The data type IdentityHash: `sha256$` and the hash of the identity followed by the salt. */
export const identityHash = (identity: string, salt: string): string =>
  `sha256$${createHash('sha256').update(`${identity}${salt}`, 'utf8').digest('hex')}`;

export function credentialOf(facts: CredentialFacts): OpenBadgeCredential {
  const { details, evidence } = facts;
  const { address, locale } = details;
  const words = sentences[locale];
  const statusList = statusListAddress(address, facts.status.list);
  return {
    '@context': [...contexts],
    id: credentialAddress(address, facts.id),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: details.course[locale],
    issuer: { id: issuerAddress(address, facts.academyId), type: ['Profile'], name: details.academy, url: `${address}/` },
    validFrom: instant(facts.validFrom),
    ...(facts.validUntil ? { validUntil: instant(facts.validUntil) } : {}),
    awardedDate: instant(facts.awardedAt),
    credentialSubject: {
      id: `urn:uuid:${facts.subject}`,
      type: ['AchievementSubject'],
      identifier: [
        { type: 'IdentityObject', identityType: 'name', hashed: false, identityHash: facts.name },
        {
          type: 'IdentityObject',
          identityType: 'emailAddress',
          hashed: true,
          identityHash: identityHash(facts.email, facts.salt),
          salt: facts.salt,
        },
      ],
      achievement: {
        id: `urn:uuid:${facts.courseId}`,
        type: ['Achievement'],
        achievementType: 'CertificateOfCompletion',
        inLanguage: localeNames[locale],
        name: details.course[locale],
        description: details.summary[locale],
        criteria: { id: `${address}/courses/${facts.course}/`, narrative: words.criteria(evidence.length) },
        ...(details.competencies.length > 0
          ? {
              alignment: details.competencies.map(({ id, title }) => ({
                type: ['Alignment'] as const,
                targetName: title[locale],
                targetCode: id,
                targetUrl: `${address}/competencies/#${id.replaceAll('/', '-')}`,
                targetFramework: words.framework,
                targetType: 'ext:Competency',
              })),
            }
          : {}),
      },
    },
    ...(evidence.length > 0
      ? {
          evidence: evidence.map((item) => ({
            id: `urn:uuid:${item.attempt}`,
            type: ['Evidence'] as const,
            name: item.title[locale],
            narrative: words.evidence(item),
            genre: words.genre,
          })),
        }
      : {}),
    credentialStatus: {
      id: `${statusList}#${facts.status.index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(facts.status.index),
      statusListCredential: statusList,
    },
  };
}

const sentences = {
  en: {
    framework: 'Millwright competencies',
    genre: 'Graded work on a simulated plant',
    criteria: (labs: number): string =>
      labs === 0
        ? 'Every lesson of the course is done and its questions are answered correctly.'
        : `Every lesson of the course is done, and in its ${labs === 1 ? 'one lab' : `${labs} labs`} a program of the learner's own has passed every automatic check on a simulated plant.`,
    evidence: (item: EvidenceItem): string =>
      `Passed ${item.checks} checks on ${item.checkedAt.slice(0, 10)}; lab version ${item.labVersion} (content hash ${item.labHash}). Digest of program, seed, verdicts and traces: sha256 ${item.digest}.`,
  },
  'zh-CN': {
    framework: 'Millwright 能力项',
    genre: '仿真装置上的评分作业',
    criteria: (labs: number): string =>
      labs === 0
        ? '已完成课程的每一课，并正确回答全部问题。'
        : `已完成课程的每一课；在其 ${labs} 个实验中，学员自己编写的程序在仿真装置上通过了全部自动检查项。`,
    evidence: (item: EvidenceItem): string =>
      `${item.checkedAt.slice(0, 10)} 通过 ${item.checks} 个检查项；实验版本 ${item.labVersion}（内容哈希 ${item.labHash}）。程序、随机种子、判定与轨迹的摘要：sha256 ${item.digest}。`,
  },
};

const uri = z.string().refine((text) => URL.canParse(text), 'not a URI');
const dateTimeZ = z.iso.datetime({ offset: true });
const oneOrMore = (name: string) => z.array(z.string()).refine((types) => types.includes(name), `no type ${name}`);

const identityObject = z.object({
  type: z.literal('IdentityObject'),
  identityType: z.string(),
  hashed: z.boolean(),
  identityHash: z.string(),
  salt: z.string().optional(),
});

/** What a credential of ours holds, as it is read back before it is believed. */
export const openBadgeCredential = z.object({
  '@context': z.array(z.string()).refine((list) => contexts.every((context, index) => list[index] === context), 'other contexts'),
  id: uri,
  type: oneOrMore('VerifiableCredential').refine((types) => types.includes('OpenBadgeCredential'), 'no OpenBadgeCredential'),
  name: z.string(),
  issuer: z.object({ id: uri, type: oneOrMore('Profile'), name: z.string(), url: uri }),
  validFrom: dateTimeZ,
  validUntil: dateTimeZ.optional(),
  awardedDate: dateTimeZ,
  credentialSubject: z.object({
    id: uri,
    type: oneOrMore('AchievementSubject'),
    identifier: z.array(identityObject),
    achievement: z.object({
      id: uri,
      type: oneOrMore('Achievement'),
      achievementType: z.string(),
      inLanguage: z.string(),
      name: z.string(),
      description: z.string(),
      criteria: z.object({ id: uri, narrative: z.string() }),
      alignment: z
        .array(
          z.object({
            type: oneOrMore('Alignment'),
            targetName: z.string(),
            targetCode: z.string(),
            targetUrl: uri,
            targetFramework: z.string(),
            targetType: z.string(),
          }),
        )
        .optional(),
    }),
  }),
  evidence: z
    .array(z.object({ id: uri, type: oneOrMore('Evidence'), name: z.string(), narrative: z.string(), genre: z.string() }))
    .optional(),
  credentialStatus: z.object({
    id: uri,
    type: z.literal('BitstringStatusListEntry'),
    statusPurpose: z.literal('revocation'),
    statusListIndex: z.string().regex(/^\d+$/),
    statusListCredential: uri,
  }),
});
export type OpenBadgeCredential = z.output<typeof openBadgeCredential>;
