import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '..', '..', '..', 'src');
/** The schema's own, and those that read or write all there is while no server runs or changes nothing. */
const others = [join('academy', 'database'), join('cli', 'backup')];

test('nobody opens a transaction but through transact: PostgreSQL would let two of them mix', () => {
  const opening = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|astro)$/.test(path) && !others.some((folder) => path.startsWith(folder)))
    .filter((path) => /\.transaction\(\)|startTransaction\(\)/.test(readFileSync(join(source, path), 'utf8')));
  expect(opening).toEqual([]);
});
