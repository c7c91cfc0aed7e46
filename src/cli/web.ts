/**
 * The web process, a child of the supervisor: `web.ts [--port N] [--host H] [--data DIR] (--site FOLDER | --dev) [--author]`. PORT, HOST and
 * MILLWRIGHT_DATA say the same; the arguments win. It ends when its parent does.
 */
import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { provideServices } from '#academy/services.ts';
import { contentRoots } from '#content/roots.ts';
import { prepareSearch } from '#content/search/search.ts';
import { connectToSupervisor } from '#sandbox/host/client.ts';
import { root } from './root.ts';
import { openAcademy } from './web/academy.ts';
import { serveBuilt } from './web/built-site.ts';
import { serveDevelopment } from './web/development-site.ts';
import { workbenchFiles } from './web/workbench-files.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env.PORT ?? '4321' },
    host: { type: 'string', default: process.env.HOST ?? '127.0.0.1' },
    data: { type: 'string', default: process.env.MILLWRIGHT_DATA ?? 'data' },
    site: { type: 'string' },
    dev: { type: 'boolean', default: false },
    author: { type: 'boolean', default: false },
  },
});

const log = pino({ name: 'web', level: process.env.MILLWRIGHT_LOG_LEVEL ?? 'info' });
const supervisor = connectToSupervisor();
const services = await openAcademy({
  dataDir: isAbsolute(values.data) ? values.data : resolve(root, values.data),
  host: supervisor,
  author: values.author,
  workbenchFiles: values.site === undefined || !existsSync(values.site) ? undefined : workbenchFiles(values.site),
  log,
});
provideServices(services);

const served = { services, log, port: Number(values.port), host: values.host };
const serving = values.dev ? serveDevelopment(served) : serveBuilt({ ...served, folder: values.site ?? '' });
const site = await serving.catch((error: unknown) => {
  log.fatal({ err: error }, error instanceof Error ? error.message : 'the web process could not start');
  process.exit(1);
});
log.info({ port: site.port, host: values.host }, 'the site is served');
supervisor.listening(site.port, values.host);
// Whoever opened the browser is served first.
setTimeout(() => {
  prepareSearch(contentRoots()).catch((error: unknown) => log.warn({ err: error }, 'the search could not be prepared'));
}, 5_000).unref();

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await site.close();
  await services.database.destroy();
  process.exit(0);
}
// Ctrl+C reaches the whole group of processes; the supervisor decides when its children end.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => void end());
process.on('disconnect', () => void end());
