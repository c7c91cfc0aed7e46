/** Authors put lessons in order, give them other addresses, delete them and bring them back; nothing typed is lost by any of it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, auditEntries } from '#academy/audit/audit.ts';
import { savedText } from '#academy/authoring/api.ts';
import { beginLesson } from '#academy/authoring/course-deeds.ts';
import { discardDraft, restoreDraft } from '#academy/authoring/discard.ts';
import { deleteLesson, moveLesson, renameLesson, restoreLesson } from '#academy/authoring/lesson-deeds.ts';
import { lessonFolders } from '#academy/authoring/lesson-folders.ts';
import type { Unit } from '#academy/library/unit.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, RecordingHost } from '../academy-fixture.ts';
import { anotherAcademy } from '../people-fixture.ts';
import { siteFor, type TestSite } from '../site-fixture.ts';
import { type KeyedBrowser, member } from './at-the-site.ts';

const course: Unit = { kind: 'course', slug: 'ours' };

describe('the lessons of a course in the draft', () => {
  let remove: () => Promise<void>;
  let services: Services;
  let site: TestSite;
  let author: KeyedBrowser;
  let actor: Actor;
  let acting: { academyId: string; course: string; actor: Actor };

  beforeEach(async () => {
    const folder = dataFolder();
    remove = folder.remove;
    services = await academyFor(folder.dir, new RecordingHost());
    site = await siteFor(services);
    author = await member(services, site, 'Anna', ['author']);
    actor = { kind: 'member', member: author.id };
    acting = { academyId: author.academyId, course: 'ours', actor };
    services.authoring(author.academyId).newCourse('ours', { title: 'Ours', titleZh: '我们的课程' });
    for (const slug of ['valves', 'pumps'])
      beginLesson(services, author.academyId, 'ours', new URLSearchParams({ slug, title: slug, titleZh: slug }));
  });
  afterEach(async () => {
    await site.close();
    await services.database.destroy();
    await remove();
  });

  const authoring = () => services.authoring(author.academyId);
  const draft = () => authoring().draft;
  const lessons = () => lessonFolders(draft().files(course));
  const thrown = () => authoring().bin.all();
  const text = (name: string) => draft().read(course, name)?.content.toString();
  const save = (name: string, said: string, base: string | null) =>
    author.send('PUT', '/api/author/courses/ours/text', { name, text: said, base });

  it('go up and down, one place at a time, and keep their texts', async () => {
    const said = text('03-pumps/index.en.md');
    await moveLesson(services, acting, '03-pumps', 'up');
    expect(lessons()).toEqual(['01-introduction', '02-pumps', '03-valves']);
    await moveLesson(services, acting, '02-pumps', 'up');
    await moveLesson(services, acting, '02-introduction', 'down');
    expect(lessons()).toEqual(['01-pumps', '02-valves', '03-introduction']);
    expect(text('01-pumps/index.en.md')).toBe(said);
    await expect(moveLesson(services, acting, '01-pumps', 'up')).rejects.toThrow('order-end');
    const [newest] = await auditEntries(services.database, author.academyId, { limit: 1, action: 'order-lessons' });
    expect(newest).toMatchObject({ actor: author.id, after: { lessons: ['pumps', 'valves', 'introduction'] } });
  });

  it('are saved where they stand now by an editor that was open while somebody moved them', async () => {
    const base = draft().read(course, '03-pumps/index.en.md')?.hash ?? null;
    await moveLesson(services, acting, '03-pumps', 'up');
    expect(savedText.parse(await (await save('03-pumps/index.en.md', 'typed', base)).json())).toMatchObject({ outcome: 'saved' });
    expect(text('02-pumps/index.en.md')).toBe('typed');
    expect(lessons()).toEqual(['01-introduction', '02-pumps', '03-valves']);
  });

  it('that were deleted are not made anew by an editor that is still open; brought back, they take its text', async () => {
    const base = draft().read(course, '02-valves/index.en.md')?.hash ?? null;
    await deleteLesson(services, acting, '02-valves');
    for (const from of [base, null]) {
      const answer = await save('02-valves/index.en.md', 'typed', from);
      expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'lesson-gone' }]);
    }
    expect(lessons()).toEqual(['01-introduction', '03-pumps']);
    await restoreLesson(services, acting, thrown()[0]?.id ?? '');
    expect((await save('02-valves/index.en.md', 'typed', base)).status).toBe(200);
    expect(text('02-valves/index.en.md')).toBe('typed');
  });

  it('come back to their place, or behind the last when it is taken; once only', async () => {
    const said = text('02-valves/index.en.md');
    await deleteLesson(services, acting, '02-valves');
    expect(thrown()).toMatchObject([{ unit: 'course-ours', lesson: '02-valves', title: { en: 'valves' }, by: author.id }]);
    await moveLesson(services, acting, '03-pumps', 'up');
    await moveLesson(services, acting, '02-introduction', 'up');
    const id = thrown()[0]?.id ?? '';
    await restoreLesson(services, acting, id);
    expect(lessons()).toEqual(['01-introduction', '02-pumps', '03-valves']);
    expect(text('03-valves/index.en.md')).toBe(said);
    expect(thrown()).toEqual([]);
    await expect(restoreLesson(services, acting, id)).rejects.toThrow('not-in-bin');
    await expect(restoreLesson(services, acting, '../../draft')).rejects.toThrow('not-in-bin');
  });

  it('take another address that is free and can be one', async () => {
    await renameLesson(services, acting, '02-valves', 'ball-valves');
    expect(lessons()).toEqual(['01-introduction', '02-ball-valves', '03-pumps']);
    await expect(renameLesson(services, acting, '02-ball-valves', 'pumps')).rejects.toThrow('unit-there');
    await expect(renameLesson(services, acting, '02-ball-valves', '../pumps')).rejects.toThrow('bad-slug');
    await expect(renameLesson(services, acting, '02-valves', 'other')).rejects.toThrow('unknown-lesson');
    expect(lessons()).toEqual(['01-introduction', '02-ball-valves', '03-pumps']);
  });

  it('are never all deleted, and are nobody’s of another academy', async () => {
    await deleteLesson(services, acting, '02-valves');
    await deleteLesson(services, acting, '03-pumps');
    await expect(deleteLesson(services, acting, '01-introduction')).rejects.toThrow('last-lesson');
    const theirs = { ...acting, academyId: await anotherAcademy(services) };
    await expect(restoreLesson(services, theirs, thrown()[0]?.id ?? '')).rejects.toThrow('unknown-draft');
    expect(services.authoring(theirs.academyId).bin.all()).toEqual([]);
  });

  it('stand as they stood when the database refuses the entry of the deed', async () => {
    await deleteLesson(services, acting, '03-pumps');
    const id = thrown()[0]?.id ?? '';
    beginLesson(services, author.academyId, 'ours', new URLSearchParams({ slug: 'fans', title: 'Fans', titleZh: '风机' }));
    const before = draft().files(course);
    await services.database.schema.alterTable('audit').renameTo('audit_away').execute();
    await expect(moveLesson(services, acting, '02-valves', 'up')).rejects.toThrow();
    await expect(renameLesson(services, acting, '02-valves', 'other')).rejects.toThrow();
    await expect(deleteLesson(services, acting, '02-valves')).rejects.toThrow();
    await expect(restoreLesson(services, acting, id)).rejects.toThrow();
    await expect(discardDraft(services, author.academyId, { unit: course, typed: 'ours', actor })).rejects.toThrow();
    await services.database.schema.alterTable('audit_away').renameTo('audit').execute();
    expect(draft().files(course)).toEqual(before);
    expect(thrown().map((one) => one.id)).toEqual([id]);
    expect(readdirSync(join(draft().root, '..', 'bin'))).toEqual([id]);
  });

  it('belong to a draft that is thrown away and brought back whole, unless another was begun', async () => {
    const before = draft().files(course);
    await expect(discardDraft(services, author.academyId, { unit: course, typed: 'our', actor })).rejects.toThrow(
      'slug-not-typed',
    );
    await discardDraft(services, author.academyId, { unit: course, typed: 'ours', actor });
    expect(draft().has(course)).toBe(false);
    const id = thrown()[0]?.id ?? '';
    authoring().newCourse('ours', { title: 'Other', titleZh: '其他' });
    await expect(restoreDraft(services, author.academyId, { id, actor })).rejects.toThrow('unit-there');
    await discardDraft(services, author.academyId, { unit: course, typed: 'ours', actor });
    expect(await restoreDraft(services, author.academyId, { id, actor })).toEqual(course);
    expect(draft().files(course)).toEqual(before);
  });

  it('are closed to somebody who ceased to be an author in the middle', async () => {
    const base = draft().read(course, '02-valves/index.en.md')?.hash ?? null;
    expect((await save('02-valves/index.en.md', 'first', base)).status).toBe(200);
    await services.database.deleteFrom('member_role').where('member_id', '=', author.id).execute();
    const now = draft().read(course, '02-valves/index.en.md')?.hash ?? null;
    expect((await save('02-valves/index.en.md', 'second', now)).status).toBe(403);
    expect(text('02-valves/index.en.md')).toBe('first');
  });
});
