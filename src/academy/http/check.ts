/** `POST /api/work/:lab/check`: save what is handed in, have exactly that graded, record what could be graded. */
import type { GradeResult } from '#sandbox/host/api.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { type CheckResponse, checkRequest } from '../api.ts';
import { recordAttempt } from '../progress/attempts.ts';
import { stepStates } from '../progress/steps.ts';
import { rigOf } from '../rigs/rigs.ts';
import type { Services } from '../services.ts';
import { currentFiles, replaceFile } from '../work/files.ts';
import type { WorkOwner } from '../work/owner.ts';
import { isOfStart, isUntouched, type Programs, programsOf } from '../work/programs.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { refuseUnlessRoom } from './file-room.ts';
import { problems, Refusal } from './problems.ts';
import { labOf, ownerOf } from './work.ts';

export function postCheck(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member): Promise<CheckResponse> => {
    const lab = labOf(services, slug);
    const owner = ownerOf(member, lab);
    const { programs: handedIn } = await readBody(request, checkRequest, bodyLimits.programs);
    const running = `${owner.memberId} ${owner.labId}`;
    if (services.checksRunning.has(running)) throw new Refusal('check-running');
    services.checksRunning.add(running);
    try {
      const programs = await saveHandedIn(services, owner, lab, handedIn);
      const rig = await rigOf(services.database, owner);
      const { seed } = rig;
      const result = await grade(services, lab, programs, rig);
      // What could not be graded costs no attempt: neither a program that did not run nor a failure of ours.
      if (result.outcome === 'graded') await recordAttempt(services.database, owner, lab, { programs, seed }, result);
      const steps = await stepStates(
        services.database,
        owner,
        lab.definition.steps.map((step) => step.id),
      );
      return { result, steps };
    } finally {
      services.checksRunning.delete(running);
    }
  });
}

/** Save the programs as they were handed in; controllers and files not among them count as they were saved last. */
async function saveHandedIn(services: Services, owner: WorkOwner, lab: Lab, handedIn: Programs): Promise<Programs> {
  return services.database.transaction().execute(async (transaction) => {
    for (const [controller, files] of Object.entries(handedIn)) {
      for (const file of files) {
        const kept = await currentFiles(transaction, owner);
        if (!isOfStart(lab, controller, file.name)) refuseUnlessRoom(lab, kept, controller, file.name);
        const stands = kept.some((one) => one.controller === controller && one.name === file.name);
        // A start that was never edited needs no revision.
        if (stands || !isUntouched(lab, controller, file))
          await replaceFile(transaction, owner, { controller, ...file }, 'checked');
      }
    }
    const current = programsOf(lab, await currentFiles(transaction, owner));
    return Object.fromEntries(
      Object.entries(current).map(([controller, files]) => [controller, files.map(({ name, text }) => ({ name, text }))]),
    );
  });
}

/** The grader's answer; a grader that cannot be reached is our failure, not the trainee's. */
async function grade(services: Services, lab: Lab, programs: Programs, rig: { id: string; seed: number }): Promise<GradeResult> {
  try {
    const bench = lab.definition.troubleshooting ? { rig: rig.id } : {};
    return await services.host.grade({ lab: lab.slug, programs, seed: rig.seed, ...bench });
  } catch (error) {
    services.log.error({ err: error, lab: lab.slug }, 'the grader did not answer');
    return { outcome: 'our-failure', message: problems['our-failure'].message };
  }
}
