import { describe, expect, it } from 'vitest';
import { forSeed } from '#sandbox/grading/for-seed.ts';
import { loadLabs } from '#sandbox/lab/load.ts';
import { Rig } from '#sandbox/rig/rig.ts';

const { labs } = loadLabs([`${import.meta.dirname}/../../../labs`]);

function rigOf(slug: string, answer?: string): Rig {
  const lab = labs.get(slug)!;
  const { rig } = Rig.build(lab, { seed: 3, ...(answer ? { programs: forSeed(lab, lab.solutions[answer]!, 3) } : {}) });
  if (!rig) throw new Error('no rig');
  return rig;
}

describe('a rig that stands in a scan', () => {
  const answers = [...labs.values()]
    .filter(({ definition }) => Object.keys(definition.rig.controllers).length > 0)
    .flatMap((lab) => Object.keys(lab.solutions).map((answer) => [lab.slug, answer] as const));

  it.each(answers)('%s, %s: walked through every seventh scan, forwards and back, it leaves the same trace', (slug, answer) => {
    const [walked, straight] = [rigOf(slug, answer), rigOf(slug, answer)];
    const controller = Object.keys(walked.controllers())[0]!;
    const button = walked.signals().find((signal) => signal.operable && signal.type === 'BOOL')!.name;
    let statements = 0;
    for (let round = 0; round < 30; round++) {
      if (round === 5 || round === 12) {
        // An input acts from the next tick on: the open one is closed first.
        walked.advance(0);
        straight.advance(walked.tick - straight.tick);
        for (const rig of [walked, straight]) rig.apply({ kind: 'operate', signal: button, value: round === 5 });
      }
      walked.advance(7);
      const scan = walked.beginScan(controller)!;
      let { state } = scan.stepper;
      while (state.kind === 'paused') {
        statements++;
        state = scan.stepper.stepInto();
      }
      if (round % 3 === 0) scan.stepper.stepBack();
      if (round % 4 === 0) scan.stepper.runTo(1);
      straight.advance(walked.tick - straight.tick);
    }
    walked.advance(1);
    straight.advance(walked.tick - straight.tick);
    expect(statements).toBeGreaterThan(30);
    expect(walked.traceHash).toBe(straight.traceHash);
    expect(walked.controllers()).toEqual(straight.controllers());
  });

  it('shows the variables as they are before the statement that comes next', () => {
    const rig = rigOf('motor-seal-in', Object.keys(labs.get('motor-seal-in')!.solutions)[0]);
    rig.advance(20);
    rig.apply({ kind: 'operate', signal: 'plant.StartButton', value: true });
    rig.advance(1);
    expect(rig.value('plc.Motor')).toBe(false);
    const scan = rig.beginScan('plc')!;
    expect(scan.stepper.state).toMatchObject({ kind: 'paused', statement: 1 });
    const seen: unknown[] = [];
    while (scan.stepper.state.kind === 'paused') {
      seen.push(rig.value('plc.Motor'));
      scan.stepper.stepOver();
    }
    expect(seen[0]).toBe(false);
    expect(rig.value('plc.Motor')).toBe(true);
  });

  it('saved there, it is the rig before that tick', () => {
    const rig = rigOf('tank-two-switches');
    rig.advance(10);
    rig.beginScan('plc')?.stepper.stepInto();
    const saved = rig.save();
    const { rig: again } = Rig.restore(labs.get('tank-two-switches')!, saved);
    rig.advance(20);
    again!.advance(rig.tick - again!.tick);
    expect(again!.traceHash).toBe(rig.traceHash);
  });

  it('a controller that is stopped has no scan to stand in', () => {
    const rig = rigOf('motor-seal-in');
    rig.apply({ kind: 'stop', controller: 'plc' });
    expect(rig.beginScan('plc')).toBe(null);
    expect(rig.beginScan('nobody')).toBe(null);
  });
});
