/** A PostgreSQL server through `pg`, and what must be true of it before the academy is put there. */
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Dialect,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { DatabaseError } from './database-error.ts';
import { refusedBy, type ServerPlace, unsuitable } from './postgres-refusals.ts';
import { storable } from './storable.ts';
import { sqlState } from './transact.ts';

/** Connections of this process; more only lets more transactions collide. */
const connections = 10;
/** Milliseconds that one connection may take to be made. */
const patience = 5_000;
/** Milliseconds to wait for a server that says it is starting (after a power cut it first reads its log), and between two tries. */
const startingPatience = 60_000;
const startingWait = 250;

/** By PostgreSQL's number of the type: what arithmetic answers is a number, as on SQLite. Dates and booleans are the account library's. */
const numbers = new Map<number, (text: string) => number>([
  [pg.types.builtins.INT8, wholeNumber],
  [pg.types.builtins.NUMERIC, Number],
]);

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} from the database is more than a number can tell exactly.`);
  return value;
}

const connection = (url: string): pg.ClientConfig => ({
  connectionString: url,
  connectionTimeoutMillis: patience,
  application_name: 'millwright',
  keepAlive: true,
  types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => numbers.get(oid) ?? pg.types.getTypeParser(oid, format) },
});

/**
 * The dialect for the server at `url`, after one connection has shown that it can be used.
 * @throws DatabaseError
 */
export async function postgresDialect(
  url: string,
  options: { onTrouble?(message: string, error: unknown): void },
): Promise<Dialect> {
  await assertUsable(url);
  const pool = new pg.Pool({ ...connection(url), max: connections });
  // Without a listener a server that goes away would take this process along.
  pool.on('error', (error) => options.onTrouble?.('a connection to the database broke', quiet(error)));
  return new PostgresDialect({ pool: new GuardedPool(pool) });
}

const facts = z.object({
  encoding: z.string(),
  schema: z.string().nullable(),
  may_create: z.boolean().nullable(),
  standby: z.boolean(),
});

/**
 * Connect once and look whether the academy can live there. A server that says it is starting is waited for.
 * @throws DatabaseError
 */
export async function assertUsable(url: string): Promise<void> {
  const until = Date.now() + startingPatience;
  for (;;) {
    let place: ServerPlace = { host: '', port: 0, user: '', database: '' };
    try {
      const client = new pg.Client(connection(url));
      place = { host: client.host, port: client.port, user: client.user ?? '', database: client.database ?? '' };
      // After the connection is made, a break is told to the query under way.
      client.on('error', () => {});
      try {
        await client.connect();
        const { rows } = await client.query(
          `select current_setting('server_encoding') as encoding, current_schema() as schema,
                  has_schema_privilege(current_schema(), 'CREATE') as may_create, pg_is_in_recovery() as standby`,
        );
        const found = facts.parse(rows[0]);
        const trouble = unsuitable(place, { ...found, mayCreate: found.may_create ?? false });
        if (trouble) throw new DatabaseError(trouble);
        return;
      } finally {
        await client.end();
      }
    } catch (error) {
      if (error instanceof DatabaseError) throw error;
      // cannot_connect_now
      if (sqlState(error) !== '57P03' || Date.now() > until)
        throw new DatabaseError(refusedBy(place, error), { cause: quiet(error) });
      await wait(startingWait);
    }
  }
}

/**
 * An error without what it quotes of the row (`Key (email)=(…) already exists`), and without the client that the pool hangs on it, which
 * knows the password: errors are logged, and logs hold neither personal data nor secrets.
 */
function quiet(error: unknown): unknown {
  if (error instanceof Error)
    for (const telling of ['detail', 'where', 'internalQuery', 'client']) Reflect.deleteProperty(error, telling);
  return error;
}

/** The pool as Kysely sees it: with clients that keep what can be kept and tell no more than they should. */
class GuardedPool implements PostgresPool {
  readonly #pool: PostgresPool;
  /** Kysely knows a connection by its client. */
  readonly #clients = new WeakMap<PostgresPoolClient, GuardedClient>();

  constructor(pool: PostgresPool) {
    this.#pool = pool;
  }

  get options(): object {
    return this.#pool.options;
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect();
    const known = this.#clients.get(client);
    if (known) return known;
    const guarded = new GuardedClient(client);
    this.#clients.set(client, guarded);
    return guarded;
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

class GuardedClient implements PostgresPoolClient {
  readonly #client: PostgresPoolClient;

  constructor(client: PostgresPoolClient) {
    this.#client = client;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    statement: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof statement !== 'string') return this.#client.query(statement);
    return this.#client.query<R>(statement, parameters.map(storable)).catch((error: unknown) => {
      throw quiet(error);
    });
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy);
  }
}
