/** `millwright lab test` on labs with one mistake each: refused, with file, line and a way out. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { type LabFixture, labFixture } from '../../../sandbox/lab/lab-fixture.ts';

const door = join(import.meta.dirname, '..', '..', '..', '..', 'src', 'cli', 'main.ts');

/** Only the fixture's own labs: they stand where MILLWRIGHT_CONTENT says. */
function labTest(fixture: LabFixture, locale = 'C') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [door, 'lab', 'test', 'small-motor', '--in', dirname(fixture.root)],
    {
      encoding: 'utf8',
      env: { ...process.env, MILLWRIGHT_CONTENT: '', LC_ALL: '', LANG: locale },
    },
  );
  return { code: status, out: stdout, err: stderr };
}

const extraCheck = `      - id: extra
        require:
          - never: plant.StopButton
            to: 2s
`;

it.each<[what: string, (fixture: LabFixture) => number, file: string, sentence: string]>([
  [
    'an unknown component',
    (fixture) => fixture.edit('plant.st', 'END_VAR\n  StartCircuit', 'END_VAR\nVAR K1 : Contactr; END_VAR\n  StartCircuit') + 1,
    'plant.st',
    'There is no component `Contactr`. Did you mean `Contactor`?',
  ],
  [
    'an unbound signal of the scene',
    (fixture) => fixture.edit('scene.svg', 'plant.EStopButton', 'plant.EStopButon'),
    'scene.svg',
    'There is no signal `plant.EStopButon`. Did you mean `plant.EStopButton`?',
  ],
  [
    'a prerequisite that waits for itself',
    (fixture) => fixture.edit('lab.yaml', 'rig:', 'prerequisites: [small-motor]\nrig:'),
    'lab.yaml',
    'These labs wait for each other: small-motor → small-motor. Remove one of the prerequisites.',
  ],
  [
    'a scenario that contradicts itself',
    (fixture) =>
      fixture.edit(
        'lab.yaml',
        '          - at 1200ms: { plant.StartButton: FALSE }',
        '          - at 1000ms: { plant.StartButton: FALSE }',
      ),
    'lab.yaml',
    '`plant.StartButton` gets another value at this very time already: true, and here false. Keep one.',
  ],
  [
    'an event behind the end of the run',
    (fixture) =>
      fixture.edit(
        'lab.yaml',
        '        require:',
        '          - at 9s: { plant.StopButton: TRUE }\n        run: 2s\n        require:',
      ),
    'lab.yaml',
    'The run is over before this happens. Make `run` of this check longer',
  ],
  [
    'a check that can never fail',
    (fixture) => {
      for (const locale of ['en', 'zh-CN']) {
        fixture.edit(
          `text.${locale}.md`,
          '### Check starts',
          '### Check extra\nNothing 无\n- default: nothing 无\n### Check starts',
        );
      }
      return fixture.edit('lab.yaml', '      - id: starts', `${extraCheck}      - id: starts`);
    },
    'lab.yaml',
    'Nothing fails the check `extra`',
  ],
])('%s', (_what, spoil, file, sentence) => {
  const fixture = labFixture();
  const line = spoil(fixture);
  const { code, out } = labTest(fixture);
  const told = out.split('\n').find((one) => one.includes(sentence));
  expect(told, out).toBeDefined();
  expect(told).toMatch(new RegExp(`labs/small-motor/${file}:${line}:\\d+: error: `));
  expect(code).toBe(1);
});

it('tells it in Chinese to whom the machine speaks Chinese', () => {
  const fixture = labFixture();
  fixture.edit('plant.st', 'END_VAR\n  StartCircuit', 'END_VAR\nVAR K1 : Contactr; END_VAR\n  StartCircuit');
  expect(labTest(fixture, 'zh_CN.UTF-8').out).toContain('没有组件 `Contactr`。是否想写 `Contactor`？');
});
