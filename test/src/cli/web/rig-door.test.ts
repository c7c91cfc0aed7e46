import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectResponse } from '#academy/api.ts';
import type { Services } from '#academy/services.ts';
import type { RigTicket } from '#sandbox/host/api.ts';
import { academyFor, dataFolder, motorLab, RecordingHost } from '../../academy/academy-fixture.ts';
import { Browser, siteFor, type TestSite } from '../../academy/site-fixture.ts';

const lab = motorLab();

/** Takes the socket as a lab host would: answers, then echoes what the browser had already sent. */
class TakingHost extends RecordingHost {
  headers: Record<string, string> = {};
  fails = false;
  override handOver(
    ticket: RigTicket,
    socket: import('node:net').Socket,
    head?: Uint8Array,
    headers?: Record<string, string>,
  ): Promise<void> {
    if (this.fails) return Promise.reject(new Error('no lab host is ready'));
    this.handedOver.push(ticket);
    this.headers = headers ?? {};
    socket.end(Buffer.concat([Buffer.from('taken:'), head ?? Buffer.alloc(0)]), () => socket.destroy());
    return Promise.resolve();
  }
}

let folder: ReturnType<typeof dataFolder>;
let host: TakingHost;
let academy: Services;
let site: TestSite;
let browser: Browser;
beforeEach(async () => {
  folder = dataFolder();
  host = new TakingHost();
  academy = await academyFor(folder.dir, host, lab);
  academy.log.error = () => {};
  site = await siteFor(academy);
  browser = new Browser(site);
  await browser.send('POST', '/api/guest');
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  await folder.remove();
});

/** Ask for an upgrade, send `eager` right behind it, and read until the socket closes. */
function knock(path: string, headers: Record<string, string>, eager = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(site.port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
    const lines = Object.entries({ Host: site.host, Connection: 'Upgrade', Upgrade: 'websocket', ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${eager}`);
  });
}

const rig = `/api/rig/${lab.slug}`;

test("the session's socket is handed over with the member's rig and seed", async () => {
  const answer = await knock(`${rig}?locale=zh-CN`, { Origin: site.url, Cookie: browser.cookie, 'Sec-WebSocket-Key': 'abc' });
  expect(answer).toBe('taken:');
  const { id, seed, member_id } = await academy.database.selectFrom('rig').selectAll().executeTakeFirstOrThrow();
  expect(host.handedOver).toEqual([
    { rig: id, academy: academy.academy.id, member: member_id, lab: lab.slug, seed, locale: 'zh-CN' },
  ]);
  const state = (await (await browser.send('GET', `/api/work/${lab.slug}`)).json()) as { rig: string };
  expect(state.rig).toBe(id);
});

test('the session cookie stays in this process', async () => {
  await knock(rig, { Origin: site.url, Cookie: browser.cookie, 'Sec-WebSocket-Key': 'abc' });
  expect(host.headers).toMatchObject({ 'sec-websocket-key': 'abc', upgrade: 'websocket' });
  expect(host.headers).not.toHaveProperty('cookie');
});

test('what a client sends at once, before it is let in, arrives whole: 50 of 50', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      knock(rig, { Origin: site.url, Cookie: browser.cookie }, `message ${index} `.repeat(20)),
    ),
  );
  expect(answers).toEqual(Array.from({ length: 50 }, (_, index) => `taken:${`message ${index} `.repeat(20)}`));
});

describe("a program of the trainee's own machine", () => {
  const token = async (slug = lab.slug): Promise<string> => {
    const answer = connectResponse.parse(await (await browser.send('POST', '/api/connect', { lab: slug })).json());
    expect(answer.url.startsWith(`${site.url}/api/rig/${lab.slug}#`)).toBe(true);
    return answer.url.split('#')[1] ?? '';
  };

  test('comes in with a token of the page, to the rig of its member, for the devices alone', async () => {
    const answer = await knock(rig, { Authorization: `Bearer ${await token()}`, 'Sec-WebSocket-Key': 'abc' });
    expect(answer).toBe('taken:');
    const { id, member_id } = await academy.database.selectFrom('rig').selectAll().executeTakeFirstOrThrow();
    expect(host.handedOver).toMatchObject([{ rig: id, member: member_id, lab: lab.slug, devicesOnly: true }]);
    expect(host.headers).not.toHaveProperty('authorization');
  });

  test('stays outside with a token that was changed, or is for another lab, even with a session beside it', async () => {
    const good = await token();
    const [body = '', signature = ''] = good.split('.');
    const claim = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const forged = `${Buffer.from(JSON.stringify({ ...claim, member: 'someone' })).toString('base64url')}.${signature}`;
    for (const bearer of [forged, good.slice(0, -1), '']) {
      const headers = { Authorization: `Bearer ${bearer}`, Cookie: browser.cookie, Origin: site.url };
      expect(await knock(rig, headers)).toMatch(/^HTTP\/1.1 401 /);
    }
    expect(await knock('/api/rig/another', { Authorization: `Bearer ${good}` })).toMatch(/^HTTP\/1.1 401 /);
    expect(host.handedOver).toEqual([]);
    expect(host.refusals.map(({ code }) => code)).toEqual(['bad-token', 'bad-token', 'bad-token', 'bad-token']);
  });
});

describe('refused, logged and counted is an upgrade', () => {
  test.each([
    ['from another site', rig, { Origin: 'https://evil.example' }, 403, 'foreign-origin'],
    ['without an Origin', rig, {}, 403, 'foreign-origin'],
    ['without a session', rig, { Cookie: '' }, 401, 'no-session'],
    ['with a forged session', rig, { Cookie: 'millwright.session_token=forged.signature' }, 401, 'no-session'],
    ['to a lab that does not exist', '/api/rig/no-such-lab', {}, 404, 'unknown-lab'],
    ['to another protocol', rig, { Upgrade: 'h2c' }, 400, 'malformed'],
    ['to a path that is no rig', '/somewhere', {}, 404, 'unknown-upgrade'],
  ])('%s', async (name, path, headers, status, code) => {
    const origin: Record<string, string> = name === 'without an Origin' ? {} : { Origin: site.url };
    const answer = await knock(path, { ...origin, Cookie: browser.cookie, ...(headers as Record<string, string>) });
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ code });
    expect(host.refusals.map((refusal) => refusal.code)).toEqual([code]);
    expect(host.handedOver).toEqual([]);
  });
});

test('a hand-over that fails is told as our failure, and the server goes on', async () => {
  host.fails = true;
  expect(await knock(rig, { Origin: site.url, Cookie: browser.cookie })).toMatch(/^HTTP\/1.1 500 /);
  host.fails = false;
  expect(await knock(rig, { Origin: site.url, Cookie: browser.cookie })).toBe('taken:');
});
