/** Where the academy's database is: a file of our own, or a PostgreSQL server. */
import { join } from 'node:path';

export type DatabasePlace =
  | { engine: 'sqlite'; file: string }
  /** `url` carries a password: it goes to the driver and into no message. */
  | { engine: 'postgres'; url: string };

/** `setting`: MILLWRIGHT_DATABASE, `sqlite` or `postgres://…` (its form is held by src/cli/configuration/settings.ts). */
export function placeOf(setting: string, dataDir: string): DatabasePlace {
  return setting === 'sqlite'
    ? { engine: 'sqlite', file: join(dataDir, 'academy.sqlite') }
    : { engine: 'postgres', url: setting };
}
