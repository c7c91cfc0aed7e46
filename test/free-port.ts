/**
 * A port of this machine that is free, for a program that cannot be told to choose one, or that comes back at the same. Not one that
 * `listen(0)` gives: that is of the range from which every outgoing connection takes its own end, so it may be gone a moment later, and
 * whoever tries again and again to reach a server that is down may be given that very port, and meet itself.
 */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Linux, macOS and Windows choose theirs above, and well-known services are below. */
const [lowest, highest] = [12_000, 32_000];

export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) return port;
  }
}

/** Resolves when nobody listens there any more: a killed process holds its port until the system has put it away. */
export async function whenFree(port: number): Promise<void> {
  while (!(await isFree(port))) await pause(20);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
