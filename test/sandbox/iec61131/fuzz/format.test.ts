import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, formatEdits } from '#sandbox/iec61131/syntax/format.ts';
import { lex } from '#sandbox/iec61131/syntax/lexer.ts';
import { parse } from '#sandbox/iec61131/syntax/parse.ts';
import { effort, patience } from './effort.ts';
import { mutated, mutation, real } from './real-programs.ts';

const treeOf = (text: string) => parse({ name: 'main.st', text }).unit;
const formatted = (text: string): string => applyEdits(text, formatEdits(treeOf(text)));

/** Tokens and comments; keywords and elementary types may change their case. */
function content(text: string): unknown {
  const { kinds, starts, ends, trivia } = lex({ name: 'main.st', text });
  return [
    kinds.map((kind, i) => `${kind} ${text.slice(starts[i], ends[i]).toUpperCase()}`),
    trivia.map(({ start, end }) => text.slice(start, end).trimEnd()),
  ];
}

/** Nodes know tokens by number, so the tree of a text laid out otherwise is the very same. */
const shape = (text: string): string =>
  JSON.stringify(treeOf(text).declarations, (_, value) => (typeof value === 'bigint' ? `${value}` : value)).toUpperCase();

const word = fc.constantFrom(
  ...[
    'IF',
    'then',
    'END_IF',
    'CASE',
    'OF',
    'ELSE',
    'END_CASE',
    'FOR',
    'DO',
    'END_FOR',
    'VAR',
    'END_VAR',
    'PROGRAM',
    'P',
    'END_PROGRAM',
  ],
  ...[
    'a',
    'b',
    ':=',
    ':',
    ';',
    ',',
    '(',
    ')',
    '[',
    ']',
    '1',
    '2.5',
    '..',
    '-',
    '+',
    'NOT',
    'AND',
    '//c\n',
    '(* c *)',
    '{p}',
    "'s'",
  ],
  ...[
    'T#1s',
    '%IX0.0',
    '.',
    '^',
    'STRUCT',
    'END_STRUCT',
    'TYPE',
    'END_TYPE',
    'STEP',
    'END_STEP',
    '§',
    '=',
    'R',
    'S',
    '\r\n',
    '\t',
  ],
  ...[
    'TEST',
    'END_TEST',
    'int',
    'ST',
    'LD',
    'AT',
    'REPEAT',
    'UNTIL',
    'END_REPEAT',
    'ACTION',
    'END_ACTION',
    'TRANSITION',
    'INITIAL_STEP',
  ],
);
const soup = fc
  .tuple(
    fc.constantFrom('', 'PROGRAM P ', 'PROGRAM P VAR ', 'TYPE '),
    fc.array(fc.tuple(word, fc.constantFrom(' ', '\n', '  ', '\n\n\n', '')), { maxLength: 60 }),
  )
  .map(([beginning, list]) => beginning + list.map(([text, gap]) => text + gap).join(''));

function staysTheSame(text: string): void {
  const once = formatted(text);
  expect(content(once)).toEqual(content(text));
  expect(shape(once)).toBe(shape(text));
  expect(formatted(once)).toBe(once);
}

describe('layout of any text at all: the same tokens, comments and tree, and a second time nothing', () => {
  it('soups of tokens', () => fc.assert(fc.property(soup, staysTheSame), effort(400, 0.2)), patience);
  it(
    'real programs, mutated',
    () => {
      const changes = fc.array(mutation, { minLength: 1, maxLength: 4 });
      fc.assert(
        fc.property(fc.nat(real.length - 1), changes, (which, list) => staysTheSame(list.reduce(mutated, real[which] ?? ''))),
        effort(300, 0.1),
      );
    },
    patience,
  );
});
