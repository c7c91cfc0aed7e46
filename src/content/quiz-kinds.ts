/**
 * The kinds of questions, and how an answer is judged. Only the server holds these: what goes to the browser is the question and
 * the options in an order, and under ids, that say nothing about which is right.
 */
import { createHash } from 'node:crypto';
import type { Words } from '../i18n/site.ts';
import type { QuestionValues } from './questions/expressions.ts';
import { type Quantity, readQuantity } from './questions/quantities.ts';
import { dimensionName, readUnit } from './questions/units.ts';
import { boundOf, drawValues, escapeHtml, fill, firstVariant, formatNumber } from './questions/variants.ts';
import type { AskedUnit, ForeseenRange, Quiz, Tolerance } from './quiz-schema.ts';

export type Answer = string | number | string[];
/** What the rig itself said when the answer arrived. */
export type RigValue = boolean | number | string;
export interface Judgement {
  correct: boolean;
  feedbackHtml: string;
}
/** For whom a question is judged. */
export interface Asked {
  /** Of the variant that the reader saw. */
  seed: number;
  /** Of a live signal; absent where there is none to compare with. */
  reading?: RigValue;
}

/** An id that tells neither place nor rightness; the same for the same text of the same question. */
export function optionId(question: string, part: string, text: string): string {
  return createHash('sha256').update(`${question}\0${part}\0${text}`).digest('hex').slice(0, 10);
}

/**
 * An answer of another shape than the question asks for is wrong, not an error: the form of an older page may still be open.
 * @throws ExpressionError when the question's own expressions cannot be reckoned, which the lint finds before
 */
export function judge(quiz: Quiz, answer: Answer, words: Words, asked: Asked = { seed: firstVariant }): Judgement {
  const values = drawValues(quiz.variables, asked.seed, quiz.id);
  const html = (template: string): string => fill(template, values, escapeHtml);
  const told = (correct: boolean, own: string | null, generic: string): Judgement => ({
    correct,
    feedbackHtml:
      (own === null ? (correct && quiz.explanation !== '' ? '' : `<p>${escapeHtml(generic)}</p>`) : html(own)) +
      (correct ? html(quiz.explanation) : ''),
  });
  const right = words('quiz.right');
  const wrong = words('quiz.wrong');

  switch (quiz.kind) {
    case 'choice':
    case 'point': {
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
      const given = quantityOf(answer, quiz.asked);
      if (!given.read) return told(false, null, unreadable(given, quiz.asked, words));
      const found = foreseenIn(quiz, given.value, values);
      return told(found?.right === true, found?.feedback ?? null, found?.right ? right : wrong);
    }
    case 'text': {
      const text = plain(String(answer));
      const found = quiz.foreseen.find(({ value }) => plain(fill(value, values, (one) => one)) === text);
      return told(found?.right === true, found?.feedback ?? null, found?.right ? right : wrong);
    }
    case 'order': {
      const given = Array.isArray(answer) ? answer : [];
      const { items } = quiz;
      const misplaced = items.filter(({ id }, index) => given[index] !== id);
      const all = misplaced.length === 0 && given.length === items.length;
      const own = misplaced[0]?.feedback ?? null;
      return told(all, own, all ? right : words('quiz.in-place', { right: items.length - misplaced.length, all: items.length }));
    }
    case 'match': {
      const given = new Set(Array.isArray(answer) ? answer : []);
      const unmatched = quiz.rows.filter((row) => !given.has(`${row.left.id}:${row.right.id}`));
      const matched = quiz.rows.length - unmatched.length;
      const all = unmatched.length === 0 && given.size === matched;
      const own = unmatched[0]?.feedback ?? null;
      return told(all, own, all ? right : words('quiz.in-place', { right: matched, all: quiz.rows.length }));
    }
    case 'reading':
      return judgeReading(quiz, answer, words, asked.reading, told);
  }
}

function judgeReading(
  quiz: Quiz & { kind: 'reading' },
  answer: Answer,
  words: Words,
  reading: RigValue | undefined,
  told: (correct: boolean, own: string | null, generic: string) => Judgement,
): Judgement {
  if (typeof reading === 'boolean') {
    const given = truthOf(String(answer));
    if (given === null) return told(false, null, words('quiz.not-a-truth'));
    return told(given === reading, null, words(given === reading ? 'quiz.right' : 'quiz.reading-other'));
  }
  if (typeof reading !== 'number') {
    const same = plain(String(answer)) === plain(String(reading ?? ''));
    return told(same, null, words(same ? 'quiz.right' : 'quiz.reading-other'));
  }
  const given = quantityOf(answer, quiz.asked);
  if (!given.read) return told(false, null, unreadable(given, quiz.asked, words));
  const value = reading * quiz.scale;
  const near = margin(quiz.tolerance, value);
  if (Math.abs(given.value - value) <= near) return told(true, null, words('quiz.right'));
  const found = foreseenIn({ ...quiz, foreseen: quiz.foreseen }, given.value, new Map([['VALUE', value]]));
  // In which direction, and no more: the value itself is on the instrument.
  return told(false, found?.feedback ?? null, words(given.value < value ? 'quiz.reading-higher' : 'quiz.reading-lower'));
}

