/** What a device sees of its rig and may do there. */
import type { Value } from '../types.ts';

export interface DeviceHands {
  /** Its type and present value; `null`: no such signal. */
  read(signal: string): { type: string; value: Value } | null;
  /** Whether it was taken. */
  write(signal: string, value: Value): boolean;
}
