/** A cohort: people who learn together, from a day to a day. */

export interface Cohort {
  id: string;
  academyId: string;
  name: string;
  /** Days of the academy's calendar, `2026-11-23`; `null`: not said. */
  startsOn: string | null;
  endsOn: string | null;
  archivedAt: string | null;
  revision: number;
}

export const cohortColumns = ['id', 'academy_id', 'name', 'starts_on', 'ends_on', 'archived_at', 'revision'] as const;

export const cohortOf = (row: {
  id: string;
  academy_id: string;
  name: string;
  starts_on: string | null;
  ends_on: string | null;
  archived_at: string | null;
  revision: number;
}): Cohort => ({
  id: row.id,
  academyId: row.academy_id,
  name: row.name,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  archivedAt: row.archived_at,
  revision: row.revision,
});
