/**
 * The database of a test, at the current schema: below its data folder on SQLite, and where the suite runs on PostgreSQL one of its own on the server there,
 * copied from one at the current schema. The same folder is the same database, however often it is opened. A test file has as many
 * as it has folders at once: what a folder no longer needs is emptied for the next one, which is far faster than another copy.
 */
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { schemaVersion } from '#academy/database/migrations.ts';
import { type DatabasePlace, placeOf } from '#academy/database/place.ts';
import { academyAt } from './sqlite-template.ts';

const provided = inject('postgres');
/** Where no server could be had every test is skipped (test/postgres/skip-where-absent.ts); what runs before them all has SQLite. */
const server = provided === undefined || 'absent' in provided ? undefined : provided;
/** For what is true of one engine only. */
export const onPostgres = server !== undefined;

interface Copy {
  name: string;
  /** Its tables, columns, constraints and triggers as they were copied. */
  form: string;
}

const taken = new Map<string, Promise<Copy>>();
const empty: Copy[] = [];

export async function placeIn(dataDir: string): Promise<DatabasePlace> {
  const place = placeOf(await settingIn(dataDir), dataDir);
  if (place.engine === 'sqlite') await academyAt(place.file);
  return place;
}

/** The same as MILLWRIGHT_DATABASE would say it to another process. */
export async function settingIn(dataDir: string): Promise<string> {
  if (server === undefined) return 'sqlite';
  const copy = taken.get(dataDir) ?? emptyCopy();
  taken.set(dataDir, copy);
  return urlOf((await copy).name);
}

/** The database of this folder is no longer needed; on SQLite it goes with the folder. */
export async function releasePlaceIn(dataDir: string): Promise<void> {
  const copy = taken.get(dataDir);
  taken.delete(dataDir);
  if (copy) await clear(await copy);
}

async function emptyCopy(): Promise<Copy> {
  const known = empty.pop();
  if (known !== undefined) return known;
  const { template, prefix, url } = present();
  const name = `${prefix}${randomUUID().replaceAll('-', '')}`;
  await ask(url, `create database ${name} template ${template}`);
  return { name, form: formOf(await relationsIn(urlOf(name))) };
}

/** Rows only: a database whose tables a test has changed goes. */
async function clear(copy: Copy): Promise<void> {
  const here = urlOf(copy.name);
  const relations = await relationsIn(here);
  if (formOf(relations) !== copy.form) {
    await ask(present().url, `drop database ${copy.name} with (force)`);
    return;
  }
  const tables = relations.filter(({ kind, name }) => kind === 'r' && name !== 'schema_version');
  // As a replica the server looks at no foreign key, so the order does not matter.
  await ask(
    here,
    `set session_replication_role = replica; ${tables.map(({ name }) => `delete from ${name};`).join(' ')}
     delete from schema_version where version > ${schemaVersion}`,
  );
  empty.push(copy);
}

const formOf = (relations: readonly Record<string, string>[]): string => JSON.stringify(relations);

const relationsIn = (url: string): Promise<Record<string, string>[]> =>
  ask(
    url,
    `select quote_ident(relname) as name, relkind as kind,
       array(select attname || ' ' || atttypid || ' ' || attnotnull from pg_attribute
             where attrelid = pg_class.oid and attnum > 0 order by attnum)::text as columns,
       array(select conname from pg_constraint where conrelid = pg_class.oid order by conname)::text as constraints,
       array(select tgname from pg_trigger where tgrelid = pg_class.oid and not tgisinternal order by tgname)::text as triggers
     from pg_class where relnamespace = 'public'::regnamespace order by relname`,
  );

function present(): { url: string; template: string; prefix: string } {
  if (server === undefined) throw new Error('The suite does not run on PostgreSQL here.');
  return server;
}

function urlOf(name: string): string {
  const url = new URL(present().url);
  url.pathname = `/${name}`;
  return url.href;
}

async function ask(url: string, sql: string): Promise<Record<string, string>[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, string>>(sql)).rows;
  } finally {
    await client.end();
  }
}
