/**
 * Which certificates are revoked, for verifiers elsewhere: W3C Bitstring Status List 1.0. Not 1EdTechRevocationList, which Open Badges 3.0
 * offers as well: that one prints the identifiers of all revoked credentials, and the addresses of ours are nobody's business but their
 * holders'; and verifiers in use have stopped reading it. A list has 131,072 bits (the least the standard allows), so that asking for it
 * does not tell whose certificate is being looked at; places in it are drawn, not counted.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { SignJWT } from 'jose';
import type { Queryable } from '../database/open.ts';
import { issuerAddress, keyAddress, statusListAddress } from './addresses.ts';
import { algorithm, type SigningKey } from './signing-keys.ts';

/** Bits. "Minimum bitstring length … 131,072, or 16KB". */
export const listLength = 131_072;

/** Past this many a drawn place is too often taken, and another list is begun. */
const fullAt = listLength / 2;

/** A place for a new certificate of the academy; a list is made when there is none with room. */
export async function drawStatus(transaction: Queryable, academyId: string, now: Date): Promise<{ list: string; index: number }> {
  const lists = await transaction
    .selectFrom('status_list')
    .leftJoin('certificate', 'certificate.status_list', 'status_list.id')
    .select(['status_list.id', (row) => row.fn.count('certificate.id').as('taken')])
    .where('status_list.academy_id', '=', academyId)
    .groupBy('status_list.id')
    .execute();
  let list = lists.find(({ taken }) => Number(taken) < fullAt)?.id;
  if (list === undefined) {
    list = randomUUID();
    await transaction
      .insertInto('status_list')
      .values({ id: list, academy_id: academyId, created_at: now.toISOString() })
      .execute();
  }
  for (;;) {
    const index = randomInt(listLength);
    const taken = await transaction
      .selectFrom('certificate')
      .select('id')
      .where('status_list', '=', list)
      .where('status_index', '=', index)
      .executeTakeFirst();
    if (!taken) return { list, index };
  }
}

export interface StatusList {
  id: string;
  academyId: string;
  createdAt: string;
  revoked: number[];
}

export async function selectOptionalStatusList(database: Queryable, id: string): Promise<StatusList | null> {
  const list = await database.selectFrom('status_list').selectAll().where('id', '=', id).executeTakeFirst();
  if (!list) return null;
  const rows = await database
    .selectFrom('certificate')
    .select('status_index')
    .where('status_list', '=', id)
    .where('revoked_at', 'is not', null)
    .execute();
  return { id, academyId: list.academy_id, createdAt: list.created_at, revoked: rows.map((row) => row.status_index) };
}

/** Multibase base64url (`u`) of the gzipped bits; index 0 is the first byte's highest bit. */
export async function encodedList(revoked: readonly number[]): Promise<string> {
  const bits = Buffer.alloc(listLength / 8);
  for (const index of revoked) bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return `u${(await promisify(gzip)(bits)).toString('base64url')}`;
}

/** How long a verifier may keep the list. */
export const listSeconds = 5 * 60;

/** The list as a credential of its own, signed: `application/vc+jwt` (W3C Securing Verifiable Credentials using JOSE and COSE). */
export async function signedStatusList(list: StatusList, key: SigningKey, address: string, now: Date): Promise<string> {
  const id = statusListAddress(address, list.id);
  const validUntil = new Date(now.getTime() + listSeconds * 1_000);
  const instant = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, 'Z');
  return new SignJWT({
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: issuerAddress(address, list.academyId),
    validFrom: instant(now),
    validUntil: instant(validUntil),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: await encodedList(list.revoked),
      ttl: listSeconds * 1_000,
    },
  })
    .setProtectedHeader({ alg: algorithm, kid: keyAddress(address, key.id), typ: 'vc+jwt' })
    .sign(key.key);
}
