/**
 * The web process, a child of the supervisor: `web.ts (--site FOLDER | --dev) [--author]`. Everything else stands in its environment
 * (configuration/settings.ts). It ends when its parent does.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DatabaseError } from '#academy/database/database-error.ts';
import { forgetRigsOfErased } from '#academy/personal-data/erase.ts';
import { provideServices } from '#academy/services.ts';
import { keepPages } from '#content/kept-pages.ts';
import { contentRoots } from '#content/roots.ts';
import { prepareSearch } from '#content/search/search.ts';
import { connectToSupervisor } from '#sandbox/host/client.ts';
import { readConfiguration } from './configuration/configuration.ts';
import { locale } from './language.ts';
import { pagesOf } from './site.ts';
import { openAcademy } from './web/academy.ts';
import { serveBuilt } from './web/built-site.ts';
import { serveDevelopment } from './web/development-site.ts';
import { webLog } from './web/log.ts';
import { keepSweeping } from './web/sweeping.ts';
import { workbenchFiles } from './web/workbench-files.ts';

const { values } = parseArgs({
  options: {
    site: { type: 'string' },
    dev: { type: 'boolean', default: false },
    author: { type: 'boolean', default: false },
  },
});

const configuration = readConfiguration(process.env);
const log = webLog(configuration.MILLWRIGHT_LOG);
const rendered = join(configuration.MILLWRIGHT_DATA, 'rendered');
keepPages({
  read: [...(values.site === undefined ? [] : [pagesOf(values.site)]), rendered],
  write: rendered,
  failed: (error) => log.warn({ err: error }, 'rendered pages cannot be kept'),
});
const supervisor = connectToSupervisor();
const services = await openAcademy({
  configuration,
  host: supervisor,
  author: values.author,
  workbenchFiles: values.site === undefined || !existsSync(values.site) ? undefined : workbenchFiles(values.site),
  log,
}).catch((error: unknown) => {
  if (!(error instanceof DatabaseError)) throw error;
  log.fatal({}, error.sentence[locale]);
  process.exit(1);
});
provideServices(services);

const served = {
  services,
  log,
  metricsToken: configuration.MILLWRIGHT_METRICS_TOKEN,
  trustedProxies: configuration.MILLWRIGHT_TRUST_PROXY,
  port: configuration.PORT,
  host: configuration.HOST,
};
const serving = values.dev ? serveDevelopment(served) : serveBuilt({ ...served, folder: values.site ?? '' });
const site = await serving.catch((error: unknown) => {
  log.fatal({ err: error }, error instanceof Error ? error.message : 'the web process could not start');
  process.exit(1);
});
log.info({ port: site.port, host: configuration.HOST }, 'the site is served');
supervisor.listening(site.port, configuration.HOST);
// What a stop in the middle of an erasure left behind.
forgetRigsOfErased(services).catch((error: unknown) => log.warn({ err: error }, 'rigs of erased people could not be looked for'));
keepSweeping(services);
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
