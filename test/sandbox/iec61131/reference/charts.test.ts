/** Random charts, compiled and played by their rules, under random inputs and times. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '#sandbox/iec61131/index.ts';
import { effort, patience } from '../fuzz/effort.ts';
import { RunningProgram, start } from '../running-program.ts';
import { ACTIONS, chartText, INPUTS, OUTPUTS, qualifiers, randomChart } from './chart-model.ts';
import { ChartPlayer } from './chart-player.ts';
import { Choices } from './choices.ts';

const SCANS = 40;

function run(tape: readonly number[], met: Map<string, number>): void {
  const choices = new Choices(tape);
  const drive = Array.from({ length: SCANS }, () => ({ inputs: choices.below(2 ** INPUTS), pause: 10 * choices.below(3) }));
  const model = randomChart(choices);
  const text = chartText(model);
  const { program, diagnostics } = compile([{ name: 'chart.st', text }]);
  const meet = (feature: string) => met.set(feature, (met.get(feature) ?? 0) + 1);
  if (!program) {
    // Drawn as one way from the first step to the last, it is never wrong.
    expect.fail(`${diagnostics.find(({ severity }) => severity === 'error')?.message.en}\n${text}`);
  }
  const running = new RunningProgram(program);
  const player = new ChartPlayer(model);
  let now = 0;
  for (const [scan, { inputs, pause }] of drive.entries()) {
    now += scan === 0 ? 0 : pause;
    const given = Array.from({ length: INPUTS }, (_, input) => ((inputs >> input) & 1) === 1);
    for (const [input, value] of given.entries()) running.set(`main.c${input}`, value);
    expect(running.scan(now), text).toBeNull();
    player.evaluate(given, now);
    const names = [
      ...player.steps.flatMap((_, step) => [`S${step}.X`, `S${step}.T`]),
      ...Array.from({ length: OUTPUTS }, (_, output) => `b${output}`),
      ...Array.from({ length: ACTIONS }, (_, action) => [`n${action}`, `e${action}`]).flat(),
      'trail',
    ];
    const expected = [
      ...player.steps.flatMap(({ x, t }) => [x, BigInt(t) * 1_000_000n]),
      ...player.outputs,
      ...player.runs.flatMap((runs, action) => [runs, player.finals[action]]),
      BigInt(player.trail),
    ];
    names.forEach((name, at) => {
      const actual = running.get(`main.${name}`);
      if (actual !== expected[at])
        expect.fail(
          `scan ${scan}: ${name} is ${actual}, played: ${expected[at]}\n${text}${JSON.stringify(drive.slice(0, scan + 1))}`,
        );
    });
    for (const [step, { x }] of player.steps.entries())
      if (x) for (const { qualifier } of model.steps[step]!.associations) meet(qualifier);
    if (player.steps.filter(({ x }) => x).length > 1) meet('steps in parallel');
  }
  if (model.transitions.some(({ priority }) => priority !== null)) meet('priority');
}

test(
  'a chart does what its rules say: steps, times, actions and their order',
  () => {
    const met = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff), { minLength: 100, maxLength: 300, size: 'max' }), (tape) => run(tape, met)),
      effort(120, 0.05),
    );
    for (const feature of [...qualifiers, 'steps in parallel', 'priority'])
      expect(met.get(feature) ?? 0, feature).toBeGreaterThan(0);
    if (process.env.MILLWRIGHT_FUZZ) console.log('charts:', Object.fromEntries(met));
  },
  patience,
);

test('R wins over P1 and P0 of the same action, too', () => {
  const running = start(`PROGRAM main
VAR go, b : BOOL; n : INT; END_VAR
INITIAL_STEP S0: END_STEP
STEP S1: b(P1); A(P1); A(P0); END_STEP
STEP S2: b(R); A(R); END_STEP
TRANSITION FROM S0 TO (S1, S2) := go; END_TRANSITION
TRANSITION FROM (S1, S2) TO S0 := NOT go; END_TRANSITION
ACTION A: n := n + 1; END_ACTION
END_PROGRAM`);
  running.scan(0);
  running.set('main.go', true);
  expect(running.scan(10)).toBeNull();
  expect([running.get('main.S1.X'), running.get('main.b'), running.get('main.n')]).toEqual([true, false, 0]);
  running.set('main.go', false);
  running.scan(20);
  // R has gone with its step: the pulse at the end is heard.
  expect([running.get('main.S1.X'), running.get('main.n')]).toEqual([false, 1]);
});
