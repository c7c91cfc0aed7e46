/** A supervisor in a process of its own, so that a test can kill it. Argument: the options as JSON. Prints one line when it listens. */
import { fileURLToPath } from 'node:url';
import { startSupervisor } from '../../../sandbox/host/supervisor.ts';

const level = process.env.MILLWRIGHT_TEST_LOG ?? 'silent';
const write = (kind: string) => (fields: object, message: string) => {
  if (level !== 'silent') process.stderr.write(`${kind} ${message} ${JSON.stringify(fields)}\n`);
};

try {
  const supervisor = await startSupervisor({
    webEntry: fileURLToPath(new URL('./web-process.ts', import.meta.url)),
    host: '127.0.0.1',
    port: 0,
    labHosts: 1,
    graders: 1,
    logLevel: level,
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    ...JSON.parse(process.argv[2] ?? '{}'),
  });
  process.stdout.write(`${JSON.stringify({ port: supervisor.port })}\n`);
  process.exit(await supervisor.ended);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: error instanceof Error ? error.message : String(error) })}\n`);
  process.exit(1);
}
