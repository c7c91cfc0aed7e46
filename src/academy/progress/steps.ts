/** What a member has reached in the steps of a lab. A passed step stays passed, whatever is checked later. */
import type { Queryable } from '../database/open.ts';
import type { WorkOwner } from '../work/owner.ts';

export interface StepState {
  passedAt: string | null;
  attempts: number;
  hintsShown: number;
}

/** The state of every step of the lab, in the lab's order; a step not begun has zeros. */
export async function stepStates(
  database: Queryable,
  owner: WorkOwner,
  steps: readonly string[],
): Promise<Record<string, StepState>> {
  const rows = await rowsOf(database, owner);
  return Object.fromEntries(
    steps.map((step) => {
      const row = rows.find((candidate) => candidate.step === step);
      return [step, { passedAt: row?.passed_at ?? null, attempts: row?.attempts ?? 0, hintsShown: row?.hints_shown ?? 0 }];
    }),
  );
}

/**
 * Record a graded check: it is an attempt at the first step not yet passed, and at every step that it passes; a step that comes
 * later and was not tried yet is not charged for failing.
 */
export async function recordSteps(
  database: Queryable,
  owner: WorkOwner,
  steps: readonly string[],
  passed: ReadonlySet<string>,
  attempt: { id: string; at: string },
): Promise<void> {
  const before = await stepStates(database, owner, steps);
  const firstOpen = steps.find((step) => before[step]!.passedAt === null);
  for (const step of steps) {
    const state = before[step]!;
    if (state.passedAt !== null || (step !== firstOpen && !passed.has(step))) continue;
    const now = passed.has(step);
    await upsert(database, owner, step, {
      attempts: state.attempts + 1,
      hints_shown: state.hintsShown,
      passed_at: now ? attempt.at : null,
      checkpoint: now ? attempt.id : null,
      touched_at: attempt.at,
    });
  }
}

/** Show the next hint of a step; returns how many are shown now, at most `available`. */
export async function revealHint(database: Queryable, owner: WorkOwner, step: string, available: number): Promise<number> {
  const row = (await rowsOf(database, owner)).find((candidate) => candidate.step === step);
  const shown = Math.min((row?.hints_shown ?? 0) + 1, available);
  await upsert(database, owner, step, {
    attempts: row?.attempts ?? 0,
    hints_shown: shown,
    passed_at: row?.passed_at ?? null,
    checkpoint: row?.checkpoint ?? null,
    touched_at: new Date().toISOString(),
  });
  return shown;
}

function rowsOf(database: Queryable, owner: WorkOwner) {
  return database
    .selectFrom('step_progress')
    .selectAll()
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .execute();
}

async function upsert(
  database: Queryable,
  owner: WorkOwner,
  step: string,
  state: { attempts: number; hints_shown: number; passed_at: string | null; checkpoint: string | null; touched_at: string },
): Promise<void> {
  await database
    .insertInto('step_progress')
    .values({ academy_id: owner.academyId, member_id: owner.memberId, lab_id: owner.labId, step, ...state })
    .onConflict((conflict) => conflict.columns(['academy_id', 'member_id', 'lab_id', 'step']).doUpdateSet(state))
    .execute();
}
