/** Making, renaming and archiving cohorts. Nothing is deleted: an archived cohort keeps its people, assignments and grades. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '../audit/audit.ts';
import type { Database } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import type { Cohort } from './cohort.ts';
import { taughtCohort } from './taught.ts';
import type { Teacher } from './teacher.ts';

const day = z.iso.date().nullable();

export const cohortForm = z
  .object({ name: z.string().trim().min(1).max(80), startsOn: day, endsOn: day })
  .refine(({ startsOn, endsOn }) => startsOn === null || endsOn === null || startsOn <= endsOn, 'ends before it starts');
export type CohortForm = z.input<typeof cohortForm>;

/** Make one; an instructor who makes it teaches it. Answers its id. Refused: `bad-cohort`. */
export async function createCohort(
  database: Database,
  by: Teacher,
  given: CohortForm,
  now: Date = new Date(),
): Promise<{ id: string }> {
  const form = readForm(given);
  const id = randomUUID();
  const at = now.toISOString();
  await transact(database, async (transaction) => {
    await transaction
      .insertInto('cohort')
      .values({
        id,
        academy_id: by.academyId,
        name: form.name,
        starts_on: form.startsOn,
        ends_on: form.endsOn,
        created_at: at,
        revision: 1,
      })
      .execute();
    if (by.roles.includes('instructor'))
      await transaction
        .insertInto('cohort_member')
        .values({ academy_id: by.academyId, cohort_id: id, member_id: by.id, part: 'instructor', joined_at: at })
        .execute();
    await recordAudit(
      transaction,
      { academyId: by.academyId, actor: by.actor, action: 'create-cohort', subject: { kind: 'cohort', id }, after: form },
      now,
    );
  });
  return { id };
}

/** Refused: `unknown-cohort`, `bad-cohort`, `changed-meanwhile`. */
export async function changeCohort(
  database: Database,
  by: Teacher,
  id: string,
  revision: number,
  given: CohortForm,
  now: Date = new Date(),
): Promise<void> {
  const form = readForm(given);
  await write(
    database,
    by,
    id,
    revision,
    'change-cohort',
    { name: form.name, starts_on: form.startsOn, ends_on: form.endsOn },
    now,
  );
}

/** Out of the lists of those who work, or back into them. Refused: `unknown-cohort`, `changed-meanwhile`. */
export async function archiveCohort(
  database: Database,
  by: Teacher,
  id: string,
  revision: number,
  archived: boolean,
  now: Date = new Date(),
): Promise<void> {
  const archivedAt = archived ? now.toISOString() : null;
  await write(database, by, id, revision, archived ? 'archive-cohort' : 'restore-cohort', { archived_at: archivedAt }, now);
}

async function write(
  database: Database,
  by: Teacher,
  id: string,
  revision: number,
  action: string,
  values: { name?: string; starts_on?: string | null; ends_on?: string | null; archived_at?: string | null },
  now: Date,
): Promise<void> {
  await transact(database, async (transaction) => {
    const before = await taughtCohort(transaction, by, id);
    const written = await transaction
      .updateTable('cohort')
      .set({ ...values, revision: revision + 1 })
      .where('academy_id', '=', by.academyId)
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst();
    if (written.numUpdatedRows === 0n) throw new Refusal('changed-meanwhile');
    await recordAudit(
      transaction,
      {
        academyId: by.academyId,
        actor: by.actor,
        action,
        subject: { kind: 'cohort', id },
        before: told(before),
        after: told(await taughtCohort(transaction, by, id)),
      },
      now,
    );
  });
}

const told = ({ name, startsOn, endsOn, archivedAt }: Cohort) => ({ name, startsOn, endsOn, archivedAt });

function readForm(given: CohortForm): z.output<typeof cohortForm> {
  const form = cohortForm.safeParse(given);
  if (!form.success) throw new Refusal('bad-cohort', form.error.message);
  return form.data;
}
