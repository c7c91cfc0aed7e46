/** Physics that leave the numbers fault the rig, by the component's name; what else the rig does goes on. */
import { expect, it } from 'vitest';
import { grade } from '#sandbox/grading/grade.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { loadLab } from '#sandbox/lab/load.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import { labFixture } from '../lab/lab-fixture.ts';

/** A tank beside the motor; `inflow` is what it is given once the motor's contactor has closed. */
function labWithTank(inflow: string): Lab {
  const fixture = labFixture();
  fixture.edit('plant.st', 'END_VAR\n  StartCircuit', 'END_VAR\nVAR T101 : Tank; grows : LREAL := 1.0; END_VAR\n  StartCircuit');
  fixture.edit('plant.st', '  Lamp := LampCoil;', `  Lamp := LampCoil;\n  IF ContactorFeedback THEN\n    ${inflow}\n  END_IF;`);
  const { lab, problems } = loadLab(fixture.dir);
  if (!lab) throw new Error(problems.map(({ message }) => message.en).join('\n'));
  return lab;
}

const cases: [what: string, inflow: string, path: RegExp][] = [
  [
    'an infinite value',
    'T101(Inflow := 1.0, Initial := 10.0, Area := 1.0E300 * 1.0E300);',
    /plant\.T101\.\w+ is (NaN|-?Infinity)/,
  ],
  [
    'a value out of any range',
    'grows := grows * 10.0; T101(Inflow := grows, Height := 1.0E30);',
    /plant\.(T101\.\w+|grows) is \d/,
  ],
];

it.each(cases)('%s: the plant stands still, named, and the controller runs on', (_what, inflow, path) => {
  const { rig } = Rig.build(labWithTank(inflow), { seed: 1 });
  rig!.advance(100);
  expect(rig!.plantFault).toBeNull();
  rig!.apply({ kind: 'operate', signal: 'plant.StartButton', value: true });
  rig!.advance(1_000);
  const fault = rig!.plantFault;
  expect(fault?.kind).toBe('diverged');
  expect(fault?.message.en).toMatch(path);
  expect(fault?.message['zh-CN']).toContain('被控对象的计算发散：plant.');
  const controller = Object.values(rig!.controllers())[0];
  expect([controller?.mode, controller?.fault]).toEqual(['run', null]);

  // Saved and restored, it is still the same fault.
  const restored = Rig.restore(rig!.lab, rig!.save());
  expect(restored.rig?.plantFault).toEqual(fault);
});

it('costs the trainee nothing when it happens in grading', () => {
  const lab = labWithTank('grows := grows * 10.0; T101(Inflow := grows);');
  const result = grade(lab, lab.solutions['seal-in']!, { seed: 1 });
  expect(result.outcome).toBe('our-failure');
  expect(result.outcome === 'our-failure' && result.message.en).toMatch(
    /the plant faulted: The plant diverged: plant\.(T101\.\w+|grows) is /,
  );
});
