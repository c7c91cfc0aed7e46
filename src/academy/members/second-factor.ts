/** The second factor: codes by time (RFC 6238) from an app, and ten recovery codes for the day without the phone. */
import { isAPIError } from 'better-auth/api';
import { z } from 'zod';
import { Refusal } from '../http/problems.ts';
import type { Services } from '../services.ts';

/** What is shown while it is being set up, and never again. */
export interface SecondFactorSetUp {
  /** `otpauth://totp/…`, what the square picture says. */
  uri: string;
  /** For typing, in Base32. */
  secret: string;
  recoveryCodes: string[];
}

const setUpPart = z.object({
  uri: z.string().startsWith('otpauth://totp/').max(500),
  recoveryCodes: z.array(z.string().regex(/^[A-Za-z0-9]{5}-[A-Za-z0-9]{5}$/)).max(20),
});

const setUpOf = (uri: string, recoveryCodes: string[]): SecondFactorSetUp => ({
  uri,
  secret: new URL(uri).searchParams.get('secret') ?? '',
  recoveryCodes,
});

/** The password is asked for; it is on only after `confirmSecondFactor`. */
export async function beginSecondFactor({ accounts }: Services, headers: Headers, password: string): Promise<SecondFactorSetUp> {
  try {
    const begun = await accounts.api.enableTwoFactor({ body: { password, method: 'totp' }, headers });
    const { totpURI, backupCodes } = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) }).parse(begun);
    return setUpOf(totpURI, backupCodes);
  } catch (error) {
    if (!isAPIError(error)) throw error;
    throw new Refusal(error.body?.code === 'TOTP_ALREADY_ENABLED' ? 'second-factor-on' : 'wrong-own-password', error.message);
  }
}

/** A code of the app shows that it was set up; the session is a new one afterwards. @throws Refusal `wrong-code` */
export async function confirmSecondFactor({ accounts }: Services, headers: Headers, code: string): Promise<string[]> {
  try {
    const typed = code.replace(/\s/g, '').slice(0, 10);
    const verified = await accounts.api.verifyTOTP({ body: { code: typed }, headers, returnHeaders: true });
    return verified.headers.getSetCookie();
  } catch (error) {
    if (isAPIError(error)) throw new Refusal('wrong-code', error.message);
    throw error;
  }
}

/** What the page was shown, sent back by its form so that a wrong code does not cost the codes; `null` when it is none. */
export function shownSetUp(uri: string | null, recoveryCodes: string | null): SecondFactorSetUp | null {
  const parsed = setUpPart.safeParse({ uri, recoveryCodes: (recoveryCodes ?? '').split(' ').filter((code) => code !== '') });
  return parsed.success ? setUpOf(parsed.data.uri, parsed.data.recoveryCodes) : null;
}

export async function newRecoveryCodes({ accounts }: Services, headers: Headers, password: string): Promise<string[]> {
  try {
    return (await accounts.api.generateBackupCodes({ body: { password }, headers })).backupCodes;
  } catch (error) {
    if (isAPIError(error)) throw new Refusal('wrong-own-password', error.message);
    throw error;
  }
}

export async function endSecondFactor({ accounts }: Services, headers: Headers, password: string): Promise<string[]> {
  try {
    const ended = await accounts.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true });
    return ended.headers.getSetCookie();
  } catch (error) {
    if (isAPIError(error)) throw new Refusal('wrong-own-password', error.message);
    throw error;
  }
}
