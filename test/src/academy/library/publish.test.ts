import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditEntries } from '#academy/audit/audit.ts';
import { Draft, unitPath } from '#academy/library/draft.ts';
import { libraryOf } from '#academy/library/library.ts';
import { publishedRoots, readManifest, versionFolder } from '#academy/library/manifest.ts';
import { moveToCurrent, pinsOf } from '#academy/library/pins.ts';
import { type Publication, publish } from '#academy/library/publish.ts';
import type { Unit } from '#academy/library/unit.ts';
import { recordReading } from '#academy/progress/readings.ts';
import type { Services } from '#academy/services.ts';
import { writeSkeleton } from '../../../../src/cli/skeleton.ts';
import { libraryAt, rootsFor } from '../../../../src/cli/web/libraries.ts';
import { publishMeans } from '../../../../src/cli/web/publishing.ts';
import { academyFor, addMember, dataFolder, motorLab, RecordingHost } from '../academy-fixture.ts';

const course: Unit = { kind: 'course', slug: 'ours' };
const lab: Unit = { kind: 'lab', slug: 'our-lab' };

describe('publishing what stands in the draft', () => {
  let dir: string;
  let remove: () => void;
  let services: Services;
  let academyId: string;
  let draft: Draft;

  beforeEach(async () => {
    ({ dir, remove } = dataFolder());
    services = await academyFor(dir, new RecordingHost(), motorLab(), {
      library: (academy, pinned) => libraryAt(dir, rootsFor(dir, academy, pinned), readManifest(dir, academy).current),
    });
    academyId = services.academy.id;
    draft = new Draft(dir, academyId);
    const at = join(draft.root, 'content', 'ours');
    writeSkeleton('course', at, {
      uuid: '1a0f6f2e-6d0e-4c0b-9a52-0d9b3f3c2a11',
      order: '90',
      titleQuoted: '"Ours"',
      titleZhQuoted: '"我们的课程"',
    });
    writeSkeleton('lesson', join(at, '01-first'), {
      titleQuoted: '"First"',
      titleZhQuoted: '"第一课"',
      labLine: 'lab: our-lab\n',
    });
    writeSkeleton('lab', join(draft.root, 'labs', 'our-lab'), {
      uuid: '2a0f6f2e-6d0e-4c0b-9a52-0d9b3f3c2a12',
      schema: 'lab.schema.json',
      title: 'Ours',
      titleZh: '我们的实验',
    });
  });
  afterEach(async () => {
    await services.database.destroy();
    remove();
  });

  const publishing = (units: Unit[], more: Partial<Publication> = {}) =>
    publish(publishMeans(services.database, dir, academyId), {
      academyId,
      units,
      actor: { kind: 'system' },
      note: 'As we do it here.',
      commit: null,
      ...more,
    });
  const lessonFile = '01-first/index.en.md';
  function rewrite(text: (before: string) => string): void {
    const before = draft.read(course, lessonFile);
    const after = Buffer.from(text(before?.content.toString() ?? ''));
    expect(draft.write(course, lessonFile, after, before?.hash ?? null)).toHaveProperty('hash');
  }

  it('gives course and lab their first number, shows them to this academy, and writes it down', async () => {
    const outcome = await publishing([course, lab]);
    expect(outcome).toMatchObject({
      outcome: 'published',
      versions: [
        { unit: course, version: 1, stay: 0 },
        { unit: lab, version: 1, stay: 0 },
      ],
    });
    expect((await libraryOf(services, null)).labs().has('our-lab')).toBe(true);
    expect((await libraryOf(services, null)).editionOf('our-lab')).toBe(`${academyId}/versions/lab-our-lab/1`);
    expect((await libraryOf(services, null, { id: 'another' })).labs().has('our-lab')).toBe(false);
    const entries = await auditEntries(services.database, academyId, { limit: 10 });
    expect(entries.map(({ action, subject, after }) => ({ action, subject, after }))).toEqual(
      expect.arrayContaining([
        { action: 'publish', subject: { kind: 'course', id: 'ours' }, after: { version: 1, note: 'As we do it here.' } },
      ]),
    );
    expect(await publishing([course, lab])).toEqual({ outcome: 'nothing-new' });
  });

  it('refuses while the lint has errors, says where, and nothing is shown', async () => {
    rewrite((before) => `${before}\n:::nonsense\n:::\n`);
    const outcome = await publishing([course, lab]);
    expect(outcome).toMatchObject({
      outcome: 'mistakes',
      findings: expect.arrayContaining([expect.objectContaining({ file: `content/ours/${lessonFile}`, severity: 'error' })]),
    });
    expect(readManifest(dir, academyId).current).toEqual({});
    expect(existsSync(join(dir, 'library', academyId, 'versions'))).toBe(false);
    expect(readdirSync(join(dir, 'library', academyId)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('refuses a lab whose solution does not pass', async () => {
    const solution = draft.files(lab).find((name) => name.startsWith('solution/') && name.endsWith('.st'))!;
    const start = draft.files(lab).find((name) => name.startsWith('start/'))!;
    const file = draft.read(lab, solution)!;
    draft.write(lab, solution, draft.read(lab, start)!.content, file.hash);
    const outcome = await publishing([lab]);
    expect(outcome.outcome).toBe('unproved');
    expect(outcome.outcome === 'unproved' && outcome.proofs.some(({ ok, lab: of }) => !ok && of === 'our-lab')).toBe(true);
    expect(publishedRoots(dir, academyId)).toEqual([]);
  });

  it('leaves whoever has begun on theirs until they move, and gives newcomers the new one', async () => {
    await publishing([course, lab]);
    const begun = await addMember(services.database, academyId);
    const newcomer = await addMember(services.database, academyId);
    await recordReading(services.database, { academyId, memberId: begun }, { course: 'ours', lesson: 'first' });
    const first = readFileSync(join(versionFolder(dir, academyId, 'course-ours', 1), 'content/ours', lessonFile), 'utf8');
    rewrite((before) => before.replace('First', 'Anew'));
    expect(await publishing([course, lab])).toMatchObject({ versions: [{ unit: course, version: 2, stay: 1 }] });

    const roots = async (id: string) => (await libraryOf(services, { id, academyId })).roots.at(-2);
    expect(await roots(begun)).toBe(versionFolder(dir, academyId, 'course-ours', 1));
    expect(await roots(newcomer)).toBe(versionFolder(dir, academyId, 'course-ours', 2));
    expect(readFileSync(join(versionFolder(dir, academyId, 'course-ours', 1), 'content/ours', lessonFile), 'utf8')).toBe(first);

    // A third version does not move them either: they stay where they were.
    rewrite((before) => before.replace('Anew', 'Again'));
    await publishing([course]);
    expect(await pinsOf(services.database, { academyId, memberId: begun })).toEqual(new Map([['course-ours', 1]]));
    await moveToCurrent(services.database, { academyId, memberId: begun }, ['course-ours']);
    expect(await roots(begun)).toBe(versionFolder(dir, academyId, 'course-ours', 3));
  }, 240_000);

  it('says which units have no draft', async () => {
    rmSync(join(draft.root, unitPath(lab)), { recursive: true });
    expect(await publishing([course, lab])).toEqual({ outcome: 'no-draft', units: [lab] });
  });

  it('a draft’s file that somebody else has saved meanwhile is not overwritten, and no name leads out', () => {
    const seen = draft.read(course, lessonFile)!;
    rewrite((before) => `${before}\nMore.\n`);
    expect(draft.write(course, lessonFile, Buffer.from('mine'), seen.hash)).toEqual({ refused: 'changed' });
    expect(draft.write(course, '../../../out.md', Buffer.from('x'), null)).toEqual({ refused: 'name-outside' });
    expect(draft.write(course, 'run.js', Buffer.from('x'), null)).toEqual({ refused: 'kind' });
    writeFileSync(join(dir, 'secret.md'), 'x');
    expect(draft.read(course, '../../../../../secret.md')).toBeNull();
    expect(draft.remove(course, '../../../../../secret.md')).toBe(false);
    rmSync(join(dir, 'secret.md'));
  });
});
