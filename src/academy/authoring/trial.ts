/**
 * An author tries their own draft of a lab as a trainee would, on a rig of their own. What they do there is kept under a key that is no
 * lab's id: no page of progress, gradebook, review or certificate ever asks for it. A saved change of the lab opens its steps again.
 */
import type { Lab } from '#sandbox/lab/lab.ts';
import type { Database } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import type { Library } from '../library/library.ts';
import { type Unit, unitOf } from '../library/unit.ts';
import type { Services } from '../services.ts';

/** What stands in place of a lab's id where work is kept; an id is a UUID, so they never meet. */
export const trialOf = (slug: string): string => `draft:${slug}`;

/** A lab of the academy's draft by a name that somebody typed. Refused, `unknown-lab`, when there is none. */
export function draftUnit(services: Pick<Services, 'authoring'>, academyId: string, slug: string): Unit {
  const unit = unitOf(`lab-${slug}`);
  if (unit === null || !services.authoring(academyId).draft.has(unit)) throw new Refusal('unknown-lab', slug.slice(0, 100));
  return unit;
}

/** The lab as its draft has it now. Refused: as `draftUnit`, and `draft-unreadable` when mistakes keep it from being read. */
export function draftLab(services: Pick<Services, 'authoring'>, academyId: string, slug: string): { lab: Lab; library: Library } {
  draftUnit(services, academyId, slug);
  const { library } = services.authoring(academyId);
  const lab = library.labs().get(slug);
  if (!lab) throw new Refusal('draft-unreadable', slug);
  return { lab, library };
}

/** Steps that were passed, and checks that were made, on an earlier state of the lab say nothing of this one. What was typed stays. */
export async function reopenTrials(database: Database, academyId: string, slug: string): Promise<void> {
  await transact(database, async (transaction) => {
    for (const table of ['step_progress', 'attempt'] as const) {
      await transaction.deleteFrom(table).where('academy_id', '=', academyId).where('lab_id', '=', trialOf(slug)).execute();
    }
  });
}
