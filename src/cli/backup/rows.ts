/**
 * The academy's rows as lines of JSON, one file a table, the same whichever engine they come from: so a backup of SQLite can be restored
 * into PostgreSQL and back. Tables are found by looking: the account library's are among them.
 */
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Kysely, sql, type TableMetadata, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Database } from '#academy/database/open.ts';
import { engineOf } from '#academy/database/transact.ts';
import { BackupError } from './sentence.ts';

type Row = Record<string, unknown>;
/** Tables whose names are only known when they are there. */
type AnyTables = Record<string, Row>;

const history = 'schema_version';
/** Rows on their way at a time. */
const batch = 500;
/** Values that one statement may carry, on either engine. */
const mostValues = 30_000;

const anyTables = (database: Database): Kysely<AnyTables> => database as unknown as Kysely<AnyTables>;

/** The academy's tables but the schema's history, by name. */
async function tablesOf(database: Kysely<AnyTables>, postgres: boolean): Promise<TableMetadata[]> {
  const tables = (await database.introspection.getTables()).filter(({ isView, name }) => !isView && name !== history);
  if (!postgres) return tables.sort((a, b) => (a.name < b.name ? -1 : 1));
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(database);
  return tables.filter(({ schema }) => schema === rows[0]?.schema).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Writes every table as it stands at one moment, below `folder`; rows by table, and the schema's version at that moment. */
export async function dumpRows(academy: Database, folder: string): Promise<{ rows: Record<string, number>; schema: number }> {
  const database = anyTables(academy);
  const postgres = engineOf(academy) === 'postgres';
  const transaction = database.transaction();
  return (postgres ? transaction.setIsolationLevel('repeatable read').setAccessMode('read only') : transaction).execute(
    async (moment) => {
      const version = await sql<{ version: number | null }>`select max(version) as version from schema_version`.execute(moment);
      const rows: Record<string, number> = {};
      for (const table of await tablesOf(moment, postgres)) {
        const file = await open(join(folder, `${table.name}.ndjson`), 'wx', 0o600);
        try {
          rows[table.name] = await dumpTable(moment, table, postgres, file);
          await file.sync();
        } finally {
          await file.close();
        }
      }
      return { rows, schema: Number(version.rows[0]?.version ?? 0) };
    },
  );
}

async function dumpTable(
  moment: Transaction<AnyTables>,
  table: TableMetadata,
  postgres: boolean,
  file: FileHandle,
): Promise<number> {
  let count = 0;
  for await (const rows of batchesOf(moment, table.name, postgres)) {
    count += rows.length;
    await file.writeFile(rows.map((row) => `${JSON.stringify(lineOf(row, table.name))}\n`).join(''));
  }
  return count;
}

async function* batchesOf(moment: Transaction<AnyTables>, table: string, postgres: boolean): AsyncGenerator<Row[]> {
  if (postgres) {
    await sql`declare backup_rows no scroll cursor for select * from ${sql.table(table)}`.execute(moment);
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(batch)} from backup_rows`.execute(moment);
      if (rows.length === 0) break;
      yield rows;
    }
    await sql`close backup_rows`.execute(moment);
    return;
  }
  let rows: Row[] = [];
  for await (const row of moment.selectFrom(table).selectAll().stream()) {
    rows.push(row);
    if (rows.length < batch) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

/** Values as JSON has them; an instant as SQLite's rows have it. */
function lineOf(row: Row, table: string): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (value instanceof Date) return [column, value.toISOString()];
      if (value !== null && !['string', 'number', 'boolean'].includes(typeof value))
        throw new Error(`${table}.${column} holds a value that a backup cannot carry (${typeof value}).`);
      return [column, value];
    }),
  );
}

const lineSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/**
 * Puts the rows of the files below `folder` in the place of all that is there, in one transaction. The database has the schema that they were
 * written at. Rows of a table that it does not have are an error: nothing may be lost in silence.
 */
export async function loadRows(academy: Database, folder: string, rows: Readonly<Record<string, number>>): Promise<void> {
  const database = anyTables(academy);
  const postgres = engineOf(academy) === 'postgres';
  await database.transaction().execute(async (transaction) => {
    // Tables come parents first; rows of one that point at each other are right at the end.
    if (!postgres) await sql`pragma defer_foreign_keys = on`.execute(transaction);
    const tables = parentsFirst(await tablesOf(transaction, postgres), await parentsOf(transaction, postgres));
    const unknown = Object.keys(rows).filter((name) => rows[name] !== 0 && !tables.some((table) => table.name === name));
    if (unknown.length > 0) {
      throw new BackupError({
        en: `The backup has rows of ${unknown.join(', ')}, a table that this Millwright does not know. Restore it with the version that made it.`,
        'zh-CN': `备份中有表 ${unknown.join('、')} 的行，而此 Millwright 没有这张表。请用制作备份的版本恢复。`,
      });
    }
    for (const table of [...tables].reverse()) await transaction.deleteFrom(table.name).execute();
    for (const table of tables) {
      if (rows[table.name] === undefined) continue;
      const count = await loadTable(transaction, table, join(folder, `${table.name}.ndjson`), postgres);
      if (count !== rows[table.name]) throw new Error(`${table.name} has ${count} rows, the manifest says ${rows[table.name]}`);
    }
  });
}

async function loadTable(
  transaction: Transaction<AnyTables>,
  table: TableMetadata,
  file: string,
  postgres: boolean,
): Promise<number> {
  const isBoolean = new Set(table.columns.filter(({ dataType }) => /^bool/i.test(dataType)).map(({ name }) => name));
  const most = Math.max(1, Math.min(batch, Math.floor(mostValues / Math.max(1, table.columns.length))));
  let waiting: Row[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    if (waiting.length > 0) await transaction.insertInto(table.name).values(waiting).execute();
    count += waiting.length;
    waiting = [];
  };
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue;
    const row: Row = lineSchema.parse(JSON.parse(line));
    for (const [column, value] of Object.entries(row)) {
      // A yes or no is a number on SQLite.
      if (postgres && isBoolean.has(column) && typeof value === 'number') row[column] = value !== 0;
      else if (!postgres && typeof value === 'boolean') row[column] = value ? 1 : 0;
    }
    waiting.push(row);
    if (waiting.length >= most) await flush();
  }
  await flush();
  return count;
}

/** Table and the table it points at, by the database's own word. */
async function parentsOf(database: Kysely<AnyTables>, postgres: boolean): Promise<{ child: string; parent: string }[]> {
  const found = postgres
    ? sql<{ child: string; parent: string }>`
        select child.relname as child, parent.relname as parent from pg_constraint as link
        join pg_class as child on child.oid = link.conrelid
        join pg_class as parent on parent.oid = link.confrelid
        where link.contype = 'f' and child.relnamespace = current_schema()::regnamespace`
    : sql<{ child: string; parent: string }>`
        select child.name as child, link."table" as parent
        from sqlite_master as child, pragma_foreign_key_list(child.name) as link where child.type = 'table'`;
  return [...(await found.execute(database)).rows];
}

function parentsFirst(tables: readonly TableMetadata[], links: readonly { child: string; parent: string }[]): TableMetadata[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const ordered = new Set<TableMetadata>();
  const visit = (name: string, below: readonly string[]): void => {
    const table = byName.get(name);
    if (table === undefined || ordered.has(table) || below.includes(name)) return;
    for (const { child, parent } of links) if (child === name) visit(parent, [...below, name]);
    ordered.add(table);
  };
  for (const { name } of tables) visit(name, []);
  return [...ordered];
}
