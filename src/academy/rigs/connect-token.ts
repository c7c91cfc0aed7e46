/**
 * What lets a program of the trainee's own machine into their rig's session: a short-lived token, signed by this installation. It names the
 * member and the lab, opens nothing else, and is not kept: whoever has it is let in until it runs out.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const claims = z.strictObject({
  academy: z.string(),
  member: z.string(),
  lab: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
});
export type ConnectClaims = z.output<typeof claims>;

/** A day at the bench. */
export const tokenLifetime = 12 * 60 * 60 * 1_000;

/** `secret`: the installation's; the token's key is made from it for this purpose alone. */
export function signConnectToken(secret: string, claim: ConnectClaims): string {
  const body = Buffer.from(JSON.stringify(claim)).toString('base64url');
  return `${body}.${signatureOf(secret, body)}`;
}

/** `null` for anything but a token of this installation that has not run out. */
export function readConnectToken(secret: string, token: string, now: number): ConnectClaims | null {
  const [body, signature, ...more] = token.split('.');
  if (!body || !signature || more.length > 0) return null;
  const right = Buffer.from(signatureOf(secret, body));
  const given = Buffer.from(signature);
  if (right.length !== given.length || !timingSafeEqual(right, given)) return null;
  try {
    const read = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    return read.success && read.data.until > now ? read.data : null;
  } catch {
    return null;
  }
}

const signatureOf = (secret: string, body: string): string =>
  createHmac('sha256', secret).update('connect ').update(body).digest('base64url');
