/** The versions that an academy has published, as they were noted when they were. */
import type { Queryable } from '../database/open.ts';

export interface Edition {
  /** By its name (unit.ts). */
  unit: string;
  version: number;
  at: string;
  /** A member; `null`: the system. */
  by: string | null;
  note: string;
}

/** Newest first, at most `limit`. */
export async function editionsOf(database: Queryable, academyId: string, limit: number): Promise<Edition[]> {
  const rows = await editions(database, academyId).orderBy('published_at', 'desc').orderBy('unit').limit(limit).execute();
  return rows.map(editionOf);
}

/** Of these units, what came after the versions that somebody has; newest first. `standing`: by unit's name. */
export async function editionsSince(
  database: Queryable,
  academyId: string,
  standing: ReadonlyMap<string, number>,
): Promise<Edition[]> {
  if (standing.size === 0) return [];
  const rows = await editions(database, academyId)
    .where('unit', 'in', [...standing.keys()])
    .orderBy('published_at', 'desc')
    .execute();
  return rows.map(editionOf).filter(({ unit, version }) => version > (standing.get(unit) ?? 0));
}

const editions = (database: Queryable, academyId: string) =>
  database
    .selectFrom('edition')
    .select(['unit', 'version', 'published_at', 'published_by', 'note'])
    .where('academy_id', '=', academyId);

const editionOf = (row: {
  unit: string;
  version: number;
  published_at: string;
  published_by: string | null;
  note: string;
}): Edition => ({ unit: row.unit, version: row.version, at: row.published_at, by: row.published_by, note: row.note });
