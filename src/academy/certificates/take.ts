/**
 * A member takes the certificate of a course they have finished, by rule: no instructor in between, where the academy wants it so. They say
 * how they are to be named.
 */
import { z } from 'zod';
import { actorOf } from '../audit/audit.ts';
import { addressOf } from '../http/certificates.ts';
import type { Attendance } from '../members/members.ts';
import type { Services } from '../services.ts';
import type { CertifiedCourse } from './completion.ts';
import { type IssueOutcome, issueCertificate, type Means } from './issue.ts';

/** As it is printed: in one line, without marks that turn or hide text. */
export const chosenName = z
  .string()
  .transform((name) => name.normalize('NFC').replace(/\s+/g, ' ').trim())
  .pipe(
    z
      .string()
      .min(1)
      .max(120)
      .regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}]+$/u),
  );

export const meansOf = ({ database, secret }: Pick<Services, 'database' | 'secret'>): Means => ({
  database,
  secret,
  clock: () => new Date(),
});

/** `refused`: the name cannot be, or the academy's instructors issue. */
export async function takeCertificate(
  services: Services,
  { request, attendance, course, name }: { request: Request; attendance: Attendance; course: CertifiedCourse; name: string },
): Promise<IssueOutcome | { outcome: 'refused'; because: 'name' | 'by-instructor' }> {
  const { academy, member } = attendance;
  if (academy.settings.certificate.by === 'instructor') return { outcome: 'refused', because: 'by-instructor' };
  const chosen = chosenName.safeParse(name);
  if (!chosen.success) return { outcome: 'refused', because: 'name' };
  return issueCertificate(meansOf(services), {
    academy,
    course,
    recipient: { memberId: member.id, name: chosen.data, email: await emailOf(services, member.userId) },
    progress: await services.progressOf(member),
    labs: services.library(academy.id).labs(),
    address: addressOf(services, academy, request),
    actor: actorOf(attendance),
  });
}

/** Of an account. Throws when there is none: whoever may keep an account has one. */
export async function emailOf({ accounts }: Pick<Services, 'accounts'>, userId: string): Promise<string> {
  const { internalAdapter } = await accounts.$context;
  const user = await internalAdapter.findUserById(userId);
  if (!user) throw new Error('A member has no account.');
  return user.email;
}
