/** The endpoints below `/api/work/:lab`; their exchanges are in api.ts. */
import type { z } from 'zod';
import type { Lab } from '#sandbox/lab/lab.ts';
import { hintRequest, type hintResponse, resetRequest, saved, saveFile, type WorkState } from '../api.ts';
import type { Member } from '../members/members.ts';
import { revealHint, stepStates } from '../progress/steps.ts';
import { rigOf } from '../rigs/rigs.ts';
import type { Services } from '../services.ts';
import { currentFiles, saveTyped } from '../work/files.ts';
import type { WorkOwner } from '../work/owner.ts';
import { isOfStart, programsOf } from '../work/programs.ts';
import { resetWork } from '../work/reset.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { refuseUnlessRoom } from './file-room.ts';
import { Refusal } from './problems.ts';

export function getWork(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, (member) => workState(services, member, labOf(services, slug)));
}

export function putFile(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member) => {
    const lab = labOf(services, slug);
    const file = await readBody(request, saveFile, bodyLimits.file);
    const owner = ownerOf(member, lab);
    if (!isOfStart(lab, file.controller, file.name))
      refuseUnlessRoom(lab, await currentFiles(services.database, owner), file.controller, file.name);
    return saved.parse(await saveTyped(services.database, owner, file));
  });
}

export function postHint(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member): Promise<z.output<typeof hintResponse>> => {
    const lab = labOf(services, slug);
    const { step, locale, reveal } = await readBody(request, hintRequest, bodyLimits.small);
    const text = Object.hasOwn(lab.text[locale].steps, step) ? lab.text[locale].steps[step] : undefined;
    if (!text || !lab.definition.steps.some((candidate) => candidate.id === step)) throw new Refusal('unknown-step', step);
    const owner = ownerOf(member, lab);
    const shown = reveal
      ? await services.database.transaction().execute((transaction) => revealHint(transaction, owner, step, text.hints.length))
      : ((await stepStates(services.database, owner, [step]))[step]?.hintsShown ?? 0);
    const hints = await Promise.all(text.hints.slice(0, shown).map((hint) => services.renderMarkdown(hint, locale)));
    return { hints, remaining: text.hints.length - hints.length };
  });
}

export function postReset(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member) => {
    const lab = labOf(services, slug);
    const { scope } = await readBody(request, resetRequest, bodyLimits.small);
    await resetWork(services.database, ownerOf(member, lab), lab, scope);
    return workState(services, member, lab);
  });
}

/** The lab of a path; refused when there is none that can be opened. */
export function labOf(services: Services, slug: string): Lab {
  const lab = services.labs().get(slug);
  if (!lab) throw new Refusal('unknown-lab', slug.slice(0, 100));
  return lab;
}

export function ownerOf(member: Member, lab: Lab): WorkOwner {
  return { academyId: member.academyId, memberId: member.id, labId: lab.definition.id };
}

/** Everything a workbench needs to stand where the trainee left it. */
export async function workState(services: Services, member: Member, lab: Lab): Promise<WorkState> {
  const owner = ownerOf(member, lab);
  const files = await currentFiles(services.database, owner);
  const rig = await rigOf(services.database, owner);
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
    steps: await stepStates(
      services.database,
      owner,
      lab.definition.steps.map((step) => step.id),
    ),
    guest: member.guest,
  };
}
