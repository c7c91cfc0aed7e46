/**
 * Where the parts of a certificate stand, below the academy's address (`https://academy.example`, without a slash at its end). They are
 * written into credentials for good: an address here never moves.
 */

export const certificateAddress = (address: string, id: string): string => `${address}/certificates/${id}/`;

/** The credential's `id`; the readable copy stands there. */
export const credentialAddress = (address: string, id: string): string => `${address}/certificates/${id}/credential.json`;

/** The issuer's `id`: the academy's Profile. By its own id, not its slug: an academy may be renamed. */
export const issuerAddress = (address: string, academyId: string): string => `${address}/certificates/issuers/${academyId}`;

/** `kid`: one public key as a JWK (Open Badges 3.0, "Create the JOSE Header": it "can be dereferenced to an object of type JWK"). */
export const keyAddress = (address: string, keyId: string): string => `${address}/certificates/keys/${keyId}`;

export const statusListAddress = (address: string, listId: string): string => `${address}/certificates/status/${listId}`;

/** The last part of one of these addresses, whatever host it was issued under; `null` when it is none of its kind. */
export function idIn(kind: 'certificate' | 'issuer' | 'key' | 'status', uri: string): string | null {
  if (!URL.canParse(uri)) return null;
  const { pathname } = new URL(uri);
  const pattern = {
    certificate: /^\/certificates\/([\w-]+)\/credential\.json$/,
    issuer: /^\/certificates\/issuers\/([\w-]+)$/,
    key: /^\/certificates\/keys\/([\w-]+)$/,
    status: /^\/certificates\/status\/([\w-]+)$/,
  }[kind];
  return pattern.exec(pathname)?.[1] ?? null;
}
