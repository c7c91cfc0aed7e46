/** One SQLite file on node:sqlite, one connection, on which Kysely serialises queries and transactions. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { type Dialect, type SqliteDatabase, SqliteDialect } from 'kysely';
import { DatabaseError } from './database-error.ts';
import { storable } from './storable.ts';

/**
 * WAL with synchronous=FULL: what was acknowledged survives a kill and a power cut.
 * @throws DatabaseError with the path when its folder cannot be written.
 */
export function sqliteDialect(file: string): Dialect {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const database = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    return new SqliteDialect({ database: forKysely(database) });
  } catch (cause) {
    throw new DatabaseError(
      {
        en: `The academy's database ${file} could not be opened; check that MILLWRIGHT_DATA names a writable folder.`,
        'zh-CN': `无法打开学院的数据库 ${file}；请检查 MILLWRIGHT_DATA 是否指向可写的文件夹。`,
      },
      { cause },
    );
  }
}

/** What Kysely's dialect asks of a database. */
function forKysely(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql);
      const values = (parameters: readonly unknown[]) => parameters.map(storable) as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        // SQLite ends a transaction by itself when the disk is full (sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction);
        // a rollback of nothing would then hide why.
        run: (parameters) =>
          sql === 'rollback' && !database.isTransaction
            ? { changes: 0, lastInsertRowid: 0 }
            : statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      };
    },
  };
}
