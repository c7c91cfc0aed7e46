/** The rig's network as the Network pane shows it: what is there, how the links do, and frames that pass. */
import * as z from 'zod/mini';

const lost = z.object({ loss: z.number(), queue: z.number(), down: z.number(), interruption: z.number(), size: z.number() });

export const networkReport = z.object({
  /** Logical time, nanoseconds as decimal text. */
  at: z.string(),
  zones: z.array(z.object({ id: z.string(), level: z.number() })),
  hosts: z.array(
    z.object({
      id: z.string(),
      names: z.array(z.string()),
      address: z.string(),
      mac: z.string(),
      zone: z.string(),
      up: z.boolean(),
      /** What runs on it: names of devices, `gateway`, `terminal`, and of controllers. */
      runs: z.array(z.string()),
    }),
  ),
  switches: z.array(z.object({ id: z.string(), zone: z.string() })),
  routers: z.array(z.object({ id: z.string(), address: z.string() })),
  links: z.array(
    z.object({
      id: z.string(),
      a: z.string(),
      b: z.string(),
      /** `wired`, `5g-standalone` …: what the lab says it is. */
      profile: z.string(),
      up: z.boolean(),
      /** Of the last whole second, both ways. */
      bytesPerSecond: z.number(),
      frames: z.number(),
      bytes: z.number(),
      lost,
    }),
  ),
  conduits: z.array(z.object({ from: z.string(), to: z.string(), allow: z.array(z.string()) })),
  /** Packets that no conduit allowed. */
  dropped: z.array(z.object({ from: z.string(), to: z.string(), packets: z.number() })),
});
export type NetworkReport = z.output<typeof networkReport>;

export const capturedFrames = z.object({
  link: z.string(),
  /** The node at whose end of the link the capture stands. */
  at: z.string(),
  /** The capture begins, or begins anew: what was shown before belongs to another. */
  fresh: z.boolean(),
  /** Frames so far; those that are not kept any more are in the count. */
  total: z.number(),
  frames: z.array(
    z.object({
      /** Counts from 1. */
      number: z.number(),
      /** Logical time, nanoseconds as decimal text. */
      at: z.string(),
      direction: z.enum(['out', 'in']),
      /** From the Ethernet header on, base64. */
      bytes: z.string(),
    }),
  ),
});
export type CapturedFrames = z.output<typeof capturedFrames>;
