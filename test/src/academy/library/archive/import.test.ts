import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { filesOfCourse, labsOf } from '#academy/library/archive/course-archive.ts';
import { type ImportFinding, importCourse } from '#academy/library/archive/import-course.ts';
import { archiveLimits } from '#academy/library/archive/limits.ts';
import { readArchive } from '#academy/library/archive/read-archive.ts';
import { reasons } from '#academy/library/archive/reasons.ts';
import { writeArchive } from '#academy/library/archive/write-archive.ts';
import { loadCourses } from '#content/lessons.ts';
import { contentRoots } from '#content/roots.ts';
import { lintRoot } from '../../../../../src/cli/trial-process.ts';

const courseYaml = `id: 1a0f6f2e-6d0e-4c0b-9a52-0d9b3f3c2a11
order: 90
title: { en: Ours, zh-CN: 我们的课程 }
summary: { en: What we do here., zh-CN: 我们在这里做什么。 }
`;
const lesson = '---\ntitle: First\nsummary: One sentence.\nminutes: 5\n---\n\nA pump moves water.\n';
const lessonZh = '---\ntitle: 第一课\nsummary: 一句话。\nminutes: 5\n---\n\n水泵输送水。\n';
const good: Record<string, string> = {
  'content/ours/course.yaml': courseYaml,
  'content/ours/01-first/index.en.md': lesson,
  'content/ours/01-first/index.zh-CN.md': lessonZh,
};

const zipOf = (files: Record<string, string | Buffer>): Promise<Buffer> =>
  writeArchive(new Map(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)])));

/** As `zipOf`, with names that no honest program writes: `was` and `shall` of one length. */
async function forged(files: Record<string, string>, was: string, shall: Buffer | string): Promise<Buffer> {
  const zip = await zipOf(files);
  const wanted = Buffer.from(shall);
  const from = Buffer.from(was);
  expect(wanted).toHaveLength(from.length);
  for (let at = zip.indexOf(from); at >= 0; at = zip.indexOf(from, at + 1)) wanted.copy(zip, at);
  return zip;
}

/** A symbolic link as `zip -y` packs it. */
async function withLink(): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(good)) zip.addBuffer(Buffer.from(content), name);
  zip.addBuffer(Buffer.from('/etc/passwd'), 'content/ours/01-first/link.md', { mode: 0o120777 });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

