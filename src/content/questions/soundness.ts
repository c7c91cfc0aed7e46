/**
 * What is wrong with a question that its author cannot see by reading it: variants that cannot be reckoned or solved, answers that are
 * never told, wrong options that say nothing. Tried with the first variant and fifty others.
 */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { Words } from '../../i18n/site.ts';
import { type Asked, inside, judge, rightAnswer } from '../quiz-kinds.ts';
import type { Quiz } from '../quiz-schema.ts';
import { ExpressionError } from './expressions.ts';
import { readUnit, sameDimension } from './units.ts';
import { drawValues, fill, firstVariant, formatNumber } from './variants.ts';

export interface QuestionFlaw {
  /** What is an error is not served. */
  severity: 'error' | 'warning';
  text: LocalizedText;
}

const seedsTried = Array.from({ length: 50 }, (_, index) => (index + 1) * 42_589_943);

/** The first flaw of each sort. */
export function flawsOf(quiz: Quiz, words: Words): QuestionFlaw[] {
  const flaws: QuestionFlaw[] = [...silent(quiz), ...units(quiz)];
  for (const seed of quiz.variables.length === 0 ? [firstVariant] : [firstVariant, ...seedsTried]) {
    const found = ofVariant(quiz, seed, words);
    if (found !== null) return [...flaws, found];
  }
  return flaws;
}

const flaw = (severity: QuestionFlaw['severity'], en: string, chinese: string): QuestionFlaw => ({
  severity,
  text: { en, 'zh-CN': chinese },
});

/** Wrong options without a word: whoever chose one learns only that. */
function silent(quiz: Quiz): QuestionFlaw[] {
  const options = 'options' in quiz ? quiz.options : 'foreseen' in quiz ? quiz.foreseen : [];
  const at = options.findIndex(({ right, feedback }) => !right && feedback === null);
  if (at < 0) return [];
  return [
    flaw(
      'warning',
      `The wrong answer no. ${at + 1} says nothing to whoever gives it. Write below it, indented: > what is not right about it, or where to look.`,
      `第 ${at + 1} 个错误答案没有反馈。请在其下缩进书写：> 错在哪里，或应看何处。`,
    ),
  ];
}

function units(quiz: Quiz): QuestionFlaw[] {
  if (quiz.kind !== 'number' && quiz.kind !== 'reading') return [];
  const { unit, accepted, mustWrite } = quiz.asked;
  const own = readUnit(unit);
  if (own === null && (accepted !== null || mustWrite)) {
    return [
      flaw(
        'error',
        `"${unit}" is no unit that can be converted, so other units cannot be taken. Write one such as kPa, m³/h or min⁻¹.`,
        `"${unit}" 不是可以换算的单位，因此不能接受其他单位。请写 kPa、m³/h、min⁻¹ 这类单位。`,
      ),
    ];
  }
  const foreign = accepted?.find((one) => {
    const other = readUnit(one);
    return other === null || own === null || !sameDimension(other, own);
  });
  return foreign === undefined
    ? []
    : [
        flaw(
          'error',
          `"${foreign}" in \`units\` cannot be converted to ${unit}. Remove it, or mend its spelling.`,
          `\`units\` 中的 "${foreign}" 不能换算为 ${unit}。请删去，或改正拼写。`,
        ),
      ];
}

function ofVariant(quiz: Quiz, seed: number, words: Words): QuestionFlaw | null {
  // A live signal may have any value.
  const asked: Asked = quiz.kind === 'reading' ? { seed, reading: 12.5 } : { seed };
  try {
    const values = drawValues(quiz.variables, seed, quiz.id);
    const text = (template: string): string => fill(template, values, (one) => one);
    const shownAs = [...values].map(
      ([name, value]) => `${name.toLowerCase()} = ${typeof value === 'number' ? formatNumber(value) : value}`,
    );
    const where = {
      en: shownAs.length > 0 ? ` With ${shownAs.join(', ')}.` : '',
      zh: shownAs.length > 0 ? `变量为 ${shownAs.join('、')}。` : '',
    };
    for (const template of templatesOf(quiz)) text(template);

    const names = namesOf(quiz).map((parts) => parts.map(text));
    for (const list of names) {
      const twice = list.find((name, index) => list.indexOf(name) !== index);
      if (twice !== undefined)
        return flaw(
          'error',
          `Two options read "${twice}", so nobody can tell which is right.${where.en} Change the options or the variables.`,
          `有两个选项都是“${twice}”，无法区分对错。${where.zh}请修改选项或变量。`,
        );
    }
    const right = rightAnswer(quiz, asked);
    if (right === null || !judge(quiz, right, words, asked).correct) {
      return flaw(
        'error',
        `The right answer, written as people would write it (${String(right)}), is not taken.${where.en} Give a tolerance that allows for rounding.`,
        `按常人写法写出的正确答案（${String(right)}）不被接受。${where.zh}请给出允许四舍五入的 tolerance。`,
      );
    }
    if (quiz.kind !== 'number') return null;
    for (const [index, one] of quiz.foreseen.entries()) {
      if (one.right) continue;
      const given = `${inside(one, values)} ${quiz.asked.unit}`.trim();
      const judged = judge(quiz, given, words, asked);
      if (judged.correct)
        return flaw(
          'error',
          `The wrong answer no. ${index + 1} (${given}) is taken as right.${where.en} Narrow the tolerance, or choose variables that keep the two apart.`,
          `第 ${index + 1} 个错误答案（${given}）会被判为正确。${where.zh}请缩小 tolerance，或让变量把两者分开。`,
        );
    }
    return null;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { severity: 'error', text: error.text };
  }
}

/** Everything that a variant fills. */
function templatesOf(quiz: Quiz): string[] {
  const told = 'options' in quiz ? quiz.options : 'foreseen' in quiz ? quiz.foreseen : [];
  return [quiz.question, quiz.explanation, ...told.flatMap(({ feedback }) => (feedback === null ? [] : [feedback]))];
}

/** Lists in which no two may read alike. */
function namesOf(quiz: Quiz): string[][] {
  switch (quiz.kind) {
    case 'choice':
    case 'multiple':
      return [quiz.options.map(({ name }) => name)];
    case 'order':
      return [quiz.items.map(({ name }) => name)];
    case 'match':
      return [quiz.rows.map(({ left }) => left.name)];
    default:
      return [];
  }
}
