/** Astro's development server with our door to the rigs on it. Vite's own upgrades (hot reload) are left to Vite. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { dev } from 'astro';
import { root } from '../root.ts';
import type { Site, SiteOptions } from './built-site.ts';
import { asksForRig, openRigDoor } from './rig-door.ts';
import { WatchRounds } from './watch-rounds.ts';

export async function serveDevelopment({ services, port, host }: SiteOptions): Promise<Site> {
  const rounds = new WatchRounds(services);
  const server = await dev({
    root,
    server: { port, host },
    integrations: [
      {
        name: 'millwright:rig-door',
        hooks: {
          'astro:server:setup'({ server: vite }) {
            vite.httpServer?.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
              if (asksForRig(request)) void openRigDoor(services, rounds, request, socket, head);
            });
          },
        },
      },
    ],
  });
  return { port: server.address.port, close: () => server.stop() };
}
