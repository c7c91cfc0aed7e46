/** A sequential function chart as data: random ones, and their text. IEC 61131-3, 6.7. */
import type { Choices } from './choices.ts';

export const qualifiers = ['N', 'S', 'R', 'L', 'D', 'P', 'P0', 'P1', 'SD', 'DS', 'SL'] as const;
export type Qualifier = (typeof qualifiers)[number];
export const isTimed = (qualifier: Qualifier): boolean => ['L', 'D', 'SD', 'DS', 'SL'].includes(qualifier);

export interface Association {
  action: number;
  qualifier: Qualifier;
  /** Milliseconds, of a timed one. */
  time: number;
}
export interface Step {
  initial: boolean;
  associations: Association[];
}
/** An input, perhaps inverted, or the time of a step. */
export type Condition = { input: number; wanted: boolean } | { step: number; atLeast: number };
export interface Transition {
  from: number[];
  to: number[];
  priority: number | null;
  condition: Condition;
}
export interface ChartModel {
  steps: Step[];
  transitions: Transition[];
}

export const INPUTS = 4;
/** The first are ACTIONs, the others variables of type BOOL. */
export const ACTIONS = 3;
export const OUTPUTS = 2;

class Drawing {
  readonly model: ChartModel = { steps: [], transitions: [] };
  readonly #c: Choices;
  constructor(c: Choices) {
    this.#c = c;
  }

  step(): number {
    const c = this.#c;
    const associations = Array.from({ length: c.below(3) }, () => ({
      action: c.below(ACTIONS + OUTPUTS),
      qualifier: c.of(qualifiers),
      time: 10 * c.below(5),
    }));
    return this.model.steps.push({ initial: this.model.steps.length === 0, associations }) - 1;
  }

  join(from: number[], to: number[]): void {
    const c = this.#c;
    const condition = c.once(3)
      ? { step: from[0]!, atLeast: 10 * c.below(5) }
      : { input: c.below(INPUTS), wanted: c.below(3) > 0 };
    this.model.transitions.push({ from, to, priority: c.once(3) ? c.below(4) : null, condition });
  }

  /** From one step to another, by way of others: a chain, a choice, branches in parallel, or a way back. */
  way(from: number, to: number, depth: number): void {
    const c = this.#c;
    const kind = depth <= 0 || c.ended ? 0 : c.below(5);
    if (kind === 0) this.join([from], [to]);
    else if (kind === 1) {
      const between = this.step();
      this.way(from, between, depth - 1);
      this.way(between, to, depth - 1);
    } else if (kind === 2) for (let branch = 0; branch < 2; branch++) this.way(from, to, depth - 1);
    else if (kind === 3) {
      const branches = Array.from({ length: 2 + c.below(2) }, () => {
        const [first, last] = [this.step(), this.step()];
        this.way(first, last, depth - 2);
        return [first, last] as const;
      });
      this.join(
        [from],
        branches.map(([first]) => first),
      );
      this.join(
        branches.map(([, last]) => last),
        [to],
      );
    } else {
      const between = this.step();
      this.way(from, between, depth - 1);
      this.join([between], [from]);
      this.join([between], [to]);
    }
  }
}

export function randomChart(c: Choices): ChartModel {
  const drawing = new Drawing(c);
  const first = drawing.step();
  const last = drawing.step();
  drawing.way(first, last, 4);
  drawing.join([last], [first]);
  return drawing.model;
}

const actionName = (number: number): string => (number < ACTIONS ? `A${number}` : `b${number - ACTIONS}`);
const list = (steps: number[]): string =>
  steps.length === 1 ? `S${steps[0]}` : `(${steps.map((number) => `S${number}`).join(', ')})`;

function conditionText(condition: Condition): string {
  if ('step' in condition) return `S${condition.step}.T >= T#${condition.atLeast}ms`;
  return `${condition.wanted ? '' : 'NOT '}c${condition.input}`;
}

/** Each ACTION counts its runs and its final scans, and leaves its mark in the order of all. */
export function chartText({ steps, transitions }: ChartModel): string {
  const numbers = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, number) => `${prefix}${number}`).join(', ');
  const stepTexts = steps.map(({ initial, associations }, number) => {
    const texts = associations.map(
      ({ action, qualifier, time }) => `${actionName(action)}(${qualifier}${isTimed(qualifier) ? `, T#${time}ms` : ''});`,
    );
    return `${initial ? 'INITIAL_STEP' : 'STEP'} S${number}: ${texts.join(' ')} END_STEP`;
  });
  const transitionTexts = transitions.map(
    ({ from, to, priority, condition }) =>
      `TRANSITION ${priority === null ? '' : `(PRIORITY := ${priority}) `}FROM ${list(from)} TO ${list(to)} := ${conditionText(condition)}; END_TRANSITION`,
  );
  const used = (number: number) => steps.some(({ associations }) => associations.some(({ action }) => action === number));
  const actions = Array.from(
    { length: ACTIONS },
    (_, number) =>
      `ACTION A${number}: n${number} := n${number} + 1; ${used(number) ? `IF NOT A${number}.Q THEN e${number} := e${number} + 1; END_IF; ` : ''}trail := (trail * 7 + ${number + 1}) MOD 1000003; END_ACTION`,
  );
  return `PROGRAM main
VAR ${numbers(INPUTS, 'c')}, ${numbers(OUTPUTS, 'b')} : BOOL; ${numbers(ACTIONS, 'n')}, ${numbers(ACTIONS, 'e')} : INT; trail : LINT; END_VAR
${[...stepTexts, ...transitionTexts, ...actions].join('\n')}
END_PROGRAM
`;
}
