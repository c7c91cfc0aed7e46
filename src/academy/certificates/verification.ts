/**
 * Is this certificate genuine, and does it still hold? For its own page, and for a text that somebody brought. Only keys of this server's
 * academies are known here, and nothing is asked of the outside: a credential of somebody else is told to be so.
 */
import type { Queryable } from '../database/open.ts';
import { idIn } from './addresses.ts';
import { type Certificate, type Standing, selectOptionalCertificate, standingOf } from './certificates.ts';
import type { OpenBadgeCredential } from './credential.ts';
import { keyNamedIn, signedCredential } from './proof.ts';
import { selectOptionalPublicKey } from './signing-keys.ts';

/** Characters. Ours have some five thousand. */
export const longestCredential = 64_000;

/** How a certificate stands; `altered`: what is kept is not what was signed. */
export type CertificateVerdict = Standing | { state: 'altered' };

/** The kept certificate against its own signature, then the register. An erased one has no signature left to look at. */
export async function verdictOn(database: Queryable, certificate: Certificate, now: Date): Promise<CertificateVerdict> {
  const standing = standingOf(certificate, now);
  if (certificate.credential === null) return standing.state === 'revoked' ? standing : { state: 'altered' };
  const key = await selectOptionalPublicKey(database, certificate.keyId);
  const signed = key && key.academyId === certificate.academyId ? await signedCredential(certificate.credential, key.jwk) : null;
  return signed && isOf(signed, certificate) ? standing : { state: 'altered' };
}

/** Nothing that the page says differs from what was signed. */
function isOf(signed: OpenBadgeCredential, certificate: Certificate): boolean {
  const { locale, academy, course } = certificate.details;
  const name = signed.credentialSubject.identifier.find(({ identityType }) => identityType === 'name');
  const same = (one: string, other: string): boolean => Date.parse(one) === Date.parse(other);
  return (
    idIn('certificate', signed.id) === certificate.id &&
    idIn('issuer', signed.issuer.id) === certificate.academyId &&
    signed.issuer.name === academy &&
    signed.name === course[locale] &&
    name?.identityHash === certificate.name &&
    same(signed.awardedDate, certificate.awardedAt) &&
    same(signed.validFrom, certificate.issuedAt) &&
    (signed.validUntil === undefined
      ? certificate.expiresAt === null
      : certificate.expiresAt !== null && same(signed.validUntil, certificate.expiresAt))
  );
}

export type Presented =
  /** Nothing, too much, or something that no credential can be. */
  | { answer: 'empty' }
  | { answer: 'too-long'; characters: number }
  | { answer: 'not-a-credential'; looksLike: 'pdf' | 'readable-copy' | 'other' }
  /** A credential, but signed with a key of nobody here. `issuer`: the host it names, unproved. */
  | { answer: 'foreign'; issuer: string | null }
  | { answer: 'altered' }
  /** Signed here, but the register has no such certificate. */
  | { answer: 'unregistered' }
  | { answer: 'found'; certificate: Certificate; verdict: CertificateVerdict };

/** What somebody pasted or uploaded. */
export async function verifyPresented(database: Queryable, given: string, now: Date): Promise<Presented> {
  const text = given.trim();
  if (text === '') return { answer: 'empty' };
  if (text.startsWith('%PDF-')) return { answer: 'not-a-credential', looksLike: 'pdf' };
  if (text.length > longestCredential) return { answer: 'too-long', characters: text.length };
  if (text.startsWith('{')) return { answer: 'not-a-credential', looksLike: 'readable-copy' };
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return { answer: 'not-a-credential', looksLike: 'other' };
  const kid = keyNamedIn(text);
  if (kid === null) return { answer: 'not-a-credential', looksLike: 'other' };
  const keyId = idIn('key', kid);
  const key = keyId === null ? null : await selectOptionalPublicKey(database, keyId);
  if (!key)
    return { answer: 'foreign', issuer: URL.canParse(kid) && /^https?:$/.test(new URL(kid).protocol) ? new URL(kid).host : null };
  const signed = await signedCredential(text, key.jwk);
  if (!signed || idIn('issuer', signed.issuer.id) !== key.academyId) return { answer: 'altered' };
  const id = idIn('certificate', signed.id);
  const certificate = id === null ? null : await selectOptionalCertificate(database, id);
  if (certificate?.academyId !== key.academyId) return { answer: 'unregistered' };
  return { answer: 'found', certificate, verdict: await verdictOn(database, certificate, now) };
}
