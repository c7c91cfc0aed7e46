import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitOf } from '../../../src/content/git-commit.ts';

describe('the commit of a folder of lessons', () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'millwright-git-'));
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];
  const git = (...words: string[]): string =>
    execFileSync('git', [...who, ...words], { cwd: base, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

  it('is what git says: on a branch, packed, detached, in a work tree of its own and from a folder inside', () => {
    git('init', '-q');
    expect(commitOf(base)).toBeNull();
    mkdirSync(join(base, 'academy/labs'), { recursive: true });
    writeFileSync(join(base, 'academy/labs/a.md'), 'x');
    git('add', '-A');
    git('commit', '-qm', 'first');
    const first = git('rev-parse', 'HEAD');
    expect(commitOf(base)).toBe(first);
    expect(commitOf(join(base, 'academy'))).toBe(first);
    git('pack-refs', '--all');
    expect(commitOf(base)).toBe(first);
    git('worktree', 'add', '-q', '-b', 'other', join(base, 'tree'));
    expect(commitOf(join(base, 'tree'))).toBe(first);
    git('commit', '-q', '--allow-empty', '-m', 'second');
    git('checkout', '-q', '--detach');
    expect(commitOf(base)).toBe(git('rev-parse', 'HEAD'));
    expect(commitOf(join(base, 'tree'))).toBe(first);
  });

  it('is none where there is no repository', () => {
    expect(commitOf(base)).toBeNull();
  });
});
