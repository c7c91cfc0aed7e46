/**
 * What a passkey is asked to sign. Each question is drawn at random, is for one browser (a cookie holds its number), for one purpose, is
 * answered once, right or wrong, and runs out.
 */
import { randomBytes } from 'node:crypto';
import { parseCookies } from 'better-auth/cookies';
import type { Database } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import type { Services } from '../services.ts';

/** Milliseconds. The sign-in page asks when it is opened, before anybody has chosen a passkey, and asks anew while it stays open. */
const lifetime = 15 * 60_000;

const cookieName = 'millwright.passkey';

/** `userId`: who adds a passkey; `null` for a sign-in. */
export interface Question {
  challenge: string;
  setCookie: string;
}

/** Ask; questions that have run out are forgotten on the way. */
export async function ask(
  { database, now, publicUrl }: Pick<Services, 'database' | 'now' | 'publicUrl'>,
  userId: string | null,
): Promise<Question> {
  const at = now();
  const id = randomBytes(24).toString('base64url');
  const challenge = randomBytes(32).toString('base64url');
  await database.deleteFrom('passkey_challenge').where('expires_at', '<=', at.toISOString()).execute();
  const expires = new Date(at.getTime() + lifetime).toISOString();
  await database.insertInto('passkey_challenge').values({ id, challenge, user_id: userId, expires_at: expires }).execute();
  const secure = publicUrl?.startsWith('https://') ? '; Secure' : '';
  return {
    challenge,
    setCookie: `${cookieName}=${id}; Path=/api/passkeys; Max-Age=${lifetime / 1_000}; HttpOnly; SameSite=Strict${secure}`,
  };
}

/** The challenge that this browser was given for this purpose; it is spent. @throws Refusal `passkey-refused` */
export async function spend(
  { database, now }: { database: Database; now(): Date },
  headers: Headers,
  userId: string | null,
): Promise<string> {
  const id = parseCookies(headers.get('cookie') ?? '').get(cookieName) ?? '';
  const asked = await transact(database, async (transaction) => {
    const row = await transaction.selectFrom('passkey_challenge').selectAll().where('id', '=', id).executeTakeFirst();
    await transaction.deleteFrom('passkey_challenge').where('id', '=', id).execute();
    return row;
  });
  if (!asked) throw new Refusal('passkey-refused', 'no such question');
  if (asked.user_id !== userId) throw new Refusal('passkey-refused', 'the question was for something else');
  if (asked.expires_at <= now().toISOString()) throw new Refusal('passkey-refused', 'the question has run out');
  return asked.challenge;
}
