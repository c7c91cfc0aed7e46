import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];

declare global {
  interface Window {
    /** In a page that it was given to. */
    axe?: { run(context: { exclude: string[] }, options: object): Promise<{ violations: Violations }> };
  }
}

/** By WCAG 2.2 AA and axe's best practices. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe is not asked about, and why:
 * - `.monaco-editor`: the editor's own internals (its hidden text area and its line widgets are its makers' business; our part is the
 *   label of the editor, its screen-reader mode and the way out of it by Escape, which the newcomer's test holds).
 */
const excluded = ['.monaco-editor'];

/**
 * The axe that its Playwright package brings, without that package's runner: to reach into frames of other origins it opens an empty page for
 * each question, carries every node that is in order there and back, and takes five times as long. We have no frames, and the asking
 * below refuses a page that has one.
 */
const source = readFileSync(createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Nothing to find, in the page at rest: a button that becomes usable has its new text at once and its new ground a moment later, and what
 * fades in is pale while it does. So nothing moves while axe looks, neither what had begun before nor what begins meanwhile.
 */
export async function expectAccessible(page: Page): Promise<void> {
  expect(page.frames(), 'axe is asked of the page alone: a frame would need its own').toHaveLength(1);
  const moves = !(await page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches));
  if (moves) await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(async () => {
    const ends = () =>
      document
        .getAnimations()
        .filter(
          ({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
        );
    for (let moving = ends(); moving.length > 0; moving = ends()) {
      // One that is cut off (its element left the page) has no end to wait for.
      await Promise.all(moving.map((animation) => animation.finished.catch(() => undefined)));
      await new Promise(requestAnimationFrame);
    }
  });
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${source};0`);
  const found = await page.evaluate(
    async ({ exclude, values }) => {
      if (!window.axe) throw new Error('axe is not in the page');
      const { violations } = await window.axe.run({ exclude }, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    },
    { exclude: excluded, values: tags },
  );
  if (moves) await page.emulateMedia({ reducedMotion: null });
  expect(found).toEqual([]);
}
