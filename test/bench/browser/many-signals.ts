/**
 * A folder of content with one lab that no trainee gets: two hundred variables that all change with every scan, forty of them in the
 * scene, and a button that lights a lamp through the program.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, Page } from '@playwright/test';

const counters = 200;
const columns = 8;

/** Where its lesson stands on the site. */
const manySignalsPath = '/courses/measured/many-signals/';

const numbered = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

const program = `PROGRAM main
VAR
  Button AT %IX0.0 : BOOL;
  Lamp   AT %QX0.0 : BOOL;
${numbered(counters, (index) => `  n${index} : DINT := ${index};`).join('\n')}
END_VAR
Lamp := Button;
${numbered(counters, (index) => `n${index} := (n${index} + ${index + 1}) MOD 100000;`).join('\n')}
END_PROGRAM
`;

const plant = `PROGRAM plant
VAR_INPUT
  Button : BOOL;
  Lamp : BOOL;
END_VAR
VAR_OUTPUT
  Pressed : BOOL;
${numbered(40, (index) => `  Level${index} : LREAL;`).join('\n')}
END_VAR
Pressed := Button;
${numbered(40, (index) => `Level${index} := Level${index} + 0.001 * ${index + 1}; IF Level${index} > 1.0 THEN Level${index} := 0.0; END_IF;`).join('\n')}
END_PROGRAM
`;

const gauges = numbered(40, (index) => {
  const [x, y] = [20 + (index % columns) * 75, 130 + Math.floor(index / columns) * 80];
  return `<rect class="fluid" x="${x}" y="${y}" width="40" height="40" data-fill="plant.Level${index}" data-min="0" data-max="1" data-direction="up" />
  <text class="value" x="${x + 20}" y="${y + 58}" data-text="plant.Level${index}" data-format="0.00"></text>`;
});
const scene = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 540">
  <g data-symbol="push-button" data-press="plant.Button" data-kind="start" data-tag="S1" transform="translate(60 60)" />
  <g data-symbol="lamp" data-on="plant.Lamp" data-colour="green" data-tag="P1" transform="translate(160 60)" />
  ${gauges.join('\n  ')}
</svg>
`;

const definition = `id: 1d7a3c12-55a9-4a3b-9a55-0a47cf3f2b10
version: 1
status: active
difficulty: beginner
minutes: 5
rig:
  controllers:
    plc:
      program: start/main.st
      cycle: 10ms
      inputs: { Button: { at: "%IX0.0", from: plant.Pressed } }
      outputs: { Lamp: { at: "%QX0.0", to: plant.Lamp } }
  plant: { source: plant.st, step: 10ms }
  scene: scene.svg
  panes: [program, scene, watch, trend, io, checks]
steps:
  - id: light
    hints: 0
    checks:
      - id: lights
        scenario:
          - at 1s: { plant.Button: TRUE }
        require:
          - expect: plc.Lamp
            after: 1s
            within: 50ms
`;
const text = `# Many signals
## Summary
Two hundred values that change with every scan.
## Step light
Light the lamp
### Check lights
The lamp follows the button
- default: The lamp did not follow the button.
`;
const course = `id: 7be8c1f5-2a5f-4a0b-8f0e-6b1f1b0c7d22
order: 99
title: { en: Measured, zh-CN: 测量 }
summary: { en: For the bench., zh-CN: 供性能测量使用。 }
`;
const lesson = `---
title: Many signals
summary: For the bench.
minutes: 5
lab: many-signals
---

Two hundred values that change with every scan.
`;

/** Writes labs/ and content/ into `folder`, for MILLWRIGHT_CONTENT. */
export function writeManySignals(folder: string): void {
  const files: Record<string, string> = {
    'labs/many-signals/lab.yaml': definition,
    'labs/many-signals/plant.st': plant,
    'labs/many-signals/scene.svg': scene,
    'labs/many-signals/start/main.st': program,
    'labs/many-signals/solution/same/main.st': program,
    'labs/many-signals/text.en.md': text,
    'labs/many-signals/text.zh-CN.md': text,
    'content/measured/course.yaml': course,
    'content/measured/01-many-signals/index.en.md': lesson,
    'content/measured/01-many-signals/index.zh-CN.md': lesson,
  };
  for (const [path, contents] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
}

/** A page of its own with that lab, when its rig runs and its editor stands. */
export async function openManySignals(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(`${url}${manySignalsPath}`);
  await page.waitForSelector('.wb-scene[data-live="true"]');
  await page.waitForSelector('.monaco-editor .view-line span');
  return page;
}
