/** A publication is under way once in an academy, says how far it is, and ends with what became of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Publications } from '#academy/authoring/publications.ts';
import { editionsOf } from '#academy/library/editions.ts';
import { readManifest } from '#academy/library/manifest.ts';
import { changeFor, moveOn } from '#academy/library/newer.ts';
import type { Publication, PublishMeans } from '#academy/library/publish.ts';
import { recordReading } from '#academy/progress/readings.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, addMember, dataFolder, RecordingHost } from '../academy-fixture.ts';
import { anotherAcademy } from '../people-fixture.ts';

describe('a publication', () => {
  let dir: string;
  let remove: () => Promise<void>;
  let services: Services;
  let academyId: string;
  let publications: Publications;
  let lint: PublishMeans['lint'];

  beforeEach(async () => {
    const folder = dataFolder();
    dir = folder.dir;
    remove = folder.remove;
    services = await academyFor(folder.dir, new RecordingHost());
    academyId = services.academy.id;
    publications = new Publications();
    lint = async () => [];
    services.authoring(academyId).newCourse('ours', { title: 'Ours', titleZh: '我们的课程' });
  });
  afterEach(async () => {
    await services.database.destroy();
    await remove();
  });

  const asked = (note: string): Publication => ({
    academyId,
    units: [{ kind: 'course', slug: 'ours' }],
    actor: { kind: 'system' },
    note,
    commit: null,
  });
  function begin(note: string, failed: (error: unknown) => void = () => {}) {
    const authoring = services.authoring(academyId);
    const publishMeans: typeof authoring.publishMeans = (database) => ({
      ...authoring.publishMeans(database),
      lint: (root) => lint(root),
    });
    return publications.begin(services.database, { ...authoring, publishMeans }, asked(note), failed);
  }
  async function published(note: string): Promise<void> {
    const begun = begin(note);
    if (begun === false) throw new Error('another is under way');
    await begun.ended;
  }
  function rewrite(text: string): void {
    const { draft } = services.authoring(academyId);
    const [unit, name] = [{ kind: 'course', slug: 'ours' } as const, '01-introduction/index.en.md'];
    draft.write(unit, name, Buffer.from(`${draft.read(unit, name)?.content}\n${text}\n`), draft.read(unit, name)?.hash ?? null);
  }

  it('is one at a time in an academy, and each sees only its own', async () => {
    const gate = Promise.withResolvers<void>();
    lint = async () => {
      await gate.promise;
      return [];
    };
    const first = begin('one');
    expect(first).not.toBe(false);
    expect(publications.of(academyId)).toMatchObject({ state: 'running', stage: { doing: 'lint' } });
    expect(begin('two')).toBe(false);
    expect(publications.of(await anotherAcademy(services))).toBeNull();
    gate.resolve();
    if (first !== false) await first.ended;
    expect(publications.of(academyId)).toMatchObject({ state: 'ended', outcome: { outcome: 'published' } });
    expect(await editionsOf(services.database, academyId, 10)).toMatchObject([{ unit: 'course-ours', version: 1, note: 'one' }]);
  });

  it('that breaks says so, shows nothing, and leaves the way free', async () => {
    lint = async () => {
      throw new Error('no room for a process');
    };
    const errors: unknown[] = [];
    const begun = begin('one', (error) => errors.push(error));
    if (begun !== false) await begun.ended;
    expect(errors).toHaveLength(1);
    expect(publications.of(academyId)).toMatchObject({ state: 'ended', outcome: { outcome: 'failed' } });
    expect(await editionsOf(services.database, academyId, 10)).toEqual([]);
    lint = async () => [];
    await published('two');
    expect(publications.of(academyId)).toMatchObject({ outcome: { outcome: 'published' } });
  });

  it('is told to whoever had begun, with every note since, until they move on; nobody else moves', async () => {
    await published('one');
    const units = { course: 'ours', labs: [] };
    const [began, beganToo] = [await addMember(services.database, academyId), await addMember(services.database, academyId)];
    for (const memberId of [began, beganToo])
      await recordReading(services.database, { academyId, memberId }, { course: 'ours', lesson: 'introduction' });
    rewrite('More.');
    await published('two');
    rewrite('Still more.');
    await published('three');
    const shown = () => ({ versions: readManifest(dir, academyId).current, hasCourse: () => true });
    const notes = async (memberId: string): Promise<string[]> =>
      (await changeFor(services.database, { academyId, memberId }, units, shown()))?.notes ?? [];
    expect((await notes(began)).sort()).toEqual(['three', 'two']);
    expect(await notes(await addMember(services.database, academyId))).toEqual([]);
    await moveOn(services.database, { academyId, memberId: began }, units);
    expect(await notes(began)).toEqual([]);
    expect(await notes(beganToo)).toHaveLength(2);
  });
});
