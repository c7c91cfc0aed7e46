/**
 * The real web server with the real middleware and endpoint files on a port of its own; only Astro's router between them is
 * replaced, by the few lines below.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { APIContext, APIRoute } from 'astro';
import { patternOf } from '#academy/permissions/routes.ts';
import { provideServices, type Services } from '#academy/services.ts';
import type { AuthorDoor } from '../../../src/cli/web/author-door.ts';
import { createWebServer } from '../../../src/cli/web/server.ts';
import type { StaticFiles } from '../../../src/cli/web/static-files.ts';
import { WebMetrics } from '../../../src/cli/web/web-metrics.ts';
import { onRequest } from '../../../src/middleware.ts';

/** Every endpoint file, as Astro's router would find it: nobody has to enter a new one here. */
const endpoints = Object.entries(
  import.meta.glob<Record<string, APIRoute | undefined>>('../../../src/pages/**/*.ts', { eager: true }),
).map(([file, module]) => {
  const pattern = file.replace('../../../src/pages', '').replace(/(\/index)?\.ts$/, '');
  const names = [...pattern.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name]) => name ?? '');
  const source = pattern.replace(/\[\.\.\.\w+\]/g, '(.+)').replace(/\[\w+\]/g, '([^/]+)');
  return { pattern, names, expression: new RegExp(`^${source}$`), module };
});

export type Page = (context: APIContext) => Response | Promise<Response>;

async function render(request: IncomingMessage, response: ServerResponse, page: Page): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const reading = request.method === 'GET' || request.method === 'HEAD';
  const found = endpoints.find(({ expression }) => expression.test(url.pathname));
  const values = found?.expression.exec(url.pathname)?.slice(1) ?? [];
  const context = {
    url,
    locals: {},
    params: Object.fromEntries((found?.names ?? []).map((name, index) => [name, values[index]])),
    routePattern: found?.pattern ?? patternOf(url.pathname) ?? '/404',
    redirect: (path: string, status = 302) => new Response(null, { status, headers: { location: path } }),
    rewrite: async (path: string | URL | Request) => new Response(`rewritten to ${String(path)}`, { status: 403 }),
    request: new Request(url, {
      method: request.method ?? 'GET',
      headers: Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
      ...(reading ? {} : { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' as const }),
    } as RequestInit),
  } as unknown as APIContext;
  const answer = await onRequest(context, async () => {
    const route = found?.module[request.method ?? ''];
    return route ? route(context) : page(context);
  });
  if (!answer) throw new Error('the middleware answered nothing');
  response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'set-cookie': answer.headers.getSetCookie() });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

export interface TestSite {
  url: string;
  host: string;
  port: number;
  close(): Promise<void>;
}

export async function siteFor(
  services: Services,
  options: {
    page?: Page;
    pages?: (request: IncomingMessage, response: ServerResponse) => void;
    files?: StaticFiles;
    author?: AuthorDoor;
    metricsToken?: string;
    trustedProxies?: readonly string[];
    watchEvery?: number;
  } = {},
): Promise<TestSite> {
  provideServices(services);
  const page: Page = options.page ?? (() => new Response('no such page', { status: 404 }));
  const server = createWebServer({
    services,
    pages: options.pages ?? ((request, response) => render(request, response, page)),
    files: options.files ?? null,
    author: options.author ?? null,
    inlineScripts: [],
    metrics: new WebMetrics('0.0.0'),
    metricsToken: options.metricsToken ?? null,
    trustedProxies: options.trustedProxies ?? [],
    ...(options.watchEvery === undefined ? {} : { watchEvery: options.watchEvery }),
    log: { ...services.log, debug: () => {} },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        provideServices(null);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A browser of one person: keeps its cookie, says where its page came from. */
export class Browser {
  readonly site: TestSite;
  cookie = '';
  constructor(site: TestSite) {
    this.site = site;
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(this.site.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(method === 'GET' ? {} : { origin: this.site.url }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    if (cookies.length > 0) this.cookie = cookies.join('; ');
    return response;
  }
}
