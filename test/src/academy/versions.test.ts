import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { problem, versionList, versionText } from '#academy/api.ts';
import type { Services } from '#academy/services.ts';
import { lineChange, usefulOf } from '#academy/work/versions.ts';
import { academyFor, dataFolder, motorLab, RecordingHost, verdict } from './academy-fixture.ts';
import { Browser, siteFor, type TestSite } from './site-fixture.ts';

const lab = motorLab(['second']);
const work = `/api/work/${lab.slug}`;
const first = lab.definition.steps[0]!.id;
const main = { controller: 'plc', name: 'main.st' };
const query = 'controller=plc&name=main.st';

let folder: ReturnType<typeof dataFolder>;
let host: RecordingHost;
let academy: Services;
let site: TestSite;
let browser: Browser;
beforeEach(async () => {
  folder = dataFolder();
  host = new RecordingHost();
  academy = await academyFor(folder.dir, host, lab);
  site = await siteFor(academy);
  browser = new Browser(site);
  await browser.send('POST', '/api/guest');
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  await folder.remove();
});

const type = (text: string, base: number) => browser.send('PUT', `${work}/file`, { ...main, text, base });
const check = (text: string) => browser.send('POST', `${work}/check`, { programs: { plc: [{ name: 'main.st', text }] } });
const list = async (more = '', by = browser) =>
  versionList.parse(await (await by.send('GET', `${work}/versions?${query}${more}`)).json());
const text = async (number: number | string, by = browser) => {
  const response = await by.send('GET', `${work}/versions/${number}?${query}`);
  const body: unknown = await response.json();
  return response.ok ? versionText.parse(body).text : problem.parse(body).code;
};
/** Moves what was saved so many minutes into the past. */
const age = (number: number, minutes: number) =>
  academy.database
    .updateTable('file_revision')
    .set({ saved_at: new Date(Date.UTC(2026, 2, 1, 12) - minutes * 60_000).toISOString() })
    .where('number', '=', number)
    .execute();

describe('the versions of a file', () => {
  test('are none before anything was saved; 0 is the start', async () => {
    expect(await list()).toEqual({ passed: [], versions: [], before: null });
    expect(await text(0)).toBe(lab.start.plc![0]!.text);
  });

  test('are what was typed last in each minute, all that was checked, reset or in conflict, without the current one', async () => {
    await type('a\n', 0);
    await type('a\nb\n', 1);
    await check('a\nb\nc\n');
    await type('a\n', 3);
    await type('a\nlost\n', 2);
    await browser.send('POST', `${work}/reset`, { scope: 'lab' });
    for (const [number, minutes] of [
      [1, 9],
      [2, 9],
      [3, 8],
      [4, 7],
      [5, 6],
      [6, 5],
    ] as const)
      await age(number, minutes);
    const { versions } = await list();
    expect(versions.map(({ number, origin }) => [number, origin])).toEqual([
      [5, 'conflict'],
      [4, 'typed'],
      [3, 'checked'],
      [2, 'typed'],
    ]);
    expect(versions[2]).toMatchObject({ added: 1, removed: 0 });
    expect(versions[1]).toMatchObject({ added: 0, removed: 2 });
    expect(await text(1)).toBe('a\n');
  });

  test('come in pages', async () => {
    for (let at = 1; at <= 95; at++) {
      await type(`text ${at}`, at - 1);
      await age(at, 500 - at);
    }
    const numbers: number[] = [];
    let more = '';
    for (let pages = 0; pages < 5; pages++) {
      const page = await list(more);
      numbers.push(...page.versions.map(({ number }) => number));
      if (page.before === null) break;
      expect(page.versions).toHaveLength(40);
      more = `&before=${page.before}`;
    }
    expect(numbers).toEqual(Array.from({ length: 94 }, (_, at) => 94 - at));
  });

  test('say which steps a text passed, and that it passed everything, though somebody typed on meanwhile', async () => {
    host.answer = async () => {
      await type('typed on', 1);
      return { outcome: 'graded', passed: false, verdicts: [verdict(first, 'starts', 'passed')] };
    };
    await check('passes the first');
    host.answer = async () => ({
      outcome: 'graded',
      passed: true,
      verdicts: [verdict(first, 'starts', 'passed'), verdict('second', 'starts', 'passed')],
    });
    await check('passes all');
    await check('passes all again');
    const { passed } = await list();
    expect(passed.map(({ number, steps, everything }) => [number, steps, everything])).toEqual([
      [4, [], true],
      [3, ['second'], true],
      [1, [first], false],
    ]);
    expect(await text(1)).toBe('passes the first');
  });

  test('go along when a file gets another name', async () => {
    await browser.send('POST', `${work}/files`, { do: 'create', controller: 'plc', name: 'old.st', text: 'one' });
    await browser.send('PUT', `${work}/file`, { controller: 'plc', name: 'old.st', text: 'two', base: 1 });
    await browser.send('POST', `${work}/files`, { do: 'rename', controller: 'plc', name: 'old.st', to: 'new.st' });
    const response = await browser.send('GET', `${work}/versions/1?controller=plc&name=new.st`);
    expect(versionText.parse(await response.json()).text).toBe('one');
  });

  test("are the session's own: another guest gets neither the list nor a text", async () => {
    await type('mine', 0);
    await type('mine too', 1);
    const stranger = new Browser(site);
    await stranger.send('POST', '/api/guest');
    expect(await list('', stranger)).toEqual({ passed: [], versions: [], before: null });
    expect(await text(1, stranger)).toBe('unknown-version');
    const nobody = new Browser(site);
    expect((await nobody.send('GET', `${work}/versions?${query}`)).status).toBe(401);
    expect((await nobody.send('GET', `${work}/versions/1?${query}`)).status).toBe(401);
  });

  test.each(['x', '-1', '1.5', '99999999999', '7'])('number %s there is not', async (number) => {
    await type('mine', 0);
    expect(await text(number)).toBe('unknown-version');
  });

  test.each(['', '?controller=plc', `?${query}&before=x`])(
    'are refused without a file and a place in the list: %s',
    async (asked) => {
      const response = await browser.send('GET', `${work}/versions${asked}`);
      expect([response.status, problem.parse(await response.json()).code]).toEqual([400, 'malformed']);
    },
  );
});

test('a typed version that passed is kept whatever was typed in the same minute', () => {
  const typed = (number: number) => ({ number, origin: 'typed' as const, savedAt: `2026-03-01T10:42:0${number}.000Z` });
  const kept = usefulOf([typed(1), typed(2), typed(3)], new Set([1]));
  expect(kept.map(({ number }) => number)).toEqual([3, 1]);
});

test('lines that moved are no change', () => {
  expect(lineChange('a\nb\nb\nc', 'c\nb\na\nd')).toEqual({ added: 1, removed: 1 });
});
