/** A folder of content with one lab for its gateway's pane: a Modbus meter, a broker, an edge gateway, a laptop, and no controller. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where its lesson stands on the site. */
export const gatewayPath = '/courses/bridged/meter/';

const definition = `id: 5e0a4c39-7f53-4a4c-9e38-3f2f4b7a9d10
version: 1
status: active
difficulty: beginner
minutes: 5
rig:
  plant: { source: plant.st, step: 10ms }
  network:
    zones: { plant: { level: 2 } }
    hosts:
      edge: { address: 10.0.1.10 }
      meter: { address: 10.0.1.20 }
      hub: { address: 10.0.1.40 }
    switches: { switch: {} }
    links:
      - { between: [edge, switch] }
      - { between: [meter, switch] }
      - { between: [hub, switch] }
  devices:
    meter:
      host: meter
      modbus:
        units: { 1: { map: [{ at: "30001", signal: plant.Power }, { at: "40001", signal: plant.Load, type: INT, write: true }] } }
    hub: { host: hub, broker: {} }
  gateway: { host: edge }
  scene: scene.svg
  panes: [gateway, scene, checks]
steps:
  - id: run
    checks:
      - id: follows
        require: [{ expect: "plant.Power > 1.0" }]
`;

const plant = `PROGRAM plant
VAR_INPUT Load : REAL := 12.0; END_VAR
VAR_OUTPUT Power : REAL; END_VAR
  Power := Load * 2.0;
END_PROGRAM
`;

export const startFile = `# What the trainee finds
connections:
  meter: { protocol: modbus-tcp, host: 10.0.1.20 }
tags:
  - name: meter/power
    connection: meter
    address: "30001"
    type: REAL
    unit: kW
`;

/** With everything that the pane shows: another tag, one that no device has, an alarm, and a broker. */
export const fullFile = `connections:
  meter: { protocol: modbus-tcp, host: 10.0.1.20 }
  away: { protocol: modbus-tcp, host: 10.0.1.99, timeout: 200ms }
groups:
  default: { every: 500ms }
tags:
  - { name: meter/power, connection: meter, address: "30001", type: REAL, unit: kW }
  - { name: meter/load, connection: meter, address: "40001", type: INT, unit: A, writable: true }
  - { name: meter/nothing, connection: meter, address: "45000", type: INT }
  - { name: away/flow, connection: away, address: "40001", type: REAL, unit: l/min }
alarms:
  - { name: power-high, tag: meter/power, when: high, limit: 20, priority: high, message: Too much power. Take load off. }
namespace: { enterprise: acme, site: north }
northbound: { protocol: mqtt, host: 10.0.1.40, client: edge-1 }
`;

const scene = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><title>Meter</title>
  <text x="20" y="40" data-text="plant.Power" data-format="0.0"></text></svg>
`;

const text = (title: string) => `# ${title}
## Summary
Reads a meter.
## Step run
Run it.
### Check follows
The power is told
- default: No.
`;

const course = `id: 0d2c6a51-9f0b-4ee3-b5a9-1f3f6a0e7c31
order: 99
title: { en: Bridged, zh-CN: 桥接 }
summary: { en: For tests., zh-CN: 供测试使用。 }
`;

const lesson = `---
title: Meter
summary: For tests.
minutes: 5
lab: bridged-meter
---

Read the meter through the gateway.
`;

/** Writes labs/ and content/ into \`folder\`, for MILLWRIGHT_CONTENT. */
export function writeGatewayLab(folder: string): void {
  const files: Record<string, string> = {
    'labs/bridged-meter/lab.yaml': definition,
    'labs/bridged-meter/plant.st': plant,
    'labs/bridged-meter/scene.svg': scene,
    'labs/bridged-meter/start/gateway.yaml': startFile,
    'labs/bridged-meter/start.zh-CN/gateway.yaml': startFile.replace('What the trainee finds', '学员看到的文件'),
    'labs/bridged-meter/solution/full/gateway.yaml': fullFile,
    'labs/bridged-meter/text.en.md': text('Meter'),
    'labs/bridged-meter/text.zh-CN.md': text('电表'),
    'content/bridged/course.yaml': course,
    'content/bridged/01-meter/index.en.md': lesson,
    'content/bridged/01-meter/index.zh-CN.md': lesson,
  };
  for (const [path, contents] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
}
