/** A folder of content with one lab for the Network pane: a cell and an office, a meter, a broker and a sensor, an edge gateway that reads both. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where its lesson stands on the site. */
export const networkLabPath = '/courses/wired/plant-network/';

const definition = `id: 5f0a1c68-3a43-4b0c-8d3c-6d6f0a7c2b51
version: 1
status: active
difficulty: beginner
minutes: 5
rig:
  plant: { source: plant.st, step: 10ms }
  network:
    zones: { cell: { level: 2 }, office: { level: 1 } }
    hosts:
      edge: { address: 10.0.1.10, zone: cell }
      meter: { address: 10.0.1.20, zone: cell, names: [meter.local] }
      sensor: { address: 10.0.1.30, zone: cell }
      laptop: { address: 10.0.2.5, zone: office }
      broker: { address: 10.0.2.10, zone: office }
    switches: { cell-switch: { zone: cell }, office-switch: { zone: office } }
    routers: { firewall: { address: 10.0.1.1 } }
    links:
      - { between: [edge, cell-switch] }
      - { between: [meter, cell-switch] }
      - { between: [sensor, cell-switch], profile: wifi-busy }
      - { between: [cell-switch, firewall] }
      - { between: [office-switch, firewall] }
      - { between: [laptop, office-switch] }
      - { between: [broker, office-switch] }
    conduits:
      - { from: cell, to: office, allow: [tcp/1883] }
      - { from: office, to: cell, allow: [tcp/502, icmp] }
  devices:
    meter:
      host: meter
      modbus:
        units: { 1: { map: [{ at: "30001", signal: plant.Power }, { at: "40001", signal: plant.Load, type: INT, write: true }] } }
    broker: { host: broker, broker: {} }
    sensor:
      host: sensor
      mqtt:
        broker: broker
        publish: [{ topic: line/temperature, every: 500ms, signals: { value: plant.Power } }]
  gateway: { host: edge }
  terminal: { host: laptop }
  scene: scene.svg
  panes: [network, scene, checks]
steps:
  - id: run
    checks:
      - id: follows
        require: [{ expect: "plant.Power > 1.0" }]
`;
const plant = `PROGRAM plant
VAR_INPUT Load : REAL := 12.5; END_VAR
VAR_OUTPUT Power : REAL; END_VAR
  Power := Load * 2.0;
END_PROGRAM
`;
const gateway = `connections:
  meter: { protocol: modbus-tcp, host: meter }
tags:
  - { name: power, connection: meter, address: "30001", type: REAL, unit: kW }
  - { name: reserve, connection: meter, address: "30101", type: REAL, unit: kW }
`;
const text = `# Plant network
## Summary
What speaks on a network.
## Step run
Run it.
### Check follows
The power follows the load
- default: The power did not follow the load.
`;
const course = `id: 0f7f1f57-52f0-4b1e-8f0e-7f3f1b0c7d99
order: 98
title: { en: Wired, zh-CN: 接线 }
summary: { en: For the tests of the browser., zh-CN: 供浏览器测试使用。 }
`;
const lesson = `---
title: Plant network
summary: For the tests of the browser.
minutes: 5
lab: plant-network
---

What speaks on a network.
`;

/** Writes labs/ and content/ into `folder`, for MILLWRIGHT_CONTENT. */
export function writePlantNetwork(folder: string): void {
  const files: Record<string, string> = {
    'labs/plant-network/lab.yaml': definition,
    'labs/plant-network/plant.st': plant,
    'labs/plant-network/scene.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><text class="value" x="20" y="50" data-text="plant.Power" data-format="0.0"></text></svg>',
    'labs/plant-network/start/gateway.yaml': gateway,
    'labs/plant-network/solution/same/gateway.yaml': gateway,
    'labs/plant-network/text.en.md': text,
    'labs/plant-network/text.zh-CN.md': text,
    'content/wired/course.yaml': course,
    'content/wired/01-plant-network/index.en.md': lesson,
    'content/wired/01-plant-network/index.zh-CN.md': lesson,
  };
  for (const [path, contents] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
}
