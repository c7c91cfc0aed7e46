/** Databases that no migration has touched, for tests of the first start and of what is refused. They go when the suite ends. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

const server = inject('postgres');
/** No server could be had; every test is skipped. */
export const absent = server === undefined || 'absent' in server;

export const testServerUrl = (): string => present().url;

function present(): { url: string; prefix: string } {
  if (server === undefined || 'absent' in server) throw new Error('These tests run on PostgreSQL only.');
  return server;
}

/** Its address. `options` of CREATE DATABASE. */
export async function bareDatabase(options = ''): Promise<string> {
  const { url, prefix } = present();
  const name = `${prefix}bare_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await ask(url, `create database ${name} template template0 ${options}`);
  return changed(url, { database: name });
}

/** The address with some of it another. */
export function changed(url: string, to: { database?: string; user?: string; password?: string; port?: number }): string {
  const there = new URL(url);
  if (to.database !== undefined) there.pathname = `/${to.database}`;
  if (to.user !== undefined) there.username = to.user;
  if (to.password !== undefined) there.password = to.password;
  if (to.port !== undefined) there.port = String(to.port);
  return there.href;
}

export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
