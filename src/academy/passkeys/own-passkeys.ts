/** The passkeys of an account: list, add, rename, remove. They are the person's, in every academy of this server. */
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { type Actor, recordAudit } from '../audit/audit.ts';
import type { Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import type { OwnAccount } from '../members/own-account.ts';
import type { Services } from '../services.ts';
import type { RegistrationAnswer } from './answers.ts';
import { ask, spend } from './challenges.ts';
import { relyingParty } from './relying-party.ts';

export interface OwnPasskey {
  id: string;
  name: string;
  /** The host name that it is for. */
  address: string;
  /** Its maker keeps copies on the person's other devices. */
  synced: boolean;
  /** ISO instants; the last use to the day. */
  since: string;
  lastUsedOn: string | null;
}

/** Who acts, in which academy: its audit log tells that a passkey came or went. */
export interface PasskeyBy {
  academyId: string;
  memberId: string;
  actor: Actor;
}

/** EdDSA, ES256, RS256 (IANA's COSE numbers): what devices make. Named, for the library would try what Node has as an experiment. */
const algorithms = [-8, -7, -257] as const;

/** More than anybody has; an end to what one account can store. */
const mostPasskeys = 20;

export async function passkeysOf(database: Queryable, userId: string): Promise<OwnPasskey[]> {
  const rows = await database
    .selectFrom('passkey')
    .select(['id', 'name', 'rp_id', 'synced', 'created_at', 'last_used_on'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    address: row.rp_id,
    synced: row.synced === 1,
    since: row.created_at,
    lastUsedOn: row.last_used_on,
  }));
}

/** What the browser needs to make a passkey. The caller has held that it is the person who asks. */
export async function beginPasskey(
  services: Services,
  request: Request,
  own: OwnAccount,
): Promise<{ options: PublicKeyCredentialCreationOptionsJSON; setCookie: string }> {
  const party = await relyingParty(services, request, own.userId);
  const known = await services.database
    .selectFrom('passkey')
    .select(['id', 'transports'])
    .where('user_id', '=', own.userId)
    .where('rp_id', '=', party.id)
    .execute();
  if (known.length >= mostPasskeys) throw new Refusal('passkey-many');
  const { challenge, setCookie } = await ask(services, own.userId);
  const options = await generateRegistrationOptions({
    rpName: party.academy.name,
    rpID: party.id,
    userID: new Uint8Array(Buffer.from(own.userId)),
    userName: own.email,
    userDisplayName: own.name,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    attestationType: 'none',
    supportedAlgorithmIDs: [...algorithms],
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: transportsOf(transports) })),
    // Found by the device without an address typed, and only after a finger, a face or a PIN: so it is both factors.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { options, setCookie };
}

/** Keep the passkey that the browser made. @throws Refusal `passkey-refused`, `passkey-known`, `passkey-name` */
export async function addPasskey(
  services: Services,
  request: Request,
  own: OwnAccount,
  by: PasskeyBy,
  { name, answer }: { name: string; answer: RegistrationAnswer },
): Promise<void> {
  const called = checkedPasskeyName(name);
  const party = await relyingParty(services, request, own.userId);
  const challenge = await spend(services, request.headers, own.userId);
  const made = await verifyRegistrationResponse({
    response: { ...answer, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: [...algorithms],
  }).catch((error: unknown) => {
    throw new Refusal('passkey-refused', error instanceof Error ? error.message : '');
  });
  if (!made.verified) throw new Refusal('passkey-refused', 'not verified');
  const { credential, credentialDeviceType } = made.registrationInfo;
  const now = services.now();
  await transact(services.database, async (transaction) => {
    const there = await transaction.selectFrom('passkey').select('id').where('id', '=', credential.id).executeTakeFirst();
    if (there) throw new Refusal('passkey-known');
    await transaction
      .insertInto('passkey')
      .values({
        id: credential.id,
        user_id: own.userId,
        name: called,
        rp_id: party.id,
        public_key: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: JSON.stringify(answer.response.transports),
        synced: credentialDeviceType === 'multiDevice' ? 1 : 0,
        created_at: now.toISOString(),
      })
      .execute();
    await recordAudit(transaction, deed(by, 'add-passkey', { after: { name: called } }), now);
  });
}

/** @throws Refusal `unknown-passkey` (also for somebody else's), `passkey-name` */
export async function renamePasskey(
  { database }: Pick<Services, 'database'>,
  userId: string,
  id: string,
  name: string,
): Promise<void> {
  const written = await database
    .updateTable('passkey')
    .set({ name: checkedPasskeyName(name) })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (written.numUpdatedRows === 0n) throw new Refusal('unknown-passkey');
}

/** @throws Refusal `unknown-passkey` (also for somebody else's) */
export async function removePasskey({ database, now }: Services, userId: string, id: string, by: PasskeyBy): Promise<void> {
  await transact(database, async (transaction) => {
    const row = await transaction
      .selectFrom('passkey')
      .select('name')
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (!row) throw new Refusal('unknown-passkey');
    await transaction.deleteFrom('passkey').where('id', '=', id).execute();
    await recordAudit(transaction, deed(by, 'remove-passkey', { before: { name: row.name } }), now());
  });
}

const deed = ({ academyId, memberId, actor }: PasskeyBy, action: string, what: { before?: object; after?: object }) => ({
  academyId,
  actor,
  action,
  subject: { kind: 'member', id: memberId } as const,
  ...what,
});

function checkedPasskeyName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '' || [...trimmed].length > 60) throw new Refusal('passkey-name');
  return trimmed;
}

/** As the browser told them when the passkey was made: how to reach the device. */
function transportsOf(json: string): string[] {
  const stored: unknown = JSON.parse(json);
  return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
}