describe('an archive that somebody brings', () => {
  let base: string;
  let root: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'millwright-import-'));
    root = join(base, 'root');
    mkdirSync(root);
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  const standing = (): string[] =>
    readdirSync(base, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(base.length + 1))
      .sort();
  const bring = (archive: Uint8Array, findings: ImportFinding[] = [], replace = false) =>
    importCourse(archive, { root, replace, lint: () => Promise.resolve(findings) });

  it('comes to stand whole, and a second time only when it shall replace', async () => {
    expect(await bring(await zipOf(good))).toMatchObject({ outcome: 'imported', course: 'ours', labs: [], files: 3 });
    expect(standing()).toEqual(
      Object.keys(good)
        .map((name) => `root/${name}`)
        .sort(),
    );
    const other = await zipOf({ ...good, 'content/ours/01-first/index.en.md': lesson.replace('water', 'oil') });
    expect(await bring(other)).toEqual({ outcome: 'exists', folders: ['content/ours'] });
    expect(readFileSync(join(root, 'content/ours/01-first/index.en.md'), 'utf8')).toContain('water');
    expect(await bring(other, [], true)).toMatchObject({ outcome: 'imported' });
    expect(readFileSync(join(root, 'content/ours/01-first/index.en.md'), 'utf8')).toContain('oil');
    expect(standing()).toHaveLength(3);
  });

  it('with a mistake in a lesson is not written, and the mistake is told at its line', async () => {
    const archive = await zipOf({ ...good, 'content/ours/01-first/index.en.md': `${lesson}\n:::nonsense\n:::\n` });
    const outcome = await importCourse(archive, { root, replace: false, lint: (folder) => lintRoot(folder) });
    expect(outcome).toMatchObject({
      outcome: 'mistakes',
      findings: expect.arrayContaining([
        expect.objectContaining({ file: 'content/ours/01-first/index.en.md', line: 9, severity: 'error' }),
      ]),
    });
    expect(standing()).toEqual([]);
  });

  it('a key that the format has not is told with the place that explains its format', async () => {
    const archive = await zipOf({ ...good, 'content/ours/01-first/index.en.md': lesson.replace('minutes', 'minuets') });
    const outcome = await importCourse(archive, { root, replace: false, lint: (folder) => lintRoot(folder) });
    if (outcome.outcome !== 'mistakes') throw new Error(outcome.outcome);
    expect(outcome.findings.map(({ reference }) => reference)).toContainEqual(expect.stringMatching(/^\/reference\/.+#/));
  });

  const name = 'content/ours/01-first/index.fr.md';
  const bad: [string, () => Promise<Uint8Array>, { file: string | null; reason: keyof typeof reasons }][] = [
    [
      'a name that climbs out',
      () => forged({ ...good, 'content/AA/evil.md': 'x' }, 'content/AA', 'content/..'),
      { file: 'content/../evil.md', reason: 'name-outside' },
    ],
    [
      'a name that climbs out at once',
      () => forged({ ...good, 'AA/labs/a.md': 'x' }, 'AA/labs', '../labs'),
      { file: '../labs/a.md', reason: 'name-outside' },
    ],
    [
      'an absolute name',
      () => forged({ ...good, 'Aetc/passwd.md': 'x' }, 'Aetc/', '/etc/'),
      { file: '/etc/passwd.md', reason: 'name-absolute' },
    ],
    [
      'a drive',
      () => forged({ ...good, 'CA/windows.md': 'x' }, 'CA/', 'C:/'),
      { file: 'C:/windows.md', reason: 'name-absolute' },
    ],
    [
      'a backslash',
      () => forged({ ...good, 'labsAx.md': 'x' }, 'labsAx', 'labs\\x'),
      { file: 'labs\\x.md', reason: 'name-backslash' },
    ],
    [
      'a name in another encoding',
      () => forged({ ...good, 'labs/AA/x.md': 'x' }, 'labs/AA', Buffer.from([...Buffer.from('labs/'), 0xc4, 0x28])),
      { file: 'labs/Ä(/x.md', reason: 'name-encoding' },
    ],
    [
      'a hidden file',
      () => zipOf({ ...good, 'content/ours/.git/config.md': 'x' }),
      { file: 'content/ours/.git/config.md', reason: 'name-letters' },
    ],
    [
      'the name of a device',
      () => zipOf({ ...good, 'content/ours/01-first/aux.md': 'x' }),
      { file: 'content/ours/01-first/aux.md', reason: 'name-letters' },
    ],
    [
      'a path without end',
      () => zipOf({ ...good, [`labs/${'a/'.repeat(30)}x.md`]: 'x' }),
      { file: `labs/${'a/'.repeat(30)}x.md`, reason: 'name-long' },
    ],
    [
      'two names that differ by case only',
      () => zipOf({ ...good, 'content/ours/01-first/INDEX.en.md': 'x' }),
      { file: 'content/ours/01-first/index.en.md', reason: 'name-twice' },
    ],
    [
      'a file where a folder must be',
      () => zipOf({ ...good, 'labs/a/x.md': 'x', 'labs/a/x.md/y.md': 'x' }),
      { file: 'labs/a/x.md/y.md', reason: 'name-twice' },
    ],
    ['a symbolic link', withLink, { file: 'content/ours/01-first/link.md', reason: 'link' }],
    ['a script', () => zipOf({ ...good, 'labs/a/run.js': 'x' }), { file: 'labs/a/run.js', reason: 'kind' }],
    ['a file outside of course and labs', () => zipOf({ ...good, 'README.md': 'x' }), { file: 'README.md', reason: 'place' }],
    [
      'a picture that is none',
      () => zipOf({ ...good, 'content/ours/01-first/a.png': '<script>' }),
      { file: 'content/ours/01-first/a.png', reason: 'not-its-kind' },
    ],
    [
      'a text that is not UTF-8',
      () => zipOf({ ...good, [name]: Buffer.from([0x41, 0xff, 0xfe]) }),
      { file: name, reason: 'text-encoding' },
    ],
    [
      'a text of two megabytes',
      () => zipOf({ ...good, [name]: Buffer.from(Array.from({ length: 300_000 }, (_, at) => String(at)).join(' ')) }),
      { file: name, reason: 'text-too-big' },
    ],
    ['a bomb', () => zipOf({ ...good, [name]: Buffer.alloc(archiveLimits.text - 1, 0x20) }), { file: name, reason: 'bomb' }],
    ['two courses', () => zipOf({ ...good, 'content/other/course.yaml': courseYaml }), { file: null, reason: 'many-courses' }],
    ['no course', () => zipOf({ 'labs/a/lab.yaml': 'x' }), { file: null, reason: 'no-course' }],
    ['no archive at all', () => Promise.resolve(Buffer.from('PK? no')), { file: null, reason: 'no-zip' }],
    [
      'more files than any course',
      () => zipOf(Object.fromEntries(Array.from({ length: archiveLimits.entries + 1 }, (_, at) => [`labs/a/${at}.md`, 'x']))),
      { file: null, reason: 'too-many' },
    ],
  ];
  it.each(bad)('is refused as a whole for %s, and nothing is written', async (_, make, refusal) => {
    const outcome = await bring(await make());
    expect(outcome).toMatchObject({ outcome: 'refused', refused: expect.arrayContaining([refusal]) });
    expect(standing()).toEqual([]);
  });

  it('that says it is short and is long is counted, not believed', async () => {
    const zip = await zipOf({ ...good, [name]: Buffer.alloc(500_000, 0x20) });
    // The length after unpacking, in the central directory: 24 bytes after its signature, the name 46 after it.
    const central = zip.lastIndexOf(Buffer.from(name)) - 46;
    expect(zip.readUInt32LE(central)).toBe(0x02014b50);
    zip.writeUInt32LE(10, central + 24);
    expect(await bring(zip)).toMatchObject({ outcome: 'refused', refused: [{ file: name }] });
    expect(standing()).toEqual([]);
  });

  it('is taken back when it cannot be moved into place', async () => {
    // A file stands where the folder of labs must be made.
    writeFileSync(join(root, 'labs'), '');
    const lab = { 'labs/a/lab.yaml': 'x' };
    await expect(bring(await zipOf({ ...good, ...lab }))).rejects.toThrow();
    expect(standing()).toEqual(['root/labs']);
  });

  it('mutated in any way never throws, and what is read of it stays within names and limits', async () => {
    const whole = await zipOf({ ...good, 'labs/a/lab.yaml': 'id: 1\n', 'content/ours/01-first/a.svg': '<svg/>'.repeat(99) });
    const mutation = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), drop: fc.nat(8) });
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 12 }), async (mutations) => {
        let zip = Buffer.from(whole);
        for (const { at, byte, drop } of mutations) {
          if (at < zip.length) zip[at] = byte;
          if (drop === 0 && zip.length > 8) zip = Buffer.concat([zip.subarray(0, at), zip.subarray(at + 3)]);
        }
        const { files, refused } = await readArchive(zip);
        for (const { reason } of refused) expect(reasons[reason].en).not.toBe('');
        for (const [path, content] of files) {
          expect(join('/there', path).startsWith('/there/')).toBe(true);
          expect(path).not.toMatch(/\\|\0|(^|\/)\.|^\/|:/);
          expect(content.byteLength).toBeLessThanOrEqual(archiveLimits.picture);
        }
      }),
      { numRuns: 600 },
    );
  });
});

describe('every course of the site', () => {
  const library = loadCourses(contentRoots());
  it.each(library.courses.map(({ slug }) => slug))(
    '%s goes into an archive and comes out the same, file by file',
    async (slug) => {
      const first = library.courses.find((one) => one.slug === slug)?.lessons[0];
      const folder = dirname(first?.folder ?? '');
      const labs = new Map(labsOf(library, slug).map((lab) => [lab, join(folder, '../../labs', lab)]));
      const files = filesOfCourse({ slug, folder }, labs);
      const { files: back, refused } = await readArchive(await writeArchive(files));
      expect(refused).toEqual([]);
      expect([...back.keys()].sort()).toEqual([...files.keys()].sort());
      for (const [name, content] of files) expect(back.get(name)?.equals(content)).toBe(true);
    },
  );
});
