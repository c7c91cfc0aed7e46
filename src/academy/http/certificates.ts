/**
 * `/certificates/…`: what verifiers elsewhere ask for. Open to everyone and to every site: nothing here depends on who asks, and addresses of
 * certificates cannot be guessed. Never listed by search engines.
 */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { type Academy, selectOptionalAcademy } from '../academies/academies.ts';
import { issuerAddress } from '../certificates/addresses.ts';
import { type Certificate, selectOptionalCertificate } from '../certificates/certificates.ts';
import { certificatePdf, unprintableIn } from '../certificates/pdf/certificate-pdf.ts';
import { publicKeysOf, selectOptionalPublicKey, signingKeyOf } from '../certificates/signing-keys.ts';
import { listSeconds, selectOptionalStatusList, signedStatusList } from '../certificates/status-list.ts';
import type { Services } from '../services.ts';
import { answering } from './answering.ts';
import { Refusal } from './problems.ts';

const open = { 'access-control-allow-origin': '*', 'x-robots-tag': 'noindex' };

/** The academy's address without a slash at its end: its own host, else MILLWRIGHT_URL, else the address that this request was sent to. */
export function addressOf({ publicUrl }: Pick<Services, 'publicUrl'>, academy: Pick<Academy, 'host'>, request: Request): string {
  const address = new URL(publicUrl ?? request.url);
  if (academy.host !== null) address.hostname = academy.host;
  return address.origin;
}

/** The issuer's Profile, at the address that is its `id`. */
export function getIssuer(services: Services, request: Request, academyId: string): Promise<Response> {
  return answering(services, request, async () => {
    const academy = await selectOptionalAcademy(services.database, 'id', academyId);
    if (!academy) throw new Refusal('unknown-certificate', 'issuer');
    const address = addressOf(services, academy, request);
    const profile = {
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
      id: issuerAddress(address, academy.id),
      type: ['Profile'],
      name: academy.name,
      url: `${address}/`,
    };
    return Response.json(profile, { headers: { ...open, 'cache-control': 'max-age=300' } });
  });
}

/** All public keys that the academy ever signed with, as a JWK Set (RFC 7517). */
export function getKeySet(services: Services, request: Request, academyId: string): Promise<Response> {
  return answering(services, request, async () => {
    const keys = (await publicKeysOf(services.database, academyId)).map(({ id, jwk }) => ({ ...jwk, kid: id }));
    if (keys.length === 0) throw new Refusal('unknown-certificate', 'keys');
    return Response.json(
      { keys },
      { headers: { ...open, 'content-type': 'application/jwk-set+json', 'cache-control': 'max-age=300' } },
    );
  });
}

/** One public key: what `kid` leads to. It never changes. */
export function getKey(services: Services, request: Request, keyId: string): Promise<Response> {
  return answering(services, request, async () => {
    const key = await selectOptionalPublicKey(services.database, keyId);
    if (!key) throw new Refusal('unknown-certificate', 'key');
    return Response.json(key.jwk, {
      headers: { ...open, 'content-type': 'application/jwk+json', 'cache-control': 'max-age=31536000, immutable' },
    });
  });
}

/** Which certificates are revoked, signed anew for each asker. */
export function getStatusList(services: Services, request: Request, listId: string): Promise<Response> {
  return answering(services, request, async () => {
    const list = await selectOptionalStatusList(services.database, listId);
    const academy = list && (await selectOptionalAcademy(services.database, 'id', list.academyId));
    if (!list || !academy) throw new Refusal('unknown-certificate', 'status list');
    const now = new Date();
    const key = await signingKeyOf(services.database, services.secret, academy.id, now);
    const signed = await signedStatusList(list, key, addressOf(services, academy, request), now);
    return new Response(signed, {
      headers: { ...open, 'content-type': 'application/vc+jwt', 'cache-control': `max-age=${listSeconds}` },
    });
  });
}

/** The credential: `jwt` is the signed text, `json` its content as people and wallets read it, which proves nothing by itself. */
export function getCredential(services: Services, request: Request, id: string, form: 'jwt' | 'json'): Promise<Response> {
  return answering(services, request, async () => {
    const { credential } = await kept(services, id);
    const headers = { ...open, 'cache-control': 'no-store' };
    if (form === 'jwt')
      return new Response(credential, {
        headers: { ...headers, 'content-type': 'application/jwt', 'content-disposition': `attachment; filename="${id}.jwt"` },
      });
    const payload = Buffer.from(credential.split('.')[1] ?? '', 'base64url').toString('utf8');
    return new Response(payload, { headers: { ...headers, 'content-type': 'application/json' } });
  });
}

/** The certificate on paper. One that does not hold any more is printed no more: paper would not say so. */
export function getCertificatePdf(services: Services, request: Request, id: string): Promise<Response> {
  return answering(services, request, async () => {
    const certificate = await kept(services, id);
    if (certificate.revokedAt !== null) throw new Refusal('certificate-gone', id);
    const locale: Locale = new URL(request.url).searchParams.get('language') === 'zh-CN' ? 'zh-CN' : 'en';
    const missing = unprintableIn(certificate, locale);
    if (missing.length > 0) throw new Refusal('unprintable-name', id, { characters: missing.slice(0, 10).join(' ') });
    const academy = await selectOptionalAcademy(services.database, 'id', certificate.academyId);
    const { accent = null, logo = null } = academy?.settings ?? {};
    const pdf = await certificatePdf(certificate, { accent, logo }, locale);
    return new Response(new Uint8Array(pdf), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="certificate-${certificate.course}.pdf"`,
        'cache-control': 'private, no-store',
        'x-robots-tag': 'noindex',
      },
    });
  });
}

async function kept(services: Services, id: string): Promise<Certificate & { credential: string }> {
  const certificate = await selectOptionalCertificate(services.database, id);
  if (!certificate) throw new Refusal('unknown-certificate', 'certificate');
  const { credential } = certificate;
  if (credential === null) throw new Refusal('certificate-gone', id);
  return { ...certificate, credential };
}
