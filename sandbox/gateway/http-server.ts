/** A small HTTP/1.1 server without I/O (RFC 9112): requests with a Content-Length, kept connections, bounded heads and bodies. */
import { z } from 'zod';
import type { Effect, Failure, Party } from '../protocols/party.ts';
import { ns, plain } from './saved.ts';

export interface HttpRequest {
  connection: number;
  method: string;
  /** Without the query. */
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
}

export interface HttpResponse {
  status: number;
  type: string;
  body: string;
}

const mostConnections = 32;
const longestHead = 8_192;
const longestBody = 1_000_000;
const idleNs = 60_000_000_000n;

const connectionSchema = z.strictObject({
  connection: z.int(),
  /** Bytes that are no whole request yet, as base64. */
  rest: z.base64(),
  /** A request is being answered; `close`: its answer is the last. */
  answering: z.boolean(),
  close: z.boolean(),
  lastNs: ns,
});

export const httpServerSchema = z.strictObject({ connections: z.array(connectionSchema) });

interface Connection {
  connection: number;
  rest: Uint8Array;
  answering: boolean;
  close: boolean;
  lastNs: bigint;
}

export class HttpServer implements Party {
  #connections = new Map<number, Connection>();
  #requests: HttpRequest[] = [];
  #effects: Effect[] = [];

  constructor(saved?: z.output<typeof httpServerSchema>) {
    for (const each of saved?.connections ?? []) {
      this.#connections.set(each.connection, { ...each, rest: new Uint8Array(Buffer.from(each.rest, 'base64')) });
    }
  }

  accepted(connection: number, _from: string, nowNs: bigint): void {
    if (this.#connections.size >= mostConnections) {
      this.#effects.push({ do: 'reset', connection });
      return;
    }
    this.#connections.set(connection, { connection, rest: new Uint8Array(0), answering: false, close: false, lastNs: nowNs });
  }

  connected(_connection: number, _nowNs: bigint): void {}

  failed(_connection: number, _why: Failure, _nowNs: bigint): void {}

  received(connection: number, bytes: Uint8Array, nowNs: bigint): void {
    const known = this.#connections.get(connection);
    if (!known) return;
    known.lastNs = nowNs;
    if (known.rest.length + bytes.length > longestHead + longestBody) {
      this.#refuse(known, 413, 'The request is too large.');
      return;
    }
    const joined = new Uint8Array(known.rest.length + bytes.length);
    joined.set(known.rest);
    joined.set(bytes, known.rest.length);
    known.rest = joined;
    this.#read(known);
  }

