/** A published version is withdrawn, or an earlier one shown again: newcomers get that, whoever has begun keeps theirs and is told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeVersion } from '#academy/authoring/version-deeds.ts';
import { historyOf } from '#academy/library/history.ts';
import { libraryOf } from '#academy/library/library.ts';
import { readManifest } from '#academy/library/manifest.ts';
import { changeFor, moveOn } from '#academy/library/newer.ts';
import { type PublishMeans, publish } from '#academy/library/publish.ts';
import { showVersion } from '#academy/library/show-version.ts';
import type { Unit } from '#academy/library/unit.ts';
import { recordReading } from '#academy/progress/readings.ts';
import type { Services } from '#academy/services.ts';
import { libraryAt, rootsFor } from '../../../../src/cli/web/libraries.ts';
import { academyFor, addMember, dataFolder, motorLab, RecordingHost } from '../academy-fixture.ts';
import { anotherAcademy } from '../people-fixture.ts';

const course: Unit = { kind: 'course', slug: 'ours' };
const units = { course: 'ours', labs: [] };

describe('a course that was published', () => {
  let dir: string;
  let remove: () => Promise<void>;
  let services: Services;
  let academyId: string;
  const mistake = { file: 'x', line: 1, column: 1, severity: 'error', message: { en: 'x', 'zh-CN': 'x' } } as const;

  beforeEach(async () => {
    const folder = dataFolder();
    ({ dir, remove } = folder);
    services = await academyFor(dir, new RecordingHost(), motorLab(), {
      library: (academy, pinned) => libraryAt(dir, rootsFor(dir, academy, pinned), readManifest(dir, academy).current),
    });
    academyId = services.academy.id;
    services.authoring(academyId).newCourse('ours', { title: 'Ours', titleZh: '我们的课程' });
    await published('one');
  });
  afterEach(async () => {
    await services.database.destroy();
    await remove();
  });

  const means = (): PublishMeans => ({
    ...services.authoring(academyId).publishMeans(services.database),
    lint: () => Promise.resolve([]),
    prove: () => Promise.resolve([]),
  });
  async function published(note: string): Promise<void> {
    const { draft } = services.authoring(academyId);
    const name = '01-introduction/index.en.md';
    draft.write(
      course,
      name,
      Buffer.from(`${draft.read(course, name)?.content}\n${note}\n`),
      draft.read(course, name)?.hash ?? null,
    );
    const outcome = await publish(means(), { academyId, units: [course], actor: { kind: 'system' }, note, commit: null });
    expect(outcome.outcome).toBe('published');
  }
  const show = (version: number, note: string, using = means()) =>
    showVersion(using, { academyId, unit: course, version, actor: { kind: 'system' }, note });
  const shown = () => readManifest(dir, academyId).current['course-ours'];
  async function reader(): Promise<string> {
    const memberId = await addMember(services.database, academyId);
    await recordReading(services.database, { academyId, memberId }, { course: 'ours', lesson: 'introduction' });
    return memberId;
  }
  const has = async (memberId: string): Promise<boolean> =>
    (await libraryOf(services, { id: memberId, academyId })).hasCourse('ours');
  const told = (memberId: string) => changeFor(services.database, { academyId, memberId }, units, services.library(academyId));

  it('is withdrawn: newcomers do not find it, whoever has begun keeps it and is told; and shown again', async () => {
    const began = await reader();
    const newcomer = await addMember(services.database, academyId);
    expect(await show(0, 'It was wrong.')).toEqual({ outcome: 'shown', stay: 1 });
    expect([shown(), await has(began), await has(newcomer)]).toEqual([null, true, false]);
    expect(await told(began)).toEqual({ kind: 'withdrawn', notes: ['It was wrong.'] });
    expect(await told(newcomer)).toBeNull();
    await show(1, 'It was right.');
    expect([shown(), await has(newcomer), await told(began)]).toEqual([1, true, null]);
  });

  it('goes back to an earlier version: whoever has begun stays, is told why, and moves when they choose', async () => {
    const beganWithOne = await reader();
    await published('two');
    await published('three');
    const beganWithThree = await reader();
    await show(2, 'Three had a mistake.');
    expect(await told(beganWithThree)).toEqual({ kind: 'earlier', notes: ['Three had a mistake.'] });
    // Three is not shown: its note is none of theirs.
    expect(await told(beganWithOne)).toEqual({ kind: 'newer', notes: ['two'] });
    await moveOn(services.database, { academyId, memberId: beganWithThree }, units);
    expect(await told(beganWithThree)).toBeNull();
    const lines = await historyOf(services.database, academyId, course);
    expect(lines.map(({ what, version }) => [what, version])).toEqual([
      ['show-version', 2],
      ['publish', 3],
      ['publish', 2],
      ['publish', 1],
    ]);
    await published('four');
    expect(shown()).toBe(4);
  });

  it('is not changed to what it is, to what never was, or to what has mistakes now', async () => {
    await published('two');
    await expect(show(2, 'x')).rejects.toThrow('shown-already');
    await expect(show(7, 'x')).rejects.toThrow('no-such-version');
    expect(await show(1, 'x', { ...means(), lint: () => Promise.resolve([mistake]) })).toMatchObject({ outcome: 'mistakes' });
    expect(shown()).toBe(2);
    const form = new URLSearchParams({ version: '1', note: ' ' });
    await expect(changeVersion(services, academyId, { unit: course, actor: { kind: 'system' }, form })).rejects.toThrow(
      'no-version-chosen',
    );
  });

  it('is shown as before when the database refuses, with nobody pinned and no list left aside', async () => {
    const began = await reader();
    await services.database.schema.alterTable('audit').renameTo('audit_away').execute();
    await expect(show(0, 'x')).rejects.toThrow();
    await services.database.schema.alterTable('audit_away').renameTo('audit').execute();
    expect([shown(), await told(began)]).toEqual([1, null]);
    expect(await historyOf(services.database, academyId, course)).toHaveLength(1);
  });

  it('is nobody else’s: another academy has no such version', async () => {
    const other = await anotherAcademy(services);
    const theirs = { ...services.authoring(other).publishMeans(services.database), lint: () => Promise.resolve([]) };
    const change = { academyId: other, unit: course, version: 1, actor: { kind: 'system' }, note: 'x' } as const;
    await expect(showVersion(theirs, change)).rejects.toThrow('no-such-version');
  });
});
