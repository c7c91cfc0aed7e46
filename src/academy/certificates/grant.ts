/**
 * An instructor issues the certificate of a course that one of their trainees has finished, named as the account is. The record decides, as
 * when a trainee takes it: an instructor gives nothing that was not done.
 */
import { actorOf } from '../audit/audit.ts';
import type { Cohort } from '../cohorts/cohort.ts';
import type { Trainee } from '../cohorts/trainee.ts';
import { addressOf } from '../http/certificates.ts';
import type { Attendance } from '../members/members.ts';
import type { Services } from '../services.ts';
import type { CertifiedCourse } from './completion.ts';
import { type IssueOutcome, issueCertificate } from './issue.ts';
import { chosenName, emailOf, meansOf } from './take.ts';

/** That `trainee` is one of `cohort` and the cohort theirs who asks, the caller has seen to. `refused`: an account's name that cannot be printed. */
export async function grantCertificate(
  services: Services,
  {
    request,
    attendance,
    cohort,
    trainee,
    course,
  }: { request: Request; attendance: Attendance; cohort: Cohort; trainee: Trainee; course: CertifiedCourse },
): Promise<IssueOutcome | { outcome: 'refused' }> {
  const name = chosenName.safeParse(trainee.name);
  if (!name.success) return { outcome: 'refused' };
  const member = { id: trainee.id, academyId: cohort.academyId };
  return issueCertificate(meansOf(services), {
    academy: attendance.academy,
    course,
    recipient: { memberId: trainee.id, name: name.data, email: await emailOf(services, trainee.userId) },
    progress: await services.progressOf(member),
    labs: services.library(cohort.academyId).labs(),
    address: addressOf(services, attendance.academy, request),
    actor: actorOf(attendance),
  });
}
