/** The endpoints below `/api/work/:lab`, and the same below `/api/author/work/:lab` of a draft; their exchanges are in api.ts. */
import type { z } from 'zod';
import type { Lab } from '#sandbox/lab/lab.ts';
import { hintRequest, type hintResponse, resetRequest, saved, saveFile, type WorkState } from '../api.ts';
import { tellTexts } from '../assistance/tell-host.ts';
import { draftLab, trialOf } from '../authoring/trial.ts';
import { transact } from '../database/transact.ts';
import { sittingAtLab } from '../exams/sitting.ts';
import { type Library, libraryOf } from '../library/library.ts';
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

export function getWork(services: Services, request: Request, asked: AskedLab): Promise<Response> {
  return forMember(services, request, async (member) => workState(services, member, await labOf(services, member, asked)));
}

export function putFile(services: Services, request: Request, asked: AskedLab): Promise<Response> {
  return forMember(services, request, async (member) => {
    const { lab, owner } = await labOf(services, member, asked);
    const file = await readBody(request, saveFile, bodyLimits.file);
    const admit = isOfStart(lab, file.controller, file.name)
      ? undefined
      : (standing: readonly CurrentFile[]) => refuseUnlessRoom(lab, standing, file.controller, file.name);
    // A save is a look at the clock, too: an exam that is over stays over.
    await sittingAtLab(services.database, owner, new Date());
    const answer = saved.parse(await saveTyped(services.database, owner, file, admit));
    void tellTexts(services, owner);
    return answer;
  });
}

export function postHint(services: Services, request: Request, asked: AskedLab): Promise<Response> {
  return forMember(services, request, async (member): Promise<z.output<typeof hintResponse>> => {
    const { lab, owner } = await labOf(services, member, asked);
    const { step, locale, reveal } = await readBody(request, hintRequest, bodyLimits.small);
    const text = Object.hasOwn(lab.text[locale].steps, step) ? lab.text[locale].steps[step] : undefined;
    if (!text || !lab.definition.steps.some((candidate) => candidate.id === step)) throw new Refusal('unknown-step', step);
    await refuseInExam(services, owner);
    const shown = reveal
      ? await transact(services.database, (transaction) => revealHint(transaction, owner, step, text.hints.length))
      : ((await stepStates(services.database, owner, [step]))[step]?.hintsShown ?? 0);
    const hints = await Promise.all(text.hints.slice(0, shown).map((hint) => services.renderMarkdown(hint, locale)));
    return { hints, remaining: text.hints.length - hints.length };
  });
}

export function postReset(services: Services, request: Request, asked: AskedLab): Promise<Response> {
  return forMember(services, request, async (member) => {
    const found = await labOf(services, member, asked);
    const { lab, owner } = found;
    const { scope } = await readBody(request, resetRequest, bodyLimits.small);
    // The checkpoint of a step is from practice: not for an exam.
    const sits = (await sittingAtLab(services.database, owner, new Date())) !== null;
    await resetWork(services.database, owner, lab, sits ? 'lab' : scope);
    void tellTexts(services, owner);
    return workState(services, member, found);
  });
}

/** The lab that a path names. */
export interface AskedLab {
  slug: string;
  /** Its author tries the draft of it: the work is kept apart, and nothing of it counts (authoring/trial.ts). */
  draft: boolean;
}

/** A lab, where it was found, and whose work on it is meant. */
export interface FoundLab {
  lab: Lab;
  library: Library;
  owner: WorkOwner;
  draft: boolean;
}

/** The lab of a path, as this member has it; refused when there is none that can be opened. */
export async function labOf(services: Services, member: Member, { slug, draft }: AskedLab): Promise<FoundLab> {
  const of = { academyId: member.academyId, memberId: member.id };
  if (draft) return { ...draftLab(services, member.academyId, slug), owner: { ...of, labId: trialOf(slug) }, draft };
  const library = await libraryOf(services, member);
  const lab = library.labs().get(slug);
  if (!lab) throw new Refusal('unknown-lab', slug.slice(0, 100));
  return { lab, library, owner: ownerOf(member, lab), draft };
}

/** Refused, `during-exam`, while this person sits an exam at this lab. */
export async function refuseInExam(services: Services, owner: WorkOwner): Promise<void> {
  if (await sittingAtLab(services.database, owner, new Date())) throw new Refusal('during-exam');
}

/** Steps as an exam shows them: nothing passed, nothing failed, no hint open. */
export const untold = (steps: Record<string, StepState>): Record<string, StepState> =>
  Object.fromEntries(Object.keys(steps).map((step) => [step, { passedAt: null, attempts: 0, hintsShown: 0 }]));

export function ownerOf(member: Pick<Member, 'id' | 'academyId'>, lab: Lab): WorkOwner {
  return { academyId: member.academyId, memberId: member.id, labId: lab.definition.id };
}

/** Everything a workbench needs to stand where the trainee left it. */
export async function workState(
  services: Services,
  member: Pick<Member, 'guest'>,
  { lab, owner }: Pick<FoundLab, 'lab' | 'owner'>,
): Promise<WorkState> {
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
