/**
 * Every kind of page at four widths, in both themes and both languages: nothing scrolls sideways, no error; on three of these screens
 * (light on a phone and a tablet, dark on a large screen) there is nothing for axe to find.
 * Pictures of the main pages are left in test-results/review/ for people to look at; nothing compares them.
 */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';

const review = join(import.meta.dirname, '../../test-results/review');
/** Height of the picture, by width: a phone, a tablet, a laptop, a large screen. */
const widths = { 360: 780, 768: 1024, 1440: 900, 2560: 1440 };
const languages = { en: '', 'zh-CN': '/zh-cn' };
const themes = ['light', 'dark'] as const;

/** `pictured`: of these a picture is kept. */
const pages: { name: string; path: string; lab?: boolean; pictured?: boolean }[] = [
  { name: 'home', path: '/', pictured: true },
  { name: 'course', path: '/courses/first-scan/', pictured: true },
  { name: 'lesson', path: '/courses/first-scan/the-scan-cycle/', pictured: true },
  { name: 'lab', path: '/courses/first-scan/keep-it-running/', lab: true, pictured: true },
  { name: 'profile', path: '/profile/', pictured: true },
  { name: 'search', path: '/search/?q=TON' },
  { name: 'glossary', path: '/glossary/' },
  { name: 'reference', path: '/reference/checks/' },
];

// Whichever worker is free takes the next: as one file, and one of the last, it would leave a core idle.
test.describe.configure({ mode: 'parallel' });

/** What reaches beyond the right edge without a scroller of its own around it; told by name, to be found. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
  });
}

for (const [locale, prefix] of Object.entries(languages)) {
  for (const { name, path, lab = false, pictured = false } of pages) {
    test(`${name} fits every screen (${locale})`, async ({ page, server }) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      const answer = await page.goto(`${server.url}${prefix}${path}`);
      expect(answer?.status(), await answer?.text()).toBe(200);
      if (lab) await expect(page.locator('.wb-scene')).toHaveAttribute('data-live', 'true', { timeout: 30_000 });
      for (const [width, height] of Object.entries(widths)) {
        await page.setViewportSize({ width: Number(width), height });
        for (const theme of themes) {
          await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
          await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
          expect(await tooWide(page), `${width} px: nothing reaches beyond the right edge`).toEqual([]);
          // On a phone the workbench stands below its lesson.
          if (lab && width === '360') await page.locator('#workbench').evaluate((place) => place.scrollIntoView());
          if (pictured) await page.screenshot({ path: join(review, `${name}-${locale}-${width}-${theme}.png`) });
          // Between them a phone, a tablet, a large screen and both themes; pages.spec.ts asks at 1280 px in both.
          if (theme === (width === '2560' ? 'dark' : 'light') && width !== '1440') await expectAccessible(page);
        }
      }
      expect(complaints).toEqual([]);
    });
  }
}
