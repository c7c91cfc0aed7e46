/**
 * The kinds of questions, and how an answer is judged. Only the server holds these: what goes to the browser is the question and
 * the options in an order, and under ids, that say nothing about which is right.
 */
import { createHash } from 'node:crypto';
import type { Words } from '../i18n/site.ts';

export const quizKinds = ['choice', 'multiple', 'number', 'text', 'order', 'match'] as const;
export type QuizKind = (typeof quizKinds)[number];

interface QuizOption {
  id: string;
  right: boolean;
  /** HTML; told when this option was chosen. */
  feedback: string | null;
}
/** An answer that was foreseen: a number or a text. */
interface ForeseenAnswer {
  value: string;
  right: boolean;
  feedback: string | null;
}

interface QuizBase {
  id: string;
  /** HTML; told with every right answer. */
  explanation: string;
}
export type Quiz = QuizBase &
  (
    | { kind: 'choice' | 'multiple'; options: QuizOption[] }
    | { kind: 'number'; foreseen: ForeseenAnswer[]; tolerance: number; unit: string }
    | { kind: 'text'; foreseen: ForeseenAnswer[] }
    /** Ids in the right order. */
    | { kind: 'order'; order: string[] }
    /** Id on the left -> id on the right. */
    | { kind: 'match'; pairs: Record<string, string> }
  );

export type Answer = string | number | string[];
export interface Judgement {
  correct: boolean;
  feedbackHtml: string;
}

/** An id that tells neither place nor rightness; the same for the same text of the same question. */
export function optionId(question: string, part: string, text: string): string {
  return createHash('sha256').update(`${question}\0${part}\0${text}`).digest('hex').slice(0, 10);
}

/** An answer of another shape than the question asks for is wrong, not an error: the form of an older page may still be open. */
export function judge(quiz: Quiz, answer: Answer, words: Words): Judgement {
  const told = (correct: boolean, own: string | null, generic: string): Judgement => ({
    correct,
    feedbackHtml: (own ?? (correct && quiz.explanation !== '' ? '' : `<p>${generic}</p>`)) + (correct ? quiz.explanation : ''),
  });
  const right = words('quiz.right');
  const wrong = words('quiz.wrong');

  switch (quiz.kind) {
    case 'choice': {
      const chosen = quiz.options.find((option) => option.id === answer);
      return told(chosen?.right === true, chosen?.feedback ?? null, chosen?.right ? right : wrong);
    }
    case 'multiple': {
      const chosen = new Set(Array.isArray(answer) ? answer : []);
      const mistaken = quiz.options.find((option) => chosen.has(option.id) && !option.right);
      if (mistaken) return told(false, mistaken.feedback, words('quiz.one-too-many'));
      const missing = quiz.options.filter((option) => option.right && !chosen.has(option.id)).length;
      return missing > 0 ? told(false, null, words('quiz.missing')) : told(true, null, right);
    }
    case 'number': {
      const value = typeof answer === 'number' ? answer : parseNumber(String(answer), quiz.unit);
      if (value === null) return told(false, null, words('quiz.not-a-number'));
      const near = quiz.foreseen.find((one) => isNear(value, Number(one.value), quiz.tolerance));
      return told(near?.right === true, near?.feedback ?? null, near?.right ? right : wrong);
    }
    case 'text': {
      const text = plain(String(answer));
      const found = quiz.foreseen.find((one) => plain(one.value) === text);
      return told(found?.right === true, found?.feedback ?? null, found?.right ? right : wrong);
    }
    case 'order': {
      const given = Array.isArray(answer) ? answer : [];
      const places = quiz.order.filter((id, index) => given[index] === id).length;
      const all = places === quiz.order.length && given.length === places;
      return told(all, null, all ? right : words('quiz.in-place', { right: places, all: quiz.order.length }));
    }
    case 'match': {
      const given = new Set(Array.isArray(answer) ? answer : []);
      const pairs = Object.entries(quiz.pairs);
      const matched = pairs.filter(([left, match]) => given.has(`${left}:${match}`)).length;
      const all = matched === pairs.length && given.size === matched;
      return told(all, null, all ? right : words('quiz.in-place', { right: matched, all: pairs.length }));
    }
  }
}

/** Bounds inclusive; the last bits of a decimal fraction are no mistake of the reader. */
function isNear(value: number, expected: number, tolerance: number): boolean {
  return Math.abs(value - expected) <= tolerance + 1e-9 * Math.max(1, Math.abs(expected));
}

/** `1,450`, `1450`, `０.５`, `0.5 s`: grouping, full width and the unit are allowed. */
function parseNumber(text: string, unit: string): number | null {
  let digits = text.normalize('NFKC').trim();
  if (unit !== '' && digits.toLowerCase().endsWith(unit.normalize('NFKC').toLowerCase()))
    digits = digits.slice(0, -unit.length).trim();
  // A comma between groups of three is grouping; any other comma is the decimal mark.
  digits = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits) ? digits.replaceAll(',', '') : digits.replace(',', '.');
  digits = digits.replace('−', '-');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits) ? Number(digits) : null;
}

/** Case, spaces, width and closing punctuation do not decide. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
    .trim()
    .replace(/ ?[.。;；!！]+$/, '');
