/**
 * Holds a lab's checks against mutants of its solutions. A mutant that does the same as the solution, whatever its operators do, is no
 * mistake; of the others the checks must reject nearly all.
 */

import type { SourceFile } from '../iec61131/diagnostics.ts';
import { isDiagram } from '../iec61131/diagrams/diagram-files.ts';
import type { Lab } from '../lab/lab.ts';
import { Random } from '../rig/random.ts';
import { Rig } from '../rig/rig.ts';
import type { ValueLiteral } from '../rig/types.ts';
import { forSeed } from './for-seed.ts';
import { grade } from './grade.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { mutantsOfDrawing } from './mutants-of-drawings.ts';
import { inputOf } from './run-check.ts';

/** `invalid`: it does not compile. `equal`: no difference was seen in what plant and terminals show. */
export type Fate = 'invalid' | 'equal' | 'rejected' | 'survived';

export interface JudgedMutant extends Mutant {
  solution: string;
  controller: string;
  fate: Fate;
}

export interface MutationOptions {
  /** At most so many mutants of each solution, drawn by the seed; all unless given. */
  sample?: number;
  seed: number;
}

/** Random runs that a mutant and its solution are compared in, besides the scenarios of the checks. */
const comparedRuns = 8;
const comparedNs = 60_000_000_000n;

export function* mutate(lab: Lab, { sample, seed }: MutationOptions): Generator<JudgedMutant> {
  for (const [solution, written] of Object.entries(lab.solutions)) {
    // A route through a troubleshooting lab is no program.
    if (lab.routes.solutions[solution]) continue;
    const programs = forSeed(lab, written, seed);
    // Neither are the gateway's file and answers in the language that mutants are made of.
    const mutated = Object.entries(programs).filter(([name]) => Object.hasOwn(lab.definition.rig.controllers, name));
    const all = mutated.flatMap(([controller, files]) =>
      files.flatMap((file) =>
        (isDiagram(file.name) ? mutantsOfDrawing(file) : mutantsOf(file)).map((mutant) => ({ controller, mutant })),
      ),
    );
    const drawn = sample === undefined ? all : draw(all, sample, Random.of(seed, `mutants ${lab.slug} ${solution}`));
    const original = drawn.length > 0 ? [...behaviour(lab, programs, seed)] : [];
    for (const { controller, mutant } of drawn) {
      const files = (programs[controller] ?? []).map(
        (file): SourceFile => (file.name === mutant.file ? { name: file.name, text: mutant.text } : file),
      );
      const mutated = { ...programs, [controller]: files };
      yield { ...mutant, solution, controller, fate: fateOf(lab, mutated, original, seed) };
    }
  }
}

function fateOf(lab: Lab, mutated: Record<string, SourceFile[]>, original: readonly (string | null)[], seed: number): Fate {
  let alike = 0;
  for (const hash of behaviour(lab, mutated, seed)) {
    if (hash === null) return 'invalid';
    // The first run that differs answers the question; most mutants differ in the first.
    if (hash !== original[alike]) break;
    alike += 1;
  }
  if (alike === original.length) return 'equal';
  const result = grade(lab, mutated, { seed, traces: false, untilFailure: true, shrink: false });
  return result.outcome === 'graded' && result.passed ? 'survived' : 'rejected';
}

/** What a program does in the scenarios and under random operation, a trace hash for each run; `null`, alone, when it does not compile. */
function* behaviour(lab: Lab, programs: Record<string, SourceFile[]>, seed: number): Generator<string | null, void, undefined> {
  const runs = lab.definition.steps.flatMap(({ checks }) => checks.map(({ scenario }) => scenario));
  for (let run = 0; run < runs.length + comparedRuns; run++) {
    const { rig, problems } = Rig.build(lab, { seed, programs });
    if (!rig || problems.length > 0) {
      yield null;
      return;
    }
    const random = Random.of(seed, `compare ${run}`);
    const scenario = runs[run];
    const end = Number(comparedNs / rig.tickNs);
    if (scenario) {
      for (const { at, set } of scenario) {
        const tick = Number(at / rig.tickNs);
        if (tick > rig.tick) rig.advance(tick - rig.tick);
        for (const [signal, value] of Object.entries(set)) rig.apply(inputOf(signal, value));
      }
    } else {
      const inputs = operated(lab, rig);
      while (rig.tick < end && inputs.length > 0) {
        const input = inputs[Number(random.between(0n, BigInt(inputs.length - 1)))]!;
        rig.apply(inputOf(input.signal, input.draw(random.fraction(), rig.value(input.signal))));
        rig.advance(1 + Math.floor(random.fraction() ** 3 * (end / 6)));
      }
    }
    if (rig.tick < end) rig.advance(end - rig.tick);
    yield rig.traceHash;
  }
}

interface Operated {
  signal: string;
  draw(share: number, now: unknown): ValueLiteral;
}

/** Every switch and button, the numbers that a check explores, and the faults. */
function operated(lab: Lab, rig: Rig): Operated[] {
  const switches = rig
    .signals()
    .filter(({ operable, type }) => operable && type === 'BOOL')
    .map(({ name }): Operated => ({ signal: name, draw: (_share, now) => now !== true }));
  const explored = lab.definition.steps.flatMap(({ checks }) => checks.flatMap(({ explore }) => explore?.inputs ?? []));
  const numbers = explored.flatMap((input): Operated[] => {
    if (typeof input === 'string' || input.from === undefined || input.to === undefined) return [];
    const [from, to] = [Number(input.from), Number(input.to)];
    const whole = Number.isInteger(from) && Number.isInteger(to);
    return [
      { signal: input.signal, draw: (share) => (whole ? Math.round(from + share * (to - from)) : from + share * (to - from)) },
    ];
  });
  const faults = lab.definition.faults.map(({ id }): Operated => ({ signal: `fault.${id}`, draw: (share) => share < 0.4 }));
  return [...switches, ...numbers, ...faults];
}

/** `count` of them, in their order. */
function draw<T>(all: readonly T[], count: number, random: Random): T[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, all.length)) chosen.add(Number(random.between(0n, BigInt(all.length - 1))));
  return all.filter((_, index) => chosen.has(index));
}

export interface MutationScore {
  rejected: number;
  survived: JudgedMutant[];
  equal: number;
  invalid: number;
}

export function scoreOf(mutants: Iterable<JudgedMutant>): MutationScore {
  const score: MutationScore = { rejected: 0, survived: [], equal: 0, invalid: 0 };
  for (const mutant of mutants) {
    if (mutant.fate === 'survived') score.survived.push(mutant);
    else score[mutant.fate] += 1;
  }
  return score;
}

/** Of those that behave differently, the share that the checks reject; 1 when there are none. */
export const rejectedShare = ({ rejected, survived }: MutationScore): number =>
  rejected + survived.length === 0 ? 1 : rejected / (rejected + survived.length);
