/** What the workbench needs before it can be drawn, as the build wrote it down (astro.config.mjs). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkbenchFiles } from '#academy/services.ts';

/** Of a build's folder; throws when the build did not write it. */
export function workbenchFiles(folder: string): WorkbenchFiles {
  return JSON.parse(readFileSync(join(folder, 'client', 'workbench-files.json'), 'utf8')) as WorkbenchFiles;
}
