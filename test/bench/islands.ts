/**
 * A rig with two Modbus devices, an S7 device, a broker and a gateway of 200 tags at 1 s: what it holds, what a second of it costs, and
 * how long ten minutes with an outage take to grade.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Rig } from '#sandbox/rig/rig.ts';
import { deviceLab } from '../sandbox/rig/network/devices/device-lab.ts';
import { islandsLab } from '../sandbox/rig/network/islands.ts';

export interface IslandFigures {
  /** Of one rig, beyond one of the same plant and programs without a network, after ten seconds. */
  bytes: number;
  savedBytes: number;
  /** Of a core. */
  share: number;
  /** Seconds of a core for ten minutes, of them one without the line. */
  outageSeconds: number;
}

const build = (lab: Parameters<typeof Rig.build>[0], seed: number): Rig => {
  const { rig, problems } = Rig.build(lab, { seed, traced: false });
  if (!rig) throw new Error(problems[0]?.message.en);
  return rig;
};

export function islandFigures(): IslandFigures {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const rigs = 6;
  const minute = (rig: Rig) => rig.advance(6_000);
  const tenSeconds = (rig: Rig) => rig.advance(1_000);
  /** Bytes outside the WebAssembly memories too: buffers count. */
  const held = (lab: Parameters<typeof Rig.build>[0]): number => {
    tenSeconds(build(lab, 0));
    collect();
    const before = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
    const kept = Array.from({ length: rigs }, (_, seed) => build(lab, seed));
    for (const rig of kept) tenSeconds(rig);
    collect();
    const bytes = (process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers - before) / rigs;
    if (kept.length !== rigs) throw new Error('all are kept until here');
    return bytes;
  };
  const lab = islandsLab({ tags: 195, step: '10ms', every: '1s', outage: { at: '4min', until: '1min' }, lean: true });
  const bare = deviceLab({ devices: {} });
  const withoutNetwork = { ...bare, definition: { ...bare.definition, rig: { ...bare.definition.rig, network: undefined } } };
  const bytes = held(lab) - held(withoutNetwork);
  const rig = build(lab, 1);
  tenSeconds(rig);
  const before = process.cpuUsage().user;
  minute(rig);
  const share = (process.cpuUsage().user - before) / 60e6;
  const begun = process.cpuUsage().user;
  const whole = build(lab, 2);
  let messages = 0;
  whole.network!.broker('hub')!.observer = () => (messages += 1);
  whole.advance(60_000);
  if (messages < 10_000) throw new Error(`only ${messages} messages came`);
  return {
    bytes,
    savedBytes: JSON.stringify(rig.save().state).length,
    share,
    outageSeconds: (process.cpuUsage().user - begun) / 1e6,
  };
}
