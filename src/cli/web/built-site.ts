/** Serves what `astro build` made, from its folder. */
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installationRoots } from '#content/roots.ts';
import { version } from '../version.ts';
import { AuthorDoor } from './author-door.ts';
import { astroInlineScripts } from './security-headers.ts';
import { createWebServer, type PageHandler, type WebServerOptions } from './server.ts';
import { StaticFiles } from './static-files.ts';
import { WebMetrics } from './web-metrics.ts';

/** Shorter than the supervisor's patience with a web process that shall end. */
const drainMilliseconds = 1_000;

export interface SiteOptions extends Pick<WebServerOptions, 'services' | 'log' | 'metricsToken' | 'trustedProxies'> {
  port: number;
  host: string;
}

export interface Site {
  /** The real one when 0 was asked for. */
  port: number;
  /** Stop taking requests; a save under way is answered, whatever takes longer is dropped. */
  close(): Promise<void>;
}

/** `folder` is a build's (../site.ts). Rejects with one sentence when there is none in it or the port cannot be had. */
export async function serveBuilt({
  services,
  log,
  metricsToken = null,
  trustedProxies = [],
  port,
  host,
  folder,
}: SiteOptions & { folder: string }): Promise<Site> {
  const entry = join(folder, 'server', 'entry.mjs');
  if (!existsSync(entry)) throw new Error('The site is not built: start it with `npm start`, which builds it.');
  // Astro's own server must not start beside ours.
  process.env.ASTRO_NODE_AUTOSTART = 'disabled';
  const built = (await import(pathToFileURL(entry).href)) as { handler: PageHandler };
  const author = services.author ? new AuthorDoor(installationRoots()) : null;
  const server = createWebServer({
    services,
    author,
    log,
    pages: built.handler,
    metrics: new WebMetrics(version),
    metricsToken,
    trustedProxies,
    files: new StaticFiles(join(folder, 'client')),
    inlineScripts: await astroInlineScripts(),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        new Error(
          cause.code === 'EADDRINUSE'
            ? `Port ${port} on ${host} is taken by another program; choose another with PORT or --port.`
            : `The server could not listen on ${host}:${port} (${cause.code ?? cause.message}); check HOST and PORT.`,
          { cause },
        ),
      );
    });
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        author?.close();
        const patience = setTimeout(() => server.closeAllConnections(), drainMilliseconds);
        server.close(() => {
          clearTimeout(patience);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
