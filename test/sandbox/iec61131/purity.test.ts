import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { digestText } from '#sandbox/iec61131/index.ts';
import { build, main } from './running-program.ts';

const root = join(import.meta.dirname, '../../../sandbox/iec61131');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

/** Libraries that run in a browser as they do in Node, and the folder that has a use for them: files of other formats. */
const libraries: Readonly<Record<string, RegExp>> = {
  yaml: /^diagrams\//,
  zod: /^diagrams\//,
  htmlparser2: /^plcopen\//,
};

test.each(sources)('%s runs in a browser too: it imports only its own folder, by relative path', (name) => {
  const file = join(root, name);
  // `from` within a text between quotes is no import.
  const pattern = /^(?:import|export)\b[^'";]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\(\s*'([^']+)'/gm;
  const imports = [...readFileSync(file, 'utf8').matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  for (const specifier of imports) {
    if (libraries[specifier]?.test(name)) continue;
    expect(specifier).toMatch(/^\.\.?\//);
    expect(relative(root, join(file, '..', specifier))).not.toMatch(/^\.\./);
  }
});

test('equal sources give equal bytes and equal hashes; a changed constant does not', () => {
  const [first, again, other] = [1, 1, 2].map((n) => build(main('a : INT; t : TON;', `a := ${n}; t(IN := a > 0, PT := T#1s);`)));
  expect(again?.wasm).toEqual(first?.wasm);
  expect(again?.hash).toBe(first?.hash);
  expect(other?.hash).not.toBe(first?.hash);
  expect(other?.layout.hash).toBe(first?.layout.hash);
});

test('the digest is SHA-256', () => {
  expect(digestText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(digestText('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
