/** `POST /api/work/:lab/check`: save what is handed in, have exactly that graded, record what could be graded. */
import type { GradeResult } from '#sandbox/host/api.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { type CheckResponse, checkRequest } from '../api.ts';
import { tellTexts } from '../assistance/tell-host.ts';
import { transact } from '../database/transact.ts';
import { recordAttempt } from '../progress/attempts.ts';
import { stepStates } from '../progress/steps.ts';
import { rigOf } from '../rigs/rigs.ts';
import type { Services } from '../services.ts';
import { currentFiles, replaceFile } from '../work/files.ts';
import type { WorkOwner } from '../work/owner.ts';
import { isOfStart, isUntouched, type Programs, programsOf } from '../work/programs.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { noteCompletions } from './completed.ts';
import { refuseUnlessRoom } from './file-room.ts';
import { problems, Refusal } from './problems.ts';
import { type AskedLab, labOf, untold } from './work.ts';

export function postCheck(services: Services, request: Request, asked: AskedLab): Promise<Response> {
  return forMember(services, request, async (member): Promise<CheckResponse> => {
    const { lab, library, owner, draft } = await labOf(services, member, asked);
    const { programs: given } = await readBody(request, checkRequest, bodyLimits.programs);
    const running = `${owner.memberId} ${owner.labId}`;
    if (services.checksRunning.has(running)) throw new Refusal('check-running');
    services.checksRunning.add(running);
    try {
      const programs = await saveHandedIn(services, owner, lab, given);
      const rig = await rigOf(services.database, owner);
      const { seed, sitting } = rig;
      const result = await grade(services, lab, programs, { ...rig, edition: library.editionOf(lab.slug) });
      // What could not be graded costs no attempt: neither a program that did not run nor a failure of ours.
      const handedIn = { programs, seed, ...(sitting === null ? {} : { sitting: sitting.id }) };
      if (result.outcome === 'graded') await recordAttempt(services.database, owner, lab, handedIn, result);
      if (result.outcome === 'graded' && sitting === null && !draft)
        await noteCompletions(services, member, { labId: owner.labId });
      const steps = await stepStates(
        services.database,
        owner,
        lab.definition.steps.map((step) => step.id),
      );
      void tellTexts(services, owner);
      // In an exam it is saved, it ran, and that is all that is told.
      if (sitting !== null) return { result: result.outcome === 'graded' ? withheld : result, steps: untold(steps) };
      return { result, steps };
    } finally {
      services.checksRunning.delete(running);
    }
  });
}

const withheld = {
  outcome: 'withheld',
  message: {
    en: 'Your work is saved and it runs. In an exam nothing more is told before the results are released.',
    'zh-CN': '您的作品已保存并能运行。考试期间，在公布成绩之前不再给出其他信息。',
  },
} as const;

/** Save the programs as they were handed in; controllers and files not among them count as they were saved last. */
async function saveHandedIn(services: Services, owner: WorkOwner, lab: Lab, handedIn: Programs): Promise<Programs> {
  return transact(services.database, async (transaction) => {
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
async function grade(
  services: Services,
  lab: Lab,
  programs: Programs,
  rig: { id: string; seed: number; edition: string | undefined },
): Promise<GradeResult> {
  try {
    const bench = lab.definition.troubleshooting ? { rig: rig.id } : {};
    const edition = rig.edition === undefined ? {} : { edition: rig.edition };
    return await services.host.grade({ lab: lab.slug, ...edition, programs, seed: rig.seed, ...bench });
  } catch (error) {
    services.log.error({ err: error, lab: lab.slug }, 'the grader did not answer');
    return { outcome: 'our-failure', message: problems['our-failure'].message };
  }
}
