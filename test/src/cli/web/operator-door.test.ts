/** What monitoring and load balancers are told, over the real server. */
import { request as ask } from 'node:http';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, RecordingHost } from '../../academy/academy-fixture.ts';
import { Browser, siteFor, type TestSite } from '../../academy/site-fixture.ts';
import { readExposition } from './exposition.ts';

const token = 'a-token-of-the-monitoring';
let folder: ReturnType<typeof dataFolder>;
let host: RecordingHost;
let academy: Services;
let site: TestSite;
beforeEach(async () => {
  folder = dataFolder();
  host = new RecordingHost();
  host.state = {
    hosts: [
      { index: 0, pid: 10, rigs: 3, viewers: 4, busy: 0.25, room: true },
      { index: 1, pid: 11, rigs: 9, viewers: 9, busy: 0.75, room: false },
    ],
    graders: 2,
    grading: { waiting: 5, running: 2 },
    terminals: null,
    refused: { 'foreign-origin': 7, busy: 1 },
  };
  academy = await academyFor(folder.dir, host);
  academy.log.warn = () => {};
  site = await siteFor(academy, { metricsToken: token });
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  folder.remove();
});

function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    ask({ host: '127.0.0.1', port: site.port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

const ready = async () => {
  const { status, body } = await get('/readyz');
  return { status, ...(JSON.parse(body) as { ready: boolean; parts: Record<string, { ok: boolean; detail: string }> }) };
};

test('the process lives, whatever the database does', async () => {
  await academy.database.destroy();
  expect(await get('/healthz')).toMatchObject({ status: 200, body: 'ok\n' });
  academy = await academyFor(folder.dir, host);
});

describe('the site is ready', () => {
  test('when database, schema and a lab host are', async () => {
    expect(await ready()).toEqual({
      status: 200,
      ready: true,
      parts: {
        database: { ok: true, detail: 'answers' },
        schema: { ok: true, detail: 'current' },
        rigs: { ok: true, detail: 'a lab host has room' },
      },
    });
  });

  test('not while no lab host has room', async () => {
    host.state = { ...host.state, hosts: host.state.hosts.map((one) => ({ ...one, room: false })) };
    expect(await ready()).toMatchObject({ status: 503, ready: false, parts: { rigs: { ok: false }, database: { ok: true } } });
  });

  test('not on the schema of another version', async () => {
    await sql`insert into schema_version (version, name, applied_at) values (9000, 'of the future', '')`.execute(
      academy.database,
    );
    expect((await ready()).parts.schema).toEqual({ ok: false, detail: 'version 9000 is not the one expected' });
  });

  test('not without its database', async () => {
    await academy.database.destroy();
    expect(await ready()).toMatchObject({ status: 503, parts: { database: { ok: false }, schema: { ok: false } } });
    academy = await academyFor(folder.dir, host);
  });

  test('not without its supervisor', async () => {
    host.status = () => Promise.reject(new Error('gone'));
    expect((await ready()).parts.rigs).toEqual({ ok: false, detail: 'the supervisor does not answer' });
  });
});

describe('metrics', () => {
  const figures = async () => readExposition((await get('/metrics')).body);

  test('are text that Prometheus reads: every sample has a type and a help, no series comes twice', async () => {
    const { headers, body } = await get('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    const { samples, types, helps } = readExposition(body);
    expect(samples.size).toBeGreaterThan(60);
    for (const name of types.keys()) expect(helps.has(name), name).toBe(true);
  });

  test('tell how rigs, graders and the database are', async () => {
    const { samples } = await figures();
    expect(Object.fromEntries([...samples].filter(([name]) => /rigs|busy|room|grad|refused|supervisor/.test(name)))).toEqual({
      millwright_supervisor_up: 1,
      'millwright_rigs{host="0"}': 3,
      'millwright_rigs{host="1"}': 9,
      'millwright_lab_host_busy_ratio{host="0"}': 0.25,
      'millwright_lab_host_busy_ratio{host="1"}': 0.75,
      'millwright_lab_host_room{host="0"}': 1,
      'millwright_lab_host_room{host="1"}': 0,
      millwright_graders: 2,
      millwright_grading_waiting: 5,
      millwright_grading_running: 2,
      'millwright_refused_total{code="foreign-origin"}': 7,
      'millwright_refused_total{code="busy"}': 1,
    });
    expect(samples.get('millwright_database_bytes')).toBeGreaterThan(10_000);
    expect(samples.get('millwright_database_seconds')).toBeGreaterThan(0);
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(samples.has('nodejs_eventloop_lag_seconds')).toBe(true);
  });

  test('count the supervisor’s refusals as they stand, not once more with every look', async () => {
    await figures();
    expect((await figures()).samples.get('millwright_refused_total{code="foreign-origin"}')).toBe(7);
  });

  test('count requests by the pattern of their route, whatever stands in the path', async () => {
    const browser = new Browser(site);
    await browser.send('POST', '/api/guest');
    await browser.send('GET', '/api/work/one');
    await browser.send('GET', '/api/work/two?secret=sesame');
    await get('/nowhere/at/all', {}, 'PROPFIND');
    const { samples } = await figures();
    expect(samples.get('millwright_http_requests_total{method="POST",route="/api/guest",status="204"}')).toBe(1);
    expect(samples.get('millwright_http_requests_total{method="GET",route="/api/work/[lab]",status="404"}')).toBe(2);
    expect(samples.get('millwright_http_request_seconds_count{route="/api/work/[lab]"}')).toBe(2);
    expect(samples.get('millwright_http_request_seconds_bucket{le="+Inf",route="/api/work/[lab]"}')).toBe(2);
    expect([...samples.keys()].filter((name) => name.includes('method="other"'))).toHaveLength(1);
    expect([...samples.keys()].join('\n')).not.toMatch(/sesame|two|nowhere/);
    expect(samples.get('millwright_sessions')).toBe(1);
  });

  test('leave out what does not answer, and say so', async () => {
    await figures();
    host.status = () => Promise.reject(new Error('gone'));
    await academy.database.destroy();
    const { samples } = await figures();
    expect(samples.get('millwright_supervisor_up')).toBe(0);
    expect([...samples.keys()].filter((name) => /rigs|graders|database_bytes|sessions|refused/.test(name))).toEqual([]);
    academy = await academyFor(folder.dir, host);
  });

  test.each([
    ['came through a proxy on this machine', { 'x-forwarded-for': '203.0.113.5' }],
    ['was sent to the name that people type', { host: 'academy.example' }],
    ['shows a wrong token', { 'x-forwarded-for': '203.0.113.5', authorization: 'Bearer a-token-of-somebody' }],
  ])('are not for a request that %s', async (_what, headers) => {
    const answer = await get('/metrics', headers);
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect(answer.body).not.toContain('millwright_');
    expect(host.refusals.map(({ code }) => code)).toEqual(['metrics-closed']);
  });

  test('are for who shows the token, from wherever', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.5', host: 'academy.example', authorization: `Bearer ${token}` };
    expect((await get('/metrics', headers)).status).toBe(200);
  });

  test('are read, never written', async () => {
    expect(await get('/metrics', {}, 'DELETE')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });
});
