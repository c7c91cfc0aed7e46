/** `millwright convert`: a file in the other language, or the reason why not. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';

const door = join(import.meta.dirname, '..', '..', '..', '..', 'src', 'cli', 'main.ts');

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'millwright-convert-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
});

function convert(words: readonly string[], language = 'en_GB.UTF-8') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [door, 'convert', ...words], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: language },
  });
  return { status, stdout, stderr };
}

const text =
  'PROGRAM Press\nVAR\n  start : BOOL;\n  motor : BOOL;\nEND_VAR\n\n  // Run\n  motor := start OR motor;\nEND_PROGRAM\n';

it('draws a text, and tells the drawing as the same text again', () => {
  writeFileSync(join(root, 'press.st'), text);
  expect(convert(['press.st', '--out', 'press.ld'])).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readFileSync(join(root, 'press.ld'), 'utf8')).toContain('  - title: Run\n    rung:\n      - parallel:\n');
  expect(convert(['press.ld'])).toEqual({ status: 0, stdout: text, stderr: '' });
});

it('leaves a file alone that is there already', () => {
  writeFileSync(join(root, 'press.st'), text);
  writeFileSync(join(root, 'press.ld'), 'mine');
  expect(convert(['press.st', '--out', 'press.ld'])).toMatchObject({ status: 2, stdout: '' });
  expect(readFileSync(join(root, 'press.ld'), 'utf8')).toBe('mine');
});

it('says why not, in the reader’s language', () => {
  writeFileSync(join(root, 'broken.st'), 'PROGRAM Press\nmotor := ;\nEND_PROGRAM\n');
  const { status, stdout, stderr } = convert(['broken.st'], 'zh_CN.UTF-8');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('broken.st: 文本中有错误');
  expect(stderr).toContain('broken.st:2:');
  writeFileSync(join(root, 'broken.ld'), 'program: Press\nnetworks:\n  - rung:\n      - jump: Nowhere\n');
  expect(convert(['broken.ld'])).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('broken.ld:4:') });
});
