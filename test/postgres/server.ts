/**
 * A PostgreSQL server for the tests: the one that MILLWRIGHT_TEST_DATABASE names; else one of our own, in a temporary folder on a free
 * port, which need not survive anything and is therefore fast; else one that answers on this machine.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../free-port.ts';

export interface TestServer {
  /** Of a superuser, in the database `postgres`. */
  url: string;
  stop(): Promise<void>;
}

/** The server, or in one sentence why there is none. */
export async function testServer(): Promise<TestServer | { absent: string }> {
  const named = process.env.MILLWRIGHT_TEST_DATABASE;
  if (named) return { url: named, stop: async () => {} };
  const programs = serverPrograms();
  if (programs !== null) return ownServer(programs);
  const host = process.env.PGHOST ?? '127.0.0.1';
  const url = `postgres://${process.env.PGUSER ?? 'postgres'}@${host}:${process.env.PGPORT ?? '5432'}/postgres`;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return { url, stop: async () => {} };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      absent: `no PostgreSQL: neither its programs (Debian: apt-get install postgresql) nor a server at ${host} (${reason}); MILLWRIGHT_TEST_DATABASE may name one`,
    };
  }
}

/** The folder with initdb and postgres: Debian keeps them out of the path, a version each. */
function serverPrograms(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')];
  return folders.find((folder) => ['initdb', 'postgres'].every((program) => existsSync(join(folder, program)))) ?? null;
}

async function ownServer(programs: string): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-postgres-'));
  const data = join(folder, 'data');
  const password = 'not a secret: listens on loopback, for as long as the tests run';
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  // PostgreSQL refuses to run as root.
  const owner: { uid?: number; gid?: number } = process.getuid?.() === 0 ? ordinaryUser() : {};
  const { uid, gid } = owner;
  if (uid !== undefined && gid !== undefined) for (const path of [folder, passwordFile]) chownSync(path, uid, gid);
  execFileSync(
    join(programs, 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-sync',
    ],
    { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const port = await freePort();
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    max_connections: '200',
  };
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => {
    said = (said + String(chunk)).slice(-4_000);
  });
  // Whoever ends the tests ends the server; killed with -9 it would outlive them, in a folder that nobody looks for.
  const end = (): void => void server.kill('SIGQUIT');
  process.once('exit', end);
  const url = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  await answers(url, server, () => said);
  return {
    url,
    stop: async () => {
      process.off('exit', end);
      const gone = once(server, 'exit');
      end();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string, server: ChildProcess, said: () => string): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > until)
        throw new Error(`the test's PostgreSQL did not start:\n${said()}`, { cause: error });
      await wait(50);
    }
  }
}

function ordinaryUser(): { uid: number; gid: number } {
  const idOf = (flag: string, name: string): number =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u', 'postgres'), gid: idOf('-g', 'postgres') };
  } catch {
    return { uid: idOf('-u', 'nobody'), gid: idOf('-g', 'nobody') };
  }
}
