import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { grade } from '#sandbox/grading/grade.ts';
import { proveLab } from '#sandbox/grading/prove.ts';
import { takeRoute } from '#sandbox/grading/take-route.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { lintLab } from '#sandbox/lab/lint.ts';
import { loadLab } from '#sandbox/lab/load.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import { drawnFault } from '#sandbox/rig/troubleshooting.ts';
import { labFixture } from '../lab/lab-fixture.ts';

const bench = `
faults:
  - { id: start-open, effects: [{ signal: plc.Start, mode: broken-wire }] }
  - { id: motor-open, effects: [{ signal: plc.Motor, mode: broken-wire }] }
  - { id: stop-open, effects: [{ signal: plc.Stop, mode: broken-wire }] }
troubleshooting:
  draw: [start-open, motor-open, stop-open]
  tests:
    - { id: look-at-stop, kind: measure, signals: [plc.Stop], minutes: 1, tells: [stop-open] }
    - { id: press-start, kind: measure, operate: { plant.StartButton: TRUE }, wait: 100ms, signals: [plc.Start], minutes: 2, tells: [start-open] }
    - { id: force-motor, kind: force, force: { plc.Motor: TRUE }, wait: 2s, signals: [plant.Speed], minutes: 5, tells: [motor-open] }
    - { id: swap-contactor, kind: exchange, repairs: [motor-open], minutes: 40, money: 90, signals: [plant.Speed] }
`;

const names = (zh: boolean) => `
## Faults
- start-open: ${zh ? '起动按钮断线' : 'The wire of Start is broken'}
- motor-open: ${zh ? '接触器线圈断线' : 'The wire of the coil is broken'}
- stop-open: ${zh ? '停止按钮断线' : 'The wire of Stop is broken'}
## Tests
- look-at-stop: ${zh ? '看停止输入' : 'Look at the input of Stop'}
- press-start: ${zh ? '按下起动并看输入' : 'Press Start and look at its input'}
- force-motor: ${zh ? '强制电动机输出' : 'Force the motor'}
- swap-contactor: ${zh ? '更换接触器' : 'Exchange the contactor'}
`;

function benchLab(requirement = '{ minutes: 10, money: 20 }', edits: [string, string][] = []): { lab: Lab; dir: string } {
  const fixture = labFixture();
  const definition = readFileSync(join(fixture.dir, 'lab.yaml'), 'utf8');
  const steps = `steps:
  - id: find
    checks:
      - id: named
        diagnosis: ${requirement}
        ways: [{ key: guessed, misses: evidence }, { key: dear, misses: minutes }]
  - id: rest
    checks:
      - { id: nothing, require: [{ always: "TRUE" }] }
`;
  fixture.write('lab.yaml', `${definition.slice(0, definition.indexOf('steps:'))}${bench.trim()}\n${steps}`);
  for (const folder of ['wrong', 'solution/seal-in']) fixture.remove(folder);
  for (const [from, to] of edits) fixture.edit('lab.yaml', from, to);
  for (const locale of ['en', 'zh-CN']) {
    const zh = locale === 'zh-CN';
    const step = (id: string, check: string, keys: string[]) =>
      `## Step ${id}\n${zh ? '步骤' : 'Step'}\n### Check ${check}\n${zh ? '检查' : 'Check'}\n${keys.map((key) => `- ${key}: ${zh ? '信息' : 'message'}`).join('\n')}\n`;
    fixture.write(
      `text.${locale}.md`,
      `# ${zh ? '标题' : 'Title'}\n## Summary\n${zh ? '摘要' : 'Summary'}\n${step('find', 'named', ['default', 'guessed', 'dear'])}${step('rest', 'nothing', ['default'])}${names(zh)}`,
    );
  }
  const route = (lines: string[]) => `route:\n${lines.map((line) => `  - ${line}`).join('\n')}\n`;
  fixture.write(
    'solution/halves/route.yaml',
    route([
      '{ test: look-at-stop }',
      '{ if: NOT plc.Stop, diagnose: stop-open }',
      '{ test: press-start }',
      '{ test: force-motor }',
      '{ diagnose: motor-open }',
    ]),
  );
  const { lab, problems } = loadLab(fixture.dir);
  if (!lab) throw new Error(problems.map(({ file, line, message }) => `${file}:${line} ${message.en}`).join('\n'));
  return { lab, dir: fixture.dir };
}

const seedOf = (lab: Lab, fault: string): number => {
  for (let seed = 1; ; seed++) if (drawnFault(lab, seed) === fault) return seed;
};

const key = (lab: Lab, seed: number, made: string[], diagnosis: string | null): string => {
  const result = grade(lab, {}, { seed, route: { made: made.map((test) => ({ test })), diagnosis } });
  if (result.outcome !== 'graded') throw new Error(JSON.stringify(result));
  const [verdict] = result.verdicts;
  return verdict!.outcome === 'passed' ? 'passed' : `${verdict!.messageKey}: ${verdict!.observed!.en}`;
};

