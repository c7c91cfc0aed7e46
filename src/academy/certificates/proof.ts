/**
 * The JSON Web Token proof of Open Badges 3.0 ("Proofs (Signatures)", "JSON Web Token Proof Format"): the credential itself is the payload,
 * with the claims `iss`, `jti`, `sub`, `nbf` and `exp` beside its own members; signed as a compact JWS.
 */
import { compactVerify, decodeProtectedHeader, errors, SignJWT } from 'jose';
import { z } from 'zod';
import { keyAddress } from './addresses.ts';
import { type OpenBadgeCredential, openBadgeCredential } from './credential.ts';
import { algorithm, type PublicKey, type SigningKey, verifyingKey } from './signing-keys.ts';

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1_000);

/** The compact JWS. The header has nothing beside these three: the specification allows no more. */
export function signCredential(credential: OpenBadgeCredential, key: SigningKey, address: string): Promise<string> {
  const claims = {
    iss: credential.issuer.id,
    jti: credential.id,
    sub: credential.credentialSubject.id,
    nbf: seconds(credential.validFrom),
    ...(credential.validUntil === undefined ? {} : { exp: seconds(credential.validUntil) }),
  };
  return new SignJWT({ ...credential, ...claims })
    .setProtectedHeader({ alg: algorithm, kid: keyAddress(address, key.id), typ: 'JWT' })
    .sign(key.key);
}

const header = z.object({ alg: z.string(), kid: z.string() });
const claims = z.object({ iss: z.string(), jti: z.string(), sub: z.string(), nbf: z.number(), exp: z.number().optional() });

/** The header's `kid`; `null` when the text is no compact JWS of an algorithm that is accepted here. */
export function keyNamedIn(compactJws: string): string | null {
  try {
    const read = header.safeParse(decodeProtectedHeader(compactJws));
    return read.success && read.data.alg === algorithm ? read.data.kid : null;
  } catch {
    return null;
  }
}

/**
 * Signature and claims ("Verify a Credential VC-JWT Signature"), without any look at the calendar. `null`: the text is not what this key
 * signed, or its claims and its credential contradict each other.
 */
export async function signedCredential(compactJws: string, key: PublicKey): Promise<OpenBadgeCredential | null> {
  let payload: unknown;
  try {
    const verified = await compactVerify(compactJws, await verifyingKey(key), { algorithms: [algorithm] });
    payload = JSON.parse(new TextDecoder().decode(verified.payload));
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError) return null;
    throw error;
  }
  const credential = openBadgeCredential.safeParse(payload);
  const claimed = claims.safeParse(payload);
  if (!credential.success || !claimed.success) return null;
  const { data } = credential;
  const agree =
    claimed.data.iss === data.issuer.id &&
    claimed.data.jti === data.id &&
    claimed.data.sub === data.credentialSubject.id &&
    claimed.data.nbf === seconds(data.validFrom) &&
    claimed.data.exp === (data.validUntil === undefined ? undefined : seconds(data.validUntil));
  return agree ? data : null;
}
