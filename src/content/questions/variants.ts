/**
 * Variants of a question: its variables are drawn from a seed, so that neighbours get other numbers and a reload the same ones. Seed 0
 * is the first variant: every range at its beginning, every list at its first word, options as their author wrote them.
 */
import { createHash } from 'node:crypto';
import type { Variable } from '../quiz-schema.ts';
import { ExpressionError, type QuestionValue, type QuestionValues, reckon, reckonNumber } from './expressions.ts';

/** Seeds are whole numbers from 0 to 2^31 - 1. */
export const firstVariant = 0;

/** A number below `count`, the same for the same seed and purpose. */
function drawBelow(count: number, seed: number, purpose: string): number {
  if (seed === firstVariant) return 0;
  return createHash('sha256').update(`${seed}\0${purpose}`).digest().readUIntBE(0, 6) % count;
}

/** `things` in the order of this seed; the first variant leaves them as they are. */
export function shuffled<Thing>(things: readonly Thing[], seed: number, purpose: string): Thing[] {
  const rest = [...things];
  const order: Thing[] = [];
  while (rest.length > 0) order.push(...rest.splice(drawBelow(rest.length, seed, `${purpose} ${rest.length}`), 1));
  return order;
}

/** How many values a range has, both ends included. */
const stepsOf = ({ from, to, step }: { from: number; to: number; step: number }): number =>
  Math.floor((to - from) / step + 1e-9) + 1;

/** @throws ExpressionError when a variable made from others cannot be reckoned. */
export function drawValues(variables: readonly Variable[], seed: number, question: string): QuestionValues {
  const values = new Map<string, QuestionValue>();
  for (const variable of variables) {
    const purpose = `${question} ${variable.name}`;
    values.set(
      variable.name.toUpperCase(),
      variable.drawn === 'range'
        ? clean(variable.from + drawBelow(stepsOf(variable), seed, purpose) * variable.step)
        : variable.drawn === 'words'
          ? wordOrNumber(variable.words, drawBelow(variable.words.length, seed, purpose))
          : reckon(variable.expression, values),
    );
  }
  return values;
}

/** Steps that are not even are written as a list: of numbers only, they are numbers. */
function wordOrNumber(words: readonly string[], at: number): QuestionValue {
  const word = words[at] ?? '';
  return words.every((one) => Number.isFinite(Number(one))) ? Number(word) : word;
}

/** 0.1 + 2 · 0.1 is 0.3 for people. */
const clean = (value: number): number => Number(value.toPrecision(12));

/**
 * `raw = 6912..20736 step 1728; pump = M-101 | P-201; mm := raw * 1200 / 27648`. A range without `step` goes by ones.
 * @throws ExpressionError
 */
export function readVariables(text: string): Variable[] {
  const variables: Variable[] = [];
  for (const part of text.split(/[;；]/).map((one) => one.trim())) {
    if (part === '') continue;
    const written = /^([A-Za-z_]\w*)\s*(:=|=)\s*(.+)$/s.exec(part);
    if (!written)
      throw new ExpressionError(
        `\`${part}\` declares no variable. Write vars="raw = 6912..20736 step 1728; pump = M-101 | P-201; mm := raw * 1200 / 27648".`,
        `\`${part}\` 不是变量声明。请写 vars="raw = 6912..20736 step 1728; pump = M-101 | P-201; mm := raw * 1200 / 27648"。`,
      );
    const [, name = '', sign, value = ''] = written;
    if (variables.some((one) => one.name.toUpperCase() === name.toUpperCase()))
      throw new ExpressionError(
        `The variable \`${name}\` is declared twice. Keep one.`,
        `变量 \`${name}\` 声明了两次，请只保留一个。`,
      );
    variables.push(sign === ':=' ? { name, drawn: 'never', expression: value } : readDrawn(name, value));
  }
  return variables;
}

function readDrawn(name: string, value: string): Variable {
  const range = /^(\S+?)\s*\.\.\s*(\S+?)(?:\s+step\s+(\S+))?$/.exec(value);
  if (range && [range[1], range[2]].every((end) => end !== undefined && Number.isFinite(Number(end)))) {
    const [from, to, step] = [Number(range[1]), Number(range[2]), Number(range[3] ?? 1)];
    if (!(step > 0) || to < from || stepsOf({ from, to, step }) > 1_000_000)
      throw new ExpressionError(
        `The range of \`${name}\` goes from ${from} to ${to} by ${range[3] ?? 1}. Write the smaller end first, and a step above 0.`,
        `\`${name}\` 的范围为 ${from} 到 ${to}，步长 ${range[3] ?? 1}。请先写较小的一端，步长应大于 0。`,
      );
    return { name, drawn: 'range', from, to, step };
  }
  const words = value.split(/[|｜]/).map((word) => word.trim());
  if (words.length < 2 || words.some((word) => word === ''))
    throw new ExpressionError(
      `\`${name}\` is neither a range (1..9 step 2) nor a list of words (red | green). What is reckoned is written with :=.`,
      `\`${name}\` 既不是范围（1..9 step 2），也不是词表（红 | 绿）。由表达式得出的变量用 := 书写。`,
    );
  return { name, drawn: 'words', words };
}

/** Marks of private use, so that nothing an author writes is taken for one. */
const [opened, closed] = ['\uE000', '\uE001'];

/** `{raw}` and `{mm : 1}` (one digit behind the point) in an author's text become slots that each variant fills. */
export function withSlots(text: string): string {
  return text.replace(/\{(\s*[A-Za-z_(][^{}]*)\}/g, (_, expression: string) => `${opened}${expression.trim()}${closed}`);
}

/** @throws ExpressionError */
export function fill(template: string, values: QuestionValues, safe: (text: string) => string): string {
  if (!template.includes(opened)) return template;
  return template.replace(new RegExp(`${opened}([^${closed}]*)${closed}`, 'g'), (_, written: string) => {
    const [expression = '', digits] = decoded(written).split(/\s*:\s*/);
    const value = reckon(expression, values);
    return safe(
      typeof value === 'number' ? formatNumber(value, digits === undefined ? undefined : Number(digits)) : String(value),
    );
  });
}

/** A slot may have become part of HTML. */
const decoded = (text: string): string =>
  text
    .replaceAll(/&#x3C;|&lt;/gi, '<')
    .replaceAll(/&#x3E;|&gt;/gi, '>')
    .replaceAll(/&#x26;|&amp;/gi, '&');

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** As people write it: at most six digits that count, a minus sign where it is one. */
export function formatNumber(value: number, digits?: number): string {
  const text = digits === undefined ? String(Number(value.toPrecision(6))) : value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** A bound of a foreseen answer: a plain number, or an expression. @throws ExpressionError */
export function boundOf(text: string, values: QuestionValues): number {
  const plain = Number(text);
  return text.trim() !== '' && Number.isFinite(plain) ? plain : reckonNumber(text, values);
}
