/**
 * What expressions of checks may name: the signals of the rig, and beside them what was answered (`answer.Voltage`) and what is observed
 * (`seen.Pressure`). The latter exist in grading alone: no scene shows them, nobody operates them, and no browser is told of them.
 */
import type { Lab } from './lab.ts';
import type { AnswerOfLab, Observation } from './schema-answers.ts';
import { type LabSignal, labSignals } from './signals.ts';

const known = new WeakMap<Lab, LabSignal[]>();

export function checkSignals(lab: Lab): LabSignal[] {
  const found = known.get(lab) ?? find(lab);
  known.set(lab, found);
  return found;
}

function find(lab: Lab): LabSignal[] {
  const { answers, observations } = lab.definition;
  return [
    ...labSignals(lab).signals,
    ...Object.entries(answers).map(
      ([name, answer]): LabSignal => ({ name: `answer.${name}`, type: typeOfAnswer(answer), kind: 'answer', operable: false }),
    ),
    ...Object.entries(observations).map(
      ([name, seen]): LabSignal => ({ name: `seen.${name}`, type: typeOfObservation(seen), kind: 'seen', operable: false }),
    ),
  ];
}

type GradedType = 'LREAL' | 'BOOL' | 'STRING';

export function typeOfAnswer({ kind }: AnswerOfLab): GradedType {
  return kind === 'number' ? 'LREAL' : kind === 'yes-no' ? 'BOOL' : 'STRING';
}

export function typeOfObservation(seen: Observation): GradedType {
  if ('gateway' in seen) return seen.gateway === 'running' || seen.gateway === 'connected' ? 'BOOL' : 'LREAL';
  switch (seen.what) {
    case 'text':
    case 'quality':
      return 'STRING';
    case 'bool':
    case 'good':
    case 'exists':
      return 'BOOL';
    default:
      return 'LREAL';
  }
}
