/** Whether the port is free before anything is started: one clear sentence instead of a child that dies again and again. */
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** The server cannot start; the message is one sentence for whoever starts it. */
export class DoorError extends Error {}

/** How long a predecessor that was just killed may take to let go of the port, in milliseconds. */
const patience = 3_000;

function listenOnce(port: number, host: string): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

/** @throws DoorError when `port` on `host` cannot be listened on. Port 0 is always free. */
export async function assertPortFree(port: number, host: string): Promise<void> {
  if (port === 0) return;
  const until = Date.now() + patience;
  for (;;) {
    const error = await listenOnce(port, host);
    if (error === null) return;
    if (error.code === 'EADDRINUSE' && Date.now() < until) {
      await wait(100);
      continue;
    }
    throw new DoorError(sentence(port, host, error));
  }
}

function sentence(port: number, host: string, error: NodeJS.ErrnoException): string {
  const elsewhere = 'choose another with --port or PORT';
  if (error.code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use by another program: stop that program, or ${elsewhere}.`;
  if (error.code === 'EACCES') return `Port ${port} on ${host} may not be opened by this user: ${elsewhere} (above 1023).`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `${host} is not an address of this machine: choose one with --host or HOST, for example 127.0.0.1 or 0.0.0.0.`;
  }
  return `Port ${port} on ${host} cannot be opened (${error.message}): ${elsewhere}.`;
}
