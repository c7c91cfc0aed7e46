/** Members: which person a request belongs to. Everything a person owns is owned by their member in one academy. */
import { randomUUID } from 'node:crypto';
import type { Academy } from '../academies/academies.ts';
import type { Queryable } from '../database/open.ts';
import type { Accounts } from './accounts.ts';

export interface Member {
  id: string;
  academyId: string;
  userId: string;
  /** No account yet: only this browser knows them. */
  guest: boolean;
  name: string;
}

/** Who is asking, and the Set-Cookie headers that the answer must carry (a session prolongs itself). */
export interface Attendance {
  member: Member;
  setCookie: string[];
}

interface Registry {
  database: Queryable;
  accounts: Accounts;
  academy: Academy;
}

/** The member of the request's session cookie; `null` without a valid session. */
export async function currentMember(registry: Registry, headers: Headers): Promise<Attendance | null> {
  // Most requests of crawlers and first visits carry no cookie: no query for them.
  if (!headers.get('cookie')) return null;
  const answer = await registry.accounts.api.getSession({ headers, returnHeaders: true });
  const session = answer.response;
  if (!session) return null;
  const { user } = session;
  const member = await memberOf(registry.database, registry.academy.id, user.id);
  return {
    member: { ...member, guest: user.isAnonymous === true, name: user.name },
    setCookie: answer.headers?.getSetCookie() ?? [],
  };
}

/** The request's member, or a new guest when there is none. */
export async function ensureGuest(registry: Registry, headers: Headers): Promise<Attendance> {
  const present = await currentMember(registry, headers);
  if (present) return present;
  const answer = await registry.accounts.api.signInAnonymous({ headers: new Headers(), returnHeaders: true });
  const user = answer.response?.user;
  if (!user) throw new Error('The account library made no guest.');
  const member = await memberOf(registry.database, registry.academy.id, user.id);
  return { member: { ...member, guest: true, name: user.name }, setCookie: answer.headers.getSetCookie() };
}

/** The member row of an account in an academy, made when missing. */
async function memberOf(
  database: Queryable,
  academyId: string,
  userId: string,
): Promise<{ id: string; academyId: string; userId: string }> {
  const known = await selectOptionalMember(database, academyId, userId);
  if (known) return { id: known.id, academyId, userId };
  await database
    .insertInto('member')
    .values({ id: randomUUID(), academy_id: academyId, user_id: userId, created_at: new Date().toISOString() })
    .onConflict((conflict) => conflict.columns(['academy_id', 'user_id']).doNothing())
    .execute();
  const made = await selectOptionalMember(database, academyId, userId);
  if (!made) throw new Error('A member was inserted and is not there.');
  return { id: made.id, academyId, userId };
}

function selectOptionalMember(database: Queryable, academyId: string, userId: string) {
  return database
    .selectFrom('member')
    .select('id')
    .where('academy_id', '=', academyId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
}
