import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { grade } from '#sandbox/grading/grade.ts';
import { proveLab } from '#sandbox/grading/prove.ts';
import type { Verdict } from '#sandbox/grading/types.ts';
import type { SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { loadLab } from '#sandbox/lab/load.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import { labFixture } from '../lab/lab-fixture.ts';
import { program } from './motor-program.ts';

function motorLab(edits: [from: string, to: string][] = [], plantEdits: [from: string, to: string][] = []): Lab {
  const fixture = labFixture();
  for (const [from, to] of edits) fixture.edit('lab.yaml', from, to);
  for (const [from, to] of plantEdits) fixture.edit('plant.st', from, to);
  const { lab, problems } = loadLab(fixture.dir);
  if (!lab) throw new Error(problems.map(({ message }) => message.en).join('\n'));
  return lab;
}

const sealIn = program('Motor := (Start OR Motor) AND Stop AND EStop;');
const bodyLine = 9;

function verdicts(lab: Lab, programs: Record<string, SourceFile[]>, seed = 1): Record<string, Verdict> {
  const result = grade(lab, programs, { seed });
  if (result.outcome !== 'graded') throw new Error(`not graded: ${JSON.stringify(result)}`);
  return Object.fromEntries(result.verdicts.map((verdict) => [verdict.check, verdict]));
}

/** The second check asks for `requirement` instead. */
const asking = (requirement: string, run = ''): [string, string][] => [
  [
    '          - expect: plc.Motor\n            after: 1200ms\n            within: 50ms\n            for: 5s',
    `          - ${requirement}`,
  ],
  ...(run === '' ? [] : [['- id: keeps-running', `- id: keeps-running\n        run: ${run}`] as [string, string]]),
];

describe('the motor of the first lab', () => {
  it('keeps running after Start is released: passed, without a trace', () => {
    const result = grade(motorLab(), sealIn, { seed: 1 });
    expect(result).toMatchObject({ outcome: 'graded', passed: true });
    for (const verdict of Object.values(verdicts(motorLab(), sealIn)))
      expect(verdict).toMatchObject({ outcome: 'passed', trace: null });
  });

  it('stops on release: the message of that way to fail, what was asked, what was seen and when', () => {
    const lab = motorLab();
    const { starts, 'keeps-running': verdict } = verdicts(lab, lab.start);
    expect(starts?.outcome).toBe('passed');
    expect(verdict).toMatchObject({
      outcome: 'failed',
      messageKey: 'stops-on-release',
      expected: { en: 'plc.Motor should be TRUE within 50 ms after 1.2 s, and stay so for 5 s.' },
      observed: { en: 'plc.Motor was FALSE from 1.21 s.', 'zh-CN': '从 1.21 s 起 plc.Motor 为 FALSE。' },
      atSeconds: 1.21,
    });
    expect(verdict?.message?.en).toContain('as soon as Start was released');
    expect(verdict?.message?.['zh-CN']).toContain('松开');
  });

  it('never starts: the deadline, and the default message', () => {
    const { starts } = verdicts(motorLab(), program('Motor := FALSE;'));
    expect(starts).toMatchObject({
      outcome: 'failed',
      messageKey: 'default',
      observed: { en: 'plc.Motor stayed FALSE from 1 s to 1.05 s.' },
      atSeconds: 1.05,
    });
  });

  it('carries a trace that shows the failure: inputs, terminals, events', () => {
    const lab = motorLab();
    const trace = verdicts(lab, lab.start)['keeps-running']?.trace;
    expect(trace?.tickNs).toBe('5000000');
    expect(trace?.failedAt).toBe(242);
    expect(trace?.events).toEqual([
      { tick: 200, signal: 'plant.StartButton', value: true },
      { tick: 240, signal: 'plant.StartButton', value: false },
    ]);
    const motor = trace?.signals.find(({ name }) => name === 'plc.Motor');
    expect(motor?.samples).toEqual([
      { tick: 0, value: false },
      { tick: 202, value: true },
      { tick: 242, value: false },
    ]);
    expect(trace?.signals.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['plant.StartButton', 'plc.Start', 'plc.Lamp']),
    );
    expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
  });

  it('gives the same answer again, and other runs with another seed', () => {
    const lab = motorLab();
    const all = { seed: 5, traces: true };
    expect(grade(lab, sealIn, all)).toEqual(grade(lab, sealIn, all));
    const hashes = [5, 6].map((seed) => {
      const result = grade(lab, sealIn, { seed, traces: true });
      return result.outcome === 'graded' ? result.verdicts[1]?.trace?.hash : null;
    });
    expect(hashes[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it('sees what a rig shows that is driven by hand: the same trace hash', () => {
    const lab = motorLab();
    const result = grade(lab, sealIn, { seed: 7, traces: true });
    const trace = result.outcome === 'graded' ? result.verdicts[1]?.trace : null;
    const { rig } = Rig.build(lab, { seed: 7, programs: sealIn });
    if (!rig || !trace) throw new Error('nothing to compare');
    rig.advance(200);
    rig.apply({ kind: 'operate', signal: 'plant.StartButton', value: true });
    rig.advance(40);
    rig.apply({ kind: 'operate', signal: 'plant.StartButton', value: false });
    rig.advance(trace.ticks - 240);
    expect(trace.hash).toBe(rig.traceHash);
  });

  it('grades only the steps that are asked for', () => {
    const result = grade(motorLab(), sealIn, { seed: 1, steps: ['another'] });
    expect(result).toEqual({ outcome: 'graded', verdicts: [], passed: false });
  });
});

describe('requirements at work', () => {
  it('an event takes effect in the tick at its time: the sample of that very tick shows it', () => {
    const lab = motorLab(asking('expect: plant.StartButton AND plant.StartCircuit\n            after: 1s'));
    expect(verdicts(lab, sealIn)['keeps-running']?.outcome).toBe('passed');
    const before = motorLab(asking('never: plant.StartButton\n            to: 995ms'));
    expect(verdicts(before, sealIn)['keeps-running']?.outcome).toBe('passed');
    const included = motorLab(asking('never: plant.StartButton\n            to: 1s'));
    expect(verdicts(included, sealIn)['keeps-running']).toMatchObject({ outcome: 'failed', atSeconds: 1 });
  });

  it('an event between two ticks waits for the next', () => {
    const lab = motorLab([
      ['- at 1200ms', '- at 1201ms'],
      ...asking('never: NOT plant.StartButton\n            from: 1s\n            to: 1204ms'),
    ]);
    expect(verdicts(lab, sealIn)['keeps-running']?.outcome).toBe('passed');
  });

  it('always, with IMPLIES, over signals of plant and terminals', () => {
    const lab = motorLab(asking('always: plant.ContactorFeedback IMPLIES plc.Motor', '3s'));
    expect(verdicts(lab, sealIn)['keeps-running']?.outcome).toBe('passed');
  });

  it('numbers, times and parameters are ordinary Structured Text', () => {
    const lab = motorLab(asking('expect: plant.Speed >= 0.99 AND plant.SpinUp <= T#1500ms\n            within: 4s'));
    expect(verdicts(lab, sealIn)['keeps-running']?.outcome).toBe('passed');
    const slow = motorLab(asking('expect: plant.Speed > 0.99 AND plant.SpinUp > T#1500ms\n            within: 4s'));
    const verdict = verdicts(slow, sealIn)['keeps-running'];
    expect(verdict?.observed?.en).toMatch(
      /^\(plant\.Speed > 0\.99 AND plant\.SpinUp > T#1500ms\) stayed FALSE from 0 s to 4 s\. At 4 s: plant\.SpinUp = [\d.]+ (m?s), plant\.Speed = 1\.$/,
    );
  });

  it('TIME() is the time of the sample', () => {
    const lab = motorLab(asking('never: TIME() = T#1500ms\n            to: 3s'));
    expect(verdicts(lab, sealIn)['keeps-running']).toMatchObject({ outcome: 'failed', atSeconds: 1.5 });
  });

  it('when … then … and hold … until …', () => {
    const answered = motorLab(asking('when: plant.StartButton\n            then: plc.Motor\n            within: 10ms', '3s'));
    expect(verdicts(answered, sealIn)['keeps-running']?.outcome).toBe('passed');
    expect(verdicts(answered, program('Motor := FALSE;'))['keeps-running']).toMatchObject({ outcome: 'failed', atSeconds: 1.01 });
    const lasting = motorLab(asking('hold: NOT plc.Motor\n            until: plant.StartButton\n            within: 1s'));
    expect(verdicts(lasting, sealIn)['keeps-running']?.outcome).toBe('passed');
    expect(verdicts(lasting, program('Motor := Stop;'))['keeps-running']).toMatchObject({
      outcome: 'failed',
      expected: { en: 'plc.Motor should stay FALSE until plant.StartButton is TRUE, which should come within 1 s after 0 s.' },
    });
  });

  it('a window that the run cuts off ran too short', () => {
    const lab = motorLab([['- id: keeps-running', '- id: keeps-running\n        run: 3s']]);
    const result = grade(lab, sealIn, { seed: 1 });
    expect(result).toMatchObject({ outcome: 'graded', passed: false });
    expect(verdicts(lab, sealIn)['keeps-running']).toMatchObject({
      outcome: 'ran-too-short',
      observed: { en: 'The run ended at 3 s, before this could be decided.' },
    });
    const enough = motorLab([['- id: keeps-running', '- id: keeps-running\n        run: 6200ms']]);
    expect(verdicts(enough, sealIn)['keeps-running']?.outcome).toBe('passed');
    const tooShort = motorLab([['- id: keeps-running', '- id: keeps-running\n        run: 6195ms']]);
    expect(verdicts(tooShort, sealIn)['keeps-running']?.outcome).toBe('ran-too-short');
  });
});

describe('programs that do not run', () => {
  it('one that does not compile: its diagnostics, no verdict', () => {
    const result = grade(motorLab(), program('Motor := Strt;'), { seed: 1 });
    expect(result).toMatchObject({ outcome: 'did-not-run', fault: null });
    if (result.outcome !== 'did-not-run') return;
    expect(result.diagnostics[0]).toMatchObject({ severity: 'error', range: { file: 'main.st', line: bodyLine } });
  });

  it('one that loops for ever from its first scan: the line that was running', () => {
    const result = grade(motorLab(), program('WHILE TRUE DO\n  Motor := NOT Motor;\nEND_WHILE;'), { seed: 1 });
    expect(result).toMatchObject({ outcome: 'did-not-run', diagnostics: [], fault: { file: 'main.st' } });
    if (result.outcome === 'did-not-run') expect(result.fault?.line).toBeGreaterThanOrEqual(bodyLine);
  });

  it('one that faults at work has failed, and the verdict says where', () => {
    const body = 'IF Start THEN\n  Motor := 10 / n = 3;\nEND_IF;';
    const { starts } = verdicts(motorLab(), program(body, 'n : INT;'));
    expect(starts).toMatchObject({ outcome: 'failed', messageKey: null });
    expect(starts?.message?.en).toContain('stopped with a fault');
    expect(starts?.observed?.en).toMatch(/^At 1\.01 s, main\.st line 10: /);
  });

  it('a fault cannot pass for a motor that obeys "never"', () => {
    const lab = motorLab(asking('never: plc.Motor\n            to: 3s'));
    const verdict = verdicts(lab, program('IF Start THEN\n  Motor := 10 / n = 3;\nEND_IF;', 'n : INT;'))['keeps-running'];
    expect(verdict?.outcome).toBe('failed');
  });

  it('a plant that faults is our failure', () => {
    const lab = motorLab(
      [],
      [
        ['Lamp := LampCoil;', 'Lamp := LampCoil;\n  IF StartButton THEN none := 1 / none; END_IF;'],
        ['VAR_OUTPUT', 'VAR none : INT; END_VAR\nVAR_OUTPUT'],
      ],
    );
    const result = grade(lab, sealIn, { seed: 1 });
    expect(result.outcome).toBe('our-failure');
    if (result.outcome === 'our-failure') expect(result.message['zh-CN']).toContain('不是您的程序');
  });

  it('a check that divides by zero is our failure', () => {
    const lab = motorLab(asking('expect: 1 / TO_INT(plant.StartButton) = 1'));
    expect(grade(lab, sealIn, { seed: 1 }).outcome).toBe('our-failure');
  });
});

describe('proving a lab', () => {
  const failures = (lab: Lab): string[] => proveLab(lab).flatMap(({ name, ok }) => (ok ? [] : [name.en]));

  it('a good one is proved: lint, start, one solution twice, one wrong answer', () => {
    expect(proveLab(motorLab()).map(({ ok, name }) => `${ok} ${name.en}`)).toEqual([
      'true texts, bindings, wiring and expressions are complete',
      'true the untouched start fails',
      'true solution seal-in passes (seed 1)',
      'true solution seal-in passes (seed 2)',
      'true wrong answer follows-start gets "stops-on-release" at keeps-running',
      'true every check can fail',
    ]);
  });

  it('a start that passes already proves nothing', () => {
    const fixture = labFixture();
    const solution = readFileSync(join(fixture.dir, 'solution/seal-in/main.st'), 'utf8');
    writeFileSync(join(fixture.dir, 'start/main.st'), solution);
    expect(failures(loadLab(fixture.dir).lab!)).toContain('the untouched start fails');
  });

  it('a solution that fails, a wrong answer that gets another message', () => {
    const fixture = labFixture();
    fixture.edit('solution/seal-in/main.st', 'Start OR Motor', 'Start AND Motor');
    fixture.edit('wrong/follows-start/main.st', 'Start AND Stop', 'FALSE');
    const failed = failures(loadLab(fixture.dir).lab!);
    expect(failed).toEqual([
      'solution seal-in passes (seed 1)',
      'solution seal-in passes (seed 2)',
      'wrong answer follows-start gets "stops-on-release" at keeps-running',
    ]);
  });
});
