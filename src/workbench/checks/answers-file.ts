/** answers.yaml as the form keeps it: one line a question, its value as JSON, which YAML reads alike. Half-typed values are kept, too. */
import type { WorkbenchQuestion } from '../props.ts';

export type Typed = boolean | number | string;

/** The file and the controller, so to speak, that it belongs to. */
export const answersPlace = { controller: 'answers', file: 'answers.yaml' } as const;

export function typedAnswers(text: string): Record<string, Typed> {
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [, name, written] = /^([A-Za-z]\w*):\s*(.+?)\s*$/.exec(line) ?? [];
      return name === undefined || written === undefined ? [] : [[name, readValue(written)]];
    }),
  );
}

function readValue(written: string): Typed {
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' ? value : written;
  } catch {
    return written;
  }
}

/** The text with another answer in it; `null` takes an answer out. */
export function withAnswer(text: string, name: string, value: Typed | null): string {
  const answers = typedAnswers(text);
  if (value === null || value === '') delete answers[name];
  else answers[name] = value;
  return Object.entries(answers)
    .map(([key, one]) => `${key}: ${JSON.stringify(one)}\n`)
    .join('');
}

/** What somebody typed into the field of a question: a number where it is one, else the text as it stands, so that nothing is lost. */
export function readTyped(question: WorkbenchQuestion, typed: string): Typed {
  if (question.kind !== 'number') return typed;
  const plain = typed.trim().replace(',', '.').replace('−', '-');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : typed;
}

/** Why a value answers nothing yet; `null`: it does, or nothing was typed. While it is being typed a number is a text still. */
export function faultOf(question: WorkbenchQuestion, typed: Typed | undefined): 'no-number' | 'below' | 'above' | null {
  if (question.kind !== 'number' || typed === undefined || typed === '') return null;
  const value = typeof typed === 'string' ? readTyped(question, typed) : typed;
  if (typeof value !== 'number') return 'no-number';
  if (question.from !== null && value < question.from) return 'below';
  return question.to !== null && value > question.to ? 'above' : null;
}
