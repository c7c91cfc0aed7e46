/** `millwright check` as a person calls it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..', '..');

function check(text: string, ...options: string[]) {
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'src', 'cli', 'main.ts'), 'check', '-', ...options], {
    input: text,
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C', LC_ALL: 'C' },
  });
  return { stdout, status };
}

describe('millwright check', () => {
  const latch = 'PROGRAM Main VAR a, b : BOOL; END_VAR a S= b; END_PROGRAM';
  it('accepts vendor extensions with a word, and refuses them under --strict', () => {
    const lenient = check(latch);
    expect([lenient.status, lenient.stdout]).toEqual([0, expect.stringContaining('info ST6160')]);
    const strict = check(latch, '--strict');
    expect([strict.status, strict.stdout]).toEqual([1, expect.stringContaining('error ST1060')]);
  });
  it('tells the same as JSON', () => {
    expect(JSON.parse(check(latch, '--json', '--strict').stdout)).toMatchObject({ ok: false, diagnostics: [{ code: 'ST1060' }] });
  });
});
