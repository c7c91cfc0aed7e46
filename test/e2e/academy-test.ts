/**
 * Playwright's `test` with an academy: `async ({ page, server })`. One server a worker, started when first asked for and shared by all
 * tests that come to that worker: whoever hurts it (kills, stops, sets it up) or needs other content starts an `AcademyServer` of their
 * own. Every spec takes `test` from here, those too: workers are started anew between specs whose `test` differs, and the server with them.
 */
import { test as base } from '@playwright/test';
import { AcademyServer } from './academy-server.ts';

export { expect } from '@playwright/test';

export const test = base.extend<object, { server: AcademyServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are asked for.
    async ({}, use) => {
      const server = await AcademyServer.start();
      await use(server);
      await server.dispose();
    },
    // The first start may build the site.
    { scope: 'worker', timeout: 180_000 },
  ],
});