  closed(connection: number, _how: 'closed' | 'reset', _nowNs: bigint): void {
    if (this.#connections.delete(connection)) this.#effects.push({ do: 'close', connection });
  }

  wake(nowNs: bigint): void {
    for (const each of [...this.#connections.values()]) {
      if (!each.answering && nowNs - each.lastNs >= idleNs) this.#end(each);
    }
  }

  get due(): bigint | null {
    let due: bigint | null = null;
    for (const { answering, lastNs } of this.#connections.values()) {
      if (!answering && (due === null || lastNs + idleNs < due)) due = lastNs + idleNs;
    }
    return due;
  }

  drain(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  save(): unknown {
    return plain({
      connections: [...this.#connections.values()].map((each) => ({ ...each, rest: Buffer.from(each.rest).toString('base64') })),
    });
  }

  /** Whole requests since the last call, one at most for each connection; each is to be answered. */
  requests(): HttpRequest[] {
    const requests = this.#requests;
    this.#requests = [];
    return requests;
  }

  /** Answers the request of a connection; one that has gone away is not missed. */
  answer(connection: number, { status, type, body }: HttpResponse, nowNs: bigint): void {
    const known = this.#connections.get(connection);
    if (!known?.answering) return;
    const bytes = new TextEncoder().encode(body);
    const head = [
      `HTTP/1.1 ${status} ${reasons[status] ?? 'Status'}`,
      `Content-Type: ${type}; charset=utf-8`,
      `Content-Length: ${bytes.length}`,
      'Cache-Control: no-store',
      `Connection: ${known.close ? 'close' : 'keep-alive'}`,
    ].join('\r\n');
    this.#effects.push({ do: 'send', connection, bytes: new TextEncoder().encode(`${head}\r\n\r\n${body}`) });
    known.answering = false;
    known.lastNs = nowNs;
    if (known.close) this.#end(known);
    else this.#read(known);
  }

  #end({ connection }: Connection): void {
    this.#connections.delete(connection);
    this.#effects.push({ do: 'close', connection });
  }

  /** The next request is read when the last one is answered: answers keep the order of requests (RFC 9112, 9.3.2). */
  #read(known: Connection): void {
    if (known.answering) return;
    const end = findBlankLine(known.rest);
    if (end < 0) {
      if (known.rest.length > longestHead) this.#refuse(known, 431, 'The head of the request is too large.');
      return;
    }
    const head = String.fromCharCode(...known.rest.subarray(0, Math.min(end, longestHead)));
    if (end > longestHead) {
      this.#refuse(known, 431, 'The head of the request is too large.');
      return;
    }
    const parsed = parseHead(head);
    if (!parsed) {
      this.#refuse(known, 400, 'This is no HTTP/1.1 request.');
      return;
    }
    if (parsed.headers['transfer-encoding'] !== undefined) {
      this.#refuse(known, 501, 'Send the body with a Content-Length; chunks are not taken.');
      return;
    }
    const lengthText = parsed.headers['content-length'] ?? '0';
    const length = /^\d{1,9}$/.test(lengthText) ? Number(lengthText) : -1;
    if (length < 0) {
      this.#refuse(known, 400, 'Content-Length is no number.');
      return;
    }
    if (length > longestBody) {
      this.#refuse(known, 413, `A body has at most ${longestBody} bytes.`);
      return;
    }
    const whole = end + 4 + length;
    if (known.rest.length < whole) return;
    const body = new TextDecoder().decode(known.rest.subarray(end + 4, whole));
    known.rest = known.rest.slice(whole);
    known.answering = true;
    known.close = parsed.close;
    this.#requests.push({ ...parsed.request, connection: known.connection, headers: parsed.headers, body });
  }

  #refuse(known: Connection, status: number, message: string): void {
    known.answering = true;
    known.close = true;
    known.rest = new Uint8Array(0);
    this.answer(known.connection, { status, type: 'text/plain', body: `${message}\n` }, known.lastNs);
  }
}

function findBlankLine(bytes: Uint8Array): number {
  const most = Math.min(bytes.length - 3, longestHead + 1);
  for (let at = 0; at < most; at += 1) {
    if (bytes[at] === 13 && bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at;
  }
  return -1;
}

interface Head {
  request: Pick<HttpRequest, 'method' | 'path' | 'query'>;
  headers: Record<string, string>;
  close: boolean;
}

function parseHead(text: string): Head | null {
  const [first = '', ...lines] = text.split('\r\n');
  const line = /^([A-Z]{1,16}) (\/[\x21-\x7e]*) HTTP\/1\.([01])$/.exec(first);
  if (!line) return null;
  const [, method = '', target = '', minor] = line;
  const headers: Record<string, string> = Object.create(null);
  for (const each of lines) {
    const colon = each.indexOf(':');
    const name = each.slice(0, Math.max(colon, 0)).toLowerCase();
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) || headers[name] !== undefined) return null;
    headers[name] = each.slice(colon + 1).trim();
  }
  const [path = '/', ...rest] = target.split('?');
  const query: Record<string, string> = Object.create(null);
  for (const [key, value] of new URLSearchParams(rest.join('?'))) query[key] = value;
  const wish = headers.connection?.toLowerCase();
  return { request: { method, path, query }, headers, close: wish === 'close' || (minor === '0' && wish !== 'keep-alive') };
}

const reasons: Record<number, string> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  431: 'Request Header Fields Too Large',
  501: 'Not Implemented',
  502: 'Bad Gateway',
};
