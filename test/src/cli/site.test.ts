import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { currentBuild } from '../../../src/cli/site.ts';

let builds: string;
beforeEach(() => {
  builds = join(mkdtempSync(join(tmpdir(), 'millwright-builds-')), 'dist');
});
afterEach(() => rmSync(join(builds, '..'), { recursive: true, force: true }));

/** As `astro build` would: into the folder it is given. */
const into =
  (text: string) =>
  (folder: string): void =>
    writeFileSync(join(folder, 'entry.mjs'), text);
const neverBuilds = (): never => {
  throw new Error('built again');
};
const entryOf = (folder: string): string => readFileSync(join(folder, 'entry.mjs'), 'utf8');

describe('the built site', () => {
  it('is built once for the same sources', () => {
    const first = currentBuild(builds, 'sources', into('one'));
    expect(currentBuild(builds, 'sources', neverBuilds)).toBe(first);
  });

  it('of two starts at once is whole for each', () => {
    let second = '';
    const first = currentBuild(builds, 'sources', (folder) => {
      into('half')(folder);
      second = currentBuild(builds, 'sources', into('the second'));
      expect(entryOf(folder)).toBe('half');
      into('the first')(folder);
    });
    expect([entryOf(first), entryOf(second)]).toEqual(['the first', 'the second']);
    expect([first, second]).toContain(currentBuild(builds, 'sources', neverBuilds));
  });

  it('of an interrupted build is not served', () => {
    const interrupted = currentBuild(builds, 'sources', into('half'));
    rmSync(join(interrupted, 'built-from.txt'));
    expect(entryOf(currentBuild(builds, 'sources', into('whole')))).toBe('whole');
  });

  it('that could not be built leaves nothing behind, and its reason', () => {
    expect(() => currentBuild(builds, 'sources', neverBuilds)).toThrow('built again');
    expect(readdirSync(builds)).toEqual([]);
  });

  it('stays for a server that still runs from it when the sources change; the ones used longest ago go', () => {
    const folders = ['a', 'b', 'c', 'd'].map((sources, age) => {
      const folder = currentBuild(builds, sources, into(sources));
      utimesSync(folder, age, age);
      return folder;
    });
    currentBuild(builds, 'a', neverBuilds);
    const newest = currentBuild(builds, 'e', into('e'));
    expect([...folders, newest].map(existsSync)).toEqual([true, false, true, true, true]);
  });
});
