import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyOf, noResponse, readResponse } from '#sandbox/tools/http-response.ts';
import type { ToolOrder } from '#sandbox/wire/tools.ts';
import { bytesOf } from '../network/small-network.ts';
import { Desk, only, play } from './desk.ts';
import { type Piece, ScriptedServer } from './scripted-server.ts';

const get = (more: Partial<Extract<ToolOrder, { tool: 'http' }>> = {}): ToolOrder => ({
  tool: 'http',
  host: 'page',
  port: 80,
  method: 'GET',
  path: '/',
  headers: [],
  body: null,
  timeout: 5_000,
  ...more,
});

const served = (pieces: readonly Piece[]) => ({
  services: () => ({ page: { host: 'page', port: 80, party: new ScriptedServer(pieces) } }),
});

/** What came of a request that was answered so, and the exit code. */
function answered(pieces: readonly Piece[], more: Parameters<typeof get>[0] = {}) {
  const desk = new Desk(served(pieces));
  const call = desk.start(get(more));
  const records = desk.run(6_000);
  const server = desk.services.page?.party as ScriptedServer;
  return { records, exit: desk.exits.get(call), heard: server.heard, response: only(records, 'response')[0] };
}

const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';

describe('curl', () => {
  test('asks as curl asks and takes as much as Content-Length says', () => {
    const { heard, response, exit } = answered([{ say: `${head}Content-Length: 5\r\n\r\nhel` }, { after: 30, say: 'loNEXT' }]);
    expect(heard).toBe('GET / HTTP/1.1\r\nHost: page\r\nUser-Agent: curl\r\nAccept: */*\r\n\r\n');
    expect(response).toMatchObject({ status: 200, reason: 'OK', body: 'hello' });
    expect(response?.headers).toContainEqual(['Content-Type', 'text/plain']);
    expect(response?.took).toBeGreaterThan(40);
    expect(exit).toBe(0);
  });

  test('data goes with its length; headers of its own stand in the place of the usual ones', () => {
    const { heard } = answered([{ say: `${head}Content-Length: 0\r\n\r\n` }], {
      method: 'POST',
      path: '/api/x?y=1',
      body: '{"ü":1}',
      headers: [
        ['content-type', 'application/json'],
        ['Authorization', 'Bearer t'],
      ],
    });
    expect(heard.split('\r\n')).toEqual([
      'POST /api/x?y=1 HTTP/1.1',
      'Host: page',
      'User-Agent: curl',
      'Accept: */*',
      'Content-Length: 8',
      'content-type: application/json',
      'Authorization: Bearer t',
      '',
      '{"ü":1}',
    ]);
  });

  test('chunks are put together, their extensions and trailers passed over', () => {
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n4;a=b\r\nWiki\r\n`;
    const { response, exit } = answered([{ say: chunked }, { after: 20, say: '5\r\npedia\r\n0\r\nExpires: x\r\n\r\n' }]);
    expect(response?.body).toBe('Wikipedia');
    expect(exit).toBe(0);
  });

  test('without a length the end of the connection is the end', () => {
    const { response, exit } = answered([{ say: `${head}\r\nall of` }, { after: 20, say: ' it' }, { end: 'close' }]);
    expect(response?.body).toBe('all of it');
    expect(exit).toBe(0);
  });

  test('an answer to HEAD, 204 and an interim answer have no body', () => {
    expect(answered([{ say: `${head}Content-Length: 5\r\n\r\n` }], { method: 'HEAD' }).exit).toBe(0);
    expect(answered([{ say: 'HTTP/1.1 204 No Content\r\n\r\n' }]).response?.status).toBe(204);
    expect(answered([{ say: `HTTP/1.1 100 Continue\r\n\r\n${head}Content-Length: 2\r\n\r\nok` }]).response?.body).toBe('ok');
  });

  test('404 is an answer as any other', () => {
    const { response, exit } = answered([{ say: 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n' }]);
    expect(response).toMatchObject({ status: 404, reason: 'Not Found' });
    expect(exit).toBe(0);
  });

  test.each([
    ['a body that is cut off', [{ say: `${head}Content-Length: 9\r\n\r\nhalf` }, { end: 'close' }], 18, 'closed', 'half'],
    ['an empty reply', [{ end: 'close' }], 52, 'closed', undefined],
    ['a reset', [{ say: `${head}Content-Length: 9\r\n\r\nhalf` }, { after: 20, end: 'reset' }], 56, 'reset', 'half'],
    ['no answer in time', [{ say: `${head}Content-Length: 9\r\n\r\nhalf` }], 28, 'timeout', 'half'],
    ['another protocol', [{ say: 'SSH-2.0-OpenSSH\r\n' }], 1, 'malformed', undefined],
    ['a broken head', [{ say: 'HTTP/1.1 200 OK\r\nno header\r\n\r\n' }], 8, 'malformed', undefined],
    ['two lengths', [{ say: `${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx` }], 8, 'malformed', undefined],
    ['a broken chunk', [{ say: `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n` }], 8, 'malformed', undefined],
  ] satisfies [string, Piece[], number, string, string | undefined][])(
    '%s has an exit code of its own',
    (_, pieces, exit, why, body) => {
      const played = answered(pieces);
      expect(played.exit).toBe(exit);
      expect(only(played.records, 'connection')[0]).toMatchObject({ why, host: 'page', port: 80 });
      expect(played.response?.body).toBe(body);
    },
  );

  test('more than a million bytes are not read', () => {
    const { records, exit } = answered([{ say: `${head}Content-Length: 1000001\r\n\r\n` }]);
    expect(exit).toBe(63);
    expect(only(records, 'problem')).toHaveLength(1);
    const endless = answered([{ say: `${head}\r\n${'x'.repeat(1_000_001)}` }]);
    expect(endless.exit).toBe(63);
  });

  test('nobody listens: 7; the conduit drops it: 28; nobody has the name: 6', () => {
    const desk = new Desk();
    const calls = [get(), get({ port: 8080, timeout: 1_000 }), get({ host: 'pages' })].map((one) => desk.start(one));
    desk.run(2_000);
    expect(calls.map((call) => desk.exits.get(call))).toEqual([7, 28, 6]);
    expect(
      only(
        desk.heard.map(({ record }) => record),
        'connection',
      ).map(({ why }) => why),
    ).toEqual(['unknown-host', 'refused', 'timeout']);
  });

  test('a header that would be two lines is not sent', () => {
    const { records, exit, heard } = answered([], { headers: [['X-A', 'b\r\nX-C: d']] });
    expect(exit).toBe(43);
    expect(only(records, 'problem')[0]?.message.en).toContain('"X-A"');
    expect(heard).toBe('');
  });

  test('Ctrl-C ends it in the middle', () => {
    expect(play(served([]), get(), { ticks: 60, interruptAt: 50 }).exit).toBe(130);
  });

  test('cut anywhere, a response is read as whole', () => {
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n5\r\npedia\r\n0\r\n\r\n`;
    const all = bytesOf(chunked);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (sizes) => {
        const state = noResponse();
        let reading = 'more';
        for (let at = 0, turn = 0; at < all.length && reading === 'more'; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          reading = readResponse(state, all.subarray(at, at + size), 'GET');
          at += size;
        }
        expect([reading, bodyOf(state)]).toEqual(['done', 'Wikipedia']);
      }),
    );
  });

  test('bytes of any kind end it or wait, and never throw', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), fc.boolean(), (pieces, begun) => {
        const state = noResponse();
        if (begun) readResponse(state, bytesOf(`${head}Transfer-Encoding: chunked\r\n\r\n`), 'GET');
        for (const piece of pieces) if (readResponse(state, piece, 'GET') !== 'more') return;
      }),
      { numRuns: 500 },
    );
  });

  test('saved and carried on elsewhere at any moment, it finds the same', () => {
    const long = 'x'.repeat(30_000);
    const options = {
      ...served([
        { say: `${head}Transfer-Encoding: chunked\r\n\r\n7530\r\n${long}` },
        { after: 100, say: '\r\n2\r\nok\r' },
        { after: 100, say: '\n0\r\n\r\n' },
      ]),
      uplink: { loss: { kind: 'bernoulli' as const, share: 0.1 } },
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 100 }), (seed, savedAt) => {
        expect(play({ ...options, seed }, get(), { ticks: 520, savedAt })).toEqual(
          play({ ...options, seed }, get(), { ticks: 520 }),
        );
      }),
      { numRuns: 20 },
    );
  });
});
