/**
 * What was answered, in its place in the rig: taken whole or not at all, as any program, and acted upon at once. A decision that is taken
 * back leaves what it did, as a hand that lets go of a switch does, until another one is taken or the rig is reset.
 */
import type { Diagnostic, SourceFile } from '../iec61131/diagnostics.ts';
import { type AnswerProblem, type AnswersOfLab, type AnswerValue, answersFile, readAnswers } from '../lab/answers.ts';

/** What an answer does to the rig. */
export type AnswerEffect = { operate: string; value: AnswerValue } | { link: string; profile: string };

export class Answers {
  readonly #declared: AnswersOfLab;
  #text = '';
  #values: Readonly<Record<string, AnswerValue>> = {};
  /** What is wrong with the file that the rig was built with. */
  diagnostics: Diagnostic[] = [];

  constructor(declared: AnswersOfLab, files: readonly SourceFile[] | undefined) {
    this.#declared = declared;
    this.diagnostics = this.take(files ?? []);
  }

  get values(): Readonly<Record<string, AnswerValue>> {
    return this.#values;
  }

  get files(): SourceFile[] {
    return [{ name: answersFile, text: this.#text }];
  }

  /** What is wrong with them; with anything wrong the earlier ones stay. */
  take(files: readonly SourceFile[]): Diagnostic[] {
    const text = files.find(({ name }) => name === answersFile)?.text ?? '';
    const { values, problems } = readAnswers(this.#declared, text);
    if (problems.length > 0) return problems.map((problem) => diagnosticOf(problem, text));
    this.#text = text;
    this.#values = values;
    this.diagnostics = [];
    return [];
  }

  /** In the order in which the lab declares the questions. */
  effects(): AnswerEffect[] {
    return Object.entries(this.#declared).flatMap(([name, answer]): AnswerEffect[] => {
      const value = this.#values[name];
      if (value === undefined || answer.kind === 'text') return [];
      const operated = answer.kind === 'choice' ? answer.options.indexOf(String(value)) : value;
      return [
        ...(answer.sets === undefined ? [] : [{ operate: answer.sets, value: operated }]),
        ...(answer.kind === 'choice' && answer.profile_of !== undefined
          ? [{ link: answer.profile_of, profile: String(value) }]
          : []),
      ];
    });
  }
}

/** As the compiler tells of its own. */
function diagnosticOf({ line, column, message }: AnswerProblem, text: string): Diagnostic {
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const length = Math.max(1, (lines[line - 1] ?? '').length - column + 1);
  const range = { file: answersFile, start, end: start + length, line, column, endLine: line, endColumn: column + length };
  return { code: 'ANSWER', severity: 'error', range, message };
}
