/**
 * `npm run fuzz [-- COUNT]`: the long form of the fuzzing that `npm test` runs a seeded sample of; 100,000 inputs unless said: so many
 * frames to the server, the client and the dissector of each protocol, files and requests to the gateway. A story of many deeds (a network's,
 * a store's, an outage) counts for as many inputs as it has deeds. MILLWRIGHT_SEED repeats a run.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const packageFile = createRequire(import.meta.url).resolve('vitest/package.json');
const { bin } = JSON.parse(readFileSync(packageFile, 'utf8')) as { bin: { vitest: string } };
const { status } = spawnSync(
  process.execPath,
  [
    join(dirname(packageFile), bin.vitest),
    'run',
    '--project',
    'unit',
    'test/sandbox/iec61131/fuzz',
    'test/sandbox/iec61131/reference',
    'test/sandbox/gateway',
    'test/sandbox/network',
    'test/sandbox/protocols',
  ],
  { stdio: 'inherit', env: { ...process.env, MILLWRIGHT_FUZZ: process.argv[2] ?? '100000' } },
);
process.exit(status ?? 1);
