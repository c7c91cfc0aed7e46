/**
 * What may be done with comments at lines. An instructor of the trainee comments; both answer, resolve and reopen; everybody edits and
 * deletes their own. Every deed but reading is in the audit log, in its own transaction, without the words: those are the two people's, and
 * go with whoever is erased.
 */
import { randomUUID } from 'node:crypto';
import type { Lab } from '#sandbox/lab/lab.ts';
import { type CommentRequest, commentLimits } from '../api.ts';
import { type Actor, recordAudit } from '../audit/audit.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { rigOf } from '../rigs/rigs.ts';
import type { WorkOwner } from '../work/owner.ts';
import { isForOther, remarksAt, textAt } from './line-comments.ts';

type Remark = Awaited<ReturnType<typeof remarksAt>>[number];

interface Deed {
  owner: WorkOwner;
  lab: Lab;
  /** The trainee, or an instructor of theirs: whom they may teach has been asked. */
  by: { id: string; actor: Actor };
  request: CommentRequest;
  now: Date;
}

const actionOf = {
  comment: 'comment-line',
  answer: 'answer-comment',
  edit: 'edit-comment',
  delete: 'delete-comment',
  resolve: 'resolve-comment',
  reopen: 'reopen-comment',
} as const;

/**
 * Answers whether anything changed that the other should see. Refused: `help-during-exam`, `unknown-comment`, `comment-not-yours`,
 * `comment-answered`, `no-such-line`, `too-many-comments`; `not-permitted` for a trainee who comments.
 */
export function doWithComments(database: Database, deed: Deed): Promise<boolean> {
  const { owner, by, request, now } = deed;
  return transact(database, async (transaction) => {
    if ((await rigOf(transaction, owner, now)).sitting !== null) throw new Refusal('help-during-exam');
    const all = await remarksAt(transaction, owner);
    if (request.do === 'read') {
      await read(transaction, deed, all, request.thread);
      return false;
    }
    const { before, after } = await change(transaction, deed, request, all);
    if (before === after) return false;
    await recordAudit(
      transaction,
      {
        academyId: owner.academyId,
        actor: by.actor,
        action: actionOf[request.do],
        subject: { kind: 'work', id: owner.memberId },
        before: told(before),
        after: told(after),
      },
      now,
    );
    return true;
  });
}

type Change = { before: Remark | null; after: Remark | null };

async function change(
  transaction: Queryable,
  deed: Deed,
  request: Exclude<CommentRequest, { do: 'read' }>,
  all: readonly Remark[],
): Promise<Change> {
  const at = deed.now.toISOString();
  switch (request.do) {
    case 'comment': {
      const place = await placeFor(transaction, deed, request, all);
      return { before: null, after: await insert(transaction, deed, { ...place, answers: null, text: request.text }) };
    }
    case 'answer': {
      const first = firstOf(all, request.thread);
      refuseBeyond(commentLimits.remarks, all.filter(({ id, answers }) => id === first.id || answers === first.id).length);
      const { controller, name, revision, line, line_text } = first;
      const place = { controller, name, revision, line, line_text };
      return { before: null, after: await insert(transaction, deed, { ...place, answers: first.id, text: request.text }) };
    }
    case 'edit': {
      const before = ownOf(all, request.comment, deed.by.id);
      if (before.text === request.text) return { before, after: before };
      // Changed words are news to who had read the old ones.
      return { before, after: await update(transaction, before, { text: request.text, edited_at: at, read_at: null }) };
    }
    case 'delete': {
      const before = ownOf(all, request.comment, deed.by.id);
      if (all.some(({ answers }) => answers === before.id)) throw new Refusal('comment-answered');
      await transaction
        .deleteFrom('line_comment')
        .where('academy_id', '=', before.academy_id)
        .where('id', '=', before.id)
        .execute();
      return { before, after: null };
    }
    case 'resolve':
    case 'reopen': {
      const before = firstOf(all, request.thread);
      const resolved_at = request.do === 'resolve' ? at : null;
      if ((before.resolved_at === null) === (resolved_at === null)) return { before, after: before };
      return { before, after: await update(transaction, before, { resolved_at }) };
    }
  }
}

async function placeFor(
  transaction: Queryable,
  { owner, lab, by }: Deed,
  { controller, name, revision, line }: Extract<CommentRequest, { do: 'comment' }>,
  all: readonly Remark[],
) {
  if (by.id === owner.memberId) throw new Refusal('not-permitted');
  refuseBeyond(commentLimits.threads, all.filter(({ answers }) => answers === null).length);
  const text = await textAt(transaction, owner, lab, { controller, name }, revision);
  const line_text = text?.split('\n')[line - 1];
  if (line_text === undefined) throw new Refusal('no-such-line', `${controller}/${name} ${revision}:${line}`);
  return { controller, name, revision, line, line_text: line_text.slice(0, 400) };
}

async function insert(
  transaction: Queryable,
  { owner, by, now }: Deed,
  remark: Pick<Remark, 'controller' | 'name' | 'revision' | 'line' | 'line_text' | 'answers' | 'text'>,
): Promise<Remark> {
  const row: Remark = {
    id: randomUUID(),
    academy_id: owner.academyId,
    member_id: owner.memberId,
    lab_id: owner.labId,
    ...remark,
    author_id: by.id,
    created_at: now.toISOString(),
    resolved_at: null,
    edited_at: null,
    read_at: null,
  };
  await transaction.insertInto('line_comment').values(row).execute();
  return row;
}

async function update(transaction: Queryable, before: Remark, values: Partial<Remark>): Promise<Remark> {
  await transaction
    .updateTable('line_comment')
    .set(values)
    .where('academy_id', '=', before.academy_id)
    .where('id', '=', before.id)
    .execute();
  return { ...before, ...values };
}

async function read(transaction: Queryable, { owner, by, now }: Deed, all: readonly Remark[], thread: string): Promise<void> {
  const first = firstOf(all, thread);
  const unread = all.filter(
    (row) => (row.id === first.id || row.answers === first.id) && row.read_at === null && isForOther(row, owner, by.id),
  );
  for (const row of unread) await update(transaction, row, { read_at: now.toISOString() });
}

function firstOf(all: readonly Remark[], thread: string): Remark {
  const first = all.find(({ id, answers }) => id === thread && answers === null);
  if (!first) throw new Refusal('unknown-comment', thread);
  return first;
}

function ownOf(all: readonly Remark[], comment: string, id: string): Remark {
  const found = all.find((row) => row.id === comment);
  if (!found) throw new Refusal('unknown-comment', comment);
  if (found.author_id !== id) throw new Refusal('comment-not-yours', comment);
  return found;
}

function refuseBeyond(most: number, count: number): void {
  if (count >= most) throw new Refusal('too-many-comments', '', { count: String(most) });
}

const told = (row: Remark | null) =>
  row && {
    lab: row.lab_id,
    controller: row.controller,
    name: row.name,
    revision: row.revision,
    line: row.line,
    comment: row.id,
    answers: row.answers,
    characters: row.text.length,
    resolvedAt: row.resolved_at,
    editedAt: row.edited_at,
  };
