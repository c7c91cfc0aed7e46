import { mkdirSync, writeFileSync } from 'node:fs';
import { request as ask } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Services } from '#academy/services.ts';
import { acceptedEncoding } from '../../../../src/cli/web/compression.ts';
import { contentSecurityPolicy } from '../../../../src/cli/web/security-headers.ts';
import { StaticFiles } from '../../../../src/cli/web/static-files.ts';
import { academyFor, dataFolder, RecordingHost } from '../../academy/academy-fixture.ts';
import { siteFor, type TestSite } from '../../academy/site-fixture.ts';

const script = `export const answer = 42; // ${'long enough to be worth compressing. '.repeat(60)}`;
const page = `<!doctype html><p>${'a page, rendered per request. '.repeat(100)}`;

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let site: TestSite;
beforeEach(async () => {
  folder = dataFolder();
  const client = join(folder.dir, 'client');
  mkdirSync(join(client, '_astro'), { recursive: true });
  writeFileSync(join(client, '_astro', 'chunk.Abc123.js'), script);
  writeFileSync(join(client, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder.dir, 'secret.txt'), 'outside the site');
  academy = await academyFor(folder.dir, new RecordingHost());
  academy.log.error = () => {};
  site = await siteFor(academy, {
    files: new StaticFiles(client),
    pages: (request, response) => {
      if (request.url === '/throws') throw new Error('a broken page');
      if (request.url === '/fails') {
        response.statusCode = 500;
        response.end('Internal Server Error');
        return;
      }
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'set-cookie': ['a=1', 'b=2'] });
      response.write(page.slice(0, 100));
      response.end(page.slice(100));
    },
  });
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  await folder.remove();
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** One request as written: fetch would tidy the path and decompress the body. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    ask({ host: '127.0.0.1', port: site.port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('a file of the site', () => {
  test('named by its hash is for ever, any other is asked for again', async () => {
    expect((await get('/_astro/chunk.Abc123.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await get('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  });

  test('that did not change is answered 304', async () => {
    const { headers } = await get('/favicon.svg');
    const again = await get('/favicon.svg', { 'if-none-match': String(headers.etag) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('goes out as %s when the browser takes it', async (encoding, decompress) => {
    for (let time = 0; time < 2; time++) {
      const answer = await get('/_astro/chunk.Abc123.js', { 'accept-encoding': encoding });
      expect(answer.headers).toMatchObject({
        'content-encoding': encoding,
        vary: 'accept-encoding',
        'content-type': 'text/javascript; charset=utf-8',
      });
      expect(Number(answer.headers['content-length'])).toBe(answer.body.length);
      expect(decompress(answer.body).toString()).toBe(script);
    }
  });

  test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/_astro/..%2f..%2fsecret.txt', '/%', '//secret.txt'])(
    'outside the folder (%s) is not served',
    async (path) => {
      expect((await get(path)).body.toString()).not.toContain('outside');
    },
  );

  test('asked for by HEAD has a length and no body', async () => {
    const answer = await get('/favicon.svg', {}, 'HEAD');
    expect([answer.body.length, Number(answer.headers['content-length'])]).toEqual([0, 41]);
  });
});

describe('a page', () => {
  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('is compressed as %s while it is rendered, and keeps all its cookies', async (encoding, decompress) => {
    const answer = await get('/', { 'accept-encoding': encoding });
    expect(answer.headers).toMatchObject({
      'content-encoding': encoding,
      'set-cookie': ['a=1', 'b=2'],
      'cache-control': 'private, no-cache',
    });
    expect(decompress(answer.body).toString()).toBe(page);
  });

  test('goes out as it is to whoever takes no encoding', async () => {
    const answer = await get('/');
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.body.toString()).toBe(page);
  });

  test.each(['/throws', '/fails'])('that breaks (%s) helps in both languages, and the next one is served', async (path) => {
    for (const headers of [{}, { 'accept-encoding': 'gzip' }] as Record<string, string>[]) {
      const broken = await get(path, headers);
      const text = (broken.headers['content-encoding'] === 'gzip' ? gunzipSync(broken.body) : broken.body).toString();
      expect(broken.status).toBe(500);
      expect(text).toContain('Something broke on our side');
      expect(text).toContain('我们这边出了故障');
      expect((await get('/')).status).toBe(200);
    }
  });

  test.each(['/', '/favicon.svg', '/healthz', '/fails'])('%s tells the browser whom to trust', async (path) => {
    const { headers } = await get(path);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
  });
});

test('an inline script may run by its hash only', () => {
  // echo -n 'alert(1)' | openssl dgst -sha256 -binary | base64
  expect(contentSecurityPolicy(['alert(1)'])).toContain(
    "script-src 'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='",
  );
});

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=1.0, br;q=0', 'gzip'],
  ['identity', null],
  [undefined, null],
])('accept-encoding %s gives %s', (accept, encoding) => {
  expect(acceptedEncoding(accept)).toBe(encoding);
});
