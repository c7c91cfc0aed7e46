import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem } from '#academy/api.ts';
import { beginLab } from '#academy/authoring/begin-lab.ts';
import { deedDone, findings, labFile, labFiles, written } from '#academy/authoring/lab-api.ts';
import { Refusal } from '#academy/http/problems.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, motorLab, RecordingHost } from '../academy-fixture.ts';
import { anotherAcademy } from '../people-fixture.ts';
import { siteFor, type TestSite } from '../site-fixture.ts';
import { type KeyedBrowser, member } from './at-the-site.ts';

const at = '/api/author/labs/our-lab';

let folder: ReturnType<typeof dataFolder>;
let services: Services;
let site: TestSite;
let browser: KeyedBrowser;
beforeEach(async () => {
  folder = dataFolder();
  services = await academyFor(folder.dir, new RecordingHost(), motorLab());
  authoring().newLab('our-lab', { title: 'Ours', titleZh: '我们的实验' });
  site = await siteFor(services);
  browser = await member(services, site, 'Ann Author', ['author']);
});
afterEach(async () => {
  await site.close();
  await services.database.destroy();
  await folder.remove();
});

const authoring = () => services.authoring(services.academy.id);
const read = async (name: string) =>
  labFile.parse(await (await browser.send('GET', `${at}/file?name=${encodeURIComponent(name)}`)).json());
const put = async (file: { name: string; text: string; base: string | null }) =>
  written.parse(await (await browser.send('PUT', `${at}/file`, file)).json());
const deed = async (what: object) => deedDone.parse(await (await browser.send('POST', `${at}/files`, what)).json());

describe('the files of a lab', () => {
  it('are listed with what is wrong in them and which are compiled together', async () => {
    const listed = labFiles.parse(await (await browser.send('GET', `${at}/files`)).json());
    expect(listed.files.map(({ name }) => name)).toEqual(expect.arrayContaining(['lab.yaml', 'plant.st', 'start/main.st']));
    expect(listed.findings).toEqual([]);
    expect(listed.programs).toEqual([['main.st']]);
    expect(listed.signals).toContain('plant.Button');
  });

  it('are read and saved, and the mistakes of what was saved come back with file and line', async () => {
    const { text, hash } = await read('lab.yaml');
    const saved = await put({ name: 'lab.yaml', text: text.replace('beginner', 'beginer'), base: hash });
    expect(saved).toMatchObject({ outcome: 'saved', findings: [{ file: 'lab.yaml', line: 5, severity: 'error' }] });
    expect((await read('lab.yaml')).text).toContain('beginer');
  });

  it('are looked at as they are typed, without being saved', async () => {
    const { text } = await read('plant.st');
    const typed = { name: 'plant.st', text: text.replace('PROGRAM plant', 'PROGRAM plan') };
    const answer = findings.parse(await (await browser.send('POST', `${at}/check`, typed)).json());
    expect(answer.findings).toEqual([expect.objectContaining({ file: 'plant.st', line: 1 })]);
    expect((await read('plant.st')).text).toBe(text);
  });

  it('a drawing is shown without what a drawing may not contain', async () => {
    const { text } = await read('scene.svg');
    const typed = { name: 'scene.svg', text: text.replace('</svg>', '<script>alert(1)</script></svg>') };
    const answer = findings.parse(await (await browser.send('POST', `${at}/check`, typed)).json());
    expect(answer.scene).toContain('<svg');
    expect(answer.scene).not.toContain('script');
    expect(answer.findings.map(({ file }) => file)).toContain('scene.svg');
  });

  it('saved by somebody else meanwhile are not overwritten, and theirs is shown', async () => {
    const { hash } = await read('plant.st');
    const other = await member(services, site, 'Otto Author', ['author']);
    await other.send('PUT', `${at}/file`, { name: 'plant.st', text: '// theirs', base: hash });
    expect(await put({ name: 'plant.st', text: '// mine', base: hash })).toMatchObject({
      outcome: 'changed',
      theirs: { text: '// theirs' },
    });
    expect((await read('plant.st')).text).toBe('// theirs');
  });

  it('come, get other names, and go; lab.yaml stays', async () => {
    expect(await put({ name: 'wrong/late/main.st', text: '// late', base: null })).toMatchObject({ outcome: 'saved' });
    expect(await deed({ do: 'rename', name: 'wrong/late/main.st', to: 'wrong/later/main.st' })).toMatchObject({
      outcome: 'done',
    });
    const { hash } = await read('wrong/later/main.st');
    expect(await deed({ do: 'delete', name: 'wrong/later/main.st', base: 'another' })).toMatchObject({ outcome: 'refused' });
    expect(await deed({ do: 'delete', name: 'wrong/later/main.st', base: hash })).toMatchObject({ outcome: 'done' });
    expect(await deed({ do: 'delete', name: 'lab.yaml', base: hash })).toMatchObject({ outcome: 'refused' });
    expect((await browser.send('GET', `${at}/file?name=wrong/later/main.st`)).status).toBe(404);
  });

  it.each([
    ['a way out', '../../../escape.st'],
    ['an absolute path', '/tmp/escape.st'],
    ['a backslash', '..\\escape.st'],
    ['a hidden file', '.git/config.md'],
    ['a kind that has no place', 'start/run.js'],
    ['a name that is there in other capitals', 'Plant.st'],
  ])('%s is refused in both languages, and nothing is written', async (_what, name) => {
    const before = authoring().draft.files({ kind: 'lab', slug: 'our-lab' });
    const answer = await put({ name, text: 'x', base: null });
    expect(answer).toMatchObject({
      outcome: 'refused',
      message: { en: expect.any(String), 'zh-CN': expect.stringMatching(/[一-鿿]/) },
    });
    expect(await deed({ do: 'rename', name: 'scene.svg', to: name })).toMatchObject({ outcome: 'refused' });
    expect((await browser.send('GET', `${at}/file?name=${encodeURIComponent(`../../${name}`)}`)).status).toBe(404);
    expect(authoring().draft.files({ kind: 'lab', slug: 'our-lab' })).toEqual(before);
    expect(existsSync(join(folder.dir, 'escape.st'))).toBe(false);
  });
});

