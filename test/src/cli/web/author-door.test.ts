/** What the open page of an author is told: every save of what it shows, and the mistakes in it; nobody else hears a word. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Services } from '#academy/services.ts';
import { writeSkeleton } from '../../../../src/cli/skeleton.ts';
import { AuthorDoor, type Lint, lintOf } from '../../../../src/cli/web/author-door.ts';
import { academyFor, dataFolder, RecordingHost } from '../../academy/academy-fixture.ts';
import { siteFor, type TestSite } from '../../academy/site-fixture.ts';

let root: string;
let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let door: AuthorDoor;
/** Looks for no mistakes, unless the test is about them. */
let lint: Lint;
let site: TestSite;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'millwright-author-'));
  const titles = { titleQuoted: '"Fans"', titleZhQuoted: '"风机"' };
  writeSkeleton('course', join(root, 'content', 'fans'), { ...titles, uuid: crypto.randomUUID(), order: '1' });
  writeSkeleton('lesson', join(root, 'content', 'fans', '01-run-on'), { ...titles, labLine: 'lab: run-on\n' });
  const lab = { uuid: crypto.randomUUID(), schema: 'lab.schema.json', title: 'x', titleZh: '延时' };
  writeSkeleton('lab', join(root, 'labs', 'run-on'), lab);
  writeSkeleton('lab', join(root, 'labs', 'other'), { ...lab, uuid: crypto.randomUUID() });
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost());
  lint = () => ({ stop() {} });
  door = new AuthorDoor([root], (paths, found) => lint(paths, found));
  site = await siteFor(academy, { author: door });
});
afterEach(async () => {
  door.close();
  await site.close();
  await academy.database.destroy();
  await folder.remove();
  rmSync(root, { recursive: true, force: true });
});

/** The events of a page, one after the other, until `close`. */
async function follow(page: string) {
  const abort = new AbortController();
  const response = await fetch(`${site.url}/api/author/events?page=${encodeURIComponent(page)}`, { signal: abort.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (event: string): Promise<unknown> => {
    for (;;) {
      const found = new RegExp(`event: ${event}\\ndata: (.*)\\n\\n`).exec(text);
      if (found) {
        text = text.replace(found[0], '');
        return JSON.parse(found[1]!);
      }
      const { value, done } = await reader.read();
      if (done) throw new Error(`the stream ended without ${event}: ${text}`);
      text += value;
    }
  };
  /** What comes until the door closes. */
  const rest = async (): Promise<string> => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return text;
      text += value;
    }
  };
  return { response, next, rest, close: () => abort.abort() };
}

const edit = (file: string, from: string, to: string): void => {
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
};

it('tells an open lesson of every save of its text and of its lab, in either language', async () => {
  const page = await follow('/zh-cn/courses/fans/run-on/');
  expect(page.response.headers.get('content-type')).toBe('text/event-stream');
  edit('content/fans/01-run-on/index.en.md', 'Begin', 'Start');
  await page.next('changed');
  edit('labs/run-on/plant.st', 'A fan', 'A large fan');
  await page.next('changed');
  page.close();
});

it('says nothing of a lab that the lesson does not have', async () => {
  const [page, list] = [await follow('/courses/fans/run-on/'), await follow('/courses/')];
  edit('labs/other/plant.st', 'A fan', 'A large fan');
  await list.next('changed');
  edit('labs/run-on/plant.st', 'A fan', 'A large fan');
  await page.next('changed');
  door.close();
  expect(await page.rest()).not.toContain('event: changed');
  list.close();
});

it('tells the mistakes in what the page shows, with file and line, in both languages', async () => {
  lint = lintOf;
  edit('labs/run-on/scene.svg', 'plant.Button', 'plant.Buton');
  edit('content/fans/01-run-on/index.en.md', 'Begin', '[x](/nowhere/) Begin');
  const page = await follow('/courses/fans/run-on/');
  const findings = (await page.next('findings')) as { file: string; line: number; message: Record<string, string> }[];
  expect(findings).toHaveLength(2);
  expect(findings.map(({ file, line }) => `${file}:${line}`)).toEqual([
    expect.stringMatching(/content\/fans\/01-run-on\/index\.en\.md:8$/),
    expect.stringMatching(/labs\/run-on\/scene\.svg:4$/),
  ]);
  expect(findings[1]?.message['zh-CN']).toContain('没有信号 `plant.Buton`');
  page.close();
});

it('is not there in a normal serve', async () => {
  const trainees = await siteFor(academy);
  expect((await fetch(`${trainees.url}/api/author/events?page=/`)).status).toBe(404);
  await trainees.close();
});
