import { expect, test } from 'vitest';
import { seal, unseal } from '#academy/members/sealed.ts';

const secret = 'a secret of an installation, long enough';

test('what was sealed is opened by the same installation for the same purpose', () => {
  const sealed = seal(secret, 'sign-on', '口令 and more');
  expect(sealed).not.toContain('more');
  expect(unseal(secret, 'sign-on', sealed)).toBe('口令 and more');
  expect(seal(secret, 'sign-on', '口令 and more')).not.toBe(sealed);
});

test.each([
  ['another installation', 'another secret, long enough as well', 'sign-on', (text: string) => text],
  ['another purpose', secret, 'certificates', (text: string) => text],
  [
    'a changed letter',
    secret,
    'sign-on',
    (text: string) => text.replace(/(?<=^v1\..*\.)./, (first) => (first === 'A' ? 'B' : 'A')),
  ],
  ['half of it', secret, 'sign-on', (text: string) => text.slice(0, text.length / 2)],
])('is not opened with %s', (_, key, purpose, change) => {
  expect(() => unseal(key, purpose, change(seal(secret, 'sign-on', 'plain')))).toThrow();
});
