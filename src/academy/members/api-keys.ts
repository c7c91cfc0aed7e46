/**
 * Keys by which programs sign in: `Authorization: Bearer mw_…`. A key is shown once, when it is made; the database has its hash. It can
 * do what its member may and the key was made for, in one academy, until it runs out, is revoked, or its member is suspended.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { selectOptionalAcademy } from '../academies/academies.ts';
import type { Queryable } from '../database/open.ts';
import { Refusal } from '../http/problems.ts';
import { refuseSentAgain } from '../http/sending.ts';
import { type Action, actions } from '../permissions/actions.ts';
import type { Attendance } from './members.ts';
import { selectOptionalMember } from './membership.ts';

const form = /^mw_[A-Za-z0-9_-]{43}$/;

/** What no key carries: what concerns accounts, owners and keys themselves. */
const notForKeys = [
  'enter',
  'secure-account',
  'keep-account',
  'appoint-owners',
  'use-api-keys',
  'found-academies',
  'manage-data',
] as const;
type KeyAction = Exclude<Action, (typeof notForKeys)[number]>;
const isForKeys = (action: Action): action is KeyAction => !notForKeys.some((one) => one === action);

/** What a key may be made for. */
export const actionsOfKeys: readonly KeyAction[] = (Object.keys(actions) as Action[]).filter(isForKeys);
const keptActions = z.array(z.string()).transform((names) => actionsOfKeys.filter((action) => names.includes(action)));

/** The key of a request, well-formed or not; `null` when it carries none of ours. */
export function keyOf(headers: Headers): string | null {
  return /^Bearer (mw_\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null;
}

export interface NewKey {
  /** That of the form which asks for it (http/sending.ts); otherwise a new one. */
  id?: string;
  academyId: string;
  memberId: string;
  name: string;
  actions: readonly Action[];
  /** ISO. */
  expiresAt: string;
}

/** Make a key; `secret` is told this once. Refused: `sent-already`, an id that is taken. */
export async function createApiKey(transaction: Queryable, key: NewKey): Promise<{ id: string; secret: string; prefix: string }> {
  const secret = `mw_${randomBytes(32).toString('base64url')}`;
  const row = { id: key.id ?? randomUUID(), prefix: secret.slice(0, 8) };
  await refuseSentAgain(transaction, 'api_key', row.id);
  await transaction
    .insertInto('api_key')
    .values({
      ...row,
      academy_id: key.academyId,
      member_id: key.memberId,
      name: key.name,
      key_hash: hashOf(secret),
      actions: JSON.stringify(keptActions.parse(key.actions)),
      created_at: new Date().toISOString(),
      expires_at: key.expiresAt,
    })
    .execute();
  return { ...row, secret };
}

/** Whose key it is, and what it carries; `null` for one that opens nothing. */
export async function memberOfKey(database: Queryable, secret: string, now: Date): Promise<Attendance | null> {
  if (!form.test(secret)) return null;
  const key = await database
    .selectFrom('api_key')
    .innerJoin('member', 'member.id', 'api_key.member_id')
    .select(['api_key.id', 'api_key.academy_id', 'api_key.actions', 'api_key.expires_at', 'api_key.last_used_on', 'api_key.name'])
    .select('member.user_id')
    .where('api_key.key_hash', '=', hashOf(secret))
    .where('api_key.revoked_at', 'is', null)
    .executeTakeFirst();
  if (!key || key.expires_at <= now.toISOString()) return null;
  const [academy, member] = await Promise.all([
    selectOptionalAcademy(database, 'id', key.academy_id),
    selectOptionalMember(database, key.academy_id, key.user_id),
  ]);
  if (!academy || !member || member.suspended) return null;
  const today = now.toISOString().slice(0, 10);
  if (key.last_used_on !== today)
    await database.updateTable('api_key').set({ last_used_on: today }).where('id', '=', key.id).execute();
  return {
    member: { id: member.id, academyId: academy.id, userId: key.user_id, guest: false, name: key.name, roles: member.roles },
    academy,
    credential: { kind: 'api-key', id: key.id, actions: keptActions.parse(JSON.parse(key.actions)) },
    setCookie: [],
  };
}

/** The keys of a member, newest first; revoked ones are gone from sight. */
export async function keysOf(
  database: Queryable,
  who: { academyId: string; memberId: string },
): Promise<
  {
    id: string;
    name: string;
    prefix: string;
    actions: KeyAction[];
    createdAt: string;
    expiresAt: string;
    lastUsedOn: string | null;
  }[]
> {
  const rows = await database
    .selectFrom('api_key')
    .selectAll()
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    actions: keptActions.parse(JSON.parse(row.actions)),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedOn: row.last_used_on,
  }));
}

/** From now on it opens nothing. Refused: `unknown-key`, also somebody else's. */
export async function revokeKey(
  transaction: Queryable,
  who: { academyId: string; memberId: string },
  id: string,
  now: Date = new Date(),
): Promise<void> {
  const revoked = await transaction
    .updateTable('api_key')
    .set({ revoked_at: now.toISOString() })
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (revoked.numUpdatedRows === 0n) throw new Refusal('unknown-key');
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
