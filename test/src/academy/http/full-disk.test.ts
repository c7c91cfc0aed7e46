import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FullDisk, isDiskFull } from '#academy/http/full-disk.ts';
import type { Services } from '#academy/services.ts';
import { onPostgres, releasePlaceIn } from '../academy-database.ts';
import { academyFor, dataFolder, RecordingHost } from '../academy-fixture.ts';
import { Browser, siteFor, type TestSite } from '../site-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let site: TestSite;
let lines: string[];
let now: number;
beforeEach(async () => {
  folder = dataFolder();
  lines = [];
  now = 0;
  academy = await academyFor(folder.dir, new RecordingHost());
  academy.log.error = (_fields, message) => lines.push(message);
  academy.fullDisk = new FullDisk(() => now);
  site = await siteFor(academy);
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  await releasePlaceIn(folder.dir);
  folder.remove();
});

const save = (browser: Browser, base: number) =>
  browser.send('PUT', '/api/work/motor-seal-in/file', { controller: 'plc', name: 'main.st', text: 'x'.repeat(400_000), base });

test.skipIf(onPostgres)(
  'a save onto a full disk is told as that, in the log once a minute, and goes through once there is room',
  async () => {
    const browser = new Browser(site);
    await browser.send('POST', '/api/guest');
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(academy.database);
    await sql`pragma max_page_count = ${sql.lit(rows[0]!.page_count + 5)}`.execute(academy.database);

    const refused = await save(browser, 0);
    expect(refused.status).toBe(507);
    const { code, message } = (await refused.json()) as { code: string; message: Record<string, string> };
    expect(code).toBe('disk-full');
    expect(message.en).toContain('What you typed stays in this tab');
    expect(message['zh-CN']).toContain('服务器磁盘已满');
    now += 59_000;
    expect((await save(browser, 0)).status).toBe(507);
    expect(lines).toEqual(['the disk is full: nothing can be saved until there is room']);
    now += 2_000;
    await save(browser, 0);
    expect(lines).toHaveLength(2);

    await sql`pragma max_page_count = 100000`.execute(academy.database);
    expect(await (await save(browser, 0)).json()).toMatchObject({ revision: 1, conflict: false });
  },
);

test.each([
  ['SQLite', Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })],
  ['PostgreSQL', Object.assign(new Error('could not extend file'), { code: '53100' })],
  ['the file system', Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })],
  ['what a library wrapped', new Error('failed', { cause: Object.assign(new Error(''), { code: 'ENOSPC' }) })],
])('%s says that it is full in its own way', (_who, error) => {
  expect(isDiskFull(error)).toBe(true);
});

test('a mistake of ours is not a full disk', () => {
  expect(isDiskFull(Object.assign(new Error('UNIQUE constraint failed'), { code: 'ERR_SQLITE_ERROR', errcode: 2067 }))).toBe(
    false,
  );
  expect(isDiskFull('full')).toBe(false);
});
