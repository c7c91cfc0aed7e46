/** The attempts of one person as a record to look through: all labs at once without their programs, and one of them whole. */
import type { Queryable } from '../database/open.ts';
import { type Attempt, attemptOf, type KeptVerdict } from './attempts.ts';

export interface RecordedAttempt {
  id: string;
  labId: string;
  labVersion: number;
  labHash: string;
  outcome: string;
  checkedAt: string;
  hintsShown: number;
  exam: boolean;
  /** Checks that passed, and in all. */
  passed: number;
  checks: number;
}

/** Newest first, `limit` of each person's. */
export async function attemptRecord(
  database: Queryable,
  who: { academyId: string; memberId: string },
  limit: number,
): Promise<RecordedAttempt[]> {
  const rows = await database
    .selectFrom('attempt')
    .select(['id', 'lab_id', 'lab_version', 'lab_hash', 'outcome', 'checked_at', 'hints_shown', 'sitting_id', 'verdicts'])
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .orderBy('checked_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const verdicts = JSON.parse(row.verdicts) as KeptVerdict[];
    return {
      id: row.id,
      labId: row.lab_id,
      labVersion: row.lab_version,
      labHash: row.lab_hash,
      outcome: row.outcome,
      checkedAt: row.checked_at,
      hintsShown: row.hints_shown,
      exam: row.sitting_id !== null,
      passed: verdicts.filter(({ outcome }) => outcome === 'passed').length,
      checks: verdicts.length,
    };
  });
}

/** `null`: this person has none of this id. */
export async function selectOptionalAttempt(
  database: Queryable,
  who: { academyId: string; memberId: string },
  id: string,
): Promise<(Attempt & { labId: string }) | null> {
  const row = await database
    .selectFrom('attempt')
    .selectAll()
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { ...attemptOf(row), labId: row.lab_id } : null;
}

/** Of every lab that somebody began: steps passed, checks and hints, and when it was touched last. */
export async function labRecord(
  database: Queryable,
  who: { academyId: string; memberId: string },
): Promise<Map<string, { attempts: number; hints: number; touchedAt: string }>> {
  const rows = await database
    .selectFrom('step_progress')
    .select(['lab_id', 'attempts', 'hints_shown', 'touched_at'])
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .execute();
  const found = new Map<string, { attempts: number; hints: number; touchedAt: string }>();
  for (const row of rows) {
    const own = found.get(row.lab_id) ?? { attempts: 0, hints: 0, touchedAt: '' };
    own.attempts += row.attempts;
    own.hints += row.hints_shown;
    if (row.touched_at > own.touchedAt) own.touchedAt = row.touched_at;
    found.set(row.lab_id, own);
  }
  return found;
}
