/** The forms of `/sign-up/`, `/invitation/[token]/` and `/set-up/[token]/`. */

import { z } from 'zod';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { pathIn } from '../../i18n/locales.ts';
import { selectOptionalAcademy } from '../academies/academies.ts';
import { type AcademySettings, academySettingsPart, timeZone } from '../academies/settings.ts';
import { recordAudit } from '../audit/audit.ts';
import { transact } from '../database/transact.ts';
import { arrive } from '../members/guest-work.ts';
import { acceptInvitation, hasOwner, type Invitation } from '../members/invitations.ts';
import { joinable } from '../members/joining.ts';
import { rotateSession } from '../members/sign-in.ts';
import { checkedAccount, isForAddress, openInvitation, signUp } from '../members/sign-up.ts';
import type { Services } from '../services.ts';
import { bodyLimits, readForm } from './body.ts';
import { formPost, type Posted, seeOther } from './form-post.ts';
import { ownPath } from './own-path.ts';
import { Refusal } from './problems.ts';
import { limit } from './rate-limit.ts';
import { cameAlong } from './sign-in.ts';

/** What was typed and may be shown again; never a password. */
export interface SignUpTyped {
  name: string;
  email: string;
  to: string;
}

const accountIn = (form: URLSearchParams, typed: SignUpTyped) => {
  typed.name = form.get('name') ?? '';
  typed.email = form.get('email') ?? '';
  typed.to = ownPath(form.get('to')) ?? '';
  return { name: typed.name, email: typed.email, password: form.get('password') ?? '' };
};

export async function postSignUp(
  services: Services,
  request: Request,
  locale: Locale,
  typed: SignUpTyped,
): Promise<Posted<Response>> {
  return formPost(services, request, async () => {
    const form = await readForm(request, bodyLimits.small);
    const given = accountIn(form, typed);
    if (!(await joinable(services, request.headers))) throw new Refusal('sign-up-closed');
    const account = checkedAccount(given);
    limit(services, 'sign-up', { account: account.email });
    const { labs, setCookie } = await signUp(services, request, account, null);
    return seeOther(cameAlong(pathIn(locale, typed.to || '/'), labs), setCookie);
  });
}

/** What stands at an invitation's address: the invitation with its academy's name, or why it cannot be accepted. */
export function readInvitationPage(
  services: Services,
  request: Request,
  token: string,
): Promise<Posted<{ invitation: Invitation; academy: string }>> {
  return formPost(services, request, async () => {
    limit(services, 'invitation');
    const invitation = await openInvitation(services, token, 'member');
    const academy = await selectOptionalAcademy(services.database, 'id', invitation.academyId);
    if (!academy) throw new Refusal('invitation-revoked');
    return { invitation, academy: academy.name };
  });
}

/** Accept as a new account, or as the member who is signed in (`as=me`). */
export async function postInvitation(
  services: Services,
  request: Request,
  { token, locale, typed, userId }: { token: string; locale: Locale; typed: SignUpTyped; userId: string | null },
): Promise<Posted<Response>> {
  return formPost(services, request, async () => {
    const form = await readForm(request, bodyLimits.small);
    limit(services, 'invitation', { account: token.slice(0, 80) });
    const invitation = await openInvitation(services, token, 'member');
    const { academyId } = invitation;
    if (form.get('as') === 'me' && userId !== null) {
      const own = await services.accounts.api.accountOf({ body: { userId } });
      if (!own) throw new Refusal('no-session');
      if (!isForAddress(invitation, own.email)) throw new Refusal('invitation-other-address');
      await acceptInvitation(services.database, token, { userId, email: own.email });
      const arrived = await arrive(services, request, userId);
      // Rights have grown, so the session is a new one.
      const session = await rotateSession(services, request, userId);
      return seeOther(pathIn(locale, '/'), [...session, ...arrived.setCookie]);
    }
    const account = checkedAccount(accountIn(form, typed));
    if (!isForAddress(invitation, account.email)) throw new Refusal('invitation-other-address');
    const { labs, setCookie } = await signUp(services, request, account, { token, academyId });
    return seeOther(cameAlong(pathIn(locale, '/'), labs), setCookie);
  });
}

/** What stands at the set-up link: nothing but a sentence once the academy has an owner. */
export function readSetUpPage(services: Services, request: Request, token: string): Promise<Posted<Invitation>> {
  return formPost(services, request, async () => {
    limit(services, 'invitation');
    return openSetUp(services, token);
  });
}

export interface SetUpTyped extends SignUpTyped {
  academy: string;
  languages: AcademySettings['languages'];
  timeZone: string;
}

const languagesPart = z
  .array(z.enum(['en', 'zh-CN']))
  .min(1)
  .max(2);

/** The first owner's account, and what the academy is called and speaks. */
export async function postSetUp(
  services: Services,
  request: Request,
  { token, locale, typed }: { token: string; locale: Locale; typed: SetUpTyped },
): Promise<Posted<Response>> {
  return formPost(services, request, async () => {
    const form = await readForm(request, bodyLimits.small);
    limit(services, 'invitation', { account: token.slice(0, 80) });
    const { academyId } = await openSetUp(services, token);
    const given = accountIn(form, typed);
    typed.academy = (form.get('academy') ?? '').trim();
    typed.timeZone = form.get('timeZone') ?? '';
    const first = form.get('first') ?? '';
    const languages = languagesPart.safeParse(
      [...new Set(form.getAll('language'))].toSorted((one, other) => Number(other === first) - Number(one === first)),
    );
    if (!languages.success) throw new Refusal('academy-languages');
    typed.languages = languages.data;
    if (typed.academy === '' || [...typed.academy].length > 80) throw new Refusal('academy-name');
    if (!timeZone.safeParse(typed.timeZone).success) throw new Refusal('academy-zone');
    const account = checkedAccount(given);
    const { labs, setCookie, userId } = await signUp(services, request, account, { token, academyId });
    await nameAcademy(services, academyId, userId, typed);
    return seeOther(cameAlong(pathIn(locale, '/account/'), labs), setCookie);
  });
}

async function openSetUp(services: Services, token: string): Promise<Invitation> {
  const invitation = await openInvitation(services, token, 'set-up');
  if (await hasOwner(services.database, invitation.academyId)) throw new Refusal('set-up-gone');
  return invitation;
}

function nameAcademy({ database }: Services, academyId: string, userId: string, typed: SetUpTyped): Promise<void> {
  return transact(database, async (transaction) => {
    const academy = await transaction
      .selectFrom('academy')
      .select('settings')
      .where('id', '=', academyId)
      .executeTakeFirstOrThrow();
    const member = await transaction
      .selectFrom('member')
      .select('id')
      .where('academy_id', '=', academyId)
      .where('user_id', '=', userId)
      .executeTakeFirstOrThrow();
    const part = academySettingsPart.parse({ languages: typed.languages, timeZone: typed.timeZone });
    await transaction
      .updateTable('academy')
      .set((row) => ({
        name: typed.academy,
        settings: JSON.stringify({ ...JSON.parse(academy.settings), ...part }),
        revision: row('revision', '+', 1),
      }))
      .where('id', '=', academyId)
      .execute();
    await recordAudit(transaction, {
      academyId,
      actor: { kind: 'member', member: member.id },
      action: 'set-up-academy',
      subject: { kind: 'academy', id: academyId },
      after: { name: typed.academy, ...part },
    });
  });
}
