import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manifestFile, publishedRoots, versionFolder } from '#academy/library/manifest.ts';
import { libraryAt, rootsFor } from '../../../../src/cli/web/libraries.ts';
import { writeCounterLab } from '../../../sandbox/host/counter-lab.ts';

describe('what an academy has published goes over what the installation has', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'millwright-library-'));
  });
  afterEach(() => rmSync(data, { recursive: true, force: true }));

  const lesson = (title: string): string =>
    `---\ntitle: ${title}\nsummary: s\nminutes: 5\n---\n\n:::quiz{#q kind="choice"}\n${title}?\n\n- [x] yes\n- [ ] no\n:::\n`;
  const course = (title: string): string =>
    `id: 1a0f6f2e-6d0e-4c0b-9a52-0d9b3f3c2a11\norder: 1\ntitle: { en: ${title}, zh-CN: ${title} }\nsummary: { en: s, zh-CN: s }\n`;

  function publishCourse(academy: string, version: number, title: string): void {
    const folder = join(versionFolder(data, academy, 'course-ours', version), 'content', 'ours');
    mkdirSync(join(folder, '01-first'), { recursive: true });
    writeFileSync(join(folder, 'course.yaml'), course(title));
    writeFileSync(join(folder, '01-first', 'index.en.md'), lesson(title));
  }
  function publishLab(academy: string, version: number, minutes: number): void {
    writeCounterLab(join(versionFolder(data, academy, 'lab-counter', version), 'labs'), { minutes });
  }
  function show(academy: string, current: Record<string, number | null>): void {
    mkdirSync(join(data, 'library', academy), { recursive: true });
    writeFileSync(manifestFile(data, academy), JSON.stringify({ format: 1, current }));
  }
  const library = (academy: string, pinned?: ReadonlyMap<string, number>) => libraryAt(data, rootsFor(data, academy, pinned));

  it('an academy that has published nothing has the installation’s', () => {
    const ours = library('a1');
    expect(ours.labs().has('motor-seal-in')).toBe(true);
    expect(ours.editionOf('motor-seal-in')).toBeUndefined();
    expect(publishedRoots(data, 'a1')).toEqual([]);
  });

  it('shows the current version of each course and lab, and no other academy sees it', async () => {
    publishCourse('a1', 1, 'Before');
    publishCourse('a1', 2, 'Now');
    publishLab('a1', 3, 11);
    show('a1', { 'course-ours': 2, 'lab-counter': 3 });
    const answer = { course: 'ours', lesson: 'first', question: 'q', answer: 'x', locale: 'en' } as const;
    expect(library('a1').labs().get('counter')?.definition.minutes).toBe(11);
    expect(library('a1').editionOf('counter')).toBe('a1/versions/lab-counter/3');
    const asking = { seed: 0, readSignal: () => Promise.reject(new Error('no rig')) };
    expect(await library('a1').judgeAnswer(answer, asking)).not.toBeNull();
    expect(library('a2').labs().has('counter')).toBe(false);
    expect(await library('a2').judgeAnswer(answer, asking)).toBeNull();
  });

  it('keeps a reader on the version they began, and on the installation’s own when that was it', () => {
    publishLab('a1', 1, 11);
    publishLab('a1', 2, 12);
    show('a1', { 'lab-counter': 2 });
    expect(
      library('a1', new Map([['lab-counter', 1]]))
        .labs()
        .get('counter')?.definition.minutes,
    ).toBe(11);
    expect(
      library('a1', new Map([['lab-counter', 0]]))
        .labs()
        .has('counter'),
    ).toBe(false);
  });

  it('shows the installation’s own again when a version is withdrawn', () => {
    publishLab('a1', 1, 11);
    show('a1', { 'lab-counter': null });
    expect(library('a1').labs().has('counter')).toBe(false);
  });

  it('guesses nothing from a list of versions that it cannot read', () => {
    show('a1', { '../../etc': 1 });
    expect(() => rootsFor(data, 'a1')).toThrow();
    expect(() => rootsFor(data, '../a1')).toThrow('letters, digits and hyphens');
  });
});
