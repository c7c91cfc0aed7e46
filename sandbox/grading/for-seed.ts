/**
 * The files of a solution or a wrong answer as they are for one seed: drawn words in their places, and answers that are written as
 * expressions (`Voltage: "= plant.NominalVoltage"`) worked out on the rig that the seed draws, at the end of its first tick.
 */
import type { SourceFile } from '../iec61131/diagnostics.ts';
import { type AnswerValue, answersFile, answersProgram, readAnswers, writeAnswers } from '../lab/answers.ts';
import { typeOfAnswer } from '../lab/check-signals.ts';
import { replaceInText } from '../lab/drawn-words.ts';
import type { Lab } from '../lab/lab.ts';
import { drawWords } from '../rig/parameters.ts';
import { type ExpressionType, evaluate } from './evaluate.ts';
import { LabFailure } from './lab-failure.ts';
import { rigOf } from './run-check.ts';

type Programs = Record<string, SourceFile[]>;

/** @throws LabFailure when an expression does not compile or gives nothing that answers its question. */
export function forSeed(lab: Lab, programs: Programs, seed: number): Programs {
  const words = drawWords(lab, seed);
  const drawn = Object.fromEntries(
    Object.entries(programs).map(([name, files]) => [
      name,
      files.map((file) => ({ name: file.name, text: replaceInText(file.text, words) })),
    ]),
  );
  const text = drawn[answersProgram]?.[0]?.text;
  if (text === undefined) return drawn;
  return { ...drawn, [answersProgram]: [{ name: answersFile, text: workedOut(lab, text, seed) }] };
}

/** The file with a value in the place of every expression. */
function workedOut(lab: Lab, text: string, seed: number): string {
  const { answers } = lab.definition;
  const { values, expressions, problems } = readAnswers(answers, text, true);
  const [problem] = problems;
  if (problem) throw new LabFailure(`${answersFile} line ${problem.line}: ${problem.message.en}`);
  const written = Object.entries(expressions);
  if (written.length === 0) return text;
  const rig = rigOf({ lab, programs: {}, seed });
  rig.advance(1);
  const asked = written.map(([name, expression]): [string, { type: ExpressionType; text: string }] => [
    name,
    { type: typeOfAnswer(answers[name]!), text: expression },
  ]);
  const found = Object.entries(evaluate(rig, Object.fromEntries(asked)));
  const plain = found.map(([name, value]): [string, AnswerValue] => [name, typeof value === 'bigint' ? String(value) : value]);
  const file = writeAnswers({ ...values, ...Object.fromEntries(plain) });
  const [wrong] = readAnswers(answers, file).problems;
  if (wrong)
    throw new LabFailure(`${answersFile}, "= ${expressions[wrong.name ?? ''] ?? ''}" with seed ${seed}: ${wrong.message.en}`);
  return file;
}
