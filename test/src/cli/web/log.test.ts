/** Whatever a request carries, the log names no person and quotes nobody. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Services } from '#academy/services.ts';
import { webLog } from '../../../../src/cli/web/log.ts';
import { releasePlaceIn } from '../../academy/academy-database.ts';
import { academyFor, dataFolder, RecordingHost } from '../../academy/academy-fixture.ts';
import { Browser, siteFor, type TestSite } from '../../academy/site-fixture.ts';

const personal = ['anna.berg@example.org', 'Anna Berg', '安娜', 'Motor := Start OR Motor', 'sesame', 'q=the-search'];

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let site: TestSite;
let written: string;
beforeEach(async () => {
  folder = dataFolder();
  written = '';
  const log = webLog('trace', {
    write: (line: string) => {
      written += line;
    },
  });
  const through = {
    info: (fields: object, message: string) => log.info(fields, message),
    warn: (fields: object, message: string) => log.warn(fields, message),
    error: (fields: object, message: string) => log.error(fields, message),
  };
  academy = await academyFor(folder.dir, new RecordingHost(), undefined, { log: through });
  site = await siteFor(academy, {
    page: ({ url }) => {
      if (url.pathname.startsWith('/breaks')) {
        // As PostgreSQL's driver tells of a row that is there already.
        throw Object.assign(new Error('duplicate key value: "anna.berg@example.org"'), {
          code: '23505',
          detail: 'Key (email)=(anna.berg@example.org) already exists.',
          parameters: ['Anna Berg', '安娜'],
        });
      }
      return new Response('no such page', { status: 404 });
    },
  });
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  await releasePlaceIn(folder.dir);
  folder.remove();
});

const linesOf = () =>
  written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('requests that carry names, addresses, programs and queries', () => {
  beforeEach(async () => {
    const browser = new Browser(site);
    const file = '/api/work/motor-seal-in/file';
    const text = 'Motor := Start OR Motor; (* Anna Berg, 安娜 *)';
    await browser.send('POST', '/api/guest', { name: 'Anna Berg', email: 'anna.berg@example.org' });
    await browser.send('PUT', file, { controller: 'plc', name: 'main.st', text, base: 0 });
    await browser.send('PUT', file, { controller: text, name: 'Anna Berg', text, base: 0 });
    await browser.send('PUT', file, { [text]: 'anna.berg@example.org', base: 'Anna Berg' });
    await browser.send('PUT', file, `${text} anna.berg@example.org`);
    await browser.send('POST', '/api/answers', { course: 'Anna Berg', lesson: text, question: 'sesame', answer: text });
    await browser.send('GET', '/api/search?q=the-search&locale=xx');
    await browser.send('GET', '/api/work/anna.berg@example.org?token=sesame');
    await browser.send('GET', '/people/anna.berg@example.org?name=Anna%20Berg');
    await browser.send('GET', '/breaks?email=anna.berg@example.org');
    await browser.send('POST', file, undefined, { origin: 'http://anna.berg@example.org', referer: 'http://x/?token=sesame' });
    await expect.poll(() => linesOf().filter(({ msg }) => msg === 'request').length).toBe(11);
  });

  test('leave none of it in the log', () => {
    for (const word of personal) expect(written).not.toContain(word);
    expect(written).not.toMatch(/millwright\.session|Bearer/);
  });

  test('have a number each, which every line that they cause carries, and the answer too', async () => {
    const broken = linesOf().find(({ msg }) => msg === 'a page broke');
    expect(broken).toMatchObject({ level: 50, err: { type: 'Error', code: '23505', message: 'duplicate key value: "…"' } });
    expect(
      linesOf()
        .filter(({ request }) => request === broken?.request)
        .map(({ msg }) => msg),
    ).toEqual(['a page broke', 'request']);
    const answer = await fetch(`${site.url}/nowhere`);
    await expect.poll(() => written).toContain(answer.headers.get('x-request-id'));
  });

  test('are told by method, route, status and time', () => {
    for (const line of linesOf().filter(({ msg }) => msg === 'request')) {
      expect(Object.keys(line).sort()).toEqual(
        ['hostname', 'level', 'method', 'ms', 'msg', 'name', 'pid', 'request', 'route', 'status', 'time'].sort(),
      );
      expect(line.route).toMatch(/^(none|\/[a-z0-9/[\]-]*)$/);
    }
  });
});
