/**
 * What the operator's machines ask: `/healthz` (the process lives), `/readyz` (it can serve: database, schema, room for a rig) and
 * `/metrics` (figures). The first two say yes or no to anybody; figures are for this machine, or for who shows the token.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { databaseState } from '#academy/database/state.ts';
import type { Services } from '#academy/services.ts';
import type { WebMetrics } from './web-metrics.ts';

export interface OperatorDoorOptions {
  services: Pick<Services, 'database' | 'host' | 'log'>;
  metrics: WebMetrics;
  /** MILLWRIGHT_METRICS_TOKEN */
  token: string | null;
}

/** One part of the house: whether it does its work, and in a word how it is. */
interface Part {
  ok: boolean;
  detail: string;
}

export class OperatorDoor {
  readonly #options: OperatorDoorOptions;

  constructor(options: OperatorDoorOptions) {
    this.#options = options;
  }

  /** Whether the path is one of this door's. */
  static has(pathname: string): boolean {
    return pathname === '/healthz' || pathname === '/readyz' || pathname === '/metrics';
  }

  async answer(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> {
    response.setHeader('cache-control', 'no-store');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      text(response, 405, 'GET or HEAD\n');
    } else if (pathname === '/healthz') text(response, 200, 'ok\n');
    else if (pathname === '/readyz') await this.#answerReadiness(response);
    else await this.#answerMetrics(request, response);
  }

  async #answerReadiness(response: ServerResponse): Promise<void> {
    const parts = await readiness(this.#options.services);
    const ready = Object.values(parts).every(({ ok }) => ok);
    response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json; charset=utf-8' });
    response.end(`${JSON.stringify({ ready, parts })}\n`);
  }

  async #answerMetrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { metrics, services, token } = this.#options;
    if (!isThisMachine(request) && !showsToken(request, token)) {
      services.host.refused('metrics-closed', request.socket.remoteAddress ?? '');
      response.setHeader('www-authenticate', 'Bearer');
      text(
        response,
        401,
        'Metrics are read on this machine, without a proxy in between, or with MILLWRIGHT_METRICS_TOKEN: Authorization: Bearer TOKEN\n指标只能在本机直接读取（不经代理），或出示 MILLWRIGHT_METRICS_TOKEN：Authorization: Bearer 令牌\n',
      );
      return;
    }
    response.writeHead(200, { 'content-type': metrics.contentType });
    response.end(await metrics.text(services));
  }
}

async function readiness({ database, host }: OperatorDoorOptions['services']): Promise<Record<string, Part>> {
  const [state, status] = await Promise.all([databaseState(database).catch(() => null), host.status().catch(() => null)]);
  const room = status?.hosts.filter((one) => one.room).length ?? 0;
  return {
    database: state ? { ok: true, detail: 'answers' } : { ok: false, detail: 'does not answer' },
    schema: state?.current
      ? { ok: true, detail: 'current' }
      : { ok: false, detail: state ? `version ${state.schema} is not the one expected` : 'unknown' },
    rigs:
      status === null
        ? { ok: false, detail: 'the supervisor does not answer' }
        : room > 0
          ? { ok: true, detail: 'a lab host has room' }
          : { ok: false, detail: 'no lab host has room' },
  };
}

const loopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
const loopbackName = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/**
 * A proxy on this machine connects from it too, for anybody: what came through one carries a header of it, or the name that people type
 * (a proxy in front keeps `Host`).
 */
function isThisMachine(request: IncomingMessage): boolean {
  const { headers } = request;
  const forwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'x-forwarded-host'].some((name) => name in headers);
  return !forwarded && loopback.test(request.socket.remoteAddress ?? '') && loopbackName.test(headers.host ?? '');
}

function showsToken(request: IncomingMessage, token: string | null): boolean {
  const shown = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === null || shown === undefined) return false;
  const digest = (word: string): Buffer => createHash('sha256').update(word).digest();
  return timingSafeEqual(digest(shown), digest(token));
}

function text(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(words);
}
