/** A lab made in a test: one or more controllers on a small plant. */
import type { SourceFile } from '../../../sandbox/iec61131/diagnostics.ts';
import type { Lab, LabText } from '../../../sandbox/lab/lab.ts';
import { labSchema } from '../../../sandbox/lab/schema.ts';
import { Rig, type RigOptions } from '../../../sandbox/rig/rig.ts';
import type { RigInput } from '../../../sandbox/rig/types.ts';

/** As `motor-seal-in`: buttons, a normally closed stop, an emergency stop that takes the contactor's supply, an analogue speed. */
export const motorPlant = `PROGRAM plant
VAR_INPUT
  StartButton : BOOL; StopButton : BOOL; EStopButton : BOOL;
  ContactorCoil : BOOL; LampCoil : BOOL; Valve : INT;
  Load : INT;
  SpinUp : TIME := T#1s;
END_VAR
VAR_OUTPUT
  StartCircuit : BOOL; StopCircuit : BOOL; EStopCircuit : BOOL; ContactorFeedback : BOOL; Lamp : BOOL;
  Flow : INT; Steps : DINT;
END_VAR
VAR
  Worn : REAL;
END_VAR
  StartCircuit := StartButton;
  StopCircuit := NOT StopButton;
  EStopCircuit := NOT EStopButton;
  ContactorFeedback := ContactorCoil AND EStopCircuit;
  Lamp := LampCoil;
  Flow := Valve + Load;
  Steps := Steps + 1;
  IF ContactorFeedback THEN Worn := Worn + 0.25; END_IF;
END_PROGRAM
`;

export const sealIn = `PROGRAM main
VAR
  Start AT %IX0.0 : BOOL; Stop AT %IX0.1 : BOOL; EStop AT %IX0.2 : BOOL; Running AT %IX0.3 : BOOL;
  Motor AT %QX0.0 : BOOL; Lamp AT %QX0.1 : BOOL;
  ran : TON;
END_VAR
  Motor := (Start OR Motor) AND Stop AND EStop;
  Lamp := Running;
  ran(IN := Motor, PT := T#10s);
END_PROGRAM
`;

const terminals = {
  inputs: {
    Start: { at: '%IX0.0', from: 'plant.StartCircuit' },
    Stop: { at: '%IX0.1', from: 'plant.StopCircuit' },
    EStop: { at: '%IX0.2', from: 'plant.EStopCircuit' },
    Running: { at: '%IX0.3', from: 'plant.ContactorFeedback' },
    Flow: { at: '%IW1', from: 'plant.Flow' },
  },
  outputs: {
    Motor: { at: '%QX0.0', to: 'plant.ContactorCoil' },
    Lamp: { at: '%QX0.1', to: 'plant.LampCoil', safe: true },
    Valve: { at: '%QW1', to: 'plant.Valve', safe: 7 },
  },
};

const emptyText: LabText = {
  title: '',
  summary: '',
  steps: {},
  checks: {},
  annotations: {},
  signals: {},
  faults: {},
  tests: {},
  answers: {},
};

export const file = (text: string, name = 'main.st'): SourceFile[] => [{ name, text }];

interface Making {
  plant?: string;
  start?: Record<string, string>;
  rig?: Record<string, unknown>;
  parameters?: Record<string, unknown>;
  faults?: unknown[];
  troubleshooting?: Record<string, unknown>;
  answers?: Record<string, unknown>;
  observations?: Record<string, unknown>;
  steps?: unknown[];
  /** The gateway's file that is found. */
  gateway?: string;
}

export function makeLab({
  plant = motorPlant,
  start = { plc: sealIn },
  rig = {},
  parameters = {},
  gateway,
  ...faulty
}: Making = {}): Lab {
  const definition = labSchema.parse({
    id: '7b0f6f2e-6d0e-4c0b-9a52-0d9b3f3c2a11',
    version: 1,
    status: 'draft',
    difficulty: 'beginner',
    minutes: 5,
    rig: {
      controllers: { plc: { program: 'start/main.st', cycle: '10ms', ...terminals } },
      plant: { source: 'plant.st', step: '5ms' },
      scene: 'scene.svg',
      ...rig,
    },
    parameters,
    steps: [{ id: 'one', checks: [{ id: 'one', require: [{ always: 'TRUE' }] }] }],
    ...faulty,
  });
  return {
    slug: 'made',
    definition,
    text: { en: emptyText, 'zh-CN': emptyText },
    start: {
      ...Object.fromEntries(Object.entries(start).map(([name, text]) => [name, file(text)])),
      ...(gateway === undefined ? {} : { gateway: file(gateway, 'gateway.yaml') }),
    },
    solutions: {},
    wrong: {},
    routes: { solutions: {}, wrong: {} },
    plant: { name: 'plant.st', text: plant },
    scene: '',
    hash: `made ${plant.length} ${JSON.stringify(start).length}`,
  };
}

/** Builds, and fails the test when the rig has problems. */
export function buildRig(lab: Lab = makeLab(), options: Partial<RigOptions> = {}): Rig {
  const { rig, problems } = Rig.build(lab, { seed: 1, ...options });
  if (!rig || problems.length > 0) throw new Error(JSON.stringify(problems, null, 1));
  return rig;
}

/** Applies, and fails the test when the rig refuses. */
export function give(rig: Rig, input: RigInput): void {
  const applied = rig.apply(input);
  if (!applied.ok) throw new Error(`${applied.code}: ${applied.message.en}`);
}

/** An operator's hand. */
export const operate = (rig: Rig, signal: string, value: boolean | number | string) =>
  give(rig, { kind: 'operate', signal, value });

export const download = (rig: Rig, text: string, mode: 'online' | 'restart' = 'restart') =>
  rig.apply({ kind: 'download', controller: 'plc', files: file(text), mode });
