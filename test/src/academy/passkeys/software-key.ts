/**
 * A passkey without a device: what an authenticator makes and signs, written from WebAuthn level 3 (sections 6.1, 6.5) and CBOR (RFC 8949).
 * ES256 by node:crypto, no attestation.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

/** Major type and argument (RFC 8949, section 3). */
function head(major: number, argument: number): Buffer {
  if (argument < 24) return Buffer.from([(major << 5) | argument]);
  if (argument < 256) return Buffer.from([(major << 5) | 24, argument]);
  return Buffer.from([(major << 5) | 25, argument >> 8, argument & 255]);
}

function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)])]);
}

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();

/** What a test may have the device do otherwise than it should. */
export interface Wrong {
  /** The page's address that the browser names. */
  origin?: string;
  rpId?: string;
  /** Nobody touched the sensor or typed the PIN. */
  unverified?: boolean;
  counter?: number;
  userHandle?: string;
}

export class SoftwareKey {
  readonly id = randomBytes(16);
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #origin: string;
  counter = 0;
  #rpId = '';
  #userHandle = '';

  /** `origin`: of the page in which the browser stands. */
  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Answers `navigator.credentials.create`. */
  create(options: { challenge: string; rp: { id?: string }; user: { id: string } }, wrong: Wrong = {}) {
    this.#rpId = options.rp.id ?? '';
    this.#userHandle = options.user.id;
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    const publicKey = new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]);
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cbor(publicKey)]);
    const authData = Buffer.concat([this.#head(wrong, 0x40), attested]);
    const object = new Map<string, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    return {
      ...this.#named(),
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options.challenge, wrong).toString('base64url'),
        attestationObject: cbor(object).toString('base64url'),
        transports: ['internal', 'hybrid'],
      },
    };
  }

  /** Answers `navigator.credentials.get`. */
  get(options: { challenge: string }, wrong: Wrong = {}) {
    this.counter += 1;
    const authenticatorData = this.#head(wrong, 0);
    const clientData = this.#clientData('webauthn.get', options.challenge, wrong);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), this.#keys.privateKey);
    return {
      ...this.#named(),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: wrong.userHandle ?? this.#userHandle,
      },
    };
  }

  #named() {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform' };
  }

  /** Hash of the relying party, flags (UP 0x01, UV 0x04) and the count of signatures. */
  #head(wrong: Wrong, flags: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(wrong.counter ?? this.counter);
    return Buffer.concat([sha256(wrong.rpId ?? this.#rpId), Buffer.from([0x01 | (wrong.unverified ? 0 : 0x04) | flags]), count]);
  }

  #clientData(type: string, challenge: string, wrong: Wrong): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: wrong.origin ?? this.#origin, crossOrigin: false }));
  }
}
