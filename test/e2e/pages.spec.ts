/** Every kind of page, in both languages and both themes: nothing for axe to find, no error. */
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';

const paths = [
  '/',
  '/courses/',
  '/courses/first-scan/',
  '/courses/first-scan/the-scan-cycle/',
  '/courses/first-scan/two-switches/',
  '/reference/',
  '/reference/checks/',
  '/reference/language/',
  '/reference/messages-st6/',
  '/reference/lab-format/',
  '/reference/question-format/',
  '/reference/directive-format/',
  '/reference/scene-format/',
  '/glossary/',
  '/search/',
  '/search/?q=TON',
  '/search/?q=zzzzzzzz',
  '/profile/',
  '/nowhere/',
];

// No test knows of another: whichever worker is free takes the next.
test.describe.configure({ mode: 'parallel' });

for (const [locale, prefix] of [
  ['en', ''],
  ['zh-CN', '/zh-cn'],
] as const) {
  for (const path of paths) {
    test(`${prefix}${path} reads well for everyone`, async ({ page, server }) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
      });
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        const answer = await page.goto(`${server.url}${prefix}${path}`);
        expect(answer?.status(), server.output.slice(-3_000)).toBe(path === '/nowhere/' ? 404 : 200);
        await expect(page.locator('html')).toHaveAttribute('lang', locale);
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
        if (path.includes('two-switches')) await expect(page.getByRole('tab').first()).toBeVisible();
        await expectAccessible(page);
      }
      await page.setViewportSize({ width: 360, height: 780 });
      await expectAccessible(page);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth),
        'nothing makes a narrow page scroll sideways',
      ).toBeLessThanOrEqual(360);
      const cut = await page
        .locator('.crumbs > ol > li > a, .crumbs summary, .crumbs .here-short')
        .evaluateAll((crumbs) => crumbs.filter((crumb) => crumb.scrollWidth > crumb.clientWidth + 1 && crumb.clientWidth > 0));
      expect(cut, 'every crumb is whole on a narrow page').toEqual([]);
      expect(complaints).toEqual([]);
    });
  }
}
