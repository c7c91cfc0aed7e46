import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadLabs } from '../../../sandbox/lab/load.ts';
import { loadCompetencies } from '../../../src/content/competencies.ts';
import { loadCourses } from '../../../src/content/lessons.ts';
import { lintCompetencies } from '../../../src/content/lint-competencies.ts';
import { lintPictures, pixelsOf } from '../../../src/content/lint-pictures.ts';
import { lintReading, readingOf, sentencesOf } from '../../../src/content/lint-reading.ts';
import { contentRoots } from '../../../src/content/roots.ts';

/** The head of a PNG with as many pixels; what follows is not looked at. */
function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(24);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(head);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, deflateSync(Buffer.alloc(100))]);
}

describe('the lint of lessons', () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'millwright-lint-'));
    folder = join(root, 'c', '01-a');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(root, 'c', 'course.yaml'),
      'id: 1a0f6f2e-6d0e-4c0b-9a52-0d9b3f3c2a11\norder: 1\ntitle: { en: C, zh-CN: C }\nsummary: { en: s, zh-CN: s }\n',
    );
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  function site(text: string, head = '', locale = 'en') {
    writeFileSync(join(folder, `index.${locale}.md`), `---\ntitle: A\nsummary: s\nminutes: 5\n${head}---\n\n${text}\n`);
    return { library: loadCourses([root]), reference: [], labs: new Map(), labSlugs: [] };
  }
  const known = loadCompetencies(contentRoots());

  it('names a competency that nobody has described at its line, and the one that was meant', () => {
    const [problem, ...more] = lintCompetencies(site('Text.', 'competencies: [iec61131-3/seal-im, iec61131-3/timers]\n'), known);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ file: 'c/01-a/index.en.md', line: 5, column: 16, severity: 'warning' });
    expect(problem?.message.en).toContain('Did you mean `iec61131-3/seal-in`?');
  });

  it('knows every competency that a lab or lesson of the site names', () => {
    expect(known.problems).toEqual([]);
    const library = loadCourses(contentRoots());
    expect(lintCompetencies({ library, reference: [], labs: new Map(), labSlugs: [] }, known)).toEqual([]);
    const { labs } = loadLabs([join(import.meta.dirname, '../../../labs')]);
    expect(
      [...labs.values()].flatMap(({ definition }) => definition.competencies.filter((id) => !known.entries.has(id))),
    ).toEqual([]);
    expect(labs.size).toBeGreaterThan(10);
  });

  it('names the sentence that is too long, at its line', () => {
    const long = `The pump ${'which stands beside the tank that we have seen before and '.repeat(5)} starts.`;
    const [problem] = lintReading(site(`The pump starts.\n\n${long}`));
    expect(problem).toMatchObject({ line: 9, column: 1, severity: 'warning' });
    expect(problem?.message.en).toContain('“The pump which stands beside the tank');
    expect(lintReading(site('The pump starts. It stops.'))).toEqual([]);
  });

  it('measures Chinese in characters, and lets lists and program text be', () => {
    const long = `水泵${'位于我们之前见过的水箱旁边并且'.repeat(10)}启动。`;
    expect(lintReading(site(long, '', 'zh-CN'))[0]?.message['zh-CN']).toContain('请拆成两句');
    expect(sentencesOf('<p>One. <code>a.b</code> goes on.</p><ul><li>Three</li></ul><pre>a. B. c</pre>')).toEqual([
      'One.',
      'X goes on.',
      'Three',
    ]);
  });

  it('finds hard words easier to count than to read', () => {
    const hard = '<p>Organisational interoperability necessitates considerable administrative standardisation.</p>'.repeat(9);
    const easy = '<p>The pump fills the tank and then it stops.</p>'.repeat(9);
    expect(readingOf(hard, 'en')?.ease).toBeLessThan(10);
    expect(readingOf(easy, 'en')?.ease).toBeGreaterThan(80);
  });

  it('says of a picture that it is too large, too small, unused or none', () => {
    writeFileSync(join(folder, 'wide.png'), png(4_000, 500));
    writeFileSync(join(folder, 'tiny.png'), png(8, 8));
    writeFileSync(join(folder, 'good.png'), png(800, 600));
    writeFileSync(join(folder, 'none.jpg'), 'no picture');
    writeFileSync(join(folder, 'heavy.png'), Buffer.concat([png(800, 600), Buffer.alloc(700_000)]));
    const told = lintPictures(site('![a](wide.png) ![b](tiny.png) ![c](none.jpg) ![d](heavy.png)')).map(
      ({ file, message }) => `${file.slice(7)} ${message.en}`,
    );
    expect(told).toEqual([
      expect.stringMatching(/^good.png No page/),
      expect.stringMatching(/^heavy.png The picture has 700 kB/),
      expect.stringMatching(/^none.jpg This file is no PNG/),
      expect.stringMatching(/^tiny.png The picture has only 8 × 8/),
      expect.stringMatching(/^wide.png The picture has 4000 × 500/),
    ]);
  });

  it('reads the size of each kind of picture, and nothing from one that is cut off', () => {
    expect(pixelsOf(png(640, 480))).toEqual({ width: 640, height: 480 });
    const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108012c0190', 'hex');
    expect(pixelsOf(jpeg)).toEqual({ width: 400, height: 300 });
    const webp = Buffer.from('5249464600000000574542505650385800000000000000008f01002b0100', 'hex');
    expect(pixelsOf(webp)).toEqual({ width: 400, height: 300 });
    expect(pixelsOf(jpeg.subarray(0, 24))).toBeNull();
  });
});
