/** The endpoints below `/api/author/labs/:lab`; their exchanges are in authoring/lab-api.ts. */

import { join } from 'node:path';
import type * as z from 'zod/mini';
import { lookAt } from '../authoring/findings.ts';
import {
  type deedDone,
  fileDeed,
  type findings,
  type labFile,
  type labFiles,
  type proofRun,
  typedFile,
  writeFile,
  type written,
} from '../authoring/lab-api.ts';
import { doWith, filesOf, textOf, write } from '../authoring/lab-files.ts';
import { draftUnit, reopenTrials } from '../authoring/trial.ts';
import { hashOf, unitPath } from '../library/draft.ts';
import type { Member } from '../members/members.ts';
import type { Services } from '../services.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { Refusal } from './problems.ts';

export function getLabFiles(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member): Promise<z.output<typeof labFiles>> => {
    const { draft, unit } = draftOf(services, member, slug);
    return filesOf(draft, unit);
  });
}

export function getLabFile(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member): Promise<z.output<typeof labFile>> => {
    const { draft, unit } = draftOf(services, member, slug);
    const name = new URL(request.url).searchParams.get('name') ?? '';
    const file = textOf(draft, unit, name);
    if (file === null) throw new Refusal('unknown-file', name.slice(0, 200));
    return file;
  });
}

export function putLabFile(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member): Promise<z.output<typeof written>> => {
    const { draft, unit } = draftOf(services, member, slug);
    const done = write(draft, unit, await readBody(request, writeFile, bodyLimits.file));
    if (done.outcome === 'saved') await reopenTrials(services.database, member.academyId, slug);
    return done;
  });
}

export function postLabFiles(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member): Promise<z.output<typeof deedDone>> => {
    const { draft, unit } = draftOf(services, member, slug);
    const refused = doWith(draft, unit, await readBody(request, fileDeed, bodyLimits.small));
    if (refused !== null) return { outcome: 'refused', message: refused };
    await reopenTrials(services.database, member.academyId, slug);
    return { outcome: 'done', ...filesOf(draft, unit) };
  });
}

export function postLabCheck(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member): Promise<z.output<typeof findings>> => {
    const { draft, unit } = draftOf(services, member, slug);
    const typed = await readBody(request, typedFile, bodyLimits.file);
    const { lab: _, ...looked } = lookAt(draft.root, unit, typed);
    return looked;
  });
}

export function getProof(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, (member) => runOf(services, member, slug));
}

export function postProof(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, (member) => {
    const { proveLab } = draftOf(services, member, slug);
    const began = services.proofs.begin(member.academyId, slug, {
      hash: hashOfLab(services, member, slug),
      prove: (told, signal) => proveLab(slug, told, signal),
    });
    if (!began) throw new Refusal('proof-running');
    return runOf(services, member, slug);
  });
}

export function deleteProof(services: Services, request: Request, slug: string): Promise<Response> {
  return forMember(services, request, async (member) => {
    draftOf(services, member, slug);
    await services.proofs.stop(member.academyId, slug);
    return runOf(services, member, slug);
  });
}

async function runOf(services: Services, member: Member, slug: string): Promise<z.output<typeof proofRun>> {
  draftOf(services, member, slug);
  return services.proofs.tell(member.academyId, slug, hashOfLab(services, member, slug));
}

/** The draft's lab that a path names. Refused, `unknown-lab`, when this academy writes none of the name. */
function draftOf(services: Services, member: Member, slug: string) {
  const unit = draftUnit(services, member.academyId, slug);
  return { ...services.authoring(member.academyId), unit };
}

function hashOfLab(services: Services, member: Member, slug: string): string {
  const { draft, unit } = draftOf(services, member, slug);
  return hashOf(join(draft.root, unitPath(unit)));
}
