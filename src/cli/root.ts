import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone that this command line belongs to. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
