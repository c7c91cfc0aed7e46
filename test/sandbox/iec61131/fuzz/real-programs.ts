/** Real programs and what may happen to them, for tests of what no text may do. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { KEYWORDS } from '#sandbox/iec61131/syntax/keywords.ts';

/** Real programs: every conformance case, and what the labs are made of. */
const root = join(import.meta.dirname, '..', '..', '..', '..');
export const real = ['test/conformance', 'labs', 'test/bench/programs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.st'))
    .sort()
    .map((name) => readFileSync(join(root, folder, name), 'utf8').replace(/^\(\*\n[\s\S]*?\n\*\)\n/, ''))
    .filter((text) => text.length < 4000),
);

const words = [
  ...KEYWORDS,
  ...'a b c Main INT REAL BOOL STRING TON t.Q F x^ REF NULL THIS SUPER := => <= <> ** .. * / + - = < & ( ) [ ] , ; ; : . ^ # @ 0 1 -5 16#FF 2#2 1.5E400 T#1s T#-9e9d D#2026-02-30 INT#99999 Red#x %IX0.0 %Q* %X3 (* *) /* */ { } // \n'.split(
    ' ',
  ),
  "'s'",
  "'$",
  '"w"',
  '99999999999999999999999999',
];
export const token = fc.constantFrom(...words);

/** A piece of one text is cut out, put elsewhere, doubled, or replaced by a token or any character. */
export const mutation = fc.record({
  what: fc.constantFrom('cut', 'move', 'double', 'token', 'characters', 'graft'),
  at: fc.nat(0xffff),
  length: fc.oneof({ weight: 4, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.nat(300) }),
  to: fc.nat(0xffff),
  word: token,
  noise: fc.string({ unit: 'binary', maxLength: 6 }),
  other: fc.nat(0xffff),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

export function mutated(text: string, { what, at, length, to, word, noise, other }: Mutation): string {
  const from = text.length === 0 ? 0 : at % text.length;
  const piece = text.slice(from, from + length);
  const rest = text.slice(0, from) + text.slice(from + length);
  const goal = rest.length === 0 ? 0 : to % rest.length;
  switch (what) {
    case 'cut':
      return rest;
    case 'move':
      return rest.slice(0, goal) + piece + rest.slice(goal);
    case 'double':
      return text.slice(0, from) + piece + piece + text.slice(from + length);
    case 'token':
      return `${text.slice(0, from)} ${word} ${text.slice(from + length)}`;
    case 'characters':
      return text.slice(0, from) + noise + text.slice(from + length);
    default: {
      const donor = real[other % real.length] ?? '';
      const start = donor.length === 0 ? 0 : to % donor.length;
      return rest.slice(0, goal) + donor.slice(start, start + length * 4) + rest.slice(goal);
    }
  }
}
