import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { astroPages } from './test/astro-pages.ts';
import { testsOnPostgres } from './test/postgres/files.ts';
import { SlowFirst } from './test/slow-first.ts';

/**
 * Tests of the sandbox that compute an answer from what they are given: no processes, no state of a module that anybody could leave behind.
 * The files of a worker share their modules, which takes a third off their time; in a run of their own, because
 * a worker that is given another kind of file in between begins anew.
 */
const computed = [
  'test/sandbox/{controller,gateway,grading,iec61131,lab,network,plant,protocols,rig,shell,tools,wire}/**/*.test.ts',
];

const inCi = Boolean(process.env.CI);

export default defineConfig({
  plugins: [astroPages()],
  test: {
    pool: 'threads',
    // One for each core: by itself it leaves one idle, which on two cores is half of them.
    maxWorkers: '100%',
    // They end what hangs, and say nothing of speed: a test that waits passes on a machine that does ten other things.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/templates.ts'],
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
          exclude: ['test/e2e/**', 'test/interop/**', 'test/postgres/**', 'test/bench/**', ...computed],
        },
      },
      { extends: true, test: { name: 'sandbox', include: computed, isolate: false } },
      { extends: true, test: { name: 'interop', include: ['test/interop/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: [...testsOnPostgres(), 'test/postgres/**/*.test.ts'],
          globalSetup: ['test/templates.ts', 'test/postgres/global-setup.ts'],
          setupFiles: ['test/postgres/skip-where-absent.ts'],
        },
      },
    ],
    reporters: inCi ? ['default', 'json'] : ['default'],
    ...(inCi
      ? { outputFile: { json: `.results/${process.env.npm_lifecycle_event?.replace(/^test:/, '') ?? 'by-hand'}.json` } }
      : {}),
  },
});