describe('a bench', () => {
  it('records each test with what it showed, and puts back what it touched', () => {
    const { lab } = benchLab();
    const { rig } = Rig.build(lab, { seed: seedOf(lab, 'start-open') });
    rig!.advance(100);
    rig!.apply({ kind: 'test', test: 'press-start' });
    expect(rig!.apply({ kind: 'test', test: 'look-at-stop' })).toMatchObject({ ok: false, code: 'test-under-way' });
    rig!.advance(100);
    expect(rig!.bench!.made).toMatchObject([{ test: 'press-start', readings: { 'plc.Start': false } }]);
    expect(rig!.value('plant.StartButton')).toBe(false);
    rig!.apply({ kind: 'test', test: 'force-motor' });
    rig!.advance(1000);
    expect(rig!.bench!.made[1]!.readings['plant.Speed']).toBeGreaterThan(0.5);
    expect(rig!.forces()).toEqual([]);
  });

  it('a part exchanged ends the faults that it repairs', () => {
    const { lab } = benchLab();
    const { rig } = Rig.build(lab, { seed: seedOf(lab, 'motor-open') });
    rig!.advance(10);
    rig!.apply({ kind: 'test', test: 'swap-contactor' });
    rig!.advance(2);
    expect(rig!.faults().some(({ active }) => active)).toBe(false);
  });

  it('is saved with the rig', () => {
    const { lab } = benchLab();
    const { rig } = Rig.build(lab, { seed: 1 });
    rig!.apply({ kind: 'test', test: 'force-motor' });
    rig!.advance(5);
    const { rig: again } = Rig.restore(lab, structuredClone(rig!.save()));
    for (const one of [rig!, again!]) one.advance(1000);
    expect(again!.bench).toEqual(rig!.bench);
    expect(again!.traceHash).toBe(rig!.traceHash);
  });
});

describe('a diagnosis', () => {
  it('passes with a test that shows the fault', () => {
    const { lab } = benchLab();
    expect(key(lab, seedOf(lab, 'start-open'), ['press-start'], 'start-open')).toBe('passed');
  });
  it('passes when tests rule out every other', () => {
    const { lab } = benchLab();
    expect(key(lab, seedOf(lab, 'motor-open'), ['look-at-stop', 'press-start'], 'motor-open')).toBe('passed');
  });
  it('is not shown by a test that tells a group of faults from the others', () => {
    const { lab } = benchLab('{}', [['minutes: 2, tells: [start-open] }', 'minutes: 2, tells: [start-open, stop-open] }']]);
    expect(key(lab, seedOf(lab, 'start-open'), ['press-start'], 'start-open')).toMatch(/^guessed: /);
  });
  it('passes when groups narrow it down to one', () => {
    const { lab } = benchLab('{}', [['minutes: 2, tells: [start-open] }', 'minutes: 2, tells: [start-open, stop-open] }']]);
    expect(key(lab, seedOf(lab, 'start-open'), ['press-start', 'look-at-stop'], 'start-open')).toBe('passed');
    expect(key(lab, seedOf(lab, 'motor-open'), ['press-start'], 'motor-open')).toBe('passed');
  });
  it('that is another fault fails, and does not tell which stands', () => {
    const { lab } = benchLab();
    const told = key(lab, seedOf(lab, 'start-open'), ['press-start'], 'motor-open');
    expect(told).toMatch(/^default: You named: The wire of the coil is broken/);
    expect(told).not.toMatch(/Start/);
  });
  it('that has no title is called by what it strikes', () => {
    const { lab } = benchLab();
    lab.text.en.faults = {};
    lab.text.en.signals = {};
    expect(key(lab, seedOf(lab, 'start-open'), ['press-start'], 'motor-open')).toMatch(
      /^default: You named: plc.Motor has a broken wire/,
    );
  });
  it('by a lucky guess fails with its message', () => {
    const { lab } = benchLab();
    expect(key(lab, seedOf(lab, 'start-open'), [], 'start-open')).toMatch(/^guessed: No test was made/);
  });
  it('that cost too much time or money fails', () => {
    const { lab } = benchLab();
    const seed = seedOf(lab, 'start-open');
    expect(key(lab, seed, ['force-motor', 'force-motor', 'press-start'], 'start-open')).toMatch(/^dear: It took 12 min/);
    const { lab: other } = benchLab('{ money: 20 }');
    expect(key(other, seedOf(other, 'motor-open'), ['swap-contactor'], 'motor-open')).toMatch(/^default: It took 90/);
  });
  it('is asked for: without one the check fails', () => {
    const { lab } = benchLab();
    expect(key(lab, 1, [], null)).toMatch(/No diagnosis was given yet/);
  });
});

describe('lab test proves a troubleshooting lab', () => {
  it('walks the route of every solution for every fault, and finds the one that it misses', () => {
    const { lab } = benchLab();
    const taken = takeRoute(lab, lab.routes.solutions.halves!, seedOf(lab, 'stop-open'));
    expect(taken).toMatchObject({ diagnosis: 'stop-open', made: [{ test: 'look-at-stop' }] });
    const proofs = proveLab(lab).filter(({ name }) => name.en.startsWith('solution halves'));
    // It never names start-open: the seeds that draw it fail.
    expect(proofs.some(({ ok }) => ok)).toBe(true);
    expect(proofs.find(({ ok }) => !ok)!.detail!.en).toMatch(/^named: .*It is another/);
  });

  it('holds what a test tells against simulation', () => {
    const { lab } = benchLab('{}', [
      ['signals: [plc.Stop], minutes: 1, tells: [stop-open]', 'signals: [plc.Stop], minutes: 1, tells: [start-open]'],
    ]);
    const proof = proveLab(lab).find(({ name }) => name.en.startsWith('test look-at-stop'));
    expect(proof).toMatchObject({ ok: false });
    expect(proof!.detail!.en).toMatch(/shows the same/);
  });

  it('lints names that do not exist, with a way out', () => {
    const { lab } = benchLab('{}', [
      ['repairs: [motor-open]', 'repairs: [motor-opn]'],
      ['signal: plc.Start, mode: broken-wire', 'signal: plc.Strat, mode: broken-wire'],
    ]);
    const told = lintLab(lab).map(({ message }) => message.en);
    expect(told.some((text) => /no fault `motor-opn`/.test(text))).toBe(true);
    expect(told.some((text) => /Did you mean `plc.Start`/.test(text))).toBe(true);
  });
});
