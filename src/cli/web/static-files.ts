/**
 * The built site's files. They are listed once at the start, so a request can only name a file that is there: no path ever leads
 * out of the folder. Files named by their hash are for ever; the others are asked for again and answered 304 when unchanged.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { acceptedEncoding, type Encoding, smallestWorthIt } from './compression.ts';
import { contentType, worthCompressing } from './content-types.ts';

interface SiteFile {
  path: string;
  type: string;
  tag: string;
  immutable: boolean;
  /** Compressed on first demand, then kept: the whole site is a few megabytes. */
  encoded: Map<Encoding, Promise<Buffer>>;
}

const squeeze: Record<Encoding, (data: Buffer) => Promise<Buffer>> = {
  br: (data) =>
    promisify(brotliCompress)(data, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: data.length },
    }),
  gzip: (data) => promisify(gzip)(data, { level: 6 }),
};

export class StaticFiles {
  readonly #files = new Map<string, SiteFile>();

  /** `folder` is the build's client folder; files below `hashedPrefix` carry their hash in their name. */
  constructor(folder: string, hashedPrefix = '/_astro/') {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const url = path.slice(folder.length).split(sep).join('/');
      this.#files.set(url.startsWith('/') ? url : `/${url}`, {
        path,
        type: contentType(path),
        tag: `"${createHash('sha256').update(readFileSync(path)).digest('base64url').slice(0, 22)}"`,
        immutable: url.startsWith(hashedPrefix),
        encoded: new Map(),
      });
    }
  }

  /** Whether the request reads a file of the site. */
  has(request: IncomingMessage, pathname: string): boolean {
    return (request.method === 'GET' || request.method === 'HEAD') && this.#files.has(decoded(pathname));
  }

  /** Answer with the file that the request names; only when `has` says so. */
  async serve(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> {
    const file = this.#files.get(decoded(pathname))!;
    response.setHeader('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    response.setHeader('etag', file.tag);
    if (worthCompressing(file.type)) response.setHeader('vary', 'accept-encoding');
    if (request.headers['if-none-match']?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === file.tag)) {
      response.writeHead(304).end();
      return;
    }
    let body: Buffer = await readFile(file.path);
    const encoding = acceptedEncoding(request.headers['accept-encoding']);
    if (encoding !== null && worthCompressing(file.type) && body.length >= smallestWorthIt) {
      let encoded = file.encoded.get(encoding);
      if (!encoded) {
        encoded = squeeze[encoding](body);
        file.encoded.set(encoding, encoded);
      }
      body = await encoded;
      response.setHeader('content-encoding', encoding);
    }
    response.writeHead(200, { 'content-type': file.type, 'content-length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  }
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
