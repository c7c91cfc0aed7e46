/** How a device of a lab becomes parties on the rig's network: one builder for each protocol, all of the same shape. */
import type { DeviceOfLab } from '../../../lab/schema-devices.ts';
import type { Party } from '../../../protocols/party.ts';
import type { DeviceHands } from '../device-hands.ts';

/** A party that can be given back what it saved; answers why it cannot. */
export interface Restorable extends Party {
  restore(saved: unknown): string | null;
  /** At the end of every tick of the rig, for what shows time itself in a signal. */
  tick?(nowNs: bigint): void;
}

export interface BuiltParty {
  party: Restorable;
  /** Where it runs, if not on the device's own host. */
  host?: string;
  /** At which it listens. */
  ports: readonly number[];
  /** As tools outside call it; `null`: nobody connects to it. */
  protocol: 'modbus-tcp' | 's7' | 'mqtt' | null;
}

/** `at`: which entry of the device, as it is written. */
export type BuiltDevice = { ok: true; built: BuiltParty } | { ok: false; at: string; message: { en: string; 'zh-CN': string } };

export interface DeviceSurroundings {
  /** The device's name in the lab. */
  name: string;
  hands: DeviceHands;
  seed: number;
  /** Mode of a controller of the rig; `null`: there is none of this name. */
  mode(controller: string): 'run' | 'stop' | 'fault' | null;
}

/** `null` where the device does not speak it. */
export type DeviceBuilder = (device: DeviceOfLab, around: DeviceSurroundings) => BuiltDevice | null;
