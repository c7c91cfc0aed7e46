/**
 * Which passwords are taken: at least ten characters, and none of the commonest (NIST SP 800-63B, 3.1.1.2: length and a list of known
 * ones; no rules about kinds of characters, for they make passwords worse).
 */
import type { ProblemCode } from '../http/problems.ts';

/** Characters. */
export const shortestPassword = 10;
export const longestPassword = 256;

/** Beginnings that people lengthen with digits or repeat, as lists of leaked passwords show them, and what this trade would add. */
const commonWords = [
  'password',
  'passwort',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'qwerty',
  'qwertyuiop',
  'qwertz',
  'azerty',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx',
  'q1w2e3r4',
  'abc',
  'abcdef',
  'abcdefghij',
  'abcd1234',
  'a1b2c3d4',
  'admin',
  'administrator',
  'root',
  'user',
  'guest',
  'welcome',
  'willkommen',
  'letmein',
  'changeme',
  'iloveyou',
  'woaini',
  'monkey',
  'dragon',
  'football',
  'baseball',
  'sunshine',
  'princess',
  'superman',
  'master',
  'secret',
  'login',
  'trustno1',
  'default',
  'siemens',
  'simatic',
  'millwright',
  'academy',
  'test',
  'testing',
];

const rows = [
  '12345678901234567890',
  '09876543210987654321',
  'qwertyuiopqwertyuiop',
  'abcdefghijklmnopqrstuvwxyz',
  '11223344556677889900',
];

/** What is wrong with a password; `null` when nothing is. `own`: the person's name and address, which others know. */
export function refusedPassword(password: string, own: readonly string[] = []): ProblemCode | null {
  const length = [...password].length;
  if (length < shortestPassword) return 'password-short';
  if (length > longestPassword) return 'password-long';
  return isCommon(password.toLowerCase(), own) ? 'password-common' : null;
}

function isCommon(password: string, own: readonly string[]): boolean {
  if (new Set(password).size <= 2) return true;
  if (rows.some((row) => row.includes(password))) return true;
  // Without what people put after a word to make it "strong": digits, dots, exclamation marks.
  const bare = password.replace(/[\d\W_]+$/u, '').replace(/^[\d\W_]+/u, '');
  if (bare === '' && /^\d+$/.test(password)) return /^(\d{1,4})\1+\d*$/.test(password);
  if (repeats(password)) return true;
  const known = [...commonWords, ...own.flatMap((text) => [text, text.split('@', 1)[0] ?? '']).map((text) => text.toLowerCase())];
  return known.some((word) => word.length >= 3 && (password === word || (bare === word && password.length - word.length <= 8)));
}

/** One short piece over and over: `abcabcabcabc`. */
const repeats = (password: string): boolean => /^(.{1,5})\1+$/u.test(password);
