/**
 * The account library on the academy's own database: guests are its anonymous users, members its users with a password. It has no HTTP
 * routes here: sign-in.ts and its neighbours call it, so its whole surface is what we use.
 */
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { anonymous, twoFactor } from 'better-auth/plugins';
import type { Database } from '../database/open.ts';
import { withSchemaLock } from '../database/schema-lock.ts';
import { engineOf } from '../database/transact.ts';
import { accountDoors } from './account-doors.ts';
import { longestPassword, shortestPassword } from './password-rule.ts';

/** Browsers keep a cookie for at most 400 days; a guest who comes back within that finds their work. */
const sessionSeconds = 400 * 24 * 60 * 60;

export interface AccountOptions {
  database: Database;
  secret: string;
  /** The address people type, when a proxy ends TLS in front; `null` when unknown. Cookies are `Secure` when it is https. */
  publicUrl: string | null;
}

export type Accounts = Awaited<ReturnType<typeof openAccounts>>;

/** Open the library and bring its own tables to its current schema. */
export async function openAccounts({ database, secret, publicUrl }: AccountOptions) {
  const auth = betterAuth({
    appName: 'Millwright',
    baseURL: publicUrl ?? 'http://localhost',
    secret,
    database: { db: database, type: engineOf(database), transaction: true },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    // A request may come from the host it was sent to, and from nowhere else.
    trustedOrigins: (request) => {
      const host = request?.headers.get('host');
      return host ? [`http://${host}`, `https://${host}`] : [];
    },
    session: {
      expiresIn: sessionSeconds,
      updateAge: 24 * 60 * 60,
      // What was shown besides a password: `passkey`, or `sign-on` and the academy whose provider it was. Null: the password, with a code
      // where the account has that set up.
      additionalFields: { proof: { type: 'string', required: false, input: false } },
    },
    advanced: { cookiePrefix: 'millwright', useSecureCookies: publicUrl?.startsWith('https://') ?? false },
    emailAndPassword: { enabled: true, minPasswordLength: shortestPassword, maxPasswordLength: longestPassword },
    plugins: [
      // The guest stays, and what they did moves by guest-work.ts: the library's own hook is silent after a second factor.
      anonymous({ generateName: () => 'Guest', disableDeleteAnonymousUser: true }),
      twoFactor({ issuer: 'Millwright' }),
      accountDoors,
    ],
  });
  await withSchemaLock(database, async () => (await getMigrations(auth.options)).runMigrations());
  return auth;
}
