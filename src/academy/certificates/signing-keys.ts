/**
 * The keys that an academy signs with. RS256 with 2,048 bits: Open Badges 3.0 asks every verifier for RS256 and says that others limit
 * interoperability ("Create the JOSE Header"). One key is in use; a retired one signs nothing more, and its public half is published for good,
 * because what it signed stays valid.
 */
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { z } from 'zod';
import { type Actor, recordAudit } from '../audit/audit.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { seal, unseal } from '../members/sealed.ts';

export const algorithm = 'RS256';
const purpose = 'certificate-signing-key';

const publicJwk = z.strictObject({
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  alg: z.literal(algorithm),
  use: z.literal('sig'),
});
const privateJwk = z.object({ kty: z.literal('RSA'), n: z.string(), e: z.string(), d: z.string() }).catchall(z.string());
export type PublicKey = z.output<typeof publicJwk>;

export interface SigningKey {
  id: string;
  academyId: string;
  key: CryptoKey;
}

/** The academy's key in use, made when there is none. One that this installation cannot open (its secret was changed) is retired. */
export async function signingKeyOf(database: Database, secret: string, academyId: string, now: Date): Promise<SigningKey> {
  const row = await inUse(database, academyId);
  const opened = row ? await opening(secret, row) : null;
  if (opened) return opened;
  return rotateSigningKey(database, secret, academyId, { kind: 'system' }, now);
}

/** Retire the key in use and make another; what the old one signed stays valid. */
export async function rotateSigningKey(
  database: Database,
  secret: string,
  academyId: string,
  actor: Actor,
  now: Date,
): Promise<SigningKey> {
  // Before the transaction: on SQLite nobody else writes while one is open, and this takes a tenth of a second.
  const pair = await generateKeyPair(algorithm, { modulusLength: 2_048, extractable: true });
  const made = {
    id: randomUUID(),
    private_key: seal(secret, purpose, JSON.stringify(await exportJWK(pair.privateKey))),
    public_key: JSON.stringify(publicJwk.parse({ ...(await exportJWK(pair.publicKey)), alg: algorithm, use: 'sig' })),
  };
  const kept = await transact(database, async (transaction) => {
    const before = await inUse(transaction, academyId);
    // Two who find none at once: the first one's stands.
    if (before && (await opening(secret, before)) && actor.kind === 'system') return before;
    if (before)
      await transaction.updateTable('signing_key').set({ retired_at: now.toISOString() }).where('id', '=', before.id).execute();
    const row = { ...made, academy_id: academyId, created_at: now.toISOString(), retired_at: null };
    await transaction.insertInto('signing_key').values(row).execute();
    await recordAudit(
      transaction,
      {
        academyId,
        actor,
        action: 'rotate-signing-key',
        subject: { kind: 'academy', id: academyId },
        before: before ? { key: before.id } : null,
        after: { key: made.id },
      },
      now,
    );
    return row;
  });
  const opened = await opening(secret, kept);
  if (!opened) throw new Error('A signing key was made and cannot be opened.');
  return opened;
}

export interface PublishedKey {
  id: string;
  academyId: string;
  jwk: PublicKey;
  retiredAt: string | null;
}

/** A public key of any academy of this server; `null` when there is none. */
export async function selectOptionalPublicKey(database: Queryable, id: string): Promise<PublishedKey | null> {
  const row = await database.selectFrom('signing_key').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? published(row) : null;
}

/** All that an academy ever signed with, newest first. */
export async function publicKeysOf(database: Queryable, academyId: string): Promise<PublishedKey[]> {
  const rows = await database
    .selectFrom('signing_key')
    .selectAll()
    .where('academy_id', '=', academyId)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(published);
}

export async function verifyingKey(jwk: PublicKey): Promise<CryptoKey> {
  return asCryptoKey(await importJWK(jwk, algorithm));
}

function published(row: { id: string; academy_id: string; public_key: string; retired_at: string | null }): PublishedKey {
  return {
    id: row.id,
    academyId: row.academy_id,
    jwk: publicJwk.parse(JSON.parse(row.public_key)),
    retiredAt: row.retired_at,
  };
}

function inUse(database: Queryable, academyId: string) {
  return database
    .selectFrom('signing_key')
    .select(['id', 'academy_id', 'private_key'])
    .where('academy_id', '=', academyId)
    .where('retired_at', 'is', null)
    .executeTakeFirst();
}

/** `null` when it was sealed under another secret. */
async function opening(secret: string, row: { id: string; academy_id: string; private_key: string }): Promise<SigningKey | null> {
  let plain: string;
  try {
    plain = unseal(secret, purpose, row.private_key);
  } catch {
    return null;
  }
  const jwk: JWK = privateJwk.parse(JSON.parse(plain));
  return { id: row.id, academyId: row.academy_id, key: asCryptoKey(await importJWK(jwk, algorithm)) };
}

function asCryptoKey(key: CryptoKey | Uint8Array): CryptoKey {
  if (key instanceof Uint8Array) throw new Error('An RSA key was expected.');
  return key;
}
