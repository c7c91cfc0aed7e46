/** Brotli or gzip for what is rendered per request; files are compressed once, in static-files.ts. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type BrotliCompress, constants, createBrotliCompress, createGzip, type Gzip } from 'node:zlib';
import { worthCompressing } from './content-types.ts';

export type Encoding = 'br' | 'gzip';

/** The best encoding that the browser takes; `null` for none. A quality of 0 is a no (RFC 9110, 12.5.3). */
export function acceptedEncoding(accept: string | string[] | undefined): Encoding | null {
  const offered = new Map(
    String(accept ?? '')
      .toLowerCase()
      .split(',')
      .map((part) => {
        const [name = '', ...parameters] = part.split(';').map((word) => word.trim());
        return [name, Number(parameters.find((word) => word.startsWith('q='))?.slice(2) ?? 1)];
      }),
  );
  for (const encoding of ['br', 'gzip'] as const) if ((offered.get(encoding) ?? 0) > 0) return encoding;
  return null;
}

/** Below this many bytes compressing costs more than it saves. */
export const smallestWorthIt = 1_000;

/** From now on `response` compresses what is written to it, if its type is text and the browser takes it. */
export function compressResponse(request: IncomingMessage, response: ServerResponse): void {
  const encoding = acceptedEncoding(request.headers['accept-encoding']);
  if (encoding === null || request.method === 'HEAD') return;
  const writeHead = response.writeHead.bind(response);
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  let decided = false;
  let stream: BrotliCompress | Gzip | null = null;
  let flushing = false;

  function decide(wholeSize: number | null): void {
    if (decided) return;
    decided = true;
    // Node itself calls writeHead when the first byte goes out.
    response.writeHead = writeHead;
    const type = String(response.getHeader('content-type') ?? '');
    if (worthCompressing(type)) response.appendHeader('vary', 'accept-encoding');
    if (!worthCompressing(type) || response.hasHeader('content-encoding') || response.statusCode === 304) return;
    if (wholeSize !== null && wholeSize < smallestWorthIt) return;
    response.removeHeader('content-length');
    response.setHeader('content-encoding', encoding!);
    stream =
      encoding === 'br' ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }) : createGzip({ level: 6 });
    stream.on('data', (chunk: Buffer) => write(chunk));
    stream.on('end', () => end());
    response.on('close', () => stream?.destroy());
  }

  // The head waits for the first byte of the body: only then is it known whether anything is compressed.
  response.writeHead = ((status: number, ...rest: never[]) => {
    // Node's own write asks for the head through this very method once the body begins: then it must really go out.
    if (decided) return writeHead(status, ...rest);
    response.statusCode = status;
    const headers = rest.find((value: unknown) => typeof value === 'object' && value !== null) as unknown;
    if (Array.isArray(headers)) {
      decided = true;
      response.writeHead = writeHead;
      return writeHead(status, headers);
    }
    for (const [name, value] of Object.entries((headers ?? {}) as Record<string, number | string | string[] | undefined>)) {
      if (value !== undefined) response.setHeader(name, value);
    }
    return response;
  }) as typeof response.writeHead;

  response.write = ((chunk: Uint8Array | string, ...rest: never[]) => {
    decide(null);
    if (stream === null) return write(chunk, ...rest);
    const taken = stream.write(chunk, ...rest);
    // A page that streams is seen as it comes: one flush per turn, however many pieces the turn wrote.
    if (!flushing) {
      flushing = true;
      setImmediate(() => {
        flushing = false;
        if (stream !== null && !stream.writableEnded && !stream.destroyed) stream.flush();
      });
    }
    return taken;
  }) as typeof response.write;

  response.end = ((chunk?: Uint8Array | string, ...rest: never[]) => {
    const body = typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : '';
    decide(Buffer.byteLength(body));
    if (stream === null) return end(chunk as string, ...rest);
    stream.end(body);
    return response;
  }) as typeof response.end;
}
