import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './test/e2e/browser.ts';

// Workers inherit the environment: the search (and a possible installation) happens once.
process.env.MILLWRIGHT_BROWSER ??= findBrowser();

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  // One file a worker at a time; each worker has a browser and a server (test/e2e/academy-test.ts). Files of many independent tests say
  // that any worker may take them.
  workers: 2,
  // They end what hangs, and say nothing of speed: a test that waits passes on a machine that does ten other things.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.CI ? [['list'], ['json', { outputFile: '.results/e2e.json' }]] : [['list']],
  use: {
    launchOptions: { executablePath: process.env.MILLWRIGHT_BROWSER, args: browserArguments },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
});
