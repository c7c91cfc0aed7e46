/** The web process's HTTP server: health, files of the built site, then pages and endpoints; upgrades go to the rigs. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { sql } from 'kysely';
import type { Services } from '#academy/services.ts';
import type { AuthorDoor } from './author-door.ts';
import { compressResponse } from './compression.ts';
import { failurePage } from './failure-page.ts';
import { asksForRig, openRigDoor, refuseUpgrade } from './rig-door.ts';
import { contentSecurityPolicy, setSecurityHeaders } from './security-headers.ts';
import type { StaticFiles } from './static-files.ts';

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface WebServerOptions {
  services: Services;
  /** Astro's handler of the build. */
  pages: PageHandler;
  files: StaticFiles | null;
  /** Of `millwright preview`. */
  author?: AuthorDoor | null;
  /** The scripts that pages may carry inline. */
  inlineScripts: readonly string[];
  log: { debug(fields: object, message: string): void } & Services['log'];
}

/** The server, not yet listening. */
export function createWebServer(options: WebServerOptions): Server {
  const policy = contentSecurityPolicy(options.inlineScripts);
  const server = createServer((request, response) => {
    void respond(options, policy, request, response);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (asksForRig(request)) void openRigDoor(options.services, request, socket, head);
    else refuseUpgrade(options.services, request, socket);
  });
  return server;
}

async function respond(
  options: WebServerOptions,
  policy: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now();
  const pathname = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
  const file = options.files?.has(request, pathname) ?? false;
  response.on('close', () => {
    const fields = {
      method: request.method,
      path: pathname.slice(0, 300),
      status: response.statusCode,
      ms: Math.round(performance.now() - started),
    };
    if (file || pathname === '/healthz') options.log.debug(fields, 'request');
    else options.log.info(fields, 'request');
  });
  setSecurityHeaders(response, policy);
  try {
    if (pathname === '/healthz') return await answerHealth(options.services, response);
    if (options.author?.answers(request, response)) return;
    if (file) return await options.files?.serve(request, response, pathname);
    // Pages are a person's own; a cache in between must not hand them to the next one.
    response.setHeader('cache-control', 'private, no-cache');
    compressResponse(request, response);
    helpWhenNothingElseDoes(response);
    await options.pages(request, response);
  } catch (error) {
    options.log.error({ err: error, path: pathname }, 'a page broke');
    if (response.headersSent) {
      response.destroy();
    } else {
      response.statusCode = 500;
      response.end();
    }
  }
}

/** A 500 without a type is what remains when Astro's own error page broke too: give the reader something that helps. */
function helpWhenNothingElseDoes(response: ServerResponse): void {
  const end = response.end.bind(response);
  response.end = ((...words: unknown[]) => {
    if (response.statusCode < 500 || response.headersSent || response.hasHeader('content-type')) return end(...(words as []));
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.removeHeader('content-length');
    return end(failurePage);
  }) as typeof response.end;
}

async function answerHealth(services: Services, response: ServerResponse): Promise<void> {
  response.setHeader('cache-control', 'no-store');
  try {
    await sql`select 1`.execute(services.database);
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('ok\n');
  } catch (error) {
    services.log.error({ err: error }, 'the database does not answer');
    response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end('the database does not answer\n');
  }
}
