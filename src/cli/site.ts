/** The built site: made on the first start, and again when its sources changed. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from './root.ts';

/** What the bundle is made from. Labs and content are not: they load at run time. */
const sources = [
  'src',
  'sandbox/wire',
  'sandbox/iec61131',
  'sandbox/lab',
  'sandbox/host/api.ts',
  'public',
  'astro.config.mjs',
  'package-lock.json',
];

function* filesOf(path: string): Generator<string> {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesOf(join(path, name));
}

/** The build failed; its message carries the build's own words. */
export class SiteError extends Error {}

/** Equal fingerprints are the same sources, byte for byte. */
export function siteFingerprint(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesOf(join(root, source))) {
      // Command line and server run from source; they are not in the bundle.
      if (file.startsWith(join(root, 'src', 'cli'))) continue;
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/** Builds `dist/` unless it is current. Throws with the build's own words when it fails. */
export function ensureSiteBuilt(say: (line: string) => void): void {
  const stamp = join(root, 'dist', 'built-from.txt');
  const fingerprint = siteFingerprint();
  const entry = join(root, 'dist', 'server', 'entry.mjs');
  if (existsSync(entry) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  say('Building the site. This happens once, and again after its sources change. / 正在构建网站，仅首次启动和源码改变后需要。');
  const packageFile = createRequire(import.meta.url).resolve('astro/package.json');
  const { bin } = JSON.parse(readFileSync(packageFile, 'utf8')) as { bin: { astro: string } };
  const build = spawnSync(process.execPath, [join(dirname(packageFile), bin.astro), 'build'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  if (build.status !== 0) throw new SiteError(`The site could not be built:\n${build.stdout}\n${build.stderr}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
}
