/** Authors write a course over HTTP: texts, their preview, pictures; each academy its own, and nobody over somebody else's words. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findings, previewResponse, savedText } from '#academy/authoring/api.ts';
import { courseFields, saveCourseFields } from '#academy/authoring/course-fields.ts';
import { draftCourse } from '#academy/authoring/draft-courses.ts';
import { readArchive } from '#academy/library/archive/read-archive.ts';
import type { Unit } from '#academy/library/unit.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, RecordingHost } from '../academy-fixture.ts';
import { anotherAcademy } from '../people-fixture.ts';
import { siteFor, type TestSite } from '../site-fixture.ts';
import { type KeyedBrowser, member } from './at-the-site.ts';

const course: Unit = { kind: 'course', slug: 'ours' };
const file = '01-introduction/index.en.md';
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

describe('a course in the draft', () => {
  let remove: () => Promise<void>;
  let services: Services;
  let site: TestSite;
  let author: KeyedBrowser;
  const at = '/api/author/courses/ours';

  beforeEach(async () => {
    const folder = dataFolder();
    remove = folder.remove;
    services = await academyFor(folder.dir, new RecordingHost());
    site = await siteFor(services);
    author = await member(services, site, 'Anna', ['author']);
    services.authoring(author.academyId).newCourse('ours', { title: 'Ours', titleZh: '我们的课程' });
  });
  afterEach(async () => {
    await site.close();
    await services.database.destroy();
    await remove();
  });

  const draft = () => services.authoring(author.academyId).draft;
  const standing = () => draft().read(course, file);
  const save = async (who: KeyedBrowser, text: string, base: string | null, name = file) =>
    who.send('PUT', `${at}/text`, { name, text, base });
  const preview = async (text: string) =>
    previewResponse.parse(await (await author.send('POST', `${at}/preview`, { name: file, text })).json());
  const picture = (name: string, content: Uint8Array) =>
    fetch(`${site.url}${at}/pictures/${name}`, {
      method: 'PUT',
      headers: { authorization: author.authorization, origin: site.url },
      body: Uint8Array.from(content),
    });

  it('is saved where it was begun from, and stands as it was typed', async () => {
    const text = `${standing()?.content}\n安全第一。\n`;
    const saved = savedText.parse(await (await save(author, text, standing()?.hash ?? null)).json());
    expect(saved).toEqual({ outcome: 'saved', hash: standing()?.hash });
    expect(standing()?.content.toString()).toBe(text);
  });

  it('keeps the words of the author who saved first, and shows them to the second', async () => {
    const began = standing()?.hash ?? null;
    const other = await member(services, site, 'Ben', ['author']);
    await save(other, 'of Ben', began);
    const answer = savedText.parse(await (await save(author, 'of Anna', began)).json());
    expect(answer).toEqual({ outcome: 'changed', theirs: { text: 'of Ben', hash: standing()?.hash } });
    expect(standing()?.content.toString()).toBe('of Ben');
    const after = answer.outcome === 'changed' ? (answer.theirs?.hash ?? null) : null;
    expect((await save(author, 'of both', after)).status).toBe(200);
    expect(standing()?.content.toString()).toBe('of both');
  });

  it('shows text that is not saved as a lesson, with every mistake at its line', async () => {
    const head = '---\ntitle: Valves\nsummary: What they do.\nminutes: 5\n---\n\n';
    const seen = await preview(`${head}A **valve**.\n\n:::nonsense\n:::\n`);
    expect(seen).toMatchObject({ title: 'Valves', minutes: 5, findings: [{ line: 9, severity: 'error', file }] });
    expect(seen.html).toContain('<strong>valve</strong>');
    expect(standing()?.content.toString()).not.toContain('Valves');
    const wrong = await preview('---\ntitle: Valves\n---\n\nText.\n');
    expect(wrong.title).toBeNull();
    expect(wrong.findings.length).toBeGreaterThan(0);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror="alert(1)">',
    '[here](javascript:alert(1))',
    '![x](javascript:alert(1))',
    '![x](data:text/html,<script>alert(1)</script>)',
    ':::note{onclick="alert(1)"}\nx\n:::',
    '`<script>alert(1)</script>`',
  ])('never gives a script to the preview: %s', async (text) => {
    const { html } = await preview(text);
    expect(html).not.toMatch(/<script|javascript:|\son\w+=|data:text/i);
  });

  it('takes pictures that are what their name says, shows them in the preview, and deletes them', async () => {
    expect(await (await picture('01-introduction/motor.png', png)).json()).toEqual({
      name: 'motor.png',
      markdown: '![](motor.png)',
    });
    const seen = await author.send('GET', `${at}/pictures/01-introduction/motor.png`);
    expect([seen.headers.get('content-type'), Buffer.from(await seen.arrayBuffer())]).toEqual(['image/png', png]);
    const { html } = await preview('![a motor](motor.png)');
    expect(html).toContain(`src="${at}/pictures/01-introduction/motor.png"`);
    expect(await (await picture('01-introduction/motor.png', png)).json()).toMatchObject({ code: 'picture-there' });
    expect((await author.send('DELETE', `${at}/pictures/01-introduction/motor.png`)).status).toBe(200);
    expect((await author.send('GET', `${at}/pictures/01-introduction/motor.png`)).status).toBe(404);
  });

  it('serves a drawing without what could act in it', async () => {
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><circle onclick="alert(1)" r="4"/></svg>';
    await picture('01-introduction/tank.svg', Buffer.from(drawing));
    const seen = await (await author.send('GET', `${at}/pictures/01-introduction/tank.svg`)).text();
    expect(seen).toContain('<svg');
    expect(seen).not.toMatch(/script|onclick/);
  });

  it.each([
    ['01-introduction/motor.png', Buffer.from('<html>'), 'picture-not-its-kind'],
    ['01-introduction/motor.exe', png, 'picture-kind'],
    ['01-introduction/index.en.md', Buffer.from('x'), 'picture-kind'],
    ['09-no-lesson/motor.png', png, 'picture-name'],
    ['motor.png', png, 'picture-name'],
    ['01-introduction/.motor.png', png, 'picture-name'],
    ['01-introduction/..%2F..%2F..%2Fmotor.png', png, 'picture-name'],
    ['01-introduction/mo%5Ctor.png', png, 'picture-name'],
    ['01-introduction/big.png', Buffer.concat([png, Buffer.alloc(8 * 1024 * 1024)]), 'picture-too-big'],
    ['01-introduction/big.svg', Buffer.alloc(1_000_001, ' '), 'picture-too-big'],
  ])('refuses the picture %s that has no place there', async (name, content, code) => {
    const before = draft().files(course);
    expect(await (await picture(name, content)).json()).toMatchObject({ code });
    expect(draft().files(course)).toEqual(before);
  });

  it.each([
    '../../../secret.md',
    '01-introduction/../../index.en.md',
    'course.yaml',
    '01-introduction/index.de.md',
    '/etc/passwd',
  ])('writes no text to %s', async (name) => {
    expect((await save(author, 'x', null, name)).status).toBe(400);
    expect((await author.send('POST', `${at}/preview`, { name, text: 'x' })).status).toBe(400);
  });

  it('tells what the lint finds in what is saved', async () => {
    await save(author, `${standing()?.content}\n:::nonsense\n:::\n`, standing()?.hash ?? null);
    const found = findings.parse(await (await author.send('GET', `${at}/findings`)).json());
    expect(found.findings).toEqual(expect.arrayContaining([expect.objectContaining({ file, severity: 'error' })]));
  });

  it('is nobody’s but its academy’s authors’', async () => {
    const elsewhere = await member(services, site, 'Zoe', ['author'], await anotherAcademy(services));
    const trainee = await member(services, site, 'Tom', []);
    for (const [method, path, body] of [
      ['PUT', 'text', { name: file, text: 'x', base: null }],
      ['POST', 'preview', { name: file, text: 'x' }],
      ['GET', 'findings', undefined],
      ['GET', 'pictures/01-introduction/motor.png', undefined],
      ['DELETE', 'pictures/01-introduction/motor.png', undefined],
    ] as const) {
      expect([path, (await elsewhere.send(method, `${at}/${path}`, body)).status]).toEqual([path, 404]);
      expect([path, (await trainee.send(method, `${at}/${path}`, body)).status]).toEqual([path, 403]);
    }
    const written = services.authoring(elsewhere.academyId).draft.root;
    expect(existsSync(written) ? readdirSync(written) : []).toEqual([]);
  });

  it('has its name and place from a form, keeps its id, and a form that is behind the file is refused', () => {
    const fields = courseFields(draftCourse(services, author.academyId, 'ours'));
    const id = /^id: .*$/m.exec(draft().read(course, 'course.yaml')?.content.toString() ?? '')?.[0];
    const form = new URLSearchParams({ ...fields, title: 'Ours: "new"', summaryZh: '能够说明阀门的作用。', order: '7' });
    saveCourseFields(services, author.academyId, 'ours', form);
    const after = courseFields(draftCourse(services, author.academyId, 'ours'));
    expect(after).toEqual({ ...fields, title: 'Ours: "new"', summaryZh: '能够说明阀门的作用。', order: '7', base: after.base });
    expect(draft().read(course, 'course.yaml')?.content.toString()).toContain(id);
    expect(() => saveCourseFields(services, author.academyId, 'ours', form)).toThrow('changed-meanwhile');
    const empty = new URLSearchParams({ ...after, title: ' ' });
    expect(() => saveCourseFields(services, author.academyId, 'ours', empty)).toThrow('bad-course');
  });

  it('keeps in its file what the form does not show: for whom it is, and the remarks of its author', () => {
    const read = draft().read(course, 'course.yaml')!;
    const written = `# ours alone\naudience: authors\n${read.content.toString()}`;
    draft().write(course, 'course.yaml', Buffer.from(written), read.hash);
    const fields = courseFields(draftCourse(services, author.academyId, 'ours'));
    saveCourseFields(services, author.academyId, 'ours', new URLSearchParams({ ...fields, title: 'Another name' }));
    const stands = draft().read(course, 'course.yaml')!.content.toString();
    expect(stands).toContain('# ours alone');
    expect(stands).toContain('audience: authors');
    expect(stands).toContain('Another name');
  });

  it('is given out as an archive that can be read again, to authors of its academy only', async () => {
    const answer = await author.send('GET', '/author/courses/ours/archive.zip');
    const { files, refused } = await readArchive(new Uint8Array(await answer.arrayBuffer()));
    expect(refused).toEqual([]);
    expect([...files.keys()].sort()).toEqual(
      draft()
        .files(course)
        .map((name) => `content/ours/${name}`),
    );
    const elsewhere = await member(services, site, 'Zoe', ['author'], await anotherAcademy(services));
    expect((await elsewhere.send('GET', '/author/courses/ours/archive.zip')).status).toBe(404);
  });

  it('keeps no half-written file', async () => {
    await save(author, 'x', standing()?.hash ?? null);
    const folder = join(draft().root, 'content', 'ours', '01-introduction');
    expect(readdirSync(folder).sort()).toEqual(['index.en.md', 'index.zh-CN.md']);
    expect(readFileSync(join(folder, 'index.en.md'), 'utf8')).toBe('x');
  });
});
