/**
 * A trainee's files with everything ever typed. A file has a current revision; each save adds one and never changes another.
 * Revision 0 is the lab's start and has no row.
 *
 * Saves repeat safely: the same text on the same base is one revision, however often a browser sends it. A save on an older base
 * (another tab was faster) is kept in the history, is not made current, and is reported as a conflict.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.ts';
import type { Teacher } from '../cohorts/teacher.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import type { WorkOwner } from './owner.ts';

interface NewRevision {
  text: string;
  base: number;
  origin: 'typed' | 'checked' | 'reset' | 'conflict';
  /** The instructor who typed it; `null`: the owner. */
  by: string | null;
}

export interface FileKey {
  controller: string;
  name: string;
}

export interface CurrentFile extends FileKey {
  text: string;
  revision: number;
  savedAt: string;
}

/** `revision` is the current one after the save: on a conflict, that of the text which won. */
export interface SaveOutcome {
  revision: number;
  savedAt: string;
  conflict: boolean;
}

/**
 * Save what was typed on top of revision `base`. Durable when the promise resolves. `admit` throws for a file that may not come beside
 * those that stand now. `by`: an instructor who types for the owner, with the keyboard.
 */
export function saveTyped(
  database: Database,
  owner: WorkOwner,
  file: FileKey & { text: string; base: number },
  admit?: (standing: readonly CurrentFile[]) => void,
  by?: Teacher,
): Promise<SaveOutcome> {
  return transact(database, async (transaction) => {
    admit?.(await currentFiles(transaction, owner));
    const current = await selectOptionalFile(transaction, owner, file);
    if (current && current.text === file.text) return { revision: current.revision, savedAt: current.savedAt, conflict: false };
    if (current && file.base < current.revision) {
      await keepConflict(transaction, owner, file, by?.id ?? null);
      return { revision: current.revision, savedAt: current.savedAt, conflict: true };
    }
    const after = await append(transaction, owner, file, {
      text: file.text,
      base: file.base,
      origin: 'typed',
      by: by?.id ?? null,
    });
    if (by) await recordTyping(transaction, owner, by, file, { before: current?.revision ?? 0, after: after.revision });
    return after;
  });
}

/** Without the text: the history of the file has it. */
function recordTyping(
  transaction: Queryable,
  owner: WorkOwner,
  by: Teacher,
  { controller, name }: FileKey,
  revision: { before: number; after: number },
): Promise<void> {
  return recordAudit(transaction, {
    academyId: owner.academyId,
    actor: by.actor.kind === 'member' ? { ...by.actor, actingAs: owner.memberId } : by.actor,
    action: 'type-into-file',
    subject: { kind: 'work', id: owner.memberId },
    before: { lab: owner.labId, controller, name, revision: revision.before },
    after: { lab: owner.labId, controller, name, revision: revision.after },
  });
}

/** Make `text` the current one whatever stood there: what is being checked, what a reset brings back, a new file's first text. */
export async function replaceFile(
  database: Queryable,
  owner: WorkOwner,
  file: FileKey & { text: string },
  origin: 'typed' | 'checked' | 'reset',
): Promise<SaveOutcome> {
  const current = await selectOptionalFile(database, owner, file);
  if (current && current.text === file.text) return { revision: current.revision, savedAt: current.savedAt, conflict: false };
  return append(database, owner, file, { text: file.text, base: current?.revision ?? 0, origin, by: null });
}

/** The current text of every file that the member has ever saved in this lab. */
export async function currentFiles(database: Queryable, owner: WorkOwner): Promise<CurrentFile[]> {
  const rows = await filesOf(database, owner).execute();
  return rows.map((row) => ({
    controller: row.controller,
    name: row.name,
    text: row.text,
    revision: row.revision,
    savedAt: row.saved_at,
  }));
}

/** Every revision of a file, oldest first. */
export function history(database: Queryable, owner: WorkOwner, file: FileKey) {
  return database
    .selectFrom('file_revision')
    .select(['number', 'base', 'origin', 'text', 'saved_at', 'saved_by'])
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .where('controller', '=', file.controller)
    .where('name', '=', file.name)
    .orderBy('number')
    .execute();
}

/** The file is no longer one of the program's; its history stays, and goes on should a file of this name come again. */
export async function forgetFile(database: Queryable, owner: WorkOwner, file: FileKey): Promise<void> {
  await database
    .deleteFrom('file')
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .where('controller', '=', file.controller)
    .where('name', '=', file.name)
    .execute();
}

