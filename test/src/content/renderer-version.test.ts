import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/content/fingerprint.ts';
import { rendererSources, rendererVersion } from '../../../src/content/renderer-version.ts';

describe('the version of the renderer', () => {
  it('holds every file that is read to render a page, but for the libraries and the content itself', () => {
    const answer = execFileSync(process.execPath, [join(import.meta.dirname, 'files-read.ts')], { encoding: 'utf8' });
    const files = JSON.parse(answer) as string[];
    const own = files.filter((file) => !file.startsWith('node_modules/') && !file.startsWith('content/'));
    expect(own).toContain('src/content/markdown.ts');
    expect(own).toContain('src/i18n/site.zh-CN.json');
    expect(own).toContain('src/content/structured-text.tmLanguage.json');
    expect(own).toContain('sandbox/plant/symbols/tank.svg');
    const outside = own.filter((file) => !rendererSources.some((source) => file === source || file.startsWith(`${source}/`)));
    expect(outside).toEqual([]);
  });

  it('is known, and the same as long as nothing changes', () => {
    expect(rendererVersion(Date.now())).toMatch(/^[0-9a-f]{64}$/);
    expect(rendererVersion(Date.now())).toBe(rendererVersion(Date.now()));
  });

  it('is not known to a process that started before the last change: what runs may be what stood there before', () => {
    expect(rendererVersion(0)).toBeNull();
  });
});

describe('a fingerprint', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'millwright-fingerprint-'));
    mkdirSync(join(root, 'a/b'), { recursive: true });
    writeFileSync(join(root, 'a/b/one'), '1');
    writeFileSync(join(root, 'two'), '2');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const hash = (): string => fingerprintOf(root, ['a', 'two', 'not-there']).hash;

  it.each<[string, () => void]>([
    ['a byte', () => writeFileSync(join(root, 'a/b/one'), '3')],
    ['a name', () => renameSync(join(root, 'a/b/one'), join(root, 'a/b/other'))],
    ['a place', () => renameSync(join(root, 'a/b/one'), join(root, 'a/one'))],
    ['one file more', () => writeFileSync(join(root, 'a/new'), '')],
    ['one file less', () => rmSync(join(root, 'two'))],
    ['one that was not there', () => writeFileSync(join(root, 'not-there'), '')],
  ])('is another one after %s', (_what, change) => {
    const before = hash();
    expect(hash()).toBe(before);
    change();
    expect(hash()).not.toBe(before);
  });

  it('is the same after a change of what is left out, and of what is not asked for', () => {
    const of = (): string => fingerprintOf(root, ['a'], (path) => path === join('a', 'b', 'one')).hash;
    const before = of();
    writeFileSync(join(root, 'a/b/one'), '3');
    writeFileSync(join(root, 'two'), '3');
    expect(of()).toBe(before);
  });
});
