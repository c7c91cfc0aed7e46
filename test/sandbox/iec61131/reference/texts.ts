/** What the string functions mean, on whole texts. IEC 61131-3, Table 34; positions count from 1. */
import type { StringName, StringType } from '#sandbox/iec61131/semantics/types.ts';

/** Code units for STRING and WSTRING, characters for USTRING: what LEN counts. */
export const charactersOf = (name: StringName, text: string): string[] => (name === 'USTRING' ? [...text] : text.split(''));

const utf8 = new TextEncoder();
/** Code units that a text takes in memory. */
const unitsOf = (name: StringName, text: string): number => (name === 'USTRING' ? utf8.encode(text).length : text.length);

/** Cut at the end where it is longer than the string that takes it; no character is cut in two. */
export function cutTo({ name, capacity }: StringType, text: string): string {
  let kept = '';
  for (const character of charactersOf(name, text)) {
    if (unitsOf(name, kept + character) > capacity) break;
    kept += character;
  }
  return kept;
}

/** By the codes of their characters, a prefix before what it begins. */
export function compareTexts(a: string, b: string, name: StringName): number {
  const codes = (text: string) => charactersOf(name, text).map((character) => character.codePointAt(0)!);
  const [left, right] = [codes(a), codes(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at++)
    if (left[at] !== right[at]) return left[at]! < right[at]! ? -1 : 1;
  return Math.sign(left.length - right.length);
}

/** In another encoding; STRING has `?` for what it cannot hold. */
export function recode(text: string, from: StringName, to: StringName): string {
  const characters = from === 'STRING' ? text.split('') : [...text];
  if (to !== 'STRING') return characters.join('');
  return characters.map((character) => (character.codePointAt(0)! > 0xff ? '?' : character)).join('');
}

const atLeastZero = (value: bigint): number => Number(value < 0n ? 0n : value > 1_000_000n ? 1_000_000n : value);

/** A position before the first character counts as the first; fewer than none as none. */
function around(characters: string[], count: bigint, position: bigint): [before: string[], within: string[], behind: string[]] {
  const from = atLeastZero(position - 1n);
  const to = from + atLeastZero(count);
  return [characters.slice(0, from), characters.slice(from, to), characters.slice(to)];
}

type Given = (string | bigint)[];
type TextFunction = (name: StringName, given: Given) => string | bigint;
const text = (value: Given[number] | undefined): string => value as string;
const number = (value: Given[number] | undefined): bigint => value as bigint;

export const textFunctions: Readonly<Record<string, TextFunction>> = {
  LEN: (name, [s]) => BigInt(charactersOf(name, text(s)).length),
  LEN_CODE_UNIT: (name, [s]) => BigInt(unitsOf(name, text(s))),
  LEFT: (name, [s, count]) =>
    charactersOf(name, text(s))
      .slice(0, atLeastZero(number(count)))
      .join(''),
  RIGHT: (name, [s, count]) => {
    const all = charactersOf(name, text(s));
    return all.slice(Math.max(0, all.length - atLeastZero(number(count)))).join('');
  },
  MID: (name, [s, count, position]) => around(charactersOf(name, text(s)), number(count), number(position))[1].join(''),
  CONCAT: (_, given) => given.join(''),
  INSERT: (name, [s, other, position]) => {
    const [before, , behind] = around(charactersOf(name, text(s)), 0n, number(position) + 1n);
    return before.join('') + text(other) + behind.join('');
  },
  DELETE: (name, [s, count, position]) => {
    const [before, , behind] = around(charactersOf(name, text(s)), number(count), number(position));
    return before.join('') + behind.join('');
  },
  REPLACE: (name, [s, other, count, position]) => {
    const [before, , behind] = around(charactersOf(name, text(s)), number(count), number(position));
    return before.join('') + text(other) + behind.join('');
  },
  FIND: (name, [s, wanted]) => {
    const [all, part] = [charactersOf(name, text(s)), charactersOf(name, text(wanted))];
    if (part.length === 0) return 0n;
    for (let at = 0; at + part.length <= all.length; at++)
      if (part.every((character, i) => all[at + i] === character)) return BigInt(at + 1);
    return 0n;
  },
  COMPARE_TEXT: (name, [a, b]) => BigInt(compareTexts(text(a), text(b), name)),
  FIRST_CHARACTER: (name, [s]) => BigInt((name === 'USTRING' ? text(s).codePointAt(0) : text(s).charCodeAt(0)) || 0),
};
