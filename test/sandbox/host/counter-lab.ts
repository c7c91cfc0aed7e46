/** A lab whose plant counts its own steps and the presses of a button, so that a tick too many or too few is seen. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const definition = (idle: string) => `id: 0b7f6d0e-6d0e-4c0b-9a52-0d9b3f3c2a99
version: 1
status: active
difficulty: beginner
minutes: 5
rig:
  controllers:
    plc:
      program: start/main.st
      cycle: 10ms
      inputs:
        Start: { at: "%IX0.0", from: plant.Circuit }
      outputs:
        Motor: { at: "%QX0.0", to: plant.Coil }
  plant: { source: plant.st, step: 5ms }
  scene: scene.svg
steps:
  - id: run
    checks:
      - id: follows
        scenario:
          - at 1s: { plant.Button: TRUE }
        require:
          - expect: plc.Motor
            after: 1s
            within: 50ms
session: { idle: ${idle} }
`;

const plant = `PROGRAM plant
VAR_INPUT
  Button : BOOL;
  Coil : BOOL;
END_VAR
VAR_OUTPUT
  Circuit : BOOL;
  Steps : DINT;
  Presses : DINT;
END_VAR
VAR
  before : BOOL;
END_VAR
  Circuit := Button;
  Steps := Steps + 1;
  IF Button AND NOT before THEN Presses := Presses + 1; END_IF;
  before := Button;
END_PROGRAM
`;

export const startProgram = `PROGRAM main
VAR
  Start AT %IX0.0 : BOOL;
  Motor AT %QX0.0 : BOOL;
END_VAR
  Motor := Start;
END_PROGRAM
`;

/** Another program for the same controller: it tells itself by a variable of its own. */
export const holdingProgram = `PROGRAM main
VAR
  Start AT %IX0.0 : BOOL;
  Motor AT %QX0.0 : BOOL;
  Scans : DINT;
  Note : DINT;
END_VAR
  Scans := Scans + 1;
  Motor := Motor OR Start;
END_PROGRAM
`;

const text = `# Counter
## Summary
Counts.
## Step run
Run it.
### Check follows
The motor follows the button
- default: It did not.
`;

/** Write the lab below `root`, as `counter` unless said. `run`: how long its one check lasts. */
export function writeCounterLab(
  root: string,
  options: { slug?: string; id?: string; title?: string; idle?: string; minutes?: number; run?: string } = {},
): void {
  const dir = join(root, options.slug ?? 'counter');
  mkdirSync(join(dir, 'start'), { recursive: true });
  const yaml = definition(options.idle ?? '20min')
    .replace(/^id: .*/, `id: ${options.id ?? '0b7f6d0e-6d0e-4c0b-9a52-0d9b3f3c2a99'}`)
    .replace('minutes: 5', `minutes: ${options.minutes ?? 5}`)
    .replace('- id: follows', options.run === undefined ? '- id: follows' : `- id: follows\n        run: ${options.run}`);
  writeFileSync(join(dir, 'lab.yaml'), yaml);
  writeFileSync(join(dir, 'plant.st'), plant);
  writeFileSync(join(dir, 'start', 'main.st'), startProgram);
  writeFileSync(join(dir, 'scene.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle r="5"/></svg>');
  const words = text.replace('Counter', options.title ?? 'Counter');
  writeFileSync(join(dir, 'text.en.md'), words);
  writeFileSync(join(dir, 'text.zh-CN.md'), words);
}
