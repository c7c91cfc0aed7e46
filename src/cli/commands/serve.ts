import { join } from 'node:path';
import { pino } from 'pino';
import { DatabaseError } from '#academy/database/database-error.ts';
import { DoorError } from '#sandbox/host/door.ts';
import { StoreError } from '#sandbox/host/rig-store.ts';
import { startSupervisor } from '#sandbox/host/supervisor.ts';
import { restoreUnfinished } from '../backup/unfinished.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { readConfiguration, takeSecrets, unknownSettings } from '../configuration/configuration.ts';
import type { Configuration } from '../configuration/settings.ts';
import { locale } from '../language.ts';
import { root } from '../root.ts';
import { labRoots } from '../roots.ts';
import { newSetUpLink } from '../set-up-link.ts';
import { ensureSiteBuilt, SiteError } from '../site.ts';

export const serve: Command = {
  help: `millwright serve [--port 4321] [--host 127.0.0.1] [--data FOLDER]

Serves the academy: a supervisor, the web process, one lab host per core and a grader. Stops on Ctrl+C; rigs are put to sleep and
nothing is lost.

  --port     default: PORT, else 4321
  --host     default: HOST, else 127.0.0.1 (this machine only); behind a TLS proxy keep it so
  --data     default: MILLWRIGHT_DATA, else the folder data/ of the clone
  --dev      rebuild the site as its sources change

Everything else is set by variables of the environment: content/reference/configuration.en.md has them all. Wrong ones are refused
before anything is started.
`,
  async run(words) {
    const { values, positionals } = readArguments(words, {
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      dev: { type: 'boolean', default: false },
    });
    if (positionals.length > 0) throw new UsageError(`millwright serve takes no "${positionals[0]}".`);
    return serveAcademy(values);
  },
};

interface ServeOptions {
  port?: string | undefined;
  host?: string | undefined;
  data?: string | undefined;
  dev?: boolean;
  /** Pages and rigs follow every save. */
  author?: boolean;
}

/** Serves until it is stopped; an exit code. */
export async function serveAcademy({ dev = false, author = false, ...options }: ServeOptions): Promise<number> {
  const configuration = settingsFor(options, process.env);
  if (restoreUnfinished(configuration.MILLWRIGHT_DATA)) {
    console.error(
      {
        en: `A restore into ${configuration.MILLWRIGHT_DATA} was interrupted: run it again with --force, then start.`,
        'zh-CN': `到 ${configuration.MILLWRIGHT_DATA} 的恢复被中断：请加 --force 重新恢复，然后再启动。`,
      }[locale],
    );
    return exitCodes.findings;
  }
  for (const warning of unknownSettings(process.env)) console.error(warning[locale]);
  try {
    await assertDatabaseUsable(configuration.MILLWRIGHT_DATABASE);
    const site = dev ? ['--dev'] : ['--site', ensureSiteBuilt((line) => console.log(line))];
    const supervisor = await startSupervisor({
      webEntry: join(root, 'src', 'cli', 'web.ts'),
      webArguments: author ? [...site, '--author'] : site,
      webEnvironment: takeSecrets(process.env),
      dataDir: configuration.MILLWRIGHT_DATA,
      labRoots: labRoots(),
      followLabs: author,
      port: configuration.PORT,
      host: configuration.HOST,
      ...(configuration.MILLWRIGHT_LAB_HOSTS === null ? {} : { labHosts: configuration.MILLWRIGHT_LAB_HOSTS }),
      graders: configuration.MILLWRIGHT_GRADERS,
      log: pino({ level: configuration.MILLWRIGHT_LOG }),
      logLevel: configuration.MILLWRIGHT_LOG,
    });
    const shown = supervisor.host === '127.0.0.1' || supervisor.host === '::1' ? 'localhost' : supervisor.host;
    console.log(
      `Millwright: http://${shown}:${supervisor.port}/   中文：http://${shown}:${supervisor.port}/zh-cn/\nData: ${configuration.MILLWRIGHT_DATA}   Stop: Ctrl+C`,
    );
    if (!author) await tellSetUpLink(configuration, `http://${shown}:${supervisor.port}`);
    return await supervisor.ended;
  } catch (error) {
    if (error instanceof DatabaseError) {
      console.error(error.sentence[locale]);
      return exitCodes.findings;
    }
    if (!(error instanceof StoreError || error instanceof DoorError || error instanceof SiteError)) throw error;
    console.error(error.message);
    return exitCodes.findings;
  }
}

/** While the academy has no owner, at every start: the link told last is the one that opens. */
async function tellSetUpLink(configuration: Configuration, address: string): Promise<void> {
  const link = await newSetUpLink(configuration, (configuration.MILLWRIGHT_URL ?? address).replace(/\/$/, ''));
  if (link === null) return;
  console.log(
    {
      en: `Set up:  ${link}   (for the first owner; works once)`,
      'zh-CN': `设置学院：${link}   （供第一位所有者使用，仅一次有效）`,
    }[locale],
  );
}

/** One sentence now, in place of a web process that dies again and again. The driver is loaded only where it is needed. */
async function assertDatabaseUsable(setting: string): Promise<void> {
  if (setting !== 'sqlite') await (await import('#academy/database/postgres.ts')).assertUsable(setting);
}

/** @throws ConfigurationError */
export function settingsFor({ port, host, data }: ServeOptions, environment: NodeJS.ProcessEnv): Configuration {
  return readConfiguration(environment, {
    PORT: { option: '--port', value: port },
    HOST: { option: '--host', value: host },
    MILLWRIGHT_DATA: { option: '--data', value: data },
  });
}
