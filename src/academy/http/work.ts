/** The endpoints below `/api/work/:lab`; their exchanges are in api.ts. */
import type { z } from 'zod';
import type { Lab } from '#sandbox/lab/lab.ts';
import { hintRequest, type hintResponse, resetRequest, saved, saveFile, type WorkState } from '../api.ts';
import { transact } from '../database/transact.ts';
import { sittingAtLab } from '../exams/sitting.ts';
import { libraryOf } from '../library/library.ts';
import type { Member } from '../members/members.ts';
import { revealHint, type StepState, stepStates } from '../progress/steps.ts';
import { rigOf } from '../rigs/rigs.ts';
import type { Services } from '../services.ts';
import { type CurrentFile, currentFiles, saveTyped } from '../work/files.ts';
import type { WorkOwner } from '../work/owner.ts';
import { isOfStart, programsOf } from '../work/programs.ts';
import { resetWork } from '../work/reset.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { refuseUnlessRoom } from './file-room.ts';
import { Refusal } from './problems.ts';

export function getWork(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member) => workState(services, member, await labOf(services, member, slug)));
}

export function putFile(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member) => {
    const lab = await labOf(services, member, slug);
    const file = await readBody(request, saveFile, bodyLimits.file);
    const owner = ownerOf(member, lab);
    const admit = isOfStart(lab, file.controller, file.name)
      ? undefined
      : (standing: readonly CurrentFile[]) => refuseUnlessRoom(lab, standing, file.controller, file.name);
    // A save is a look at the clock, too: an exam that is over stays over.
    await sittingAtLab(services.database, owner, new Date());
    return saved.parse(await saveTyped(services.database, owner, file, admit));
  });
}

export function postHint(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member): Promise<z.output<typeof hintResponse>> => {
    const lab = await labOf(services, member, slug);
    const { step, locale, reveal } = await readBody(request, hintRequest, bodyLimits.small);
    const text = Object.hasOwn(lab.text[locale].steps, step) ? lab.text[locale].steps[step] : undefined;
    if (!text || !lab.definition.steps.some((candidate) => candidate.id === step)) throw new Refusal('unknown-step', step);
    const owner = ownerOf(member, lab);
    await refuseInExam(services, owner);
    const shown = reveal
      ? await transact(services.database, (transaction) => revealHint(transaction, owner, step, text.hints.length))
      : ((await stepStates(services.database, owner, [step]))[step]?.hintsShown ?? 0);
    const hints = await Promise.all(text.hints.slice(0, shown).map((hint) => services.renderMarkdown(hint, locale)));
    return { hints, remaining: text.hints.length - hints.length };
  });
}

export function postReset(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member) => {
    const lab = await labOf(services, member, slug);
    const { scope } = await readBody(request, resetRequest, bodyLimits.small);
    const owner = ownerOf(member, lab);
    // The checkpoint of a step is from practice: not for an exam.
    const sits = (await sittingAtLab(services.database, owner, new Date())) !== null;
    await resetWork(services.database, owner, lab, sits ? 'lab' : scope);
    return workState(services, member, lab);
  });
}

/** The lab of a path, as this member has it; refused when there is none that can be opened. */
export async function labOf(services: Services, member: Member, slug: string): Promise<Lab> {
  const lab = (await libraryOf(services, member)).labs().get(slug);
  if (!lab) throw new Refusal('unknown-lab', slug.slice(0, 100));
  return lab;
}

/** Refused, `during-exam`, while this person sits an exam at this lab. */
export async function refuseInExam(services: Services, owner: WorkOwner): Promise<void> {
  if (await sittingAtLab(services.database, owner, new Date())) throw new Refusal('during-exam');
}

/** Steps as an exam shows them: nothing passed, nothing failed, no hint open. */
export const untold = (steps: Record<string, StepState>): Record<string, StepState> =>
  Object.fromEntries(Object.keys(steps).map((step) => [step, { passedAt: null, attempts: 0, hintsShown: 0 }]));

export function ownerOf(member: Member, lab: Lab): WorkOwner {
  return { academyId: member.academyId, memberId: member.id, labId: lab.definition.id };
}

/** Everything a workbench needs to stand where the trainee left it. */
export async function workState(services: Services, member: Member, lab: Lab): Promise<WorkState> {
  const owner = ownerOf(member, lab);
  const files = await currentFiles(services.database, owner);
  const rig = await rigOf(services.database, owner);
  const steps = await stepStates(
    services.database,
    owner,
    lab.definition.steps.map((step) => step.id),
  );
  return {
    lab: lab.slug,
    labVersion: lab.definition.version,
    rig: rig.id,
    files: programsOf(lab, files),
    savedAt:
      files
        .map((file) => file.savedAt)
        .sort()
        .at(-1) ?? null,
    steps: rig.sitting === null ? steps : untold(steps),
    guest: member.guest,
  };
}
