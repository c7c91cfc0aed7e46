import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { DoorError } from '#sandbox/host/door.ts';
import { StoreError } from '#sandbox/host/rig-store.ts';
import { startSupervisor } from '#sandbox/host/supervisor.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { root } from '../root.ts';
import { labRoots } from '../roots.ts';
import { ensureSiteBuilt, SiteError } from '../site.ts';

export const serve: Command = {
  help: `millwright serve [--port 4321] [--host 127.0.0.1] [--data FOLDER]

Serves the academy: a supervisor, the web process, one lab host per core and a grader. Stops on Ctrl+C; rigs are put to sleep and
nothing is lost.

  --port     default: PORT, else 4321
  --host     default: HOST, else 127.0.0.1 (this machine only); behind a TLS proxy keep it so
  --data     default: MILLWRIGHT_DATA, else the folder data/ of the clone
  --dev      rebuild the site as its sources change

MILLWRIGHT_URL is the address people type when a proxy ends TLS in front, for example https://academy.example.
MILLWRIGHT_CONTENT names more folders with labs/ and content/ in them; they go over the built-in ones.
MILLWRIGHT_LOG sets the level of the log: debug, info, warn (default), error.
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
  const { port, host, dataDir, logLevel } = serveSettings(options, process.env);
  try {
    const site = dev ? ['--dev'] : ['--site', ensureSiteBuilt((line) => console.log(line))];
    const supervisor = await startSupervisor({
      webEntry: join(root, 'src', 'cli', 'web.ts'),
      webArguments: author ? [...site, '--author'] : site,
      dataDir,
      labRoots: labRoots(),
      followLabs: author,
      port,
      host,
      log: pino({ level: logLevel }),
      logLevel,
    });
    const shown = supervisor.host === '127.0.0.1' || supervisor.host === '::1' ? 'localhost' : supervisor.host;
    console.log(
      `Millwright: http://${shown}:${supervisor.port}/   中文：http://${shown}:${supervisor.port}/zh-cn/\nData: ${dataDir}   Stop: Ctrl+C`,
    );
    return await supervisor.ended;
  } catch (error) {
    if (!(error instanceof StoreError || error instanceof DoorError || error instanceof SiteError)) throw error;
    console.error(error.message);
    return exitCodes.findings;
  }
}

/** Options go before the environment, which goes before the defaults; a variable that is set to nothing is not set. */
export function serveSettings(
  options: { port?: string | undefined; host?: string | undefined; data?: string | undefined },
  environment: NodeJS.ProcessEnv,
): { port: number; host: string; dataDir: string; logLevel: string } {
  return {
    port: portOf(options.port ?? (environment.PORT || '4321')),
    host: options.host ?? (environment.HOST || '127.0.0.1'),
    dataDir: resolve(options.data ?? (environment.MILLWRIGHT_DATA || join(root, 'data'))),
    logLevel: environment.MILLWRIGHT_LOG || 'warn',
  };
}

function portOf(text: string): number {
  const port = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`"${text}" is not a port: give a number from 0 to 65535.`);
  return port;
}
