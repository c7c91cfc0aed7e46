/** The web process's HTTP server: health, files of the built site, then pages and endpoints; upgrades go to the rigs. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { BlockList, Socket } from 'node:net';
import { inRequestScope, type RequestScope } from '#academy/http/request-scope.ts';
import type { Services } from '#academy/services.ts';
import type { AuthorDoor } from './author-door.ts';
import { clientAddress, trustedNetworks } from './client-address.ts';
import { compressResponse } from './compression.ts';
import { failurePage } from './failure-page.ts';
import { OperatorDoor } from './operator-door.ts';
import { asksForRig, openRigDoor, refuseUpgrade } from './rig-door.ts';
import { contentSecurityPolicy, setSecurityHeaders } from './security-headers.ts';
import type { StaticFiles } from './static-files.ts';
import { WatchRounds } from './watch-rounds.ts';
import type { WebMetrics } from './web-metrics.ts';

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
  metrics: WebMetrics;
  /** Proxies in front whose word on the client's address is believed (MILLWRIGHT_TRUST_PROXY). */
  trustedProxies?: readonly string[];
  /** MILLWRIGHT_METRICS_TOKEN */
  metricsToken?: string | null;
  /** Milliseconds between two looks at whether those who watch a rig still may; 10 s unless given. */
  watchEvery?: number;
  log: { debug(fields: object, message: string): void } & Services['log'];
}

/** The server, not yet listening. */
export function createWebServer(options: WebServerOptions): Server {
  const policy = contentSecurityPolicy(options.inlineScripts);
  const { services, metrics, metricsToken = null, trustedProxies = [] } = options;
  const trusted = trustedNetworks(trustedProxies);
  const operators = new OperatorDoor({ services, metrics, token: metricsToken });
  const server = createServer((request, response) => {
    void respond({ ...options, operators, trusted }, policy, request, response);
  });
  const rounds = new WatchRounds(services, options.watchEvery);
  server.on('close', () => rounds.end());
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (asksForRig(request)) void openRigDoor(options.services, rounds, request, socket, head);
    else refuseUpgrade(options.services, request, socket);
  });
  return server;
}

async function respond(
  options: WebServerOptions & { operators: OperatorDoor; trusted: BlockList },
  policy: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now();
  const pathname = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
  const file = options.files?.has(request, pathname) ?? false;
  const operator = OperatorDoor.has(pathname);
  const scope: RequestScope = { id: randomUUID(), client: clientAddress(request, options.trusted), route: null };
  response.on('close', () => {
    const ms = performance.now() - started;
    // The pattern and not the path: a path may carry a name or a token.
    const route = file ? 'file' : operator ? pathname : (scope.route ?? 'none');
    options.metrics.answered(request.method, route, response.statusCode, ms / 1_000);
    const fields = { method: request.method, status: response.statusCode, ms: Math.round(ms) };
    scope.route = route;
    inRequestScope(scope, () => {
      if (file || operator) options.log.debug(fields, 'request');
      else options.log.info(fields, 'request');
    });
  });
  setSecurityHeaders(response, policy);
  response.setHeader('x-request-id', scope.id);
  try {
    if (operator) return await options.operators.answer(request, response, pathname);
    if (options.author?.answers(request, response)) return;
    if (file) return await options.files?.serve(request, response, pathname);
    // Pages are a person's own; a cache in between must not hand them to the next one.
    response.setHeader('cache-control', 'private, no-cache');
    compressResponse(request, response);
    helpWhenNothingElseDoes(response);
    await inRequestScope(scope, () => options.pages(request, response));
  } catch (error) {
    inRequestScope(scope, () => options.log.error({ err: error }, 'a page broke'));
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
