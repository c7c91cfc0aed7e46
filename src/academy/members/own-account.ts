/** What a person changes of their own account. Whatever would let somebody else in needs the password of now. */
import { isAPIError } from 'better-auth/api';
import { Refusal } from '../http/problems.ts';
import type { Services } from '../services.ts';
import { refusedPassword } from './password-rule.ts';
import { checkedAddress, checkedName } from './sign-up.ts';

export interface OwnAccount {
  userId: string;
  name: string;
  email: string;
  /** Who came by single sign-on may have none. */
  hasPassword: boolean;
  secondFactor: boolean;
  sessions: OwnSession[];
}

export interface OwnSession {
  id: string;
  /** The browser that asks. */
  here: boolean;
  since: Date;
  /** To the day: a session is prolonged once a day. */
  seen: Date;
  agent: string;
}

/** `null` for a guest or nobody. */
export async function ownAccount({ accounts }: Services, headers: Headers): Promise<OwnAccount | null> {
  const session = await accounts.api.getSession({ headers, query: { disableRefresh: true } });
  if (!session || session.user.isAnonymous) return null;
  const [account, sessions] = await Promise.all([
    accounts.api.accountOf({ body: { userId: session.user.id } }),
    accounts.api.listSessions({ headers }),
  ]);
  if (!account) return null;
  return {
    ...account,
    secondFactor: session.user.twoFactorEnabled === true,
    sessions: sessions
      .map((one) => ({
        id: one.id,
        here: one.id === session.session.id,
        since: one.createdAt,
        seen: one.updatedAt,
        agent: one.userAgent ?? '',
      }))
      .sort((one, other) => Number(other.here) - Number(one.here) || other.seen.getTime() - one.seen.getTime()),
  };
}

export async function rename({ accounts }: Services, headers: Headers, name: string): Promise<void> {
  await accounts.api.updateUser({ body: { name: checkedName(name) }, headers });
}

/** @throws Refusal `wrong-own-password` */
export async function provePassword({ accounts }: Services, own: OwnAccount, password: string): Promise<void> {
  if (!(await accounts.api.passwordIs({ body: { userId: own.userId, password } }))) throw new Refusal('wrong-own-password');
}

/** Milliseconds since a sign-in that still shows who is at the keyboard. */
const freshness = 15 * 60_000;

/** The password of now; without one, a session that began a moment ago. @throws Refusal `wrong-own-password`, `sign-in-not-fresh` */
export async function proveOneself(services: Services, own: OwnAccount, password: string): Promise<void> {
  if (own.hasPassword) return provePassword(services, own, password);
  const here = own.sessions.find((session) => session.here);
  if (!here || services.now().getTime() - here.since.getTime() > freshness) throw new Refusal('sign-in-not-fresh');
}

export async function changeAddress(
  services: Services,
  own: OwnAccount,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const address = checkedAddress(email);
  await provePassword(services, own, password);
  if (address === own.email) return;
  const taken = await services.accounts.api.accountOfAddress({ body: { email: address } });
  if (taken) throw new Refusal('address-taken');
  await services.accounts.api.replaceAddress({ body: { userId: own.userId, email: address } });
}

/** Every other session ends; the answer's cookies carry the new one. */
export async function changePassword(
  { accounts }: Services,
  headers: Headers,
  own: OwnAccount,
  { password, next }: { password: string; next: string },
): Promise<string[]> {
  const refused = refusedPassword(next, [own.name, own.email]);
  if (refused) throw new Refusal(refused);
  try {
    const changed = await accounts.api.changePassword({
      body: { currentPassword: password, newPassword: next, revokeOtherSessions: true },
      headers,
      returnHeaders: true,
    });
    return changed.headers.getSetCookie();
  } catch (error) {
    if (isAPIError(error)) throw new Refusal('wrong-own-password', error.message);
    throw error;
  }
}

/** End one of the person's sessions by its id; tokens never reach a page. */
export async function endOwnSession({ accounts }: Services, headers: Headers, id: string): Promise<void> {
  const sessions = await accounts.api.listSessions({ headers });
  const session = sessions.find((one) => one.id === id);
  if (!session) throw new Refusal('unknown-session');
  await accounts.api.endSession({ body: { token: session.token } });
}

export async function endOtherSessions({ accounts }: Services, headers: Headers): Promise<void> {
  await accounts.api.revokeOtherSessions({ headers });
}
