/**
 * Before the suite runs on PostgreSQL: a server, and on it one database at the current schema, from which every test's own is copied.
 * It sorts text as English speakers do, and not by code points, so a query that leaves the order to the database fails here.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '#academy/database/open.ts';
import { openAccounts } from '#academy/members/accounts.ts';
import { testServer } from './server.ts';

/** What a test file is told (`inject('postgres')`); undefined where the suite runs on SQLite. */
export type TestPostgres = { url: string; template: string; prefix: string } | { absent: string };

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestPostgres | undefined;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  if ('absent' in server) {
    console.warn(`The suite on PostgreSQL is skipped: ${server.absent}.`);
    project.provide('postgres', server);
    return async () => {};
  }
  const prefix = `millwright_test_${randomBytes(4).toString('hex')}_`;
  const template = `${prefix}template`;
  const ask = async (sql: string): Promise<{ datname: string }[]> => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      return (await client.query<{ datname: string }>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  await ask(`create database ${template} template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US'`);
  const database = await openDatabase({ engine: 'postgres', url: inDatabase(server.url, template) });
  await openAccounts({
    database,
    secret: randomBytes(32).toString('hex'),
    publicUrl: null,
  });
  await database.destroy();
  project.provide('postgres', { url: server.url, template, prefix });
  return async () => {
    const left = await ask(`select datname from pg_database where starts_with(datname, '${prefix}')`);
    for (const { datname } of left) await ask(`drop database ${datname} with (force)`);
    await server.stop();
  };
}

/** The same server, another database. */
export function inDatabase(url: string, database: string): string {
  const there = new URL(url);
  there.pathname = `/${database}`;
  return there.href;
}
