/** What `lab open` and `connect` have in common: where devices listen, and the JSON line that each prints for a device. */
import { DeviceDoors, type OutsideLine } from '#sandbox/host/device-doors.ts';
import { UsageError } from './command.ts';

export interface OpenedDevice {
  device: string;
  protocol: string;
  host: string;
  port: number;
}

/** Addresses of this machine alone: a device must not be put on a network by mistake. */
const loopback = /^(?:127(?:\.\d{1,3}){3}|localhost|::1)$/;

export function listenAddress(text: string, anywhere: boolean): string {
  if (anywhere || loopback.test(text)) return text;
  throw new UsageError(
    `--listen ${text} would let other machines reach simulated devices, which have no protection. Listen at 127.0.0.1, or add --anywhere if that is what you want.`,
  );
}

/** `null`: free ports. With a base, the devices get ports from there on, in the order of the lab. */
export function portBase(text: string | undefined): number | null {
  if (text === undefined) return null;
  const port = Number(text);
  if (!Number.isSafeInteger(port) || port < 1 || port > 65_000)
    throw new UsageError(`--port-base needs a port from 1 to 65000, not "${text}".`);
  return port;
}

/** A door for each device, told in one JSON line each. @throws UsageError when a port cannot be had. */
export async function openDoors(
  line: OutsideLine,
  devices: readonly { device: string; protocol: string }[],
  { listen, base }: { listen: string; base: number | null },
): Promise<DeviceDoors> {
  const doors = new DeviceDoors(line);
  for (const [index, { device, protocol }] of devices.entries()) {
    const wanted = base === null ? 0 : base + index;
    try {
      const port = await doors.listen(device, wanted, listen);
      const opened: OpenedDevice = { device, protocol, host: listen, port };
      console.log(JSON.stringify(opened));
    } catch (error) {
      await doors.close();
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw new UsageError(
        code === 'EADDRINUSE'
          ? `Port ${wanted} is taken by another program. Choose another --port-base, or leave it out for free ports.`
          : `${device} cannot listen at ${listen}:${wanted} (${code}). Choose another --listen or --port-base; below 1024 a port needs root.`,
      );
    }
  }
  return doors;
}

/** Resolves at Ctrl-C or SIGTERM. */
export const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
