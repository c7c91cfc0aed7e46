import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { problem, type WorkState, workState } from '#academy/api.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, motorLab, RecordingHost, verdict } from './academy-fixture.ts';
import { Browser, siteFor, type TestSite } from './site-fixture.ts';

const lab = motorLab();
const work = `/api/work/${lab.slug}`;
const first = lab.definition.steps[0]!.id;
const helper = { controller: 'plc', name: 'helper.st' };

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

const change = (body: object) => browser.send('POST', `${work}/files`, body);
const create = (name: string, text = '') => change({ do: 'create', controller: 'plc', name, text });
const refusal = async (response: Response): Promise<[number, string]> => [
  response.status,
  problem.parse(await response.json()).code,
];
const state = async (response: Response): Promise<WorkState> => {
  expect(response.status).toBe(200);
  return workState.parse(await response.json());
};
const names = async (response: Response): Promise<string[]> => (await state(response)).files.plc!.map(({ name }) => name);

describe("the trainee's own files", () => {
  test('come behind the lab’s, get another name, and go', async () => {
    expect(await names(await create('z.st'))).toEqual(['main.st', 'z.st']);
    expect(await names(await create('helper.st', 'a text'))).toEqual(['main.st', 'helper.st', 'z.st']);
    const renamed = await state(await change({ do: 'rename', ...helper, to: 'valve-1.st' }));
    expect(renamed.files.plc!.map(({ name, text }) => [name, text]).slice(1)).toEqual([
      ['valve-1.st', 'a text'],
      ['z.st', ''],
    ]);
    expect(await names(await change({ do: 'delete', controller: 'plc', name: 'z.st' }))).toEqual(['main.st', 'valve-1.st']);
  });

  test('are saved as they are typed', async () => {
    const base = (await state(await create('helper.st'))).files.plc![1]!.revision;
    await browser.send('PUT', `${work}/file`, { ...helper, text: 'typed', base });
    expect((await state(await browser.send('GET', work))).files.plc![1]).toMatchObject({ name: 'helper.st', text: 'typed' });
  });

  test.each([
    ['..st', 400, 'bad-file-name'],
    ['a b.st', 400, 'bad-file-name'],
    ['../main.st', 400, 'bad-file-name'],
    [`${'x'.repeat(61)}.st`, 400, 'bad-file-name'],
    ['main.st', 409, 'file-exists'],
    ['MAIN.st', 409, 'file-exists'],
  ])('cannot be called %s', async (name, status, code) => {
    expect(await refusal(await create(name))).toEqual([status, code]);
  });

  test('do not take the name of another', async () => {
    await create('helper.st', 'mine');
    await create('other.st');
    expect(await refusal(await create('helper.st'))).toEqual([409, 'file-exists']);
    expect(await refusal(await change({ do: 'rename', ...helper, to: 'Other.st' }))).toEqual([409, 'file-exists']);
    expect(await names(await change({ do: 'rename', ...helper, to: 'Helper.st' }))).toEqual(['main.st', 'Helper.st', 'other.st']);
  });

  test('are not those of the lab, nor those that are not there', async () => {
    const main = { controller: 'plc', name: 'main.st' };
    expect(await refusal(await change({ do: 'delete', ...main }))).toEqual([409, 'lab-file']);
    expect(await refusal(await change({ do: 'rename', ...main, to: 'a.st' }))).toEqual([409, 'lab-file']);
    expect(await refusal(await change({ do: 'delete', ...helper }))).toEqual([404, 'unknown-file']);
    expect(await refusal(await change({ do: 'create', controller: 'toString', name: 'a.st', text: '' }))).toEqual([
      404,
      'unknown-file',
    ]);
  });

  test('are at most fifty, with the lab’s', async () => {
    for (let at = 1; at < 50; at++) expect((await create(`f${at}.st`)).status).toBe(200);
    expect(await refusal(await create('one-more.st'))).toEqual([409, 'too-many-files']);
    const typed = await browser.send('PUT', `${work}/file`, { controller: 'plc', name: 'one-more.st', text: '', base: 0 });
    expect(await refusal(typed)).toEqual([409, 'too-many-files']);
    const many = { programs: { plc: [{ name: 'one-more.st', text: '' }] } };
    expect(await refusal(await browser.send('POST', `${work}/check`, many))).toEqual([409, 'too-many-files']);
  });

  test('are graded with the program', async () => {
    await create('helper.st', 'FUNCTION_BLOCK Helper END_FUNCTION_BLOCK');
    await browser.send('POST', `${work}/check`, {
      programs: {
        plc: [
          { name: 'main.st', text: 'm' },
          { name: 'new.st', text: 'n' },
        ],
      },
    });
    expect(host.graded[0]?.programs.plc).toEqual([
      { name: 'main.st', text: 'm' },
      { name: 'helper.st', text: 'FUNCTION_BLOCK Helper END_FUNCTION_BLOCK' },
      { name: 'new.st', text: 'n' },
    ]);
  });

  test('that somebody else has are not to be seen or touched', async () => {
    await create('helper.st', 'mine');
    const stranger = new Browser(site);
    await stranger.send('POST', '/api/guest');
    expect(await refusal(await stranger.send('POST', `${work}/files`, { do: 'delete', ...helper }))).toEqual([
      404,
      'unknown-file',
    ]);
    expect(await names(await stranger.send('GET', work))).toEqual(['main.st']);
    expect(await names(await browser.send('GET', work))).toEqual(['main.st', 'helper.st']);
  });
});

describe('a reset', () => {
  const reset = (scope: string) => browser.send('POST', `${work}/reset`, { scope });

  test('to the start takes the own files away, and their texts stay in the history', async () => {
    await create('helper.st', 'mine');
    expect(await names(await reset('lab'))).toEqual(['main.st']);
    const again = await state(await create('helper.st', 'anew'));
    expect(again.files.plc![1]).toMatchObject({ text: 'anew', revision: 2 });
  });

  test('to a step brings back the files that passed it, and takes away later ones', async () => {
    await create('helper.st', 'passed with');
    host.answer = async () => ({ outcome: 'graded', passed: false, verdicts: [verdict(first, 'starts', 'passed')] });
    await browser.send('POST', `${work}/check`, { programs: { plc: [{ name: 'main.st', text: 'm' }] } });
    await change({ do: 'delete', ...helper });
    await create('later.st');
    const back = await state(await reset('step'));
    expect(back.files.plc!.map(({ name, text }) => [name, text])).toEqual([
      ['main.st', 'm'],
      ['helper.st', 'passed with'],
    ]);
  });
});
