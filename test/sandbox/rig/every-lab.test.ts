import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forSeed } from '../../../sandbox/grading/for-seed.ts';
import { loadLab } from '../../../sandbox/lab/load.ts';
import { Rig } from '../../../sandbox/rig/rig.ts';
import type { RigInput } from '../../../sandbox/rig/types.ts';

const root = join(import.meta.dirname, '../../../labs');
const slugs = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());

const inputOf = (signal: string, value: boolean | number | string): RigInput =>
  signal.startsWith('fault.')
    ? { kind: 'fault', fault: signal.slice('fault.'.length), active: value === true }
    : { kind: 'operate', signal, value };

/** The scenarios of all checks one after another, as inputs at logical times. */
function stimuli(rig: Rig): { at: bigint; input: RigInput }[] {
  let start = 0n;
  return rig.lab.definition.steps.flatMap((step) =>
    step.checks.flatMap((check) => {
      const inputs = check.scenario.flatMap(({ at, set }) =>
        Object.entries(set).map(([signal, value]) => ({ at: start + at, input: inputOf(signal, value) })),
      );
      start = (inputs.at(-1)?.at ?? start) + 2_000_000_000n;
      return inputs;
    }),
  );
}

describe.each(slugs.map(({ name }) => name))('the lab %s', (slug) => {
  const { lab, problems } = loadLab(join(root, slug));
  if (!lab) throw new Error(JSON.stringify(problems));

  it.each(Object.entries(lab.solutions))(
    'with the solution %s gives one trace, run through and restored on the way',
    (_, programs) => {
      const build = () => {
        const built = Rig.build(lab, { seed: 11, programs: forSeed(lab, programs, 11) });
        if (!built.rig || built.problems.length > 0) throw new Error(JSON.stringify(built.problems));
        return built.rig;
      };
      const run = (rig: Rig, advance: (rig: Rig) => Rig): Rig => {
        const inputs = stimuli(rig);
        const end = (inputs.at(-1)?.at ?? 0n) + 3_000_000_000n;
        let now = rig;
        let next = 0;
        while (now.timeNs < end) {
          for (let due = inputs[next]; due && due.at <= now.timeNs; due = inputs[next]) {
            expect(now.apply(due.input)).toEqual({ ok: true });
            next++;
          }
          now = advance(now);
        }
        return now;
      };
      let ticks = 0;
      const straight = run(build(), (rig) => {
        rig.advance(1);
        return rig;
      });
      const restored = run(build(), (rig) => {
        rig.advance(1);
        if (++ticks % 397 !== 0) return rig;
        const keyframe = rig.save();
        const again = Rig.restore(lab, { ...keyframe, state: JSON.parse(JSON.stringify(keyframe.state)) }).rig;
        if (!again) throw new Error('the rig did not restore');
        return again;
      });
      expect(restored.traceHash).toBe(straight.traceHash);
      expect(restored.signals().map(({ id }) => restored.read(id))).toEqual(
        straight.signals().map(({ id }) => straight.read(id)),
      );
      expect(Object.values(straight.controllers()).map(({ mode }) => mode)).not.toContain('fault');
      expect(straight.plantFault).toBeNull();
    },
  );
});
