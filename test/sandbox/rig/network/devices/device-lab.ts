/** A lab made in a test: a small plant, a laptop and whatever devices a test asks for, each on a host of its own. */
import type { Lab } from '#sandbox/lab/lab.ts';
import type { Party } from '#sandbox/protocols/party.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import { makeLab } from '../../made-lab.ts';

export const devicePlant = `PROGRAM plant
VAR_INPUT
  Load : REAL := 12.5; Breaker : BOOL; Coil : BOOL; Target : INT := 7; Seen : REAL; SeenCount : DINT; SeenOn : BOOL; Age : TIME;
  Note : STRING[20] := 'ready';
END_VAR
VAR_OUTPUT Power : REAL; Energy : DINT; Closed : BOOL; Running : BOOL; Total : LINT := 9007199254740993; Uptime : TIME; Level : LREAL; END_VAR
  Closed := Breaker;
  Running := TRUE;
  Power := Load * 2.0;
  Energy := Energy + 1;
  Uptime := Uptime + T#10ms;
  Level := 0.1;
END_PROGRAM
`;

export interface Written {
  devices: Record<string, unknown>;
  /** Hosts besides the laptop and those of the devices. */
  hosts?: Record<string, unknown>;
  links?: unknown[];
  faults?: unknown[];
  more?: Record<string, unknown>;
  gateway?: string;
}

/** Every device has a host of its own name, one cable away from the switch at which the laptop is. */
export function deviceLab({ devices, hosts = {}, links, faults = [], more = {}, gateway }: Written): Lab {
  const names = [...Object.keys(devices), ...Object.keys(hosts)];
  const lab = makeLab({
    plant: devicePlant,
    start: { plc: 'PROGRAM main\nVAR Out AT %QX0.0 : BOOL; END_VAR\nEND_PROGRAM\n' },
    faults,
    rig: {
      plant: { source: 'plant.st', step: '10ms' },
      controllers: { plc: { program: 'start/main.st', cycle: '10ms', outputs: { Coil: { at: '%QX0.0', to: 'plant.Coil' } } } },
      network: {
        hosts: {
          laptop: { address: '10.0.1.5' },
          ...Object.fromEntries(Object.keys(devices).map((name, at) => [name, { address: `10.0.1.${20 + at}` }])),
          ...hosts,
        },
        switches: { sw: {} },
        links: links ?? ['laptop', ...names].map((name) => ({ between: ['sw', name], id: `to-${name}` })),
      },
      devices: Object.fromEntries(Object.entries(devices).map(([name, device]) => [name, { host: name, ...(device as object) }])),
      ...more,
    },
  });
  return gateway === undefined ? lab : { ...lab, start: { ...lab.start, gateway: [{ name: 'gateway.yaml', text: gateway }] } };
}

export function built(lab: Lab, seed = 1): Rig {
  const { rig, problems } = Rig.build(lab, { seed });
  if (!rig) throw new Error(JSON.stringify(problems));
  return rig;
}

/** A party of the test's own at the laptop: no part of the rig. */
export function atLaptop<P extends Party>(rig: Rig, party: P, name = 'bench', ports: readonly number[] = []): P {
  rig.network!.carrier.attach(name, { host: 'laptop', ports, party });
  return party;
}

/** What is saved, as the store keeps it: everything but memory is JSON. */
export function again(rig: Rig): Rig {
  const saved = rig.save();
  const restored = Rig.restore(rig.lab, { ...saved, state: JSON.parse(JSON.stringify(saved.state)) });
  if (!restored.rig) throw new Error(JSON.stringify(restored.problems));
  return restored.rig;
}
