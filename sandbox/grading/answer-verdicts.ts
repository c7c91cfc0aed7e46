/** What a verdict says about answers: not given yet, or not right. Never by a false comparison, and never what would be right. */
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import type { AnswerValue } from '../lab/answers.ts';
import { checkSignals } from '../lab/check-signals.ts';
import { namedSignals } from '../lab/expressions.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabCheck, LabDefinition } from '../lab/schema.ts';
import { expressionsOf } from './windows.ts';

type Step = LabDefinition['steps'][number];

/** Questions of the step, and those that the check's expressions name, that have no answer. */
export function unanswered(lab: Lab, step: Step, check: LabCheck, given: Readonly<Record<string, AnswerValue>>): string[] {
  return Object.keys(lab.definition.answers).filter(
    (name) => given[name] === undefined && (step.asks.includes(name) || answersNamed(lab, textsOf(check)).includes(name)),
  );
}

/** The questions whose answers stand in the expressions. */
export const answersNamed = (lab: Lab, texts: readonly string[]): string[] =>
  namedSignals(
    checkSignals(lab).filter(({ kind }) => kind === 'answer'),
    texts,
  ).map(({ name }) => name.slice('answer.'.length));

const textsOf = (check: LabCheck): string[] => [
  ...check.require.flatMap((requirement) => {
    const { main, other } = expressionsOf(requirement);
    return other === null ? [main] : [main, other];
  }),
  ...check.ways.flatMap((way) => ('if' in way ? [way.if] : [])),
];

/** As people read it: the question's label, its name where it has none. */
export function questionOf(lab: Lab, name: string): LocalizedText {
  return {
    en: lab.text.en.answers[name]?.label || name,
    'zh-CN': lab.text['zh-CN'].answers[name]?.label || name,
  };
}

export function unansweredSentences(
  lab: Lab,
  names: readonly string[],
): { message: LocalizedText; expected: LocalizedText; observed: LocalizedText } {
  const questions = names.map((name) => questionOf(lab, name));
  const en = questions.map((question) => `“${question.en}”`).join(', ');
  const chinese = questions.map((question) => `“${question['zh-CN']}”`).join('、');
  const one = names.length === 1;
  return {
    message: {
      en: `${en} ${one ? 'is' : 'are'} not answered yet. Answer under this step, then check again.`,
      'zh-CN': `${chinese} 尚未回答。请在此步骤下作答后再检查。`,
    },
    expected: { en: `${one ? 'An answer' : 'Answers'} to ${en}.`, 'zh-CN': `应回答 ${chinese}。` },
    observed: { en: one ? 'There is no answer.' : 'There are no answers.', 'zh-CN': '没有答案。' },
  };
}

/**
 * Of a requirement that names an answer. It says what was answered and nothing of what it was held against: the right value is for the
 * trainee to find.
 */
export function wrongAnswerSentences(
  lab: Lab,
  names: readonly string[],
  given: Readonly<Record<string, AnswerValue>>,
): { expected: LocalizedText; observed: LocalizedText } {
  const questions = names.map((name) => questionOf(lab, name));
  const values = names.map((name) => given[name]).map((value) => (value === undefined ? '' : String(value)));
  const list = (locale: 'en' | 'zh-CN'): string[] => questions.map((question) => `“${question[locale]}”`);
  return {
    expected: {
      en: `The answer to ${list('en').join(' and ')} should agree with the rig.`,
      'zh-CN': `${list('zh-CN').join('与')} 的答案应与实训台相符。`,
    },
    observed: {
      en: `${list('en')
        .map((question, index) => `${question} was answered with ${values[index]}`)
        .join('; ')}.`,
      'zh-CN': `${list('zh-CN')
        .map((question, index) => `${question} 的答案是 ${values[index]}`)
        .join('；')}。`,
    },
  };
}
