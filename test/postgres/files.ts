/** Which tests run on PostgreSQL too: all that open an academy's database, themselves or through a fixture that they import. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');
const doors = ['test/src/academy/academy-database.ts'];
/** These start a whole server or look at pages only. */
const elsewhere = ['test/e2e/', 'test/interop/', 'test/bench/'];

/** Paths from the repository's root. */
export function testsOnPostgres(): string[] {
  const paths = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((path) => join('test', path).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !elsewhere.some((folder) => path.startsWith(folder)));
  const imports = new Map(paths.map((path) => [path, importsOf(path)]));
  const opening = new Set(doors);
  for (let before = 0; before !== opening.size; ) {
    before = opening.size;
    for (const [path, imported] of imports) if (imported.some((other) => opening.has(other))) opening.add(path);
  }
  return [...opening].filter((path) => path.endsWith('.test.ts')).sort();
}

function importsOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(/from '(\.[^']+\.ts)'/g)].map(([, to]) =>
    relative(root, join(root, dirname(path), to ?? '')).replaceAll('\\', '/'),
  );
}
