/** A plant made of library components, stepped by hand: what the tests of the physics stand on. */
import { allocate } from '#sandbox/controller/region.ts';
import { cells } from '#sandbox/iec61131/index.ts';
import { compilePlant, Plant, plantMemoryBytes } from '#sandbox/plant/plant.ts';

export interface PlantUnderTest {
  plant: Plant;
  /** Steps until `seconds` more have passed. */
  run(seconds: number): void;
  step(count?: number): void;
  /** A number or a BOOL (0 or 1) by its path below `plant.`. @throws when there is none. */
  get(path: string): number;
  set(path: string, value: number | boolean): void;
}

/** `body` stands in `PROGRAM plant`: declarations, then statements. The step is in milliseconds. */
export function plantOf(body: string, stepMs = 10, seed = 1): PlantUnderTest {
  const stepNs = BigInt(Math.round(stepMs * 1e6));
  const { program, diagnostics } = compilePlant({ name: 'plant.st', text: `PROGRAM plant\n${body}\nEND_PROGRAM\n` }, stepNs);
  if (!program) throw new Error(diagnostics.map(({ range, message }) => `${range.file}:${range.line} ${message.en}`).join('\n'));
  const [region] = allocate([plantMemoryBytes]);
  const plant = new Plant(program, region!, [], seed);
  const byPath = new Map([...cells(program.layout)].map((cell) => [cell.path.toUpperCase(), cell]));
  const cellOf = (path: string) => {
    const cell = byPath.get(`PLANT.${path.toUpperCase()}`);
    if (!cell) throw new Error(`the plant has no ${path}; it has ${[...byPath.keys()].slice(0, 60).join(', ')}`);
    return cell;
  };
  let steps = 0;
  const step = (count = 1): void => {
    for (let index = 0; index < count; index++) {
      steps++;
      plant.step(BigInt(steps) * stepNs, steps);
      if (plant.fault) throw new Error(`${plant.fault.file}:${plant.fault.line} ${plant.fault.message.en}`);
    }
  };
  return {
    plant,
    step,
    run: (seconds) => step(Math.round((seconds * 1000) / stepMs)),
    get: (path) => Number(plant.loaded.read(cellOf(path))),
    set: (path, value) => plant.loaded.write(cellOf(path), value),
  };
}
