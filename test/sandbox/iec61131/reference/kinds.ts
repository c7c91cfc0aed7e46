/** The types that random programs compute with. */
import type { Choices } from './choices.ts';

export const signed = ['SINT', 'INT', 'DINT', 'LINT'] as const;
export const unsigned = ['USINT', 'UINT', 'UDINT', 'ULINT'] as const;
export const integers = [...signed, ...unsigned] as const;
export const bits = ['BYTE', 'WORD', 'DWORD', 'LWORD'] as const;
export const reals = ['REAL', 'LREAL'] as const;
export const texts = ['STRING', 'WSTRING', 'USTRING'] as const;
export const characters = ['CHAR', 'WCHAR'] as const;
export const calendar = ['DATE', 'TOD', 'DT', 'LDATE', 'LTOD', 'LDT'] as const;
/** What expressions of literals are made of, too. */
export const plain = [...integers, ...reals, 'BOOL', ...bits, 'TIME'] as const;
export const all = [...plain, 'LTIME', ...calendar, ...texts, ...characters] as const;
export type Integer = (typeof integers)[number];
export type Bits = (typeof bits)[number];
export type Text = (typeof texts)[number];
export type Character = (typeof characters)[number];
export type Calendar = (typeof calendar)[number];
export type Kind = (typeof all)[number];

export const width = {
  SINT: 8,
  INT: 16,
  DINT: 32,
  LINT: 64,
  USINT: 8,
  UINT: 16,
  UDINT: 32,
  ULINT: 64,
  BYTE: 8,
  WORD: 16,
  DWORD: 32,
  LWORD: 64,
};
export const isInteger = (kind: Kind): kind is Integer => (integers as readonly string[]).includes(kind);
export const isBits = (kind: Kind): kind is Bits => (bits as readonly string[]).includes(kind);
export const isReal = (kind: Kind): boolean => kind === 'REAL' || kind === 'LREAL';
export const isSigned = (kind: Kind): boolean => (signed as readonly string[]).includes(kind);
export const widens: Partial<Record<Kind, readonly Kind[]>> = {
  INT: ['SINT', 'USINT'],
  DINT: ['SINT', 'INT', 'UINT'],
  LINT: ['DINT', 'UDINT', 'SINT'],
  UINT: ['USINT'],
  UDINT: ['UINT'],
  ULINT: ['UDINT'],
  REAL: ['INT', 'USINT'],
  LREAL: ['REAL', 'DINT', 'UINT'],
  WORD: ['BYTE'],
  DWORD: ['WORD'],
  LWORD: ['DWORD', 'BYTE'],
};

export const isText = (kind: Kind): kind is Text => (texts as readonly string[]).includes(kind);
export const isCharacter = (kind: Kind): kind is Character => (characters as readonly string[]).includes(kind);
export const isCalendar = (kind: Kind): kind is Calendar => (calendar as readonly string[]).includes(kind);

/** What a body may name. */
export interface Scope {
  /** Scalars by kind; all may be written. */
  variables(kind: Kind): string[];
  /** Only read. */
  readable(kind: Kind): string[];
  /** Functions `F0` … below this number may be called. */
  functions: number;
  /** Names of blocks and aggregates exist. */
  whole: boolean;
}

/** Whoever writes a program: what the files of single features lean on. */
export interface Writing {
  readonly c: Choices;
  /** Literals are written between «» with their type, to be found again. */
  readonly marked: boolean;
  expression(scope: Scope, kind: Kind, depth: number): string;
  leaf(scope: Scope, kind: Kind): string;
  target(scope: Scope, kind: Kind): string;
  index(scope: Scope): string;
  /** A call of function `F` of that number, with its outputs or without. */
  call(scope: Scope, index: number, outputs: boolean): string;
  /** The statements of a POU, which declares `loopVariables`. */
  pou(scope: Scope, most: number): string;
}

/** Counters of FOR, and guards of the other loops. */
export const loopVariables = [
  ['i0', 'SINT'],
  ['i1', 'INT'],
  ['i2', 'DINT'],
  ['u0', 'USINT'],
  ['u1', 'UINT'],
] as const;
export const declaredLoops = `${loopVariables.map(([name, kind]) => `${name} : ${kind};`).join(' ')} q : ARRAY[0..9] OF INT;`;

/** A scope that has these names, by kind. */
export function scopeOf(variables: Partial<Record<Kind, readonly string[]>>, readable: Scope['readable'] = () => []): Scope {
  return { variables: (kind) => [...(variables[kind] ?? [])], readable, functions: 3, whole: false };
}

/** How a variable of the kind is declared. */
export const declared = (kind: Kind, capacity: number): string => (isText(kind) ? `${kind}[${capacity}]` : kind);
