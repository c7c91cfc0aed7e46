/** What instructors announce to a cohort: said, changed, withdrawn. Each change is in the audit log with what it said before. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '../audit/audit.ts';
import { taughtCohort } from '../cohorts/taught.ts';
import type { Teacher } from '../cohorts/teacher.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';

export const announcementForm = z.strictObject({
  text: z.string().trim().min(1).max(2_000),
  /** The last day on which it is shown, of the academy's calendar; `null`: until it is withdrawn. */
  until: z.iso.date().nullable(),
});
type AnnouncementForm = z.output<typeof announcementForm>;

export interface Announcement {
  id: string;
  text: string;
  until: string | null;
  createdAt: string;
  /** Member id of who said it; `null`: unknown. */
  createdBy: string | null;
  revision: number;
}

const columns = ['id', 'text', 'until', 'created_at', 'created_by', 'revision'] as const;

/** Refused: `unknown-cohort`, `bad-announcement`. */
export async function announce(
  database: Database,
  by: Teacher,
  cohortId: string,
  given: unknown,
  now: Date = new Date(),
): Promise<{ id: string }> {
  const form = readForm(given);
  const id = randomUUID();
  await transact(database, async (transaction) => {
    await taughtCohort(transaction, by, cohortId);
    await transaction
      .insertInto('announcement')
      .values({
        ...{ id, academy_id: by.academyId, cohort_id: cohortId, ...form },
        ...{ created_at: now.toISOString(), created_by: by.id, revision: 1, withdrawn_at: null },
      })
      .execute();
    const subject = { kind: 'announcement', id } as const;
    await recordAudit(
      transaction,
      { academyId: by.academyId, actor: by.actor, action: 'announce', subject, after: { cohort: cohortId, ...form } },
      now,
    );
  });
  return { id };
}

/**
 * Say it otherwise, as it stood at `revision`; everybody sees it anew, also who had put it away. Refused as `announce`, and
 * `unknown-announcement`, `changed-meanwhile`.
 */
export async function changeAnnouncement(
  database: Database,
  by: Teacher,
  of: { cohort: string; announcement: string },
  revision: number,
  given: unknown,
  now: Date = new Date(),
): Promise<void> {
  const form = readForm(given);
  await write(database, by, of, revision, { action: 'change-announcement', values: form, after: form }, now);
}

/** It is shown to nobody any more; the log keeps what it said. Refused as `changeAnnouncement`. */
export async function withdrawAnnouncement(
  database: Database,
  by: Teacher,
  of: { cohort: string; announcement: string },
  revision: number,
  now: Date = new Date(),
): Promise<void> {
  const withdrawn_at = now.toISOString();
  await write(database, by, of, revision, { action: 'withdraw-announcement', values: { withdrawn_at }, after: null }, now);
}

async function write(
  database: Database,
  by: Teacher,
  of: { cohort: string; announcement: string },
  revision: number,
  deed: { action: string; values: Partial<AnnouncementForm> & { withdrawn_at?: string }; after: AnnouncementForm | null },
  now: Date,
): Promise<void> {
  await transact(database, async (transaction) => {
    await taughtCohort(transaction, by, of.cohort);
    const before = await standing(transaction, by.academyId)
      .select(columns)
      .where('cohort_id', '=', of.cohort)
      .where('id', '=', of.announcement)
      .executeTakeFirst();
    if (!before) throw new Refusal('unknown-announcement', of.announcement.slice(0, 60));
    const written = await transaction
      .updateTable('announcement')
      .set({ ...deed.values, revision: revision + 1 })
      .where('academy_id', '=', by.academyId)
      .where('id', '=', of.announcement)
      .where('revision', '=', revision)
      .executeTakeFirst();
    if (written.numUpdatedRows === 0n) throw new Refusal('changed-meanwhile');
    await transaction
      .deleteFrom('announcement_dismissal')
      .where('academy_id', '=', by.academyId)
      .where('announcement_id', '=', of.announcement)
      .execute();
    await recordAudit(
      transaction,
      {
        ...{ academyId: by.academyId, actor: by.actor, action: deed.action },
        subject: { kind: 'announcement', id: of.announcement },
        before: { cohort: of.cohort, text: before.text, until: before.until },
        after: deed.after === null ? null : { cohort: of.cohort, ...deed.after },
      },
      now,
    );
  });
}

/** Of a cohort, newest first, those that are over among them. Whose cohort it is the caller has asked. */
export async function announcementsIn(database: Queryable, academyId: string, cohortId: string): Promise<Announcement[]> {
  const rows = await standing(database, academyId)
    .select(columns)
    .where('cohort_id', '=', cohortId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(announcementOf);
}

/** What is said to this person today and they have not put away, newest first. `today`: a day of the academy's calendar. */
export async function announcementsFor(
  database: Queryable,
  who: { academyId: string; memberId: string },
  today: string,
): Promise<(Announcement & { cohort: string })[]> {
  const rows = await standing(database, who.academyId)
    .innerJoin('cohort', 'cohort.id', 'announcement.cohort_id')
    .innerJoin('cohort_member', 'cohort_member.cohort_id', 'cohort.id')
    .select(columns.map((column) => `announcement.${column}` as const))
    .select('cohort.name as cohort')
    .where('cohort_member.academy_id', '=', who.academyId)
    .where('cohort_member.member_id', '=', who.memberId)
    .where('cohort_member.part', '=', 'trainee')
    .where('cohort.archived_at', 'is', null)
    .where((row) => row.or([row('announcement.until', 'is', null), row('announcement.until', '>=', today)]))
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('announcement_dismissal')
            .select('announcement_dismissal.announcement_id')
            .whereRef('announcement_dismissal.announcement_id', '=', 'announcement.id')
            .where('announcement_dismissal.academy_id', '=', who.academyId)
            .where('announcement_dismissal.member_id', '=', who.memberId),
        ),
      ),
    )
    .orderBy('announcement.created_at', 'desc')
    .orderBy('announcement.id')
    .execute();
  return rows.map((row) => ({ ...announcementOf(row), cohort: row.cohort }));
}

/** They have read it. Twice is once; one that is not said to them changes nothing. */
export async function dismissAnnouncement(
  database: Database,
  who: { academyId: string; memberId: string },
  id: string,
  today: string,
  now: Date = new Date(),
): Promise<void> {
  await transact(database, async (transaction) => {
    const shown = await announcementsFor(transaction, who, today);
    if (!shown.some((one) => one.id === id)) return;
    await transaction
      .insertInto('announcement_dismissal')
      .values({ academy_id: who.academyId, announcement_id: id, member_id: who.memberId, dismissed_at: now.toISOString() })
      .execute();
  });
}

const standing = (database: Queryable, academyId: string) =>
  database.selectFrom('announcement').where('announcement.academy_id', '=', academyId).where('withdrawn_at', 'is', null);

const announcementOf = (row: {
  id: string;
  text: string;
  until: string | null;
  created_at: string;
  created_by: string | null;
  revision: number;
}): Announcement => ({
  id: row.id,
  text: row.text,
  until: row.until,
  createdAt: row.created_at,
  createdBy: row.created_by,
  revision: row.revision,
});

function readForm(given: unknown): AnnouncementForm {
  const form = announcementForm.safeParse(given);
  if (!form.success) throw new Refusal('bad-announcement', form.error.message);
  return form.data;
}
