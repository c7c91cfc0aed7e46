/** What a lab host is told of a member's rig: whose it is, and which lab of which edition stands on it. */
import type { RigTicket } from '#sandbox/host/api.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { draftLab, trialOf } from '../authoring/trial.ts';
import { type Library, libraryOf } from '../library/library.ts';
import type { Services } from '../services.ts';
import { rigOf } from './rigs.ts';

/** The ticket of the member's rig for the lab `slug`, as this member has that lab; `null` when there is no such lab. */
export async function ticketFor(
  services: Services,
  member: { id: string; academyId: string },
  slug: string,
  locale: Locale,
): Promise<RigTicket | null> {
  const library = await libraryOf(services, member);
  const lab = library.labs().get(slug);
  return lab ? ticketOf(services, member, { lab, library, labId: lab.definition.id }, locale) : null;
}

/** The same of the academy's draft of that lab, on a rig apart: `/api/author/rig/:lab`. Refused as `draftLab`. */
export function trialTicketFor(
  services: Services,
  member: { id: string; academyId: string },
  slug: string,
  locale: Locale,
): Promise<RigTicket> {
  return ticketOf(services, member, { ...draftLab(services, member.academyId, slug), labId: trialOf(slug) }, locale);
}

async function ticketOf(
  services: Services,
  member: { id: string; academyId: string },
  { lab, library, labId }: { lab: Lab; library: Library; labId: string },
  locale: Locale,
): Promise<RigTicket> {
  const owner = { academyId: member.academyId, memberId: member.id, labId };
  const rig = await rigOf(services.database, owner);
  const edition = library.editionOf(lab.slug);
  return {
    rig: rig.id,
    academy: member.academyId,
    member: member.id,
    lab: lab.slug,
    ...(edition === undefined ? {} : { edition }),
    seed: rig.seed,
    locale,
  };
}
