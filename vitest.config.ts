import { defineConfig } from 'vitest/config';

const inCi = Boolean(process.env.CI);

export default defineConfig({
  test: {
    pool: 'threads',
    // One for each core: by itself it leaves one idle, which on two cores is half of them.
    maxWorkers: '100%',
    testTimeout: 30_000,
    setupFiles: ['test/setup.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/e2e/**', 'test/interop/**', 'test/bench/**'] },
      },
      { extends: true, test: { name: 'interop', include: ['test/interop/**/*.test.ts'], testTimeout: 60_000 } },
    ],
    reporters: inCi ? ['default', 'json'] : ['default'],
    ...(inCi
      ? { outputFile: { json: `.results/${process.env.npm_lifecycle_event === 'test:interop' ? 'interop' : 'unit'}.json` } }
      : {}),
  },
});
