/** `millwright test` as a person calls it: what it prints, and with which code it ends. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'millwright-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function millwright(files: Record<string, string>, ...options: string[]) {
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return name;
  });
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(root, 'src', 'cli', 'main.ts'), 'test', ...paths, ...options],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, LANG: 'C', LC_ALL: 'C' } },
  );
  return { lines: stdout.trimEnd().split('\n'), stderr, status };
}

const lamp = 'FUNCTION_BLOCK Lamp VAR_INPUT on : BOOL; END_VAR VAR_OUTPUT lit : BOOL; END_VAR\nlit := on;\nEND_FUNCTION_BLOCK\n';
const good = "TEST 'is lit' VAR l : Lamp; END_VAR\nl(on := TRUE); ASSERT_TRUE(l.lit);\nEND_TEST\n";
const bad = "TEST 'is dark' VAR l : Lamp; END_VAR\nl(on := TRUE);\nASSERT_EQ(l.lit, FALSE);\nEND_TEST\n";

describe('millwright test', () => {
  it('ends with "N passed, N failed" and 0 when all passed', () => {
    const { lines, status } = millwright({ 'lamp.st': lamp, 'lamp.test.st': good });
    expect([lines, status]).toEqual([['ok   is lit', '1 passed, 0 failed'], 0]);
  });

  it('names file, line, actual and expected value of each failure, and ends with 1', () => {
    const { lines, status } = millwright({ 'lamp.st': lamp, 'lamp.test.st': good + bad });
    expect(lines).toEqual([
      'ok   is lit',
      'FAIL is dark',
      '     lamp.test.st:6:1: ASSERT_EQ: l.lit is TRUE, expected FALSE (at T#0s)',
      '1 passed, 1 failed',
    ]);
    expect(status).toBe(1);
  });

  it('says all of it as JSON', () => {
    const { lines, status } = millwright({ 'lamp.st': lamp + bad }, '--json');
    const told = JSON.parse(lines.join('\n'));
    expect(told).toMatchObject({ ok: false, passed: 0, failed: 1 });
    expect(told.tests[0]).toMatchObject({ title: 'is dark', file: 'lamp.st', line: 4, passed: false });
    expect(told.tests[0].failures[0]).toMatchObject({ line: 6, actual: 'TRUE', expected: 'FALSE', at: 0 });
    expect(status).toBe(1);
  });

  it('a program that does not compile is told with its mistakes, and ends with 1', () => {
    const { lines, stderr, status } = millwright({ 'lamp.st': `${lamp}TEST 'x' ASSERT_TRUE(nothing); END_TEST` });
    expect([lines.at(-1), status]).toEqual(['0 passed, 0 failed', 1]);
    expect(stderr).toContain('lamp.st:4:22: error ST2001');
  });

  it('files without a test are a mistake of usage: 2', () => {
    expect(millwright({ 'lamp.st': lamp }).status).toBe(2);
    expect(millwright({}).status).toBe(2);
  });
});
