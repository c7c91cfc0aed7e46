/** Authors bring a course's archive in: looked at first, then all of it or nothing; what it replaces can be brought back. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditEntries } from '#academy/audit/audit.ts';
import { type Author, bringIn, receiveArchive, reportOf } from '#academy/authoring/archive-import.ts';
import { discardDraft, restoreDraft } from '#academy/authoring/discard.ts';
import type { ImportFinding } from '#academy/library/archive/import-course.ts';
import { archiveLimits } from '#academy/library/archive/limits.ts';
import { writeArchive } from '#academy/library/archive/write-archive.ts';
import type { Unit } from '#academy/library/unit.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, RecordingHost } from '../academy-fixture.ts';
import { anotherAcademy } from '../people-fixture.ts';
import { siteFor, type TestSite } from '../site-fixture.ts';
import { type KeyedBrowser, member } from './at-the-site.ts';

const course: Unit = { kind: 'course', slug: 'ours' };
const text = '01-introduction/index.en.md';

describe('an archive of a course', () => {
  let dir: string;
  let remove: () => Promise<void>;
  let services: Services;
  let site: TestSite;
  let writer: KeyedBrowser;
  let author: Author;

  beforeEach(async () => {
    const folder = dataFolder();
    ({ dir, remove } = folder);
    found = [];
    const made = await academyFor(folder.dir, new RecordingHost());
    services = {
      ...made,
      authoring: (academyId) => {
        const real = made.authoring(academyId);
        return { ...real, lintOver: async (root) => found ?? real.lintOver(root) };
      },
    };
    site = await siteFor(services);
    writer = await member(services, site, 'Anna', ['author']);
    services.authoring(writer.academyId).newCourse('ours', { title: 'Ours', titleZh: '我们的课程' });
    const elsewhere = await member(services, site, 'Zoe', ['author'], await anotherAcademy(services));
    author = { academyId: elsewhere.academyId, actor: { kind: 'member', member: elsewhere.id } };
  });
  afterEach(async () => {
    await site.close();
    await services.database.destroy();
    await remove();
  });

  /** What the lint of the archive says; `null`: what it really does, which takes a process and seconds. */
  let found: ImportFinding[] | null = [];
  const authoring = () => services.authoring(author.academyId);
  const draft = () => authoring().draft;
  const standing = () => draft().read(course, text)?.content.toString();
  /** Everything below the academy's folder of the library but the archive that waits. */
  const files = () => {
    const root = join(dir, 'library', author.academyId);
    if (!existsSync(root)) return [];
    const all = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return all
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .filter((name) => !name.startsWith('arriving'));
  };
  const downloaded = async () =>
    new Uint8Array(await (await writer.send('GET', '/author/courses/ours/archive.zip')).arrayBuffer());
  const packed = (more: Record<string, string | Buffer>) =>
    writeArchive(new Map(Object.entries(more).map(([name, content]) => [name, Buffer.from(content)])));
  const wanted = async (): Promise<string> => {
    const report = await reportOf(services, author);
    if (!report) throw new Error('no archive waits');
    return report.stamp;
  };

  it('is reported before it is brought in, and then stands in the draft, once', async () => {
    expect(await receiveArchive(services, author, await downloaded())).toEqual([]);
    const report = await reportOf(services, author);
    expect(report).toMatchObject({
      units: [{ unit: course, title: { en: 'Ours', 'zh-CN': '我们的课程' }, files: 3, shown: 'none', draft: 'none' }],
      lessons: [{ slug: 'introduction' }],
    });
    expect(report?.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(files()).toEqual([]);
    expect(await bringIn(services, author, report?.stamp ?? '')).toMatchObject({ outcome: 'imported', course: 'ours', files: 3 });
    expect(draft().files(course)).toHaveLength(3);
    const [entry] = await auditEntries(services.database, author.academyId, { limit: 1, action: 'import-course' });
    expect(entry).toMatchObject({ actor: author.actor.member, subject: { kind: 'course', id: 'ours' } });
    await expect(bringIn(services, author, report?.stamp ?? '')).rejects.toThrow('archive-gone');
    expect(await reportOf(services, author)).toBeNull();
  }, 120_000);

  it('replaces a draft only as it was reported; what it replaced can be brought back', async () => {
    authoring().newCourse('ours', { title: 'Theirs', titleZh: '他们的课程' });
    await receiveArchive(services, author, await downloaded());
    const stale = await wanted();
    const base = draft().read(course, text)?.hash ?? null;
    draft().write(course, text, Buffer.from('typed meanwhile'), base);
    await expect(bringIn(services, author, stale)).rejects.toThrow('import-changed');
    expect(standing()).toBe('typed meanwhile');
    expect((await reportOf(services, author))?.units).toMatchObject([{ draft: 'other' }]);
    expect(await bringIn(services, author, await wanted())).toMatchObject({ outcome: 'imported' });
    expect(standing()).not.toBe('typed meanwhile');
    const id = authoring().bin.all()[0]?.id ?? '';
    await discardDraft(services, author.academyId, { unit: course, typed: 'ours', actor: author.actor });
    await restoreDraft(services, author.academyId, { id, actor: author.actor });
    expect(standing()).toBe('typed meanwhile');
  }, 120_000);

  it('with a mistake is reported at its line, and not brought in even if its author insists', async () => {
    const own = services.authoring(writer.academyId).draft;
    const read = own.read(course, text);
    own.write(course, text, Buffer.from(`${read?.content}\n:::nonsense\n:::\n`), read?.hash ?? null);
    found = null;
    await receiveArchive(services, author, await downloaded());
    const report = await reportOf(services, author);
    expect(report?.findings).toEqual(
      expect.arrayContaining([expect.objectContaining({ file: `content/ours/${text}`, severity: 'error' })]),
    );
    found = report?.findings ?? null;
    expect(await bringIn(services, author, report?.stamp ?? '')).toMatchObject({ outcome: 'mistakes' });
    expect(files()).toEqual([]);
  }, 120_000);

  const yaml =
    'id: 1a0f6f2e-6d0e-4c0b-9a52-0d9b3f3c2a11\norder: 9\ntitle: { en: A, zh-CN: 甲 }\nsummary: { en: A., zh-CN: 甲。 }\n';
  it.each([
    ['no archive at all', () => Promise.resolve(Buffer.from('%PDF-1.7 no course')), 'no-zip'],
    ['an empty one', () => packed({}), 'no-course'],
    ['a program among its files', () => packed({ 'content/ours/course.yaml': yaml, 'content/ours/run.js': 'x' }), 'kind'],
    [
      'a picture that is none',
      () => packed({ 'content/ours/course.yaml': yaml, 'content/ours/01-a/a.png': 'x' }),
      'not-its-kind',
    ],
    [
      'a text in another encoding',
      () => packed({ 'content/ours/course.yaml': yaml, 'content/ours/01-a/index.en.md': Buffer.from([0xd6, 0xd0, 0xce, 0xc4]) }),
      'text-encoding',
    ],
    [
      'a bomb',
      () => packed({ 'content/ours/course.yaml': yaml, 'content/ours/01-a/index.en.md': Buffer.alloc(900_000, 'a') }),
      'bomb',
    ],
    ['two courses', () => packed({ 'content/ours/course.yaml': yaml, 'content/other/course.yaml': yaml }), 'many-courses'],
    ['too many bytes', () => Promise.resolve(Buffer.alloc(archiveLimits.archive + 1)), 'archive-too-big'],
  ])('is refused with its reason, kept nowhere and written nowhere: %s', async (_what, archive, reason) => {
    expect((await receiveArchive(services, author, await archive())).map((one) => one.reason)).toContain(reason);
    expect(authoring().arrivals.get(author.actor.member)).toBeNull();
    expect(files()).toEqual([]);
  });

  it('is not half there when the database refuses the entry of the deed', async () => {
    authoring().newCourse('ours', { title: 'Theirs', titleZh: '他们的课程' });
    const before = [standing(), files()];
    await receiveArchive(services, author, await downloaded());
    const stamp = await wanted();
    await services.database.schema.alterTable('audit').renameTo('audit_away').execute();
    await expect(bringIn(services, author, stamp)).rejects.toThrow();
    await services.database.schema.alterTable('audit_away').renameTo('audit').execute();
    expect([standing(), files()]).toEqual(before);
    expect(await bringIn(services, author, stamp)).toMatchObject({ outcome: 'imported' });
  }, 120_000);

  it('waits for whoever brought it, and for nobody else', async () => {
    await receiveArchive(services, author, await downloaded());
    const stamp = await wanted();
    const other = await member(services, site, 'Ben', ['author'], author.academyId);
    const theirs: Author = { ...author, actor: { kind: 'member', member: other.id } };
    expect(await reportOf(services, theirs)).toBeNull();
    await expect(bringIn(services, theirs, stamp)).rejects.toThrow('archive-gone');
    expect(files()).toEqual([]);
  }, 120_000);
});
