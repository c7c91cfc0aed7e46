/** Secrets that have to be read again (a client secret, a signing key) lie in the database sealed: AES-256-GCM under a key of this installation. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const form = 'v1';

/** `purpose` keeps what was sealed for one use from being opened for another. */
export function seal(secret: string, purpose: string, plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, purpose), nonce);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return [form, nonce.toString('base64url'), body.toString('base64url'), cipher.getAuthTag().toString('base64url')].join('.');
}

/** Throws when it was sealed by another installation, for another purpose, or was changed. */
export function unseal(secret: string, purpose: string, sealed: string): string {
  const [version, nonce, body, tag, ...more] = sealed.split('.');
  if (version !== form || !nonce || body === undefined || !tag || more.length > 0)
    throw new Error('This is not a sealed secret.');
  const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, purpose), Buffer.from(nonce, 'base64url'));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
}

const keyFor = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'millwright', `sealed ${purpose}`, 32));
