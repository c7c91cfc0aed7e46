/**
 * The account library on the academy's own database. Guests are its anonymous users; passwords and single sign-on come later. It
 * has no HTTP routes here: members.ts calls it, so its whole surface is what we use.
 */
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { anonymous } from 'better-auth/plugins';
import type { Database } from '../database/open.ts';
import { adoptGuest } from './adopt-guest.ts';

/** Browsers keep a cookie for at most 400 days; a guest who comes back within that finds their work. */
const sessionSeconds = 400 * 24 * 60 * 60;

export interface AccountOptions {
  database: Database;
  secret: string;
  /** The address people type, when a proxy ends TLS in front; `null` when unknown. Cookies are `Secure` when it is https. */
  publicUrl: string | null;
  /** A guest's work could not be moved to their account: an operator wants to know. */
  onTrouble(message: string, error: unknown): void;
}

export type Accounts = Awaited<ReturnType<typeof openAccounts>>;

/** Open the library and bring its own tables to its current schema. */
export async function openAccounts(options: AccountOptions) {
  const { database, publicUrl } = options;
  const auth = betterAuth({
    appName: 'Millwright',
    baseURL: publicUrl ?? 'http://localhost',
    secret: options.secret,
    database: { db: database, type: 'sqlite', transaction: true },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    // A request may come from the host it was sent to, and from nowhere else.
    trustedOrigins: (request) => {
      const host = request?.headers.get('host');
      return host ? [`http://${host}`, `https://${host}`] : [];
    },
    session: { expiresIn: sessionSeconds, updateAge: 24 * 60 * 60 },
    advanced: { cookiePrefix: 'millwright', useSecureCookies: publicUrl?.startsWith('https://') ?? false },
    plugins: [
      anonymous({
        generateName: () => 'Guest',
        // The guest stays: deleting them would race with the rows that are still being moved.
        disableDeleteAnonymousUser: true,
        onLinkAccount: async ({ anonymousUser, newUser }) => {
          // A hook that throws answers 500 after the account exists, so trouble is reported and the move is tried again on the
          // next sign-in: adoptGuest is idempotent.
          try {
            await adoptGuest(database, anonymousUser.user.id, newUser.user.id);
          } catch (error) {
            options.onTrouble("a guest's work could not be moved to their account", error);
          }
        },
      }),
    ],
  });
  const plan = await getMigrations(auth.options);
  await plan.runMigrations();
  return auth;
}
