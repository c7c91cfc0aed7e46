/** The built site: made on the first start, and again when its sources changed. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
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

/** Builds that stay in `dist/`: a server may still run from an earlier one. */
const kept = 4;
/** Written last: a folder without it is a build under way, or one that was interrupted. */
const stampName = 'built-from.txt';

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
function siteFingerprint(): string {
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

/** The folder of the current build, made if there is none. Throws `SiteError` with the build's own words when it fails. */
export function ensureSiteBuilt(say: (line: string) => void): string {
  return currentBuild(join(root, 'dist'), siteFingerprint(), (folder) => {
    say('Building the site. This happens once, and again after its sources change. / 正在构建网站，仅首次启动和源码改变后需要。');
    buildSite(folder);
  });
}

/**
 * The folder below `builds` that was built from `fingerprint`; `build` fills a new one when there is none. No folder is ever written
 * twice, so two starts at once do not meet, and a server keeps its files while a newer site is built beside them.
 */
export function currentBuild(builds: string, fingerprint: string, build: (folder: string) => void): string {
  mkdirSync(builds, { recursive: true });
  const known = readdirSync(builds)
    .map((name) => join(builds, name))
    .find((folder) => {
      const stamp = join(folder, stampName);
      return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint;
    });
  if (known !== undefined) {
    const now = new Date();
    utimesSync(known, now, now);
    return known;
  }
  const folder = mkdtempSync(join(builds, 'site-'));
  try {
    build(folder);
    writeFileSync(join(folder, stampName), fingerprint);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  forgetOldBuilds(builds);
  return folder;
}

/** All but those used last; what an interrupted build left goes the same way. */
function forgetOldBuilds(builds: string): void {
  const byAge = readdirSync(builds)
    .map((name) => join(builds, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const folder of byAge.slice(kept)) rmSync(folder, { recursive: true, force: true });
}

function buildSite(folder: string): void {
  const packageFile = createRequire(import.meta.url).resolve('astro/package.json');
  const { bin } = JSON.parse(readFileSync(packageFile, 'utf8')) as { bin: { astro: string } };
  const build = spawnSync(process.execPath, [join(dirname(packageFile), bin.astro), 'build', '--outDir', folder], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  if (build.status !== 0) throw new SiteError(`The site could not be built:\n${build.stdout}\n${build.stderr}`);
}
