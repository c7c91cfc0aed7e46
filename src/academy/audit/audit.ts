/**
 * The audit log: who acted, as whom, on what, before and after. An entry is written in the transaction of the deed, so there is none
 * without the other; nothing here changes or deletes one.
 */
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../database/open.ts';
import type { Attendance } from '../members/members.ts';

/** `actingAs`: the member whose place was taken, as when an instructor has a trainee's keyboard. */
export type Actor =
  | { kind: 'member'; member: string; actingAs?: string }
  | { kind: 'api-key'; member: string; key: string }
  | { kind: 'system' };

export interface Deed {
  academyId: string;
  actor: Actor;
  /** Verb and object in lower case: `grant-role`, `extend-assignment`. */
  action: string;
  subject: {
    kind:
      | 'academy'
      | 'member'
      | 'invitation'
      | 'api-key'
      | 'sso-provider'
      | 'cohort'
      | 'assignment'
      | 'sitting'
      | 'grade'
      | 'work'
      | 'rig'
      | 'certificate'
      | 'course'
      | 'lab'
      | 'announcement';
    id: string;
  };
  /** JSON values; no secrets and no program text. */
  before?: unknown;
  after?: unknown;
}

export function actorOf({ member, credential }: Attendance, actingAs?: string): Actor {
  if (credential.kind === 'api-key') return { kind: 'api-key', member: member.id, key: credential.id };
  return { kind: 'member', member: member.id, ...(actingAs === undefined ? {} : { actingAs }) };
}

/** Write an entry. `transaction` is the deed's. */
export async function recordAudit(transaction: Queryable, deed: Deed, now: Date = new Date()): Promise<void> {
  const { actor } = deed;
  await transaction
    .insertInto('audit')
    .values({
      id: randomUUID(),
      academy_id: deed.academyId,
      at: now.toISOString(),
      actor_kind: actor.kind,
      actor: actor.kind === 'system' ? null : actor.member,
      acting_as: actor.kind === 'member' ? (actor.actingAs ?? null) : null,
      action: deed.action,
      subject_kind: deed.subject.kind,
      subject: deed.subject.id,
      before: deed.before === undefined ? null : JSON.stringify(deed.before),
      after: deed.after === undefined ? null : JSON.stringify(deed.after),
    })
    .execute();
}

export interface AuditEntry {
  id: string;
  at: string;
  actorKind: string;
  actor: string | null;
  actingAs: string | null;
  action: string;
  subject: { kind: string; id: string };
  before: unknown;
  after: unknown;
}

/** Newest first, a page at a time. `before` is the last entry's `at` and `id` of the page above. */
export async function auditEntries(
  database: Queryable,
  academyId: string,
  { limit, before, action, subject }: { limit: number; before?: { at: string; id: string }; action?: string; subject?: string },
): Promise<AuditEntry[]> {
  let query = database.selectFrom('audit').selectAll().where('academy_id', '=', academyId);
  if (before)
    query = query.where((row) =>
      row.or([row('at', '<', before.at), row.and([row('at', '=', before.at), row('id', '<', before.id)])]),
    );
  if (action !== undefined) query = query.where('action', '=', action);
  if (subject !== undefined) query = query.where('subject', '=', subject);
  const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    actorKind: row.actor_kind,
    actor: row.actor,
    actingAs: row.acting_as,
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject },
    before: row.before === null ? null : JSON.parse(row.before),
    after: row.after === null ? null : JSON.parse(row.after),
  }));
}
