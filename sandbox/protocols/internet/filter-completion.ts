/** What may stand at the cursor in a display filter: fields, comparisons, or values that have names. */
import type { FilterField } from './filter-field.ts';
import { filterFields } from './filter-fields.ts';
import { type Word, wordsOf } from './filter-words.ts';
import type { LocalizedText } from './packet.ts';

export interface Completion {
  text: string;
  kind: 'field' | 'operator' | 'value';
  about: LocalizedText;
}

export interface Completions {
  /** What a completion takes the place of. */
  from: number;
  to: number;
  items: Completion[];
}

const operators: readonly (readonly [text: string, en: string, zh: string])[] = [
  ['==', 'equal', '等于'],
  ['!=', 'not equal', '不等于'],
  ['>', 'greater', '大于'],
  ['<', 'less', '小于'],
  ['>=', 'greater or equal', '大于或等于'],
  ['<=', 'less or equal', '小于或等于'],
  ['contains', 'contains', '包含'],
  ['in', 'one of a set', '属于集合'],
];
const between: readonly (typeof operators)[number][] = [
  ['&&', 'and', '且'],
  ['||', 'or', '或'],
];
const comparing = new Set(['==', '!=', '>', '<', '>=', '<=', 'eq', 'ne', 'gt', 'lt', 'ge', 'le']);
const opening = new Set(['&&', '||', '!', '(', 'and', 'or', 'not']);

const offered = ([text, en, zh]: (typeof operators)[number]): Completion => ({
  text,
  kind: 'operator',
  about: { en, 'zh-CN': zh },
});

export function completeFilter(filter: string, cursor: number): Completions {
  const words = wordsOf(filter.slice(0, cursor));
  const last = words.at(-1);
  const typing = last && last.kind === 'word' && last.at + last.length === cursor ? last : null;
  const before = typing ? words.slice(0, -1) : words;
  const rest = /^[\p{L}\p{N}_.:/-]*/u.exec(filter.slice(cursor))?.[0].length ?? 0;
  const from = typing?.at ?? cursor;
  const place = { from, to: typing ? cursor + rest : cursor };
  const typed = typing?.value.toLowerCase() ?? '';
  const previous = before.at(-1);
  const field = fieldOf(previous);
  if (previous === undefined || opening.has(previous.value.toLowerCase())) return { ...place, items: fields(typed) };
  if (field) return { ...place, items: operatorsFor(field).filter(({ text }) => text.startsWith(typed)) };
  const compared = comparing.has(previous.value) ? fieldOf(before.at(-2)) : setOf(before);
  if (compared) return { ...place, items: values(compared, typed) };
  // A value is whole: what comes next joins it to another condition.
  const closes = previous.kind === 'text' || previous.kind === 'word' || previous.value === ')' || previous.value === '}';
  return { ...place, items: closes ? between.map(offered) : [] };
}

const fieldOf = (word: Word | undefined): FilterField | undefined =>
  word?.kind === 'word' ? filterFields.get(word.value.toLowerCase()) : undefined;

/** The field whose set is being written. */
function setOf(words: readonly Word[]): FilterField | undefined {
  const opened = words.findLastIndex(({ value, kind }) => kind === 'symbol' && (value === '{' || value === '}'));
  const last = words.at(-1)?.value;
  return words[opened]?.value === '{' && (last === '{' || last === ',') ? fieldOf(words[opened - 2]) : undefined;
}

/** Those that begin so, then those that have it inside; the shorter names first. */
function fields(typed: string): Completion[] {
  const found = [...filterFields.values()].filter(({ name }) => name.includes(typed));
  const rank = ({ name }: FilterField): number => (name.startsWith(typed) ? 0 : 1);
  return found
    .sort((one, other) => rank(one) - rank(other) || depth(one) - depth(other) || (one.name < other.name ? -1 : 1))
    .map(({ name, about }) => ({ text: name, kind: 'field', about }));
}

const depth = ({ name }: FilterField): number => name.split('.').length;

function operatorsFor({ kind }: FilterField): Completion[] {
  const allowed = operators.filter(([text]) => {
    if (kind === 'presence') return false;
    if (kind === 'bytes') return text === '==' || text === '!=' || text === 'contains';
    return text !== 'contains' || kind === 'text';
  });
  return [...allowed, ...between].map(offered);
}

function values({ known, kind }: FilterField, typed: string): Completion[] {
  const named = Object.entries(known ?? (kind === 'flag' ? { 1: '', 0: '' } : {}));
  return named
    .filter(([value]) => value.startsWith(typed))
    .map(([text, name]) => ({ text, kind: 'value', about: { en: name, 'zh-CN': name } }));
}
