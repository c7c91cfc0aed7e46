/** Where the data folder keeps the libraries of academies: `library/<academy>/`, with its draft and what it has published below. */
import { join, relative, sep } from 'node:path';

/** The folder `library` of the data folder; lab hosts find editions below it. */
export const librariesFolder = (dataDir: string): string => join(dataDir, 'library');

/** An academy's own folder. Throws for an id that could be anything but the name of one folder. */
export function libraryFolder(dataDir: string, academyId: string): string {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(academyId)) throw new Error('An academy id is letters, digits and hyphens.');
  return join(librariesFolder(dataDir), academyId);
}

/** The name of a root for lab hosts: its path below `library`, with forward slashes; `undefined` when it does not stand there. */
export function editionOfRoot(dataDir: string, root: string): string | undefined {
  const path = relative(librariesFolder(dataDir), root);
  return path === '' || path.startsWith('..') || path.startsWith(sep) ? undefined : path.split(sep).join('/');
}
