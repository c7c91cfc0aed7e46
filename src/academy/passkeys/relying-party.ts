/**
 * Whom a passkey is for (WebAuthn's relying party): the host name that people type, and the origin that their browser must name. An
 * academy's own host name where the request was sent to it, else MILLWRIGHT_URL, else the host that the request was sent to.
 */
import { isIP } from 'node:net';
import type { Academy } from '../academies/academies.ts';
import { visitedAcademy } from '../academies/visited.ts';
import { foreignOrigin } from '../http/origin.ts';
import { Refusal } from '../http/problems.ts';
import type { Services } from '../services.ts';

export interface RelyingParty {
  /** A host name; keys are made for it and work nowhere else. */
  id: string;
  /** Scheme, host and port. */
  origin: string;
  academy: Academy;
}

/**
 * The relying party of a request that a page of ours sent. Refused: `passkey-address` from another address than the academy's,
 * `passkey-insecure` where browsers have no passkeys: without TLS, or by an IP address.
 */
export async function relyingParty(
  { database, academy: first, publicUrl }: Pick<Services, 'database' | 'academy' | 'publicUrl'>,
  { headers }: Request,
  userId: string | null,
): Promise<RelyingParty> {
  const sent = headers.get('origin');
  const foreign = foreignOrigin({ origin: sent, host: headers.get('host') });
  if (foreign !== null || sent === null) throw new Refusal('foreign-origin', foreign ?? '');
  const academy = await visitedAcademy(database, first, headers, userId);
  const address = new URL(publicUrl ?? sent);
  // An academy with a host name of its own may also be chosen at the server's common one.
  if (academy.host === new URL(sent).hostname) address.hostname = academy.host;
  const { hostname, origin, protocol } = address;
  const named = isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
  const secure = protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost');
  if (!named || !secure) throw new Refusal('passkey-insecure');
  if (new URL(sent).origin !== origin) throw new Refusal('passkey-address', sent, { address: origin });
  return { id: hostname, origin, academy };
}
