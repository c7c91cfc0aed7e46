/**
 * Who somebody is, by a passkey: the device finds the account, and asks for finger, face or PIN before it signs. So it stands for password
 * and second factor at once.
 */
import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { Refusal } from '../http/problems.ts';
import { type Shown, withoutSession } from '../members/sign-in.ts';
import type { Services } from '../services.ts';
import type { SignInAnswer } from './answers.ts';
import { ask, spend } from './challenges.ts';
import { relyingParty } from './relying-party.ts';

/** What the browser needs to offer the passkeys it has for this address; nobody is named yet. */
export async function askForPasskey(
  services: Services,
  request: Request,
): Promise<{ options: PublicKeyCredentialRequestOptionsJSON; setCookie: string }> {
  const party = await relyingParty(services, request, null);
  const { challenge, setCookie } = await ask(services, null);
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    userVerification: 'required',
  });
  return { options, setCookie };
}

/** Whose passkey it is, and their new session. @throws Refusal `passkey-refused`, `passkey-unknown`, `passkey-copied` */
export async function showPasskey(services: Services, request: Request, answer: SignInAnswer): Promise<Shown> {
  const { database, accounts } = services;
  const party = await relyingParty(services, request, null);
  const challenge = await spend(services, request.headers, null);
  const key = await database.selectFrom('passkey').selectAll().where('id', '=', answer.id).executeTakeFirst();
  if (!key) throw new Refusal('passkey-unknown');
  if (key.rp_id !== party.id) throw new Refusal('passkey-refused', 'made for another address');
  const { userHandle } = answer.response;
  if (userHandle !== undefined && userHandle !== Buffer.from(key.user_id).toString('base64url'))
    throw new Refusal('passkey-refused', 'names another account');
  const checked = await verifyAuthenticationResponse({
    response: {
      ...answer,
      response: {
        clientDataJSON: answer.response.clientDataJSON,
        authenticatorData: answer.response.authenticatorData,
        signature: answer.response.signature,
      },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    // The library would look at the count before the signature: anybody could call a key a copy. `count` looks after it.
    credential: { id: key.id, publicKey: new Uint8Array(Buffer.from(key.public_key, 'base64url')), counter: 0 },
  }).catch((error: unknown) => {
    throw new Refusal('passkey-refused', error instanceof Error ? error.message : '');
  });
  if (!checked.verified) throw new Refusal('passkey-refused', 'the signature is not this key’s');
  await count(services, key.id, checked.authenticationInfo.newCounter);
  const headers = await withoutSession(services, request);
  const started = await accounts.api.startSession({
    body: { userId: key.user_id, proof: 'passkey' },
    headers,
    returnHeaders: true,
  });
  return { userId: key.user_id, setCookie: started.headers.getSetCookie() };
}

/**
 * Section 6.1.1: a key that counts at all counts upwards; one that does not is a copy, or the original after its copy was used. Written in the
 * statement that compares, so that of two with the same count one is refused.
 */
async function count({ database, now }: Services, id: string, counter: number): Promise<void> {
  const counted = await database
    .updateTable('passkey')
    .set({ counter, last_used_on: now().toISOString().slice(0, 10) })
    .where('id', '=', id)
    .where((row) => (counter === 0 ? row('counter', '=', 0) : row('counter', '<', counter)))
    .executeTakeFirst();
  if (counted.numUpdatedRows === 0n) throw new Refusal('passkey-copied');
}
