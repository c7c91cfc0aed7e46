import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Gateway } from '#sandbox/gateway/gateway.ts';
import { effort, patience } from '../iec61131/fuzz/effort.ts';
import { gatewayIn, run, second, World } from './world.ts';

const text = `
connections: { a: { protocol: modbus-tcp, host: a } }
tags: [{ name: level, connection: a, address: "1", type: INT, unit: m, writable: true }]
alarms: [{ name: high, tag: level, when: high, limit: 5 }]
access:
  - { who: panel, token: secret, write: [level], reload: true, alarms: true }
  - { who: guest, token: visitor }
`;

function started(): Gateway {
  const world = new World();
  world.value = () => 7;
  const gateway = gatewayIn(world, text);
  run(gateway, 2n * second);
  return gateway;
}

/** What comes back for bytes, and whether the connection was ended. */
function talk(gateway: Gateway, pieces: readonly (string | Uint8Array)[]): { said: string; ended: boolean } {
  gateway.accepted(1, '10.0.0.9', 2n * second);
  let said = '';
  let ended = false;
  const take = (): void => {
    for (const effect of gateway.drain()) {
      if (effect.connection !== 1) continue;
      if (effect.do === 'send') said += new TextDecoder().decode(effect.bytes);
      else ended = true;
    }
  };
  for (const piece of pieces) {
    gateway.received(1, typeof piece === 'string' ? new TextEncoder().encode(piece) : piece, 2n * second);
    take();
  }
  for (let at = 2n * second; at < 6n * second; at += second / 10n) {
    if ((gateway.due ?? at + 1n) <= at) gateway.wake(at);
    take();
  }
  return { said, ended };
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: gateway\r\n\r\n`;
const post = (path: string, body: string, token?: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: g\r\n${token ? `Authorization: Bearer ${token}\r\n` : ''}Content-Length: ${new TextEncoder().encode(body).length}\r\n\r\n${body}`;
const bodyOf = (said: string): unknown => JSON.parse(said.slice(said.indexOf('\r\n\r\n') + 4));
const statusOf = (said: string): string => said.slice(9, 12);

describe('the gateway over HTTP', () => {
  it('shows its state, tags, alarms and log as JSON', () => {
    const gateway = started();
    expect(bodyOf(talk(gateway, [get('/status')]).said)).toMatchObject({
      connections: [{ name: 'a', link: 'connected', tags: 1, bad: 0 }],
      tags: { total: 1, good: 1 },
      alarms: { active: 1, unacknowledged: 1 },
    });
    expect(bodyOf(talk(started(), [get('/tags?name=level')]).said)).toMatchObject([
      { name: 'level', value: 7, quality: 'Good', unit: 'm' },
    ]);
    expect(bodyOf(talk(started(), [get('/alarms')]).said)).toMatchObject([{ name: 'high', state: 'unacknowledged' }]);
    expect(bodyOf(talk(started(), [get('/logs')]).said)).toMatchObject([
      { about: 'alarms', message: { 'zh-CN': expect.stringContaining('触发') } },
    ]);
  });

  it('tells its figures as Prometheus reads them', () => {
    const { said } = talk(started(), [get('/metrics')]);
    expect(said).toContain('Content-Type: text/plain; version=0.0.4; charset=utf-8');
    const lines = said
      .slice(said.indexOf('\r\n\r\n') + 4)
      .trimEnd()
      .split('\n');
    expect(lines).toContain('millwright_gateway_connected{connection="a"} 1');
    expect(lines).toContain('millwright_gateway_tags{quality="good"} 1');
    for (const line of lines) expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{\w+="[^"]*"\})? -?\d+)$/);
  });

  it('writes with a token, answers when it was read back, and says who may not and why', () => {
    const written = talk(started(), [post('/write', '{"tag":"level","value":3}', 'secret')]);
    expect(statusOf(written.said)).toBe('200');
    expect(bodyOf(written.said)).toMatchObject({ outcome: 'done', tag: 'level' });
    const guest = talk(started(), [post('/write', '{"tag":"level","value":3}', 'visitor')]);
    expect(statusOf(guest.said)).toBe('403');
    expect(bodyOf(guest.said)).toMatchObject({
      outcome: 'refused',
      message: { en: expect.stringContaining('guest may not write') },
    });
    expect(statusOf(talk(started(), [post('/write', '{"tag":"level","value":3}')]).said)).toBe('401');
    expect(statusOf(talk(started(), [post('/write', '{}', 'secret')]).said)).toBe('400');
  });

  it('takes another file, and with a mistake answers its line and column and stays', () => {
    const gateway = started();
    const bad = talk(gateway, [post('/reload', text.replace('unit: m', 'units: m'), 'secret')]);
    expect(statusOf(bad.said)).toBe('422');
    expect(bodyOf(bad.said)).toMatchObject({ reloaded: false, problems: [{ line: 3, column: 63 }] });
    const good = talk(started(), [post('/reload', text.replace('unit: m', 'unit: cm'), 'secret')]);
    expect(bodyOf(good.said)).toMatchObject({ reloaded: true, difference: { tags: { changed: ['level'] } } });
    expect(statusOf(talk(started(), [post('/reload', text, 'visitor')]).said)).toBe('403');
  });

  it('acknowledges and shelves for who may', () => {
    const gateway = started();
    expect(statusOf(talk(gateway, [post('/alarms/acknowledge', '{"alarm":"high"}', 'secret')]).said)).toBe('200');
    expect(gateway.alarms.entries.get('high')?.state.acknowledged).toBe(true);
    const other = started();
    expect(statusOf(talk(other, [post('/alarms/shelve', '{"alarm":"high","minutes":30}', 'secret')]).said)).toBe('200');
    expect(statusOf(talk(started(), [post('/alarms/shelve', '{"alarm":"low","minutes":30}', 'secret')]).said)).toBe('404');
    expect(statusOf(talk(started(), [post('/alarms/shelve', '{"alarm":"high","minutes":30}', 'visitor')]).said)).toBe('403');
  });

  it('reads requests cut anywhere and several in one piece, and answers them in order', () => {
    const all = get('/status') + post('/write', '{"tag":"level","value":3}', 'secret') + get('/nowhere');
    const { said } = talk(started(), [...all]);
    expect([...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => match[1])).toEqual(['200', '200', '404']);
    expect(talk(started(), [all]).said.length).toBe(said.length);
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', '400'],
    ['chunks', 'POST /write HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n', '501'],
    ['a body beyond bounds', 'POST /write HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n', '413'],
    ['a head beyond bounds', `GET / HTTP/1.1\r\nX: ${'a'.repeat(9_000)}\r\n\r\n`, '431'],
    ['another method', 'DELETE /tags HTTP/1.1\r\n\r\n', '405'],
    ['a header given twice', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', '400'],
  ])('answers %s with a reason', (_what, bytes, status) => {
    const { said } = talk(started(), [bytes]);
    expect(statusOf(said)).toBe(status);
  });

  it(
    'throws at no bytes and keeps no more than its bound',
    () => {
      const line = fc.oneof(
        fc.constantFrom(get('/'), post('/write', '{}', 'secret'), 'GET ', ' HTTP/1.1', '\r\n', '\r\n\r\n', 'Content-Length: 5'),
        fc.string(),
      );
      const gateway = started();
      let connection = 100;
      fc.assert(
        fc.property(fc.array(fc.oneof(line, fc.uint8Array({ maxLength: 40 })), { maxLength: 8 }), (pieces) => {
          connection += 1;
          gateway.accepted(connection, 'x', 2n * second);
          for (const piece of pieces) {
            gateway.received(connection, typeof piece === 'string' ? new TextEncoder().encode(piece) : piece, 2n * second);
          }
          gateway.closed(connection, 'reset', 2n * second);
          gateway.drain();
          expect((gateway.save() as { http: { connections: unknown[] } }).http.connections).toEqual([]);
        }),
        effort(1_000, 1),
      );
    },
    patience,
  );
});