function quantityOf(answer: Answer, asked: AskedUnit): Quantity {
  return typeof answer === 'number' ? { read: true, value: answer } : readQuantity(String(answer), asked);
}

function unreadable(quantity: Quantity & { read: false }, asked: AskedUnit, words: Words): string {
  const { unit } = asked;
  switch (quantity.why) {
    case 'not-a-number':
      return words('quiz.not-a-number');
    case 'unit-missing':
      return words('quiz.unit-missing');
    case 'no-unit':
      return words('quiz.no-unit', { given: quantity.unit });
    case 'unit-unknown':
      return words(asked.mustWrite ? 'quiz.unit-unknown-open' : 'quiz.unit-unknown', { given: quantity.unit, unit });
    case 'unit-other': {
      const own = readUnit(unit);
      const given = readUnit(quantity.unit);
      const [measured, wanted] = [given && dimensionName(given), own && dimensionName(own)];
      return measured && wanted
        ? words('quiz.unit-other', {
            given: quantity.unit,
            measured: words(`dimension.${measured}`),
            wanted: words(`dimension.${wanted}`),
          })
        : words('quiz.unit-other-plain', { given: quantity.unit });
    }
    case 'unit-not-taken':
      return words('quiz.unit-not-taken', {
        given: quantity.unit,
        units: [unit, ...(asked.accepted ?? [])].join(words('list.between')),
      });
  }
}

/** The right answers first: what is right is never told as a mistake. Bounds inclusive. */
function foreseenIn(
  { foreseen, tolerance }: { foreseen: readonly ForeseenRange[]; tolerance: Tolerance },
  value: number,
  values: QuestionValues,
): ForeseenRange | undefined {
  const holds = ({ from, to }: ForeseenRange): boolean => {
    const [low, high] = [from === null ? null : boundOf(from, values), to === null ? null : boundOf(to, values)];
    return (low === null || value >= low - margin(tolerance, low)) && (high === null || value <= high + margin(tolerance, high));
  };
  return foreseen.find((one) => one.right && holds(one)) ?? foreseen.find((one) => !one.right && holds(one));
}

/** The last bits of a decimal fraction, and of a converted unit, are no mistake of the reader. */
function margin(tolerance: Tolerance, expected: number): number {
  const own = 'percent' in tolerance ? (Math.abs(expected) * tolerance.percent) / 100 : tolerance.absolute;
  return own + 1e-9 * Math.max(1, Math.abs(expected));
}

/** Case, width, quotation marks, closing punctuation and spaces do not decide; nor does a space between Chinese and Latin. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/["'“”‘’«»「」《》]/g, '')
    .replaceAll(/[\s_]+/g, ' ')
    .trim()
    .replace(/ ?[.。;；!！]+$/, '')
    .replaceAll(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '');

/** A BOOL as people say it. */
function truthOf(text: string): boolean | null {
  const word = plain(text);
  if (['true', '1', 'on', 'yes', '真', '是', '开', '接通', '有'].includes(word)) return true;
  return ['false', '0', 'off', 'no', '假', '否', '关', '断开', '无'].includes(word) ? false : null;
}

/**
 * An answer that is right in this variant: the lint has it judged, so that no question is asked that nobody can answer. Of a live signal
 * it is the value that `asked` brings.
 */
export function rightAnswer(quiz: Quiz, asked: Asked): Answer | null {
  const values = drawValues(quiz.variables, asked.seed, quiz.id);
  switch (quiz.kind) {
    case 'choice':
    case 'point':
      return quiz.options.find(({ right }) => right)?.id ?? null;
    case 'multiple':
      return quiz.options.flatMap(({ id, right }) => (right ? [id] : []));
    case 'number': {
      const found = quiz.foreseen.find(({ right }) => right);
      return found ? `${inside(found, values)} ${quiz.asked.unit}`.trim() : null;
    }
    case 'text': {
      const found = quiz.foreseen.find(({ right }) => right);
      return found ? fill(found.value, values, (one) => one) : null;
    }
    case 'order':
      return quiz.items.map(({ id }) => id);
    case 'match':
      return quiz.rows.map(({ left, right }) => `${left.id}:${right.id}`);
    case 'reading':
      return typeof asked.reading === 'number' ? asked.reading * quiz.scale : String(asked.reading ?? '');
  }
}

/** A number that a range holds, as people would write it. */
export function inside({ from, to }: ForeseenRange, values: QuestionValues): string {
  const [low, high] = [from === null ? null : boundOf(from, values), to === null ? null : boundOf(to, values)];
  const value = low === null ? (high ?? 0) : high === null ? low : (low + high) / 2;
  return formatNumber(value);
}
