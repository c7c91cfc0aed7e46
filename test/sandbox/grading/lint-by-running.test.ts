/** What only a run shows of a lab's checks. */
import { describe, expect, it } from 'vitest';
import { lintByRunning } from '#sandbox/grading/lint-by-running.ts';
import { loadLab } from '#sandbox/lab/load.ts';
import { type LabFixture, labFixture } from '../lab/lab-fixture.ts';

function findings(fixture: LabFixture): string[] {
  const { lab, problems } = loadLab(fixture.dir);
  if (!lab) throw new Error(problems.map(({ message }) => message.en).join('\n'));
  return lintByRunning(lab).map(({ file, line, severity, message }) => {
    expect(message['zh-CN']).toMatch(/[一-鿿]/);
    return `${file}:${line} ${severity} ${message.en}`;
  });
}

/** A check at the end of the first step. */
function withCheck(yaml: string): { fixture: LabFixture; line: number } {
  const fixture = labFixture();
  const text = ['      - id: extra', ...yaml.split('\n').map((line) => `        ${line}`), '      - id: keeps-running'];
  const line = fixture.edit('lab.yaml', '      - id: keeps-running', text.join('\n'));
  return { fixture, line };
}

it('a good lab is clean', () => {
  expect(findings(labFixture())).toEqual([]);
});

describe('a check that nothing fails', () => {
  it('is told at its line, with a way out: what it asks for holds whatever the outputs do', () => {
    const { fixture, line } = withCheck('require:\n  - never: plant.StopButton\n    to: 2s');
    expect(findings(fixture)).toEqual([
      expect.stringMatching(new RegExp(`^lab.yaml:${line} error Nothing fails the check \`extra\`.*add the wrong answer`)),
    ]);
  });

  it.each([
    ['all outputs FALSE fail it', 'require:\n  - expect: plc.Lamp\n    within: 1s'],
    ['all outputs TRUE fail it', 'require:\n  - never: plc.Lamp\n    to: 1s'],
    [
      'outputs like inputs fail it',
      'scenario:\n  - at 1s: { plant.StopButton: TRUE }\nrequire:\n  - always: plc.Stop AND plc.Lamp OR NOT plc.Stop AND NOT plc.Lamp OR plc.Motor\n    to: 2s',
    ],
    [
      'only a wrong answer fails it',
      'scenario:\n  - at 1s: { plant.StartButton: TRUE }\n  - at 2s: { plant.StartButton: FALSE }\nrequire:\n  - never: NOT plc.Motor AND NOT plc.Lamp AND plant.Speed > 0.5\n    to: 3s',
    ],
    ['it asks for a text', 'program: { forbid: [while] }'],
  ])('is not one that %s', (_what, yaml) => {
    expect(findings(withCheck(yaml).fixture)).toEqual([]);
  });
});

describe('a trigger that never comes', () => {
  const requirement =
    '\nrequire:\n  - when: plant.EStopButton\n    then: NOT plc.Motor\n    within: 50ms\n  - never: plc.Lamp\n    to: 1s';

  it('is told at its line: no solution ever brings it about', () => {
    const { fixture, line } = withCheck(`run: 2s${requirement}`);
    expect(findings(fixture)).toEqual([
      expect.stringMatching(new RegExp(`^lab.yaml:${line + 3} warning \`plant.EStopButton\` never holds with any solution`)),
    ]);
  });

  it('is none when the scenario or the exploration brings it about', () => {
    expect(findings(withCheck(`scenario:\n  - at 1s: { plant.EStopButton: TRUE }${requirement}`).fixture)).toEqual([]);
    const explored = `explore: { inputs: [plant.EStopButton], runs: 20, length: 2s }${requirement}`;
    expect(findings(withCheck(explored).fixture)).toEqual([]);
  });
});
