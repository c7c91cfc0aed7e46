import { describe, expect, it } from 'vitest';
import { grade } from '#sandbox/grading/grade.ts';
import type { Verdict } from '#sandbox/grading/types.ts';
import type { SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { loadLab } from '#sandbox/lab/load.ts';
import { labFixture } from '../lab/lab-fixture.ts';
import { program } from './motor-program.ts';

/** The small motor with one more check, in YAML at the depth of a check's keys. */
function labWith(check: string): Lab {
  const fixture = labFixture();
  const marker = '      - id: keeps-running';
  const lines = check
    .trim()
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n');
  fixture.edit('lab.yaml', marker, `      - id: explored\n${lines}\n${marker}`);
  const { lab, problems } = loadLab(fixture.dir);
  if (!lab) throw new Error(problems.map(({ message }) => message.en).join('\n'));
  return lab;
}

function verdictOf(lab: Lab, programs: Record<string, SourceFile[]>, seed = 1): Verdict {
  const result = grade(lab, programs, { seed });
  if (result.outcome !== 'graded') throw new Error(JSON.stringify(result));
  return result.verdicts.find(({ check }) => check === 'explored')!;
}

const stopWins = `
explore:
  inputs: [plant.StartButton, plant.StopButton, plant.EStopButton]
  runs: 60
  length: 10s
require:
  - always: NOT plc.Stop IMPLIES NOT plc.Motor
    within: 30ms
`;

describe('exploration', () => {
  it('lets a program pass that stops whatever is pressed', () => {
    expect(verdictOf(labWith(stopWins), program('Motor := (Start OR Motor) AND Stop AND EStop;')).outcome).toBe('passed');
  });

  it('finds the operator who holds Start while pressing Stop, and shows nothing else', () => {
    const verdict = verdictOf(labWith(stopWins), program('Motor := Start OR (Motor AND Stop AND EStop);'));
    expect(verdict.outcome).toBe('failed');
    const { counterexample, trace } = verdict;
    // Start is pressed, and Stop while it is: two presses and no third.
    const pressed = counterexample!.events.filter(({ value }) => value === true).map(({ signal }) => signal);
    expect(pressed.toSorted()).toEqual(['plant.StartButton', 'plant.StopButton']);
    expect(counterexample!.events.length).toBeLessThan(counterexample!.drawnEvents);
    expect(trace!.events).toEqual(counterexample!.events);
    expect(trace!.failedAt).toBeGreaterThan(0);
  });

  it('finds the one-in-a-thousand: a second start within a second of the stop', () => {
    const body = `wait(IN := NOT Stop, PT := T#1s);
  Motor := (Start OR Motor) AND Stop AND EStop AND NOT wait.Q;`;
    const lab = labWith(
      stopWins.replace('NOT plc.Stop IMPLIES NOT plc.Motor', 'plc.Start AND plc.Stop AND plc.EStop IMPLIES plc.Motor'),
    );
    expect(verdictOf(lab, program(body, 'wait : TOF;')).outcome).toBe('failed');
    expect(verdictOf(lab, program('Motor := (Start OR Motor) AND Stop AND EStop;')).outcome).toBe('passed');
  });

  it('explores alike for the same seed', () => {
    const lab = labWith(stopWins);
    const wrong = program('Motor := Start OR (Motor AND Stop AND EStop);');
    expect(verdictOf(lab, wrong, 7)).toEqual(verdictOf(lab, wrong, 7));
  });

  it('steps a number within its range', () => {
    const lab = labWith(`
explore:
  inputs: [{ signal: plant.StartButton, from: 0, to: 1 }]
  runs: 20
  length: 2s
require:
  - never: plc.Motor AND plc.Start
`);
    expect(verdictOf(lab, program('Motor := Start;')).outcome).toBe('failed');
  });
});

describe('how close it was', () => {
  it('a window met tells the time to spare, one missed how late it came', () => {
    const check = `
scenario:
  - at 100ms: { plant.StartButton: TRUE }
require:
  - expect: plc.Motor
    after: 100ms
    within: 60ms
`;
    expect(verdictOf(labWith(check), program('Motor := Start;')).closeness?.en).toMatch(/^\d+ ms to spare\.$/);
    const late = program('wait(IN := Start, PT := T#200ms); Motor := wait.Q;', 'wait : TON;');
    const lab = labWith(`${check}run: 1s`);
    const verdict = verdictOf(lab, late);
    expect(verdict.outcome).toBe('failed');
    expect(verdict.closeness?.en).toMatch(/^1[3-6]0 ms too late\.$/);
    expect(verdict.closeness?.['zh-CN']).toMatch(/^迟了 1[3-6]0 ms。$/);
  });

  it('a comparison tells by how much', () => {
    const check = `
run: 6s
scenario:
  - at 100ms: { plant.StartButton: TRUE }
require:
  - always: plant.Speed < 0.5
`;
    const verdict = verdictOf(labWith(check), program('Motor := Start;'));
    expect(verdict.outcome).toBe('failed');
    expect(verdict.closeness?.en).toMatch(/^plant\.Speed < 0\.5 was missed by 0\.5\.$/);
    expect(verdictOf(labWith(check), program('Motor := FALSE;')).closeness?.en).toMatch(/with 0\.5 to spare/);
  });
});

describe('static requirements', () => {
  const right = 'Motor := (Start OR Motor) AND Stop AND EStop;';
  const asks = (requirement: string, way = '') => labWith(`program: { ${requirement} }\nways: [${way}]`);

  it.each([
    ['forbid: [while]', 'WHILE FALSE DO ; END_WHILE;'],
    ['forbid: [double-coil]', 'Motor := Stop; Motor := Start;'],
    ['forbid: [for]', 'FOR i := 1 TO 2 DO ; END_FOR;'],
    ['forbid: [direct-address]', '%QX0.5 := TRUE;'],
    ['forbid: [timer-in-branch]', 'IF Start THEN t(IN := TRUE, PT := T#1s); END_IF;'],
    ['lines: 12', ';\n;\n;\n;\n;'],
    ['use: [TOF]', 't(IN := TRUE, PT := T#1s);'],
  ])('%s refuses %s', (requirement, statement) => {
    const variables = 'i : INT; t : TON;';
    const verdict = verdictOf(asks(requirement), program(`${statement}\n${right}`, variables));
    expect(verdict).toMatchObject({ outcome: 'failed', messageKey: 'default' });
    expect(verdict.observed?.['zh-CN']).toMatch(/[一-鿿]/);
  });

  it('accepts what keeps to them', () => {
    const lab = asks('forbid: [while, repeat, for, timer-in-branch, double-coil], use: [TON], lines: 20, cost: 40');
    const verdict = verdictOf(lab, program(`t(IN := Start, PT := T#1s);\n${right}`, 't : TON;'));
    expect(verdict.outcome).toBe('passed');
  });

  it('bounds the cost of a scan, with a message of its own', () => {
    const fixture = asks('cost: 50', '{ key: no-key, misses: cost }');
    const verdict = verdictOf(fixture, program(`FOR i := 1 TO 500 DO n := n + 1; END_FOR;\n${right}`, 'i, n : INT;'));
    expect(verdict).toMatchObject({ outcome: 'failed', messageKey: 'no-key' });
    expect(verdict.observed?.en).toMatch(/The costliest took \d{3,}/);
  });
});
