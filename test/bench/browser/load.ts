/** From the address to a page that answers: what a reader waits for, cold and warm, and whether anything jumps meanwhile. */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { print, quantile } from './figures.ts';

/** What must stand on the page for each moment, in the order in which a reader meets them. */
const moments: Record<string, string> = {
  'lesson text': 'article h1',
  'workbench drawn': '.wb .wb-scene svg.scene',
  'scene answers the hand': '.wb-scene[data-live="true"]',
  'first live value': '.wb-scene[data-live="true"] [data-state]',
  'editor ready': '.monaco-editor .view-line span',
};

interface Load {
  /** Milliseconds from the navigation on. */
  times: Record<string, number>;
  /** Cumulative layout shift until the editor stood. */
  shift: number;
  /** Tasks of the page of more than 50 ms, and what they have above that, in milliseconds. */
  blocked: number;
}

declare global {
  interface Window {
    benchLoad: Load;
  }
}

async function watchLoading(context: BrowserContext): Promise<void> {
  await context.addInitScript((wanted) => {
    const load: Load = { times: {}, shift: 0, blocked: 0 };
    window.benchLoad = load;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!(entry as PerformanceEntry & { hadRecentInput: boolean }).hadRecentInput)
          load.shift += (entry as PerformanceEntry & { value: number }).value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) load.blocked += Math.max(0, duration - 50);
    }).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries())
        if (name === 'first-contentful-paint') load.times['first paint'] = startTime;
    }).observe({ type: 'paint', buffered: true });
    const look = () => {
      for (const [name, selector] of Object.entries(wanted)) {
        if (load.times[name] === undefined && document.querySelector(selector)) load.times[name] = performance.now();
      }
      if (Object.keys(wanted).some((name) => load.times[name] === undefined)) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, moments);
}

async function loadOnce(page: Page, address: string): Promise<Load> {
  await page.goto('about:blank');
  await page.goto(address);
  await page.waitForFunction((count) => Object.keys(window.benchLoad?.times ?? {}).length > count, Object.keys(moments).length, {
    timeout: 60_000,
  });
  // What comes late may still push something.
  await page.waitForTimeout(500);
  return page.evaluate(() => window.benchLoad);
}

/** So many visits with an empty cache, then with a full one. */
export async function measureLoading(browser: Browser, address: string, rounds = 5): Promise<Record<'cold' | 'warm', Load[]>> {
  const visits: Record<'cold' | 'warm', Load[]> = { cold: [], warm: [] };
  for (let round = 0; round < rounds; round += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await watchLoading(context);
    const page = await context.newPage();
    visits.cold.push(await loadOnce(page, address));
    // The second visit fills the cache of compiled code too.
    await loadOnce(page, address);
    visits.warm.push(await loadOnce(page, address));
    await context.close();
  }
  for (const [kind, loads] of Object.entries(visits)) {
    for (const name of ['first paint', ...Object.keys(moments)]) {
      const times = loads.map(({ times }) => times[name] ?? Number.NaN);
      print(
        `${kind}: ${name}`,
        `${quantile(times, 0.5).toFixed(0)} ms`,
        `(best ${Math.min(...times).toFixed(0)}; ${times.map((time) => time.toFixed(0)).join(' ')})`,
      );
    }
    print(
      `${kind}: long tasks beyond 50 ms`,
      `${quantile(
        loads.map(({ blocked }) => blocked),
        0.5,
      ).toFixed(0)} ms`,
    );
    print(`${kind}: layout shift`, Math.max(...loads.map(({ shift }) => shift)).toFixed(4), '(worst; goal: 0)');
  }
  return visits;
}
