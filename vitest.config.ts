import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { astroPages } from './test/astro-pages.ts';
import { testsOnPostgres } from './test/postgres/files.ts';
import { SlowFirst } from './test/slow-first.ts';

const inCi = Boolean(process.env.CI);

export default defineConfig({
  plugins: [astroPages()],
  test: {
    pool: 'threads',
    // One for each core: by itself it leaves one idle, which on two cores is half of them.
    maxWorkers: '100%',
    testTimeout: 30_000,
    setupFiles: ['test/setup.ts'],
    // As the command line does: the hundreds of processes that tests start need not compile the same files again.
    env: {
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(import.meta.dirname, 'node_modules', '.cache', 'millwright'),
    },
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/interop/**', 'test/postgres/**', 'test/bench/**'],
        },
      },
      { extends: true, test: { name: 'interop', include: ['test/interop/**/*.test.ts'], testTimeout: 60_000 } },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: [...testsOnPostgres(), 'test/postgres/**/*.test.ts'],
          globalSetup: ['test/postgres/global-setup.ts'],
          setupFiles: ['test/postgres/skip-where-absent.ts'],
          testTimeout: 60_000,
        },
      },
    ],
    reporters: inCi ? ['default', 'json'] : ['default'],
    ...(inCi
      ? { outputFile: { json: `.results/${process.env.npm_lifecycle_event === 'test:interop' ? 'interop' : 'unit'}.json` } }
      : {}),
  },
});
