import type { Kysely } from 'kysely';

/** One step of the schema's history. Once shipped it is never edited. */
export interface Migration {
  version: number;
  name: string;
  up(database: Kysely<never>): Promise<void>;
}
