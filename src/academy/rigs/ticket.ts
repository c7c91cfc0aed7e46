/** What a lab host is told of a member's rig: whose it is, and which lab of which edition stands on it. */
import type { RigTicket } from '#sandbox/host/api.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { libraryOf } from '../library/library.ts';
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
  if (!lab) return null;
  const owner = { academyId: member.academyId, memberId: member.id, labId: lab.definition.id };
  const rig = await rigOf(services.database, owner);
  const edition = library.editionOf(slug);
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
