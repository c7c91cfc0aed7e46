/**
 * The real web server with the real middleware and endpoint files on a port of its own; only Astro's router between them is
 * replaced, by the few lines below.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { APIContext, APIRoute } from 'astro';
import { provideServices, type Services } from '#academy/services.ts';
import type { AuthorDoor } from '../../../src/cli/web/author-door.ts';
import { createWebServer } from '../../../src/cli/web/server.ts';
import type { StaticFiles } from '../../../src/cli/web/static-files.ts';
import { onRequest } from '../../../src/middleware.ts';
import * as answers from '../../../src/pages/api/answers.ts';
import * as guest from '../../../src/pages/api/guest.ts';
import * as preferences from '../../../src/pages/api/preferences.ts';
import * as readings from '../../../src/pages/api/readings.ts';
import * as search from '../../../src/pages/api/search.ts';
import * as solutions from '../../../src/pages/api/solutions.ts';
import * as check from '../../../src/pages/api/work/[lab]/check.ts';
import * as file from '../../../src/pages/api/work/[lab]/file.ts';
import * as files from '../../../src/pages/api/work/[lab]/files.ts';
import * as hint from '../../../src/pages/api/work/[lab]/hint.ts';
import * as work from '../../../src/pages/api/work/[lab]/index.ts';
import * as reset from '../../../src/pages/api/work/[lab]/reset.ts';
import * as version from '../../../src/pages/api/work/[lab]/versions/[number].ts';
import * as versions from '../../../src/pages/api/work/[lab]/versions/index.ts';

const routes: [RegExp, object][] = [
  [/^\/api\/guest$/, guest],
  [/^\/api\/answers$/, answers],
  [/^\/api\/solutions$/, solutions],
  [/^\/api\/readings$/, readings],
  [/^\/api\/preferences$/, preferences],
  [/^\/api\/search$/, search],
  [/^\/api\/work\/([^/]+)$/, work],
  [/^\/api\/work\/([^/]+)\/file$/, file],
  [/^\/api\/work\/([^/]+)\/files$/, files],
  [/^\/api\/work\/([^/]+)\/versions$/, versions],
  [/^\/api\/work\/([^/]+)\/versions\/([^/]+)$/, version],
  [/^\/api\/work\/([^/]+)\/check$/, check],
  [/^\/api\/work\/([^/]+)\/hint$/, hint],
  [/^\/api\/work\/([^/]+)\/reset$/, reset],
];

export type Page = (context: APIContext) => Response;

async function render(request: IncomingMessage, response: ServerResponse, page: Page): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const reading = request.method === 'GET' || request.method === 'HEAD';
  const context = {
    url,
    locals: {},
    params: {},
    request: new Request(url, {
      method: request.method ?? 'GET',
      headers: Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
      ...(reading ? {} : { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' as const }),
    } as RequestInit),
  } as APIContext;
  const answer = await onRequest(context, async () => {
    for (const [pattern, module] of routes) {
      const match = pattern.exec(url.pathname);
      const route = (module as Record<string, APIRoute | undefined>)[request.method ?? ''];
      if (match && route) return route({ ...context, params: { lab: match[1], number: match[2] } } as APIContext);
    }
    return page(context);
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
