/** What a rendered page depends on beside its own text and pictures: our code and its data, the libraries, and the Node that runs them. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { fingerprintOf } from './fingerprint.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Everything of ours that is read to render a page; test/src/content/renderer-version.test.ts looks whether it is. */
export const rendererSources: readonly string[] = [
  'package.json',
  'src/content',
  'src/cli/templates',
  'src/i18n',
  'src/workbench/ladder',
  'src/workbench/scene',
  'sandbox/iec61131',
  'sandbox/lab',
  'sandbox/plant',
  'sandbox/gateway/schema',
];

/** What npm has installed, as it notes it; what only developers need is pruned from servers, and no page is rendered with it. */
const installed = 'node_modules/.package-lock.json';
const installedSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), dev: z.boolean().optional() })),
});

/**
 * Equal for equal renderers. `null` when it cannot be known: what is installed is not noted, or something was changed after `since`
 * (milliseconds since 1970, by itself the start of this process), so that what runs may not be what the files say.
 */
export function rendererVersion(since: number = performance.timeOrigin): string | null {
  const own = fingerprintOf(root, rendererSources);
  const note = statSync(join(root, installed), { throwIfNoEntry: false });
  if (!note || Math.max(own.changed, note.ctimeMs) > since) return null;
  const { data } = installedSchema.safeParse(JSON.parse(readFileSync(join(root, installed), 'utf8')));
  if (!data) return null;
  const libraries = Object.entries(data.packages).flatMap(([path, { version, dev }]) => (dev ? [] : [[path, version]]));
  return createHash('sha256')
    .update(JSON.stringify([own.hash, libraries, process.versions]))
    .digest('hex');
}
