import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConnectToken, signConnectToken } from '../../../src/academy/rigs/connect-token.ts';

const claim = { academy: 'a', member: 'm', lab: 'meter', until: 1_000 };
const secret = 'the secret of this installation, 32 characters and more';

describe('a token for tools', () => {
  it('opens what it was made for until it runs out', () => {
    const token = signConnectToken(secret, claim);
    expect(readConnectToken(secret, token, 999)).toEqual(claim);
    expect(readConnectToken(secret, token, 1_000)).toBeNull();
  });

  it('opens nothing at another installation, or with a letter changed', () => {
    const token = signConnectToken(secret, claim);
    expect(readConnectToken(`${secret}.`, token, 0)).toBeNull();
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const changed = `${token.slice(0, at)}${other}${token.slice(at + 1)}`;
      // The last letter of base64url holds bits that mean nothing: they may not open anything either.
      expect(readConnectToken(secret, changed, 0), `letter ${at}`).toBeNull();
    }
  });

  it('anything else is none, and never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => readConnectToken(secret, text, 0) === null));
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => readConnectToken(secret, `${a}.${b}`, 0) === null));
  });
});
