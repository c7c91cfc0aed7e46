/**
 * Mutants of a program: the same text with one small mistake, as a trainee might make it (DeMillo, Lipton and Sayward 1978). A lab's checks
 * are as good as the mutants of its own solutions that they reject.
 */
import type { SourceFile } from '../iec61131/diagnostics.ts';
import { parse } from '../iec61131/syntax/parse.ts';
import type { TokenStream } from '../iec61131/syntax/tokens.ts';

export interface Mutant {
  file: string;
  line: number;
  column: number;
  /** What was changed: "AND -> OR". */
  what: string;
  /** The whole file. */
  text: string;
}

/** One operator for another that fits in its place. */
const operators: Readonly<Record<string, readonly string[]>> = {
  AND: ['OR'],
  '&': ['OR'],
  OR: ['AND'],
  XOR: ['AND'],
  NOT: [''],
  TRUE: ['FALSE'],
  FALSE: ['TRUE'],
  '=': ['<>'],
  '<>': ['='],
  '<': ['<=', '>'],
  '<=': ['<', '>'],
  '>': ['>=', '<'],
  '>=': ['>', '<'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
};

/** Statements that may be left out; a declaration may not. */
const droppable = new Set(['assign', 'call', 'if', 'case', 'for', 'while', 'repeat', 'latch', 'return', 'exit']);

/** Every mutant of a file, in the order of the text. Declared values count as constants; addresses, types and comments stay. */
export function mutantsOf(file: SourceFile): Mutant[] {
  const { unit } = parse(file);
  const { tokens } = unit;
  const found: Mutant[] = [];
  const place = (first: number, last: number, by: string, what: string): void => {
    const [start, end] = [tokens.starts[first]!, tokens.ends[last]!];
    const line = tokens.lines[first]!;
    found.push({
      file: file.name,
      line,
      column: start - tokens.lineStarts[line - 1]! + 1,
      what,
      text: file.text.slice(0, start) + by + file.text.slice(end),
    });
  };
  const word = (at: number): string => file.text.slice(tokens.starts[at], tokens.ends[at]);

  const fixed = insideTypes(tokens);
  for (let at = 0; at < tokens.kinds.length - 1; at++) {
    if (fixed.has(at)) continue;
    const text = word(at);
    for (const other of operators[text.toUpperCase()] ?? []) place(at, at, other, `${text} -> ${other || '(nothing)'}`);
    for (const other of otherConstants(tokens, at, text)) place(at, at, other, `${text} -> ${other}`);
  }
  for (const { first, last } of statements(unit.declarations))
    place(first, last, ';', `without: ${brief(file.text, tokens, first, last)}`);
  return found;
}

/** Tokens between `ARRAY [` and `]`, `STRING [` and `]`, in a subrange, a CASE label or a task: to change those is another program, not a mistake. */
function insideTypes({ kinds }: TokenStream): Set<number> {
  const fixed = new Set<number>();
  let depth = 0;
  let task = false;
  for (let at = 0; at < kinds.length; at++) {
    if (kinds[at] === '[' && (kinds[at - 1] === 'ARRAY' || depth > 0)) depth++;
    if (depth > 0) fixed.add(at);
    if (kinds[at] === ']' && depth > 0) depth--;
    if (kinds[at] === 'CONFIGURATION') task = true;
    if (task) fixed.add(at);
    if (kinds[at] === 'END_CONFIGURATION') task = false;
    // A sign in front of a literal, and `-> 3..5`.
    if (kinds[at] === '-' && (kinds[at + 1] === 'integer' || kinds[at + 1] === 'real') && isSign(kinds[at - 1])) fixed.add(at);
  }
  return fixed;
}

const isSign = (before: string | undefined): boolean => before === '(' || before === ':=' || before === ',' || before === '[';

/** Twice and half of it; of a small whole number its neighbours. */
function otherConstants({ kinds }: TokenStream, at: number, text: string): string[] {
  const kind = kinds[at];
  // A label of a CASE, and the 1 of `1: …`.
  if (kinds[at + 1] === ':' || kinds[at + 1] === '..' || kinds[at - 1] === '..') return [];
  if (kind === 'integer') {
    const value = Number(text.replaceAll('_', ''));
    if (!Number.isSafeInteger(value)) return [];
    return value <= 10
      ? [String(value + 1), ...(value > 0 ? [String(value - 1)] : [])]
      : [String(value * 2), String(Math.floor(value / 2))];
  }
  if (kind === 'real') {
    const value = Number(text.replaceAll('_', ''));
    if (!Number.isFinite(value)) return [];
    return value === 0 ? ['1.0'] : [decimal(value * 2), decimal(value / 2)];
  }
  if (kind === 'duration') {
    const match = /^(L?T(?:IME)?#)(\d+(?:\.\d+)?)(ms|s|m|h)$/i.exec(text);
    if (!match) return [];
    const [, prefix = 'T#', number = '0', unit = 's'] = match;
    const value = Number(number);
    return value === 0 ? [`${prefix}1${unit}`] : [`${prefix}${value * 2}${unit}`, `${prefix}${decimal(value / 2)}${unit}`];
  }
  return [];
}

const decimal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

interface Statement {
  first: number;
  last: number;
}

function* statements(tree: unknown): Generator<Statement> {
  if (Array.isArray(tree)) for (const item of tree) yield* statements(item);
  else if (typeof tree === 'object' && tree !== null) {
    const { kind, first, last, call, target, arguments: inputs } = tree as Record<string, unknown>;
    const isStatement = kind === 'call' ? call !== undefined : kind === 'assign' ? target !== undefined : inputs === undefined;
    if (typeof kind === 'string' && droppable.has(kind) && isStatement && typeof first === 'number' && typeof last === 'number') {
      yield { first, last };
    }
    for (const value of Object.values(tree)) if (typeof value === 'object') yield* statements(value);
  }
}

function brief(text: string, tokens: TokenStream, first: number, last: number): string {
  const whole = text.slice(tokens.starts[first], tokens.ends[last]).replaceAll(/\s+/g, ' ');
  return whole.length > 50 ? `${whole.slice(0, 47)}...` : whole;
}
