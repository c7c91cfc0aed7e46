/** The built site: made on the first start, and again when its sources changed. */
import { spawnSync } from 'node:child_process';
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
import { fingerprintOf } from '#content/fingerprint.ts';
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

/** The build failed; its message carries the build's own words. */
export class SiteError extends Error {}

/** Command line and server run from source; they are not in the bundle. */
const siteFingerprint = (): string => fingerprintOf(root, sources, (path) => path.startsWith(join('src', 'cli'))).hash;

const builds = join(root, 'dist');

/** Where a build keeps the pages of courses and reference, rendered: nobody's first page has to wait for that (#content/kept-pages.ts). */
export const pagesOf = (build: string): string => join(build, 'pages');

/**
 * The folder of the current build, made if there is none. With `renewPages` its pages are brought up to date, too: content may have
 * changed since. Throws `SiteError` with the build's own words when it fails.
 */
export function ensureSiteBuilt(say: (line: string) => void, renewPages = false): string {
  let renewed = !renewPages;
  const built = currentBuild(builds, siteFingerprint(), (folder) => {
    say('Building the site. This happens once, and again after its sources change. / 正在构建网站，仅首次启动和源码改变后需要。');
    buildSite(folder);
    renderPages(folder);
    renewed = true;
  });
  if (!renewed) renderPages(built);
  return built;
}

/** The folder of the current build; `null` when it is not built. */
export const builtSite = (): string | null => findBuild(builds, siteFingerprint());

/**
 * The folder below `builds` that was built from `fingerprint`; `build` fills a new one when there is none. No folder is ever written
 * twice, so two starts at once do not meet, and a server keeps its files while a newer site is built beside them.
 */
export function currentBuild(builds: string, fingerprint: string, build: (folder: string) => void): string {
  mkdirSync(builds, { recursive: true });
  const known = findBuild(builds, fingerprint);
  if (known !== null) {
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

function findBuild(builds: string, fingerprint: string): string | null {
  if (!existsSync(builds)) return null;
  const isCurrent = (folder: string): boolean => {
    const stamp = join(folder, stampName);
    return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint;
  };
  return (
    readdirSync(builds)
      .map((name) => join(builds, name))
      .find(isCurrent) ?? null
  );
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
  runNode([join(dirname(packageFile), bin.astro), 'build', '--outDir', folder]);
}

/** In a process of its own: the supervisor, which builds at its start, stays small. */
function renderPages(build: string): void {
  runNode([join(import.meta.dirname, 'render-pages.ts'), pagesOf(build)]);
}

function runNode(words: readonly string[]): void {
  const ran = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  if (ran.status !== 0) throw new SiteError(`The site could not be built:\n${ran.stdout}\n${ran.stderr}`);
}
