/** The forms of `/account/`: each says in `deed` what it is for. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { pathIn } from '../../i18n/locales.ts';
import {
  changeAddress,
  changePassword,
  endOtherSessions,
  endOwnSession,
  type OwnAccount,
  ownAccount,
  proveOneself,
  rename,
} from '../members/own-account.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  newRecoveryCodes,
  type SecondFactorSetUp,
  shownSetUp,
} from '../members/second-factor.ts';
import { removePasskey, renamePasskey } from '../passkeys/own-passkeys.ts';
import type { Services } from '../services.ts';
import { bodyLimits, readForm } from './body.ts';
import { formPost, type Posted, seeOther } from './form-post.ts';
import { passkeyBy } from './passkeys.ts';
import { Refusal } from './problems.ts';
import { limit, limitPassed } from './rate-limit.ts';

export const accountDeeds = [
  'name',
  'address',
  'password',
  'begin-second-factor',
  'confirm-second-factor',
  'recovery-codes',
  'end-second-factor',
  'rename-passkey',
  'remove-passkey',
  'end-session',
  'end-sessions',
] as const;
export type AccountDeed = (typeof accountDeeds)[number];
/** What the page can say was done; a passkey is added by a script (http/passkeys.ts). */
export const accountDone = [...accountDeeds, 'add-passkey'] as const;

/** What the page shows instead of going on, besides a refusal. */
export interface AccountShown {
  deed: AccountDeed | null;
  setUp: SecondFactorSetUp | null;
  /** New ones, shown this once. */
  recoveryCodes: string[];
}

/** A redirect that says what was done, or what to show. */
export async function postAccount(
  services: Services,
  request: Request,
  locale: Locale,
  shown: AccountShown,
): Promise<Posted<Response | null>> {
  return formPost(services, request, async () => {
    const form = await readForm(request, bodyLimits.small);
    const own = await ownAccount(services, request.headers);
    if (!own) throw new Refusal('no-session');
    shown.deed = accountDeeds.find((deed) => deed === form.get('deed')) ?? null;
    if (shown.deed === null) throw new Refusal('malformed', 'no such deed');
    const password = form.get('password') ?? '';
    // Guessing at the password of a browser left open is guessing, too.
    if (password !== '') limit(services, 'sign-in', { account: own.email });
    const setCookie = await doDeed(services, request, { own, deed: shown.deed, form, password }, shown);
    if (password !== '') limitPassed(services, 'sign-in', own.email);
    return setCookie === null ? null : seeOther(pathIn(locale, `/account/?done=${shown.deed}#told`), setCookie);
  });
}

/** Cookies for the redirect; `null` when there is something to show first. */
async function doDeed(
  services: Services,
  request: Request,
  { own, deed, form, password }: { own: OwnAccount; deed: AccountDeed; form: URLSearchParams; password: string },
  shown: AccountShown,
): Promise<string[] | null> {
  const { headers } = request;
  switch (deed) {
    case 'name':
      await rename(services, headers, form.get('name') ?? '');
      return [];
    case 'address':
      await changeAddress(services, own, { email: form.get('email') ?? '', password });
      return [];
    case 'password':
      return changePassword(services, headers, own, { password, next: form.get('next') ?? '' });
    case 'begin-second-factor':
      shown.setUp = await beginSecondFactor(services, headers, password);
      return null;
    case 'confirm-second-factor':
      shown.setUp = shownSetUp(form.get('uri'), form.get('codes'));
      return confirmSecondFactor(services, headers, form.get('code') ?? '');
    case 'recovery-codes':
      shown.recoveryCodes = await newRecoveryCodes(services, headers, password);
      return null;
    case 'end-second-factor':
      return endSecondFactor(services, headers, password);
    case 'rename-passkey':
      await renamePasskey(services, own.userId, form.get('passkey') ?? '', form.get('name') ?? '');
      return [];
    case 'remove-passkey':
      await proveOneself(services, own, password);
      await removePasskey(services, own.userId, form.get('passkey') ?? '', await passkeyBy(services, request));
      return [];
    case 'end-session':
      await endOwnSession(services, headers, form.get('session') ?? '');
      return [];
    case 'end-sessions':
      await endOtherSessions(services, headers);
      return [];
  }
}
