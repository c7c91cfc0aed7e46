/**
 * Finds a browser for the tests by itself: an installed Chromium or Chrome, else Playwright's own, else one from the system's
 * package manager, else one clear sentence.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** Package managers and how each is asked, without questions. */
const managers: { command: string; steps: string[][] }[] = [
  { command: 'apt-get', steps: [['update'], ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']] },
  { command: 'dnf', steps: [['install', '-y', 'chromium']] },
  { command: 'apk', steps: [['add', 'chromium', 'font-noto-cjk']] },
];

function installed(): string | null {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  for (const command of commands) {
    const found = spawnSync(finder, [command], { encoding: 'utf8' });
    const path = found.stdout?.split('\n')[0]?.trim();
    if (found.status === 0 && path) return path;
  }
  return places.find((place) => existsSync(place)) ?? null;
}

function playwrights(): string | null {
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) ? path : null;
}

function fromPackageManager(): string | null {
  for (const { command, steps } of managers) {
    if (spawnSync('which', [command]).status !== 0) continue;
    try {
      for (const step of steps)
        execFileSync(command, step, {
          stdio: ['ignore', 'ignore', 'inherit'],
          env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        });
    } catch {
      return null; // not allowed to install, or nothing to install: the sentence below says what to do
    }
    return installed();
  }
  return null;
}

/** Path of a Chromium or Chrome that is there already, or `null`. */
export function presentBrowser(): string | null {
  return process.env.MILLWRIGHT_BROWSER ?? installed() ?? playwrights();
}

/** Path of a Chromium or Chrome. Throws one sentence when there is none to be had. */
export function findBrowser(): string {
  const path = presentBrowser() ?? fromPackageManager();
  if (path) return path;
  throw new Error(
    'The browser tests need Chromium or Chrome and found none: install one (Debian: apt-get install chromium), or name it in MILLWRIGHT_BROWSER.',
  );
}

/** Quiet and offline: nothing but the page under test. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
