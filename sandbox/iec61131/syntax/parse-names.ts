/** Names of several words: access specifiers and other modifiers before a name, and dotted names (clauses 6.6.5.11, 6.9). */
import type { AccessSpecifier, Identifier, Modifiers } from './ast.ts';
import type { Cursor } from './cursor.ts';

const accessWords: ReadonlySet<string> = new Set(['PUBLIC', 'PROTECTED', 'PRIVATE', 'INTERNAL']);
const otherWords: ReadonlySet<string> = new Set(['ABSTRACT', 'FINAL', 'OVERRIDE']);

function noModifiers(): Modifiers {
  return { access: null, abstract: false, final: false, override: false };
}

/** PUBLIC and its kin where a section's first variable may stand as well: a name is what `:`, `,` or AT follows. */
export function parseAccess(cursor: Cursor): AccessSpecifier | null {
  if (!cursor.at('identifier')) return null;
  const word = cursor.text().toUpperCase();
  const next = cursor.peek();
  if (!accessWords.has(word) || next === ':' || next === ',' || next === 'AT') return null;
  cursor.take();
  return word as AccessSpecifier;
}

/** Modifiers in any order, before a name: the last word of a row of them is the name, when nothing else could be. */
export function parseModifiers(cursor: Cursor, nameFollows = true): Modifiers {
  const modifiers = noModifiers();
  while (cursor.at('identifier')) {
    const word = cursor.text().toUpperCase();
    const next = cursor.peek();
    if (nameFollows && next !== 'identifier') break;
    if (accessWords.has(word)) modifiers.access = word as AccessSpecifier;
    else if (otherWords.has(word)) modifiers[word.toLowerCase() as 'abstract' | 'final' | 'override'] = true;
    else break;
    cursor.take();
  }
  return modifiers;
}

/** `a.b.c` as one name. */
export function parseDottedName(cursor: Cursor, expected: { en: string; 'zh-CN': string }): Identifier | null {
  const name = cursor.identifier(expected);
  return name === null ? null : extendDottedName(cursor, name);
}

export function extendDottedName(cursor: Cursor, name: Identifier): Identifier {
  if (!cursor.at('.') || cursor.peek() !== 'identifier') return name;
  const parts = [name.text];
  while (cursor.at('.') && cursor.peek() === 'identifier') {
    cursor.take();
    parts.push(cursor.text(cursor.take()));
  }
  const text = parts.join('.');
  return { text, key: text.toUpperCase(), first: name.first, last: cursor.previous };
}
