/**
 * Who stays on which version. Nobody is moved in the middle of a course or lab: when a new version of it is published, everyone who has begun
 * it is pinned to the one they have, until they choose to move.
 */
import type { Queryable } from '../database/open.ts';

interface Who {
  academyId: string;
  memberId: string;
}

/** By unit's name. 0: what the installation itself has. */
export async function pinsOf(database: Queryable, { academyId, memberId }: Who): Promise<Map<string, number>> {
  const rows = await database
    .selectFrom('pinned_edition')
    .select(['unit', 'version'])
    .where('academy_id', '=', academyId)
    .where('member_id', '=', memberId)
    .execute();
  return new Map(rows.map(({ unit, version }) => [unit, version]));
}

/** From now on the member has the current version of these units. */
export async function moveToCurrent(database: Queryable, { academyId, memberId }: Who, units: readonly string[]): Promise<void> {
  if (units.length === 0) return;
  await database
    .deleteFrom('pinned_edition')
    .where('academy_id', '=', academyId)
    .where('member_id', '=', memberId)
    .where('unit', 'in', units)
    .execute();
}

/** What a published unit consists of, as progress is kept: a course by its slug and the ids of its labs, a lab by its id. */
export interface Begun {
  unit: string;
  /** What was current until now; 0 for the installation's own. */
  version: number;
  course: string | null;
  labIds: readonly string[];
  /** What is kept together with it: the labs of a course that are published at the same time, with their versions until now. */
  along: readonly { unit: string; version: number }[];
}

/** Pin everyone who has begun it; whoever is pinned already stays where they are. In the publication's transaction. */
export async function pinWhoHasBegun(transaction: Queryable, academyId: string, begun: Begun, now: Date): Promise<number> {
  const members = new Set<string>();
  if (begun.course !== null) {
    for (const table of ['answer', 'reading'] as const) {
      const rows = await transaction
        .selectFrom(table)
        .select('member_id')
        .distinct()
        .where('academy_id', '=', academyId)
        .where('course', '=', begun.course)
        .execute();
      for (const { member_id } of rows) members.add(member_id);
    }
  }
  if (begun.labIds.length > 0) {
    for (const table of ['file', 'step_progress'] as const) {
      const rows = await transaction
        .selectFrom(table)
        .select('member_id')
        .distinct()
        .where('academy_id', '=', academyId)
        .where('lab_id', 'in', begun.labIds)
        .execute();
      for (const { member_id } of rows) members.add(member_id);
    }
  }
  const pins = [{ unit: begun.unit, version: begun.version }, ...begun.along];
  for (const member of members) {
    for (const { unit, version } of pins) {
      await transaction
        .insertInto('pinned_edition')
        .values({ academy_id: academyId, member_id: member, unit, version, pinned_at: now.toISOString() })
        .onConflict((conflict) => conflict.columns(['academy_id', 'member_id', 'unit']).doNothing())
        .execute();
    }
  }
  return members.size;
}