describe('who may not', () => {
  it('trainees, instructors and owners neither read nor write them', async () => {
    for (const roles of [[], ['instructor'], ['owner', 'administrator']] as const) {
      const other = await member(services, site, `Other ${roles.length}`, [...roles]);
      for (const [method, path, body] of [
        ['GET', `${at}/files`, undefined],
        ['GET', `${at}/file?name=lab.yaml`, undefined],
        ['PUT', `${at}/file`, { name: 'a.st', text: '', base: null }],
        ['POST', `${at}/check`, { name: 'a.st', text: '' }],
        ['POST', `${at}/proof`, {}],
      ] as const)
        expect([method, path, (await other.send(method, path, body)).status]).toEqual([method, path, 403]);
    }
  });

  it('authors of another academy find no such lab', async () => {
    const stranger = await member(services, site, 'Stan Stranger', ['author'], await anotherAcademy(services));
    for (const path of ['files', 'file?name=lab.yaml', 'proof'])
      expect([path, (await stranger.send('GET', `${at}/${path}`)).status]).toEqual([path, 404]);
    const answer = await stranger.send('PUT', `${at}/file`, { name: 'lab.yaml', text: '', base: null });
    expect(problem.parse(await answer.json()).code).toBe('unknown-lab');
  });

  it('names that lead out of the draft are no labs', async () => {
    for (const slug of ['..', '..%2f..%2fversions', 'our-lab%2f..', '.begin-x', 'Our-Lab'])
      expect([slug, (await browser.send('GET', `/api/author/labs/${slug}/files`)).status]).toEqual([slug, 404]);
  });
});

describe('a lab begins', () => {
  const form = (fields: Record<string, string>) => new URLSearchParams(fields);
  const refusal = (fields: Record<string, string>): string => {
    try {
      beginLab(authoring(), form(fields));
      return 'begun';
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  };

  it('from the template, without a mistake', async () => {
    const unit = beginLab(authoring(), form({ slug: 'new-lab', title: 'New', titleZh: '新实验' }));
    const listed = labFiles.parse(await (await browser.send('GET', `/api/author/labs/${unit.slug}/files`)).json());
    expect(listed.findings).toEqual([]);
  });

  it('as a copy of one that is shown, which stays as it is', () => {
    beginLab(authoring(), form({ from: 'copy', slug: 'motor-seal-in' }));
    const { draft } = authoring();
    const unit = { kind: 'lab', slug: 'motor-seal-in' } as const;
    const shown = new URL('../../../../labs/motor-seal-in/lab.yaml', import.meta.url).pathname;
    const before = readFileSync(shown, 'utf8');
    writeFileSync(join(draft.root, 'labs', 'motor-seal-in', 'lab.yaml'), 'changed');
    expect(draft.read(unit, 'lab.yaml')?.content.toString()).toBe('changed');
    expect(readFileSync(shown, 'utf8')).toBe(before);
  });

  it('not over another, and not under a name that is none', () => {
    expect(refusal({ slug: 'our-lab', title: 'x', titleZh: 'x' })).toBe('unit-there');
    expect(refusal({ slug: 'motor-seal-in', title: 'x', titleZh: 'x' })).toBe('unit-there');
    expect(refusal({ slug: '../escape', title: 'x', titleZh: 'x' })).toBe('bad-slug');
    expect(refusal({ slug: 'named', title: ' ', titleZh: 'x' })).toBe('titles-missing');
    expect(refusal({ from: 'copy', slug: 'no-such-lab' })).toBe('unknown-lab');
  });
});
