/**
 * What the account library offers to its own plugins only, offered to us: a session for somebody who has shown who they are in another
 * way (a passkey, single sign-on), a password set by a reset link. None of it is reachable over HTTP.
 */
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

const ofUser = z.object({ userId: z.string() });
/** `proof`: what besides a password was shown (accounts.ts). */
const newSession = ofUser.extend({ proof: z.string().optional() });

export const accountDoors = {
  id: 'millwright-doors',
  endpoints: {
    /** A new session, and its cookie in the answer's headers; the one of the request, if any, is left as it is. */
    startSession: createAuthEndpoint.serverOnly({ method: 'POST', body: newSession }, async (context) => {
      const { internalAdapter } = context.context;
      const user = await internalAdapter.findUserById(context.body.userId);
      if (!user) throw new Error('There is no such account.');
      const session = await internalAdapter.createSession(user.id, false, { proof: context.body.proof ?? null });
      await setSessionCookie(context, { session, user });
      return { userId: user.id, name: user.name, email: user.email };
    }),

    /** Who has an address; `null` when nobody has. Guests have none that anybody could type. */
    accountOfAddress: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ email: z.string() }) },
      async (context) => {
        const found = await context.context.internalAdapter.findUserByEmail(context.body.email.toLowerCase());
        return found ? { userId: found.user.id } : null;
      },
    ),

    accountOf: createAuthEndpoint.serverOnly({ method: 'POST', body: ofUser }, async (context) => {
      const { internalAdapter } = context.context;
      const user = await internalAdapter.findUserById(context.body.userId);
      if (!user) return null;
      const credential = await internalAdapter.findCredentialAccount(user.id);
      return { userId: user.id, name: user.name, email: user.email, hasPassword: Boolean(credential?.password) };
    }),

    /** Is it this account's? Takes as long for an account without one. */
    passwordIs: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string(), password: z.string() }) },
      async (context) => {
        const { internalAdapter, password } = context.context;
        const credential = await internalAdapter.findCredentialAccount(context.body.userId);
        if (!credential?.password) {
          await password.hash(context.body.password);
          return false;
        }
        return password.verify({ hash: credential.password, password: context.body.password });
      },
    ),

    /** Set or replace the password, and end every session of the account. */
    replacePassword: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string(), password: z.string() }) },
      async (context) => {
        const { internalAdapter, password } = context.context;
        const { userId } = context.body;
        const hash = await password.hash(context.body.password);
        const credential = await internalAdapter.findCredentialAccount(userId);
        if (credential) await internalAdapter.updatePassword(userId, hash);
        else await internalAdapter.linkAccount({ userId, providerId: 'credential', accountId: userId, password: hash });
        await internalAdapter.deleteUserSessions(userId);
        return { done: true };
      },
    ),

    /** A person who lost both phone and recovery codes: the second factor goes, and every device trusted because of it asks again. */
    removeSecondFactor: createAuthEndpoint.serverOnly({ method: 'POST', body: ofUser }, async (context) => {
      const { internalAdapter, adapter } = context.context;
      const { userId } = context.body;
      await internalAdapter.updateUser(userId, { twoFactorEnabled: false });
      await adapter.deleteMany({ model: 'twoFactor', where: [{ field: 'userId', value: userId }] });
      return { done: true };
    }),

    replaceAddress: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string(), email: z.string() }) },
      async (context) => {
        await context.context.internalAdapter.updateUser(context.body.userId, {
          email: context.body.email.toLowerCase(),
          emailVerified: false,
        });
        return { done: true };
      },
    ),

    /** Something more than a password was shown during a session that is under way. */
    noteProof: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ token: z.string(), proof: z.string() }) },
      async (context) => {
        await context.context.internalAdapter.updateSession(context.body.token, { proof: context.body.proof });
        return { done: true };
      },
    ),

    endSessions: createAuthEndpoint.serverOnly({ method: 'POST', body: ofUser }, async (context) => {
      await context.context.internalAdapter.deleteUserSessions(context.body.userId);
      return { done: true };
    }),

    endSession: createAuthEndpoint.serverOnly({ method: 'POST', body: z.object({ token: z.string() }) }, async (context) => {
      await context.context.internalAdapter.deleteSession(context.body.token);
      return { done: true };
    }),
  },
} satisfies BetterAuthPlugin;
