/** What a page may weigh, held; how long a person waits, printed (`npm run bench -- browser` measures that at length). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import type { WorkbenchFiles } from '../../src/academy/services.ts';
import { measureKeys } from '../bench/browser/keys.ts';
import { measureLoading } from '../bench/browser/load.ts';
import { openManySignals, writeManySignals } from '../bench/browser/many-signals.ts';
import { measurePresses } from '../bench/browser/press.ts';
import { measureStream } from '../bench/browser/stream.ts';
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';

/** Kilobytes of JavaScript, gzip, that a reading page may ship. */
const readingBudget = 27;
/** Kilobytes of JavaScript, gzip, of a lab page before its editor. */
const workbenchBudget = 250;
const labPath = '/courses/first-scan/keep-it-running/';

let server: AcademyServer;
let content: string;
test.beforeAll(async () => {
  test.setTimeout(180_000); // the first start may build the site
  content = mkdtempSync(join(tmpdir(), 'millwright-content-'));
  writeManySignals(content);
  server = await AcademyServer.start({ MILLWRIGHT_CONTENT: content });
});
test.afterAll(async () => {
  await server?.dispose();
  rmSync(content, { recursive: true, force: true });
});

/** Every script that the page has fetched when nothing more is on its way: kilobytes, gzip, by path. */
async function scriptsOf(page: Page, path: string): Promise<Map<string, number>> {
  const sizes = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    const size = response
      .body()
      .then((body) => gzipSync(body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body).length / 1000);
    sizes.set(new URL(response.url()).pathname.slice(1), size);
  });
  await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' });
  const scripts = new Map<string, number>();
  for (const [name, size] of sizes) scripts.set(name, await size);
  return scripts;
}

const total = (scripts: ReadonlyMap<string, number>): number => [...scripts.values()].reduce((sum, size) => sum + size, 0);

for (const path of ['/', '/courses/first-scan/', '/courses/first-scan/the-scan-cycle/', '/reference/checks/']) {
  test(`${path} ships little JavaScript`, async ({ page }) => {
    const size = total(await scriptsOf(page, path));
    console.log(`${path}: ${size.toFixed(1)} kB of JavaScript, gzip (budget ${readingBudget})`);
    expect(size).toBeLessThanOrEqual(readingBudget);
  });
}

test('the workbench ships its editor on demand', async ({ page }) => {
  const files = (await (await page.request.get(`${server.url}/workbench-files.json`)).json()) as WorkbenchFiles;
  const scripts = await scriptsOf(page, labPath);
  await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible();
  const editor = new Map([...scripts].filter(([name]) => files.editor.includes(name) || /worker/i.test(name)));
  const before = new Map([...scripts].filter(([name]) => !editor.has(name)));
  const listed = [...before].toSorted(([, a], [, b]) => b - a).map(([name, size]) => `${size.toFixed(1)} ${name}`);
  console.log(
    `workbench before its editor: ${total(before).toFixed(1)} kB of JavaScript, gzip (budget ${workbenchBudget}); the editor ${total(editor).toFixed(1)} kB more\n  ${listed.join('\n  ')}`,
  );
  expect(editor.size, 'the editor came').toBeGreaterThan(0);
  expect(total(before)).toBeLessThanOrEqual(workbenchBudget);
  for (const name of [...files.scripts, ...files.words.en])
    expect([...before.keys()], 'asked for ahead of time, and used').toContain(name);
  expect([...before.keys()], 'one language is enough').not.toContain(files.words['zh-CN'][0]);
});

test('interaction times are printed', async ({ browser }) => {
  const visits = await measureLoading(browser, `${server.url}${labPath}`, 2);
  expect(visits.cold).toHaveLength(2);
  const page = await openManySignals(browser, server.url);
  expect(await measurePresses(page, 40)).toHaveLength(40);
  expect((await measureStream(page, 'program and scene', 3)).length).toBeGreaterThan(0);
  expect((await measureKeys(page, [500], 15))[0]).toHaveLength(30);
  await page.context().close();
});
