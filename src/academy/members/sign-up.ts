/** A new account: by an invitation, by the set-up link, or in an academy that anyone may join. */
import { isAPIError } from 'better-auth/api';
import { z } from 'zod';
import { Refusal } from '../http/problems.ts';
import type { Services } from '../services.ts';
import { type Invitation, readInvitation } from './invitations.ts';
import { refusedPassword } from './password-rule.ts';
import { type Entered, enter, withoutSession } from './sign-in.ts';

export interface NewAccount {
  name: string;
  email: string;
  password: string;
}

const address = z.email().max(254);

/** `name` and `email` without the spaces around them. @throws Refusal that says what is wrong */
export function checkedAccount({ name, email, password }: NewAccount): NewAccount {
  const account = { name: checkedName(name), email: checkedAddress(email), password };
  const refused = refusedPassword(password, [account.name, account.email]);
  if (refused) throw new Refusal(refused);
  return account;
}

export function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '' || [...trimmed].length > 80) throw new Refusal('name-missing');
  return trimmed;
}

/** In lower case, as the account library keeps it. */
export function checkedAddress(email: string): string {
  const parsed = address.safeParse(email.trim().toLowerCase());
  if (!parsed.success) throw new Refusal('address-wrong');
  return parsed.data;
}

/** Make the account and let it in. `invitation` has been found open and meant for this address. */
export async function signUp(
  services: Services,
  request: Request,
  account: NewAccount,
  invitation: { token: string; academyId: string } | null,
): Promise<Entered & { userId: string }> {
  const { api } = services.accounts;
  try {
    const headers = await withoutSession(services, request);
    const made = await api.signUpEmail({ body: account, headers, returnHeaders: true });
    const shown = { userId: made.response.user.id, setCookie: made.headers.getSetCookie() };
    return { ...(await enter(services, request, shown, invitation)), userId: shown.userId };
  } catch (error) {
    if (isAPIError(error) && String(error.body?.code).startsWith('USER_ALREADY_EXISTS')) throw new Refusal('address-taken');
    throw error;
  }
}

/** The invitation of a link that can still be accepted. @throws Refusal: unknown, revoked, expired, used */
export async function openInvitation(
  services: Services,
  token: string,
  kind: Invitation['kind'],
  now: Date = new Date(),
): Promise<Invitation> {
  const invitation = await readInvitation(services.database, token, now);
  if (!invitation || invitation.kind !== kind) throw new Refusal(kind === 'set-up' ? 'set-up-gone' : 'invitation-unknown');
  if (invitation.state === 'open') return invitation;
  if (kind === 'set-up') throw new Refusal('set-up-gone');
  if (invitation.state === 'accepted') throw new Refusal('invitation-used');
  throw new Refusal(invitation.state === 'revoked' ? 'invitation-revoked' : 'invitation-expired');
}

export function isForAddress(invitation: Invitation, email: string): boolean {
  return invitation.email === null || invitation.email === email.trim().toLowerCase();
}
