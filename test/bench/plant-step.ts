/** A plant of twenty library components: one step of its physics. Issue 4 allows it 5 us. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allocate } from '#sandbox/controller/region.ts';
import { compilePlant, Plant, plantMemoryBytes } from '#sandbox/plant/plant.ts';

const stepNs = 10_000_000n;

/** A step of the plant, ready to be timed; the look for divergence every so many steps is in it. @throws when it faults. */
export function plantOfTwenty(): () => void {
  const path = join(import.meta.dirname, 'programs', 'twenty-components.plant.st');
  const { program, diagnostics } = compilePlant({ name: 'plant.st', text: readFileSync(path, 'utf8') }, stepNs);
  if (program === null) throw new Error(diagnostics.map(({ message }) => message.en).join('; '));
  const [region] = allocate([plantMemoryBytes]);
  if (!region) throw new Error('no memory for the plant');
  const plant = new Plant(program, region, [], 1);
  let steps = 0;
  return () => {
    steps += 1;
    plant.step(BigInt(steps) * stepNs, steps);
    if (plant.fault) throw new Error(plant.fault.message.en);
  };
}
