/** A lab with a network: a Modbus meter behind a switch, a gateway that reads it, a laptop with a terminal. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const definition = `id: 0b7f6d0e-6d0e-4c0b-9a52-0d9b3f3c2a77
version: 1
status: active
difficulty: beginner
minutes: 5
rig:
  plant: { source: plant.st, step: 10ms }
  network:
    zones: { plant: { level: 2 }, office: { level: 1 } }
    hosts:
      laptop: { address: 10.0.1.5 }
      edge: { address: 10.0.1.10 }
      meter: { address: 10.0.1.20 }
    switches: { switch: {} }
    links:
      - { between: [laptop, switch] }
      - { between: [edge, switch] }
      - { between: [meter, switch] }
  devices:
    meter:
      host: meter
      modbus:
        units: { 1: { map: [{ at: "30001", signal: plant.Power }, { at: "40001", signal: plant.Load, type: INT, write: true }] } }
  gateway: { host: edge }
  terminal: { host: laptop }
  scene: scene.svg
  panes: [network, gateway, terminal, scene]
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

export const gatewayFile = `connections:
  meter: { protocol: modbus-tcp, host: meter }
tags:
  - { name: power, connection: meter, address: "30001", type: REAL, unit: kW }
  - { name: load, connection: meter, address: "40001", type: INT, writable: true }
`;

const text = `# Meter
## Summary
Reads a meter.
## Step run
Run it.
### Check follows
- default: No.
`;

/** Below the root `labs`, as \`meter\`. */
export function writeNetworkLab(labs: string): void {
  const files: Record<string, string> = {
    'lab.yaml': definition,
    'plant.st': plant,
    'scene.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>Meter</title></svg>',
    'start/gateway.yaml': gatewayFile,
    'solution/one/gateway.yaml': gatewayFile,
    'text.en.md': text,
    'text.zh-CN.md': text,
  };
  for (const [name, content] of Object.entries(files)) {
    const path = join(labs, 'meter', name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
  }
}
