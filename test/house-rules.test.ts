/** The rules that hold the house together are themselves held: each refuses what it is there to refuse. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import arrows from '../.dependency-cruiser.mjs';

const root = join(import.meta.dirname, '..');

/** A folder with the house's own lint rules and nothing else. */
const house = mkdtempSync(join(tmpdir(), 'millwright-rules-'));
cpSync(join(root, '.biome'), join(house, '.biome'), { recursive: true });
const configuration = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as Record<string, unknown>;
writeFileSync(join(house, 'biome.json'), JSON.stringify({ ...configuration, $schema: undefined, vcs: undefined }));
afterAll(() => rmSync(house, { recursive: true }));

/** What Biome says of a text that stands at `path`. */
function lint(path: string, text: string): string {
  const biome = join(dirname(createRequire(import.meta.url).resolve('@biomejs/biome/package.json')), 'bin', 'biome');
  mkdirSync(join(house, dirname(path)), { recursive: true });
  writeFileSync(join(house, path), text);
  const { stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', path], { cwd: house, encoding: 'utf8' });
  return stdout + stderr;
}

describe('the law of logical time', () => {
  it.each([
    ['Date.now', 'export const now = Date.now();'],
    ['timers', 'export const timer = setTimeout(() => {}, 1);'],
    ['chance', 'export const chance = Math.random();'],
    ['the machine’s sine', 'export const sine = Math.sin(1);'],
    ['the high-resolution clock', 'export const t = process.hrtime();'],
    ['timers by import', "import { setTimeout } from 'node:timers/promises';\nexport const wait = setTimeout;"],
  ])('refuses %s in a rig', (_name, text) => {
    expect(lint('sandbox/rig/example.ts', text)).toMatch(/[Ll]aw of logical time/);
  });

  it('lets the host read the clock', () => {
    expect(lint('sandbox/host/example.ts', 'export const now = Date.now();')).not.toMatch(/logical time/);
  });

  it('lets a rig use plain arithmetic', () => {
    expect(lint('sandbox/rig/example.ts', 'export const most = Math.max(1, 2);')).not.toMatch(/logical time/);
  });
});

describe('the arrows', () => {
  it('have a rule for every folder of sandbox/', () => {
    const folders = readdirSync(join(root, 'sandbox'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `sandbox-${name}`);
    const rules = arrows.forbidden.map(({ name }) => name);
    expect(rules).toEqual(expect.arrayContaining(folders));
  });

  it('refuse the language importing anything of the house, and sandbox/ importing src/', () => {
    const rule = arrows.forbidden.find(({ name }) => name === 'sandbox-iec61131');
    const path = String(rule?.to.path);
    expect('sandbox/rig/rig.ts').toMatch(new RegExp(path));
    expect('src/academy/api.ts').toMatch(new RegExp(path));
  });
});

it('every top-level folder says what it is for', () => {
  for (const folder of ['src', 'labs', 'content', 'sandbox', 'test'])
    expect(existsSync(join(root, folder, 'README.md'))).toBe(true);
});
