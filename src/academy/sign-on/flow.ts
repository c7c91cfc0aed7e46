/**
 * Signing in with a provider: OpenID Connect's authorization code flow with PKCE, state and nonce (OpenID Connect Core 3.1, RFC 7636).
 * What the answer must match travels in a sealed cookie of this browser. Discovery happens when somebody signs in, so a provider that was
 * down when the server started is not lost.
 */
import * as openid from 'openid-client';
import { z } from 'zod';
import { Refusal } from '../http/problems.ts';
import { seal, unseal } from '../members/sealed.ts';
import type { Provider } from './providers.ts';

type OpenProvider = Provider & { clientSecret: string };

/** Seconds that somebody has at their provider. */
const lifetime = 600;
const purpose = 'sign-on under way';
export const flowCookie = 'millwright.sign_on';

const underWay = z.strictObject({
  academy: z.string(),
  provider: z.string(),
  verifier: z.string(),
  state: z.string(),
  nonce: z.string(),
  /** Where the provider sends the person back to: what was registered there. */
  redirect: z.url(),
  /** An own path, without language. */
  to: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
});
export type UnderWay = z.output<typeof underWay>;

/** Who the provider says somebody is. */
export interface Identity {
  subject: string;
  name: string;
  /** `null`: the provider told none that it had proven. */
  email: string | null;
  groups: string[];
}

/** The provider's page to go to, and the cookie to take along. Refused: `sign-on-unreachable`. */
export async function beginSignOn(
  secret: string,
  provider: OpenProvider,
  { redirect, to, now }: { redirect: string; to: string; now: number },
): Promise<{ url: URL; cookie: string }> {
  const configuration = await configurationOf(provider, now);
  const verifier = openid.randomPKCECodeVerifier();
  const flow: UnderWay = {
    academy: provider.academyId,
    provider: provider.id,
    verifier,
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    redirect,
    to,
    until: now + lifetime * 1_000,
  };
  const url = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: redirect,
    scope: 'openid profile email',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: flow.state,
    nonce: flow.nonce,
  });
  const secure = redirect.startsWith('https:') ? '; Secure' : '';
  const sealed = seal(secret, purpose, JSON.stringify(flow));
  return { url, cookie: `${flowCookie}=${sealed}; Path=/; Max-Age=${lifetime}; HttpOnly; SameSite=Lax${secure}` };
}

/** The cookie's flow; refused as `sign-on-again` when there is none, it is another installation's or too old. */
export function flowOf(secret: string, cookie: string | undefined, now: number): UnderWay {
  try {
    const flow = underWay.parse(JSON.parse(unseal(secret, purpose, cookie ?? '')));
    if (flow.until > now) return flow;
  } catch {
    // A cookie that is not ours: told as one that ran out, for the reader does the same about it.
  }
  throw new Refusal('sign-on-again');
}

/** `answered`: the address that the provider sent the person back to. Refused: `sign-on-refused`, `-unreachable`. */
export async function finishSignOn(provider: OpenProvider, flow: UnderWay, answered: URL, now: number): Promise<Identity> {
  const configuration = await configurationOf(provider, now);
  const at = new URL(flow.redirect);
  at.search = answered.search;
  let claims: Record<string, unknown>;
  try {
    const tokens = await openid.authorizationCodeGrant(configuration, at, {
      pkceCodeVerifier: flow.verifier,
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      idTokenExpected: true,
    });
    claims = { ...tokens.claims() };
    // Providers leave the claims of a scope out of the ID token and tell them here (OpenID Connect Core 5.4).
    if (configuration.serverMetadata().userinfo_endpoint && typeof claims.sub === 'string')
      claims = { ...claims, ...(await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub)) };
  } catch (error) {
    throw new Refusal('sign-on-refused', reasonOf(error), { name: provider.name });
  }
  return identityOf(claims, provider);
}

const told = z.object({
  sub: z.string().min(1).max(255),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  email: z.email().optional(),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
});

function identityOf(claims: Record<string, unknown>, provider: Provider): Identity {
  const parsed = told.safeParse(claims);
  if (!parsed.success) throw new Refusal('sign-on-refused', 'claims of another shape', { name: provider.name });
  const { sub, name, preferred_username, email, email_verified } = parsed.data;
  const groups = z
    .union([z.array(z.string()), z.string().transform((one) => [one])])
    .catch([])
    .parse(claims[provider.groupsClaim]);
  return {
    subject: sub,
    name: (name ?? preferred_username ?? email ?? sub).slice(0, 80),
    email: email !== undefined && email_verified !== false ? email.toLowerCase() : null,
    groups,
  };
}

const known = new Map<string, { configuration: openid.Configuration; until: number }>();

async function configurationOf(provider: OpenProvider, now: number): Promise<openid.Configuration> {
  const key = `${provider.id} ${provider.revision}`;
  const cached = known.get(key);
  if (cached && cached.until > now) return cached.configuration;
  try {
    const local = new URL(provider.issuer).protocol === 'http:';
    const configuration = await openid.discovery(
      new URL(provider.issuer),
      provider.clientId,
      provider.clientSecret,
      undefined,
      // Only an issuer on this machine may be http (providers.ts).
      { timeout: 10, ...(local ? { execute: [openid.allowInsecureRequests] } : {}) },
    );
    known.set(key, { configuration, until: now + lifetime * 1_000 });
    return configuration;
  } catch (error) {
    throw new Refusal('sign-on-unreachable', reasonOf(error), { name: provider.name });
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}` : 'unknown';
