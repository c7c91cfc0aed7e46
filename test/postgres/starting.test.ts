import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { migrations } from '#academy/database/migrations.ts';
import { ask, bareDatabase } from './bare-database.ts';

const start = (url: string): ChildProcess => fork(new URL('./starting-child.ts', import.meta.url), [url]);

/** The academy that the process has found or made; fails when it dies. */
async function up(child: ChildProcess): Promise<string> {
  const ended = once(child, 'exit');
  const said = once(child, 'message').then(([id]) => String(id));
  const first = await Promise.race([said, ended.then(([code, signal]) => `ended with ${code ?? signal}`)]);
  await ended;
  return first;
}

const versions = async (url: string): Promise<unknown[]> =>
  (await ask(url, 'select version from schema_version order by version')).map(({ version }) => Number(version));
const allVersions = migrations.map(({ version }) => version);

/** Every column of every table, constraint and index, as text. */
const schemaOf = (url: string): Promise<unknown[]> =>
  ask(
    url,
    `select relname, attname, format_type(atttypid, atttypmod) as type, attnotnull, collname
     from pg_class join pg_attribute on attrelid = pg_class.oid left join pg_collation on pg_collation.oid = attcollation
     where relnamespace = 'public'::regnamespace and attnum > 0 order by relname, attnum`,
  );

test('processes that start at once on an empty database all come up, with one schema and one academy', async () => {
  const [url, alone] = [await bareDatabase(), await bareDatabase()];
  const ids = await Promise.all(Array.from({ length: 3 }, () => up(start(url))));
  expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(new Set(ids).size).toBe(1);
  expect(await versions(url)).toEqual(allVersions);
  await up(start(alone));
  expect(await schemaOf(url)).toEqual(await schemaOf(alone));
});

test('a start that is killed in the middle of a migration is repeated as if it had not been', async () => {
  const [url, alone] = [await bareDatabase(), await bareDatabase()];
  // The first migration stops at this table, with others made before it, until somebody ends the process.
  await ask(
    url,
    `create function stand_still() returns event_trigger language plpgsql as $$ begin
       if exists (select from pg_event_trigger_ddl_commands() where object_identity = 'public.attempt') then perform pg_sleep(60); end if;
     end $$;
     create event trigger stand_still on ddl_command_end execute function stand_still()`,
  );
  const killed = start(url);
  const exit = once(killed, 'exit');
  const standing = `select pid from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`;
  while ((await ask(url, standing)).length === 0) {
    expect(killed.exitCode).toBeNull();
    await wait(20);
  }
  killed.kill('SIGKILL');
  expect((await exit)[1]).toBe('SIGKILL');
  // The server finds out that its client is gone when the sleep ends; nobody waits a minute for that here.
  await ask(url, standing.replace('pid', 'pg_terminate_backend(pid)'));
  expect(await ask(url, `select from pg_tables where tablename = 'member'`)).toEqual([]);
  await ask(url, 'drop event trigger stand_still; drop function stand_still()');

  expect(await up(start(url))).toMatch(/^[0-9a-f-]{36}$/);
  expect(await versions(url)).toEqual(allVersions);
  await up(start(alone));
  expect(await schemaOf(url)).toEqual(await schemaOf(alone));
});

test('every text sorts by its code points and every integer has 64 bits, in the account library’s tables too', async () => {
  const url = await bareDatabase();
  await up(start(url));
  const columns = await ask(
    url,
    `select table_name, column_name, data_type, collation_name from information_schema.columns where table_schema = 'public'`,
  );
  expect(columns.filter(({ table_name }) => table_name === 'user').length).toBeGreaterThan(0);
  const others = columns.filter(
    ({ data_type, collation_name }) =>
      (data_type === 'text' && collation_name !== 'C') ||
      !['text', 'bigint', 'boolean', 'timestamp with time zone'].includes(String(data_type)),
  );
  expect(others).toEqual([]);
});
