/** Members: which person a request belongs to. Everything a person owns is owned by their member in one academy. */
import type { Academy } from '../academies/academies.ts';
import { visitedAcademy } from '../academies/visited.ts';
import type { Queryable } from '../database/open.ts';
import { Refusal } from '../http/problems.ts';
import type { Action } from '../permissions/actions.ts';
import type { Role } from '../permissions/roles.ts';
import type { Accounts } from './accounts.ts';
import { keyOf, memberOfKey } from './api-keys.ts';
import { addMember, type KnownMember, selectOptionalMember } from './membership.ts';

export interface Member {
  id: string;
  academyId: string;
  userId: string;
  /** No account yet: only this browser knows them. */
  guest: boolean;
  name: string;
  /** Besides trainee, which everyone with an account is. */
  roles: Role[];
}

/** How they said who they are; `twoFactors`: by more than a password, or with an account that asks for a code. A key carries only some of its member's rights. */
export type Credential = { kind: 'session'; twoFactors: boolean } | { kind: 'api-key'; id: string; actions: readonly Action[] };

/** Who is asking and where, and the Set-Cookie headers that the answer must carry (a session prolongs itself). */
export interface Attendance {
  member: Member;
  academy: Academy;
  credential: Credential;
  setCookie: string[];
}

export interface Registry {
  database: Queryable;
  accounts: Accounts;
  /** The server's first. */
  academy: Academy;
}

/** Asked by the middleware, then by the endpoint, of one and the same request. */
const known = new WeakMap<Headers, Promise<Attendance | null>>();

/** The member of the request's session cookie or API key; `null` without a valid one, or where they are suspended. */
export function currentMember(registry: Registry, headers: Headers): Promise<Attendance | null> {
  const asked = known.get(headers);
  if (asked) return asked;
  const answer = findMember(registry, headers);
  known.set(headers, answer);
  return answer;
}

async function findMember(registry: Registry, headers: Headers): Promise<Attendance | null> {
  const key = keyOf(headers);
  if (key !== null) return memberOfKey(registry.database, key, new Date());
  // Most requests of crawlers and first visits carry no cookie: no query for them.
  if (!headers.get('cookie')) return null;
  const answer = await registry.accounts.api.getSession({ headers, returnHeaders: true });
  const session = answer.response;
  if (!session) return null;
  const guest = session.user.isAnonymous === true;
  const academy = await visitedAcademy(registry.database, registry.academy, headers, session.user.id);
  const present = await selectOptionalMember(registry.database, academy.id, session.user.id);
  // An account comes in by invitation or sign-up; a guest is known only to their browser, and in wherever guests are welcome.
  const member =
    present ?? (guest && academy.settings.guests ? await addMember(registry.database, academy.id, session.user.id) : null);
  if (!member || member.suspended) return null;
  await noteSeen(registry.database, member);
  // A company's sign-on asks for whatever the company wants, and answers for its own academy only.
  const proofs = new Set(['passkey', `sign-on ${academy.id}`]);
  return {
    member: {
      id: member.id,
      academyId: academy.id,
      userId: session.user.id,
      guest,
      name: session.user.name,
      roles: member.roles,
    },
    academy,
    credential: {
      kind: 'session',
      twoFactors: session.user.twoFactorEnabled === true || proofs.has(session.session.proof ?? ''),
    },
    setCookie: answer.headers?.getSetCookie() ?? [],
  };
}

/** The request's member, or a new guest when there is none. Refused where the academy takes no guests. */
export async function ensureGuest(registry: Registry, headers: Headers): Promise<Attendance> {
  const present = await currentMember(registry, headers);
  if (present) return present;
  const academy = await visitedAcademy(registry.database, registry.academy, headers, null);
  if (!academy.settings.guests) throw new Refusal('no-guests');
  const answer = await registry.accounts.api.signInAnonymous({ headers: new Headers(), returnHeaders: true });
  const user = answer.response?.user;
  if (!user) throw new Error('The account library made no guest.');
  const member = await addMember(registry.database, academy.id, user.id);
  return {
    member: { id: member.id, academyId: academy.id, userId: user.id, guest: true, name: user.name, roles: [] },
    academy,
    credential: { kind: 'session', twoFactors: false },
    setCookie: answer.headers.getSetCookie(),
  };
}

/** To the day: enough to know who has not come back for long, and no diary of when people work. */
async function noteSeen(database: Queryable, member: KnownMember): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  if (member.seenOn === today) return;
  await database.updateTable('member').set({ seen_on: today }).where('id', '=', member.id).execute();
}
