import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * What axe is not asked about, and why:
 * - `.monaco-editor`: the editor's own internals (its hidden text area and its line widgets are its makers' business; our part is the
 *   label of the editor, its screen-reader mode and the way out of it by Escape, which the newcomer's test holds).
 */
const excluded = ['.monaco-editor'];

/** Nothing to find, by WCAG 2.2 AA and axe's best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  let builder = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  for (const selector of excluded) builder = builder.exclude(selector);
  const { violations } = await builder.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}
