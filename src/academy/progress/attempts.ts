/** Graded checks: what was handed in, what the verdicts were. Only what could be graded is an attempt. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { GradeResult, Verdict } from '#sandbox/host/api.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import type { AcademyTables } from '../database/columns.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import type { WorkOwner } from '../work/owner.ts';
import type { Programs } from '../work/programs.ts';
import { recordSteps, stepStates } from './steps.ts';

export interface Attempt {
  id: string;
  outcome: string;
  labVersion: number;
  labHash: string;
  seed: number;
  programs: Programs;
  verdicts: KeptVerdict[];
  checkedAt: string;
  /** Of the lab, open when it was checked. */
  hintsShown: number;
  /** Of an exam: its sitting. */
  sitting: string | null;
}

/** A verdict with its trace as a hash: the trace can be made again from program, seed and lab. */
export type KeptVerdict = Omit<Verdict, 'trace'> & { traceHash: string | null };

/** Write an attempt and what it did to the steps, in one transaction. In an exam it does nothing to them: that would tell the verdict. */
export async function recordAttempt(
  database: Database,
  owner: WorkOwner,
  lab: Lab,
  handedIn: HandedIn,
  result: GradeResult & { outcome: 'graded' },
): Promise<void> {
  const at = new Date().toISOString();
  const steps = lab.definition.steps.map((step) => step.id);
  await transact(database, async (transaction) => {
    const id = await writeAttempt(transaction, owner, lab, handedIn, result, at);
    if (handedIn.sitting === undefined)
      await recordSteps(transaction, owner, steps, passedSteps(steps, result.verdicts), { id, at });
  });
}

export interface HandedIn {
  programs: Programs;
  seed: number;
  sitting?: string;
}

export const keptVerdicts = (verdicts: readonly Verdict[]): KeptVerdict[] =>
  verdicts.map(({ trace, ...verdict }) => ({ ...verdict, traceHash: trace?.hash ?? null }));

/** Write only the attempt, within a deed of more parts. Answers its id. */
export async function writeAttempt(
  transaction: Queryable,
  owner: WorkOwner,
  lab: Lab,
  handedIn: HandedIn,
  result: GradeResult & { outcome: 'graded' },
  at: string,
): Promise<string> {
  const id = randomUUID();
  const steps = lab.definition.steps.map((step) => step.id);
  const hints = Object.values(await stepStates(transaction, owner, steps)).reduce((sum, { hintsShown }) => sum + hintsShown, 0);
  await transaction
    .insertInto('attempt')
    .values({
      id,
      academy_id: owner.academyId,
      member_id: owner.memberId,
      lab_id: owner.labId,
      lab_version: lab.definition.version,
      lab_hash: lab.hash,
      seed: handedIn.seed,
      outcome: result.passed ? 'passed' : 'failed',
      programs: JSON.stringify(handedIn.programs),
      verdicts: JSON.stringify(keptVerdicts(result.verdicts)),
      checked_at: at,
      hints_shown: hints,
      sitting_id: handedIn.sitting ?? null,
    })
    .execute();
  return id;
}

/** The steps whose every verdict is a pass. A step without any verdict was not judged. */
export function passedSteps(steps: readonly string[], verdicts: readonly Verdict[]): Set<string> {
  return new Set(
    steps.filter((step) => {
      const own = verdicts.filter((verdict) => verdict.step === step);
      return own.length > 0 && own.every((verdict) => verdict.outcome === 'passed');
    }),
  );
}

/** All attempts of a member at a lab, oldest first. */
export async function attemptsOf(database: Queryable, owner: WorkOwner): Promise<Attempt[]> {
  const rows = await database
    .selectFrom('attempt')
    .selectAll()
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .orderBy('checked_at')
    .execute();
  return rows.map(attemptOf);
}

export const attemptOf = (row: Selectable<AcademyTables['attempt']>): Attempt => ({
  id: row.id,
  outcome: row.outcome,
  labVersion: row.lab_version,
  labHash: row.lab_hash,
  seed: row.seed,
  programs: JSON.parse(row.programs) as Programs,
  verdicts: JSON.parse(row.verdicts) as KeptVerdict[],
  checkedAt: row.checked_at,
  hintsShown: row.hints_shown,
  sitting: row.sitting_id,
});

/** The programs that passed the step passed last; `null` when none is. */
export async function lastCheckpoint(database: Queryable, owner: WorkOwner): Promise<Programs | null> {
  const row = await database
    .selectFrom('step_progress')
    .innerJoin('attempt', 'attempt.id', 'step_progress.checkpoint')
    .select('attempt.programs')
    .where('step_progress.academy_id', '=', owner.academyId)
    .where('step_progress.member_id', '=', owner.memberId)
    .where('step_progress.lab_id', '=', owner.labId)
    .where('step_progress.passed_at', 'is not', null)
    .orderBy('step_progress.passed_at', 'desc')
    .executeTakeFirst();
  return row ? (JSON.parse(row.programs) as Programs) : null;
}

/**
 * What passed, newest first: the programs of every step's checkpoint, steps of one check together, and of the last check that passed
 * everything.
 */
export async function passedPrograms(
  database: Queryable,
  owner: WorkOwner,
): Promise<{ programs: Programs; at: string; steps: string[]; everything: boolean }[]> {
  const checkpoints = await database
    .selectFrom('step_progress')
    .select(['step', 'checkpoint'])
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .where('checkpoint', 'is not', null)
    .execute();
  const attempts = database
    .selectFrom('attempt')
    .select(['id', 'programs', 'outcome', 'checked_at'])
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .orderBy('checked_at', 'desc');
  const ids = checkpoints.map(({ checkpoint }) => checkpoint!);
  const rows = ids.length === 0 ? [] : await attempts.where('id', 'in', ids).execute();
  const last = await attempts.where('outcome', '=', 'passed').limit(1).executeTakeFirst();
  if (last && !rows.some(({ id }) => id === last.id)) rows.unshift(last);
  return rows.map((row) => ({
    programs: JSON.parse(row.programs) as Programs,
    at: row.checked_at,
    steps: checkpoints.filter(({ checkpoint }) => checkpoint === row.id).map(({ step }) => step),
    everything: row.outcome === 'passed',
  }));
}
