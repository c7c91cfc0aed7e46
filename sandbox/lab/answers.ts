/**
 * `answers.yaml`: what somebody has answered to the questions of a lab, by name. Anything that people type is read here and told at its
 * line and column; nothing throws. In the files of solutions and wrong answers a text that begins with `=` is an expression over the
 * lab's signals, because what is right differs by the trainee's seed.
 */
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import type { Place } from './lab.ts';
import { suggestEn, suggestZh } from './lint-report.ts';
import type { AnswerOfLab } from './schema-answers.ts';

export const answersFile = 'answers.yaml';
/** Under which answers stand among the programs of a rig. */
export const answersProgram = 'answers';

export type AnswerValue = boolean | number | string;
export type AnswersOfLab = Readonly<Record<string, AnswerOfLab>>;

export interface AnswerProblem extends Place {
  /** `null`: the file as a whole. */
  name: string | null;
  message: LocalizedText;
}

export interface ReadAnswers {
  /** Only what is right in kind and range; a question without a value is not answered yet. */
  values: Record<string, AnswerValue>;
  /** Structured Text behind `=`, by name; empty unless asked for. */
  expressions: Record<string, string>;
  problems: AnswerProblem[];
}

/** `byAuthor`: of a solution or a wrong answer, which may use expressions. */
export function readAnswers(declared: AnswersOfLab, text: string, byAuthor = false): ReadAnswers {
  const read: ReadAnswers = { values: {}, expressions: {}, problems: [] };
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, merge: false });
  const report = (offset: number, name: string | null, message: LocalizedText): void => {
    const { line, col } = counter.linePos(offset);
    read.problems.push({ line: Math.max(1, line), column: Math.max(1, col), name, message });
  };
  for (const error of document.errors)
    report(error.pos[0], null, error.code === 'DUPLICATE_KEY' ? twice : noYaml(error.message.split('\n')[0] ?? ''));
  const { contents } = document;
  if (read.problems.length > 0 || contents === null || (isScalar(contents) && contents.value === null)) return read;
  if (!isMap(contents)) {
    report(0, null, noMap);
    return read;
  }
  for (const { key, value } of contents.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const place = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
    const answer = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (!answer) {
      report(place, name, unknown(name, Object.keys(declared)));
      continue;
    }
    const given: unknown = value === null ? null : isScalar(value) ? value.value : undefined;
    if (given === null || given === '') continue;
    const at = isScalar(value) ? (value.range?.[0] ?? place) : place;
    if (byAuthor && typeof given === 'string' && given.startsWith('=')) {
      read.expressions[name] = given.slice(1).trim();
      continue;
    }
    const checked = schemaOf(answer).safeParse(given);
    if (checked.success) read.values[name] = checked.data;
    else report(at, name, wrongFor(name, answer));
  }
  return read;
}

/** As a file: one line a question. */
export const writeAnswers = (values: Readonly<Record<string, AnswerValue>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
    .join('');

function schemaOf(answer: AnswerOfLab): z.ZodType<AnswerValue> {
  switch (answer.kind) {
    case 'number':
      return z
        .number()
        .min(answer.from ?? Number.NEGATIVE_INFINITY)
        .max(answer.to ?? Number.POSITIVE_INFINITY);
    case 'yes-no':
      return z.boolean();
    case 'text':
      return z
        .union([z.string(), z.number().transform(String), z.boolean().transform(String)])
        .pipe(z.string().max(answer.longest));
    case 'choice':
      return z.union([z.string(), z.number().transform(String)]).pipe(z.enum(answer.options));
  }
}

const noMap: LocalizedText = {
  en: 'Answers are written one a line, as `Name: value`. Write them so.',
  'zh-CN': '答案应每行一个，写作 `名称: 值`。请按此格式书写。',
};
const twice: LocalizedText = {
  en: 'This question is answered twice. Keep one of the two lines.',
  'zh-CN': '此问题回答了两次。请只保留其中一行。',
};
const noYaml = (reason: string): LocalizedText => ({
  en: `This is not valid YAML: ${reason} Write one answer a line, as \`Name: value\`.`,
  'zh-CN': `此处不是有效的 YAML（${reason}）。请每行写一个答案，格式为 \`名称: 值\`。`,
});
const unknown = (name: string, names: readonly string[]): LocalizedText => ({
  en: `This lab has no question \`${name}\`.${suggestEn(name, names)}`,
  'zh-CN': `此实验没有问题 \`${name}\`。${suggestZh(name, names)}`,
});

/** What would be right for this kind of question. */
function wrongFor(name: string, answer: AnswerOfLab): LocalizedText {
  switch (answer.kind) {
    case 'number': {
      const { from, to, unit } = answer;
      const [en, chinese] =
        from !== undefined && to !== undefined
          ? [` from ${from} to ${to}`, `（${from} 至 ${to}）`]
          : from !== undefined
            ? [` of at least ${from}`, `（不小于 ${from}）`]
            : to !== undefined
              ? [` of at most ${to}`, `（不大于 ${to}）`]
              : ['', ''];
      return {
        en: `${name} needs a number${en}${unit === undefined ? '' : `, in ${unit}, without the unit`}, e.g. ${from ?? 12.5}.`,
        'zh-CN': `${name} 应填一个数${chinese}${unit === undefined ? '' : `，单位为 ${unit}，不写单位`}，例如 ${from ?? 12.5}。`,
      };
    }
    case 'yes-no':
      return {
        en: `${name} is answered with yes or no: write true or false.`,
        'zh-CN': `${name} 应回答是或否：请写 true 或 false。`,
      };
    case 'text':
      return {
        en: `${name} needs a text of at most ${answer.longest} letters.`,
        'zh-CN': `${name} 应填不超过 ${answer.longest} 个字符的文字。`,
      };
    case 'choice':
      return {
        en: `${name} is one of ${answer.options.join(', ')}. Choose one of them.`,
        'zh-CN': `${name} 应为 ${answer.options.join('、')} 之一。请选择其中一个。`,
      };
  }
}
