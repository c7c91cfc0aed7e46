import { readFileSync } from 'node:fs';
import { loadConfig } from '#sandbox/gateway/config.ts';
import { driverKit } from '#sandbox/gateway/drivers/kit.ts';
import type { Problem } from '#sandbox/gateway/text.ts';
import type { Durability } from '#sandbox/host/file-disk.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { runGateway } from '../gateway-process.ts';
import { locale as fromEnvironment } from '../language.ts';

export const gateway: Command = {
  help: `millwright gateway run FILE [--listen 127.0.0.1] [--state DIR]
millwright gateway validate FILE [--json]

The edge gateway of the labs before real devices and a real broker. FILE is a gateway.yaml. It connects to what the file names and to
nothing else; its status page, tags, log and metrics are at the port that the file says under status (8080 unless written).

  --listen   address of the status page: 127.0.0.1 (this machine only) unless given. Whoever reaches it can read it
  --state    folder of what must outlive a restart: messages that the broker has not acknowledged. FILE.state unless given
  --fsync    every-second (default): a power cut may cost the last second, a killed process nothing; or every-record
  --log      json, one object a line, or text; text on a terminal, json elsewhere
  --lang     en or zh-CN: the language of the log and of mistakes; unless given, as LANG says
  --json     of validate: {"ok":…, "problems":[{"line","column","severity","message":{"en","zh-CN"}}]}

SIGHUP reads FILE again; with a mistake in it the running configuration stays. SIGTERM and Ctrl+C stop in order.
Exit code 0 when it was stopped or the file is sound, 1 when the file has mistakes or it cannot run, 2 for usage.
`,
  async run(words) {
    const { values, positionals } = readArguments(words, {
      listen: { type: 'string', default: '127.0.0.1' },
      state: { type: 'string' },
      fsync: { type: 'string', default: 'every-second' },
      log: { type: 'string', default: process.stdout.isTTY ? 'text' : 'json' },
      lang: { type: 'string', default: fromEnvironment },
      json: { type: 'boolean', default: false },
    });
    const [verb, file, ...more] = positionals;
    if (verb !== 'run' && verb !== 'validate')
      throw new UsageError(`millwright gateway needs "run" or "validate"${verb === undefined ? '' : `, not "${verb}"`}.`);
    if (file === undefined) throw new UsageError(`Name the file: millwright gateway ${verb} gateway.yaml`);
    if (more.length > 0) throw new UsageError(`millwright gateway ${verb} takes one file, not "${more[0]}" as well.`);
    const locale = oneOf('--lang', values.lang, ['en', 'zh-CN'] as const);
    const { config, problems } = loadConfig(readGatewayFile(file), driverKit.explainAddress);
    if (values.json && verb === 'validate') console.log(JSON.stringify({ ok: config !== null, problems }));
    else for (const problem of problems) console.error(problemLine(file, problem, locale));
    if (!config) return exitCodes.findings;
    if (verb === 'validate') {
      const { tags, alarms, connections } = config;
      const count = Object.keys(connections).length;
      if (!values.json)
        console.log(
          locale === 'en'
            ? `${file} is sound: ${count} connections, ${tags.length} tags, ${alarms.length} alarms`
            : `${file} 无误：${count} 个连接，${tags.length} 个变量，${alarms.length} 个报警`,
        );
      return exitCodes.fine;
    }
    return runGateway(config, {
      read: () => readGatewayFile(file),
      explain: (problem) => problemLine(file, problem, locale),
      listen: values.listen,
      stateFolder: values.state ?? `${file}.state`,
      durability: oneOf<Durability>('--fsync', values.fsync, ['every-second', 'every-record']),
      logForm: oneOf('--log', values.log, ['json', 'text'] as const),
      locale,
    });
  },
};

function oneOf<Word extends string>(option: string, value: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new UsageError(`${option} is ${words.join(' or ')}, not "${value}".`);
  return found;
}

function readGatewayFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `gateway.yaml:3:5: error: …`, as compilers and editors know it. */
const problemLine = (file: string, { line, column, severity, message }: Problem, locale: 'en' | 'zh-CN'): string =>
  `${file}:${line}:${column}: ${severity}: ${message[locale]}`;