/** The file has another name from now on, and takes its history and its comments along, behind what an earlier file of that name left. */
export async function moveFile(database: Queryable, owner: WorkOwner, file: FileKey, to: string): Promise<void> {
  const before = await highestRevision(database, owner, { ...file, name: to });
  await database
    .updateTable('file_revision')
    .set((row) => ({ name: to, number: row('number', '+', before), base: row('base', '+', before) }))
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .where('controller', '=', file.controller)
    .where('name', '=', file.name)
    .execute();
  await database
    .updateTable('line_comment')
    .set((row) => ({ name: to, revision: row('revision', '+', before) }))
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .where('controller', '=', file.controller)
    .where('name', '=', file.name)
    .execute();
  await database
    .updateTable('file')
    .set((row) => ({ name: to, revision: row('revision', '+', before), saved_at: new Date().toISOString() }))
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .where('controller', '=', file.controller)
    .where('name', '=', file.name)
    .execute();
}

function filesOf(database: Queryable, owner: WorkOwner) {
  return database
    .selectFrom('file')
    .innerJoin('file_revision', (join) =>
      join
        .onRef('file_revision.academy_id', '=', 'file.academy_id')
        .onRef('file_revision.member_id', '=', 'file.member_id')
        .onRef('file_revision.lab_id', '=', 'file.lab_id')
        .onRef('file_revision.controller', '=', 'file.controller')
        .onRef('file_revision.name', '=', 'file.name')
        .onRef('file_revision.number', '=', 'file.revision'),
    )
    .select(['file.controller', 'file.name', 'file.revision', 'file.saved_at', 'file_revision.text'])
    .where('file.academy_id', '=', owner.academyId)
    .where('file.member_id', '=', owner.memberId)
    .where('file.lab_id', '=', owner.labId);
}

async function selectOptionalFile(database: Queryable, owner: WorkOwner, file: FileKey): Promise<CurrentFile | undefined> {
  const row = await filesOf(database, owner)
    .where('file.controller', '=', file.controller)
    .where('file.name', '=', file.name)
    .executeTakeFirst();
  return row && { controller: row.controller, name: row.name, text: row.text, revision: row.revision, savedAt: row.saved_at };
}

async function append(database: Queryable, owner: WorkOwner, file: FileKey, text: NewRevision): Promise<SaveOutcome> {
  const savedAt = new Date().toISOString();
  const revision = await addRevision(database, owner, file, { ...text, savedAt });
  await database
    .insertInto('file')
    .values({
      academy_id: owner.academyId,
      member_id: owner.memberId,
      lab_id: owner.labId,
      controller: file.controller,
      name: file.name,
      revision,
      saved_at: savedAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['academy_id', 'member_id', 'lab_id', 'controller', 'name']).doUpdateSet({ revision, saved_at: savedAt }),
    )
    .execute();
  return { revision, savedAt, conflict: false };
}

async function keepConflict(
  database: Queryable,
  owner: WorkOwner,
  file: FileKey & { text: string; base: number },
  by: string | null,
): Promise<void> {
  const kept = await database
    .selectFrom('file_revision')
    .select('id')
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .where('controller', '=', file.controller)
    .where('name', '=', file.name)
    .where('base', '=', file.base)
    .where('text', '=', file.text)
    .executeTakeFirst();
  if (kept) return;
  await addRevision(database, owner, file, {
    text: file.text,
    base: file.base,
    origin: 'conflict',
    by,
    savedAt: new Date().toISOString(),
  });
}

async function addRevision(
  database: Queryable,
  owner: WorkOwner,
  file: FileKey,
  revision: NewRevision & { savedAt: string },
): Promise<number> {
  const number = (await highestRevision(database, owner, file)) + 1;
  await database
    .insertInto('file_revision')
    .values({
      id: randomUUID(),
      academy_id: owner.academyId,
      member_id: owner.memberId,
      lab_id: owner.labId,
      controller: file.controller,
      name: file.name,
      number,
      base: revision.base,
      origin: revision.origin,
      text: revision.text,
      saved_at: revision.savedAt,
      saved_by: revision.by,
    })
    .execute();
  return number;
}

async function highestRevision(database: Queryable, owner: WorkOwner, file: FileKey): Promise<number> {
  const highest = await database
    .selectFrom('file_revision')
    .select(sql<number>`coalesce(max(number), 0)`.as('number'))
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .where('controller', '=', file.controller)
    .where('name', '=', file.name)
    .executeTakeFirstOrThrow();
  return Number(highest.number);
}
