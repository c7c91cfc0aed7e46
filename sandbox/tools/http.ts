/** `curl`: one request, one response. Exit codes are curl's own; what status the server gave is not among them, as with curl. */
import { z } from 'zod';
import type { Failure } from '../protocols/party.ts';
import { bodyOf, endResponse, longestBody, noResponse, readResponse, responseState } from './http-response.ts';
import { connectionRecord, problem } from './meanings.ts';
import { interrupted, RunningTool } from './running-tool.ts';
import { milliseconds, nanoseconds, ns } from './saved.ts';
import type { ToolHost, ToolOrder } from './tool.ts';

type Order = Extract<ToolOrder, { tool: 'http' }>;

/** libcurl-errors(3). */
const exits = {
  notHttp: 1,
  unknownHost: 6,
  noConnection: 7,
  weirdReply: 8,
  partial: 18,
  timeout: 28,
  badArgument: 43,
  empty: 52,
  receiving: 56,
  tooLarge: 63,
} as const;

const connection = -1;
const schema = z.object({ sinceNs: ns, response: responseState });

export class Http extends RunningTool<z.output<typeof schema>> {
  readonly #order: Order;
  readonly #host: ToolHost;

  constructor(order: Order, host: ToolHost) {
    super(schema, { sinceNs: 0n, response: noResponse() });
    this.#order = order;
    this.#host = host;
  }

  begin(nowNs: bigint): void {
    const { host, port, headers } = this.#order;
    const wrong = headers.find(
      ([name, value]) => !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value),
    );
    if (wrong) {
      const [name] = wrong;
      this.say(
        problem(
          `The header ${JSON.stringify(name)} cannot be sent: a name is letters, digits and dashes, a value one line. Write -H 'Name: value'.`,
          `无法发送请求头 ${JSON.stringify(name)}：名称只能用字母、数字和连字符，值只能是一行。请写成 -H 'Name: value'。`,
        ),
      );
      this.end(exits.badArgument);
      return;
    }
    this.state.sinceNs = nowNs;
    const address = this.#host.resolve(host);
    if (address === null) {
      this.#fail('unknown-host', exits.unknownHost);
      return;
    }
    this.say({ kind: 'resolved', host, address });
    this.do({ do: 'connect', connection, host, port });
  }

  protected get dueWhileRunning(): bigint | null {
    return this.state.sinceNs + nanoseconds(this.#order.timeout);
  }

  override wake(nowNs: bigint): void {
    if (this.due === null || this.due > nowNs) return;
    this.do({ do: 'reset', connection });
    this.#tell(nowNs);
    this.#fail('timeout', exits.timeout);
  }

  override connected(_connection: number, _nowNs: bigint): void {
    if (this.exit === null) this.do({ do: 'send', connection, bytes: requestOf(this.#order) });
  }

  override failed(_connection: number, why: Failure, _nowNs: bigint): void {
    if (this.exit !== null) return;
    this.#fail(why, why === 'timeout' ? exits.timeout : why === 'unknown-host' ? exits.unknownHost : exits.noConnection);
  }

  override received(_connection: number, bytes: Uint8Array, nowNs: bigint): void {
    if (this.exit !== null) return;
    const reading = readResponse(this.state.response, bytes, this.#order.method);
    if (reading === 'more') return;
    if (reading === 'done') {
      this.do({ do: 'close', connection });
      this.#tell(nowNs);
      this.end(0);
      return;
    }
    this.do({ do: 'reset', connection });
    if (reading === 'too-large') {
      this.say(
        problem(
          `The answer is larger than ${longestBody} bytes; no more is read here. Ask for a part of it.`,
          `应答超过 ${longestBody} 字节，此处不再读取。请只请求其中一部分。`,
        ),
      );
      this.end(exits.tooLarge);
    } else this.#fail('malformed', reading === 'not-http' ? exits.notHttp : exits.weirdReply);
  }

  override closed(_connection: number, how: 'closed' | 'reset', nowNs: bigint): void {
    if (this.exit !== null) return;
    const end = how === 'closed' ? endResponse(this.state.response) : 'partial';
    this.#tell(nowNs);
    if (end === 'done') this.end(0);
    else if (how === 'reset') this.#fail('reset', exits.receiving);
    else this.#fail('closed', end === 'empty' ? exits.empty : exits.partial);
  }

  /** What has come of a response, also when that is not all: curl prints it, too. */
  #tell(nowNs: bigint): void {
    const { response, sinceNs } = this.state;
    const { status, reason, headers } = response;
    if (status === 0) return;
    this.say({ kind: 'response', status, reason, headers, body: bodyOf(response), took: milliseconds(nowNs - sinceNs) });
  }

  #fail(why: Parameters<typeof connectionRecord>[0], exit: number): void {
    this.say(connectionRecord(why, this.#order.host, this.#order.port));
    this.end(exit);
  }

  override interrupt(): void {
    if (this.exit === null) this.do({ do: 'reset', connection });
    this.end(interrupted);
  }
}

/** Its own headers stand in the place of the usual ones. */
function requestOf({ method, path, host, port, headers, body }: Order): Uint8Array {
  const payload = body === null ? null : new TextEncoder().encode(body);
  const usual: [string, string][] = [
    ['Host', port === 80 ? host : `${host}:${port}`],
    ['User-Agent', 'curl'],
    ['Accept', '*/*'],
    // What curl says of data unless told otherwise.
    ...(payload === null ? [] : ([['Content-Type', 'application/x-www-form-urlencoded']] satisfies [string, string][])),
    ...(payload === null ? [] : ([['Content-Length', `${payload.length}`]] satisfies [string, string][])),
  ];
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const lines = [...usual.filter(([name]) => !given.has(name.toLowerCase())), ...headers].map(
    ([name, value]) => `${name}: ${value}`,
  );
  const head = Uint8Array.from(Buffer.from(`${[`${method} ${path} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`, 'latin1'));
  const bytes = new Uint8Array(head.length + (payload?.length ?? 0));
  bytes.set(head);
  if (payload) bytes.set(payload, head.length);
  return bytes;
}
