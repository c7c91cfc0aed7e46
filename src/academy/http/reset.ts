/** The form of `/reset/[token]/`. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { pathIn } from '../../i18n/locales.ts';
import { refusedPassword } from '../members/password-rule.ts';
import { openResetLink, resetPassword } from '../members/reset-links.ts';
import type { Services } from '../services.ts';
import { bodyLimits, readForm } from './body.ts';
import { formPost, type Posted, seeOther } from './form-post.ts';
import { Refusal } from './problems.ts';
import { limit } from './rate-limit.ts';

/** Whose password it is, or why the link does not open. */
export function readResetPage(
  services: Services,
  request: Request,
  token: string,
): Promise<Posted<{ name: string; email: string; secondFactorToo: boolean }>> {
  return formPost(services, request, async () => {
    limit(services, 'reset');
    const link = await openResetLink(services.database, token);
    const account = await services.accounts.api.accountOf({ body: { userId: link.userId } });
    if (!account) throw new Refusal('reset-no-account');
    return { name: account.name, email: account.email, secondFactorToo: link.secondFactorToo };
  });
}

export function postReset(services: Services, request: Request, token: string, locale: Locale): Promise<Posted<Response>> {
  return formPost(services, request, async () => {
    const form = await readForm(request, bodyLimits.small);
    limit(services, 'reset');
    const link = await openResetLink(services.database, token);
    const account = await services.accounts.api.accountOf({ body: { userId: link.userId } });
    if (!account) throw new Refusal('reset-no-account');
    const password = form.get('password') ?? '';
    const refused = refusedPassword(password, [account.name, account.email]);
    if (refused) throw new Refusal(refused);
    await resetPassword(services, token, password);
    return seeOther(pathIn(locale, '/sign-in/?reset'));
  });
}
