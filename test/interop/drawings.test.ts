import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, present } from './tool.ts';

const root = join(import.meta.dirname, '..', '..');
const drawings = globSync('{labs,content,public}/**/*.svg', { cwd: root });

describe.skipIf(!present('xmllint'))('libxml2', () => {
  it('finds drawings to read', () => {
    expect(drawings.length).toBeGreaterThan(3);
  });

  it.each(drawings)('reads %s as well-formed XML without reaching outside', (drawing) => {
    expect(ask('xmllint', ['--noout', '--nonet', join(root, drawing)])).toBe('');
  });
});
