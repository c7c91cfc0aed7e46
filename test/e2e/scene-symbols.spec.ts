/** Every symbol of the library as a browser draws it: no notices, no outside, all controls named and worked by keys. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { sanitiseScene } from '#sandbox/lab/scene.ts';
import { expandSymbols } from '#sandbox/lab/scene-symbols.ts';
import { demoScene, demoValues } from '../sandbox/plant/symbol-demo.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';

const root = join(import.meta.dirname, '../..');
/** Where pictures go when somebody wants to look: MILLWRIGHT_PICTURES=/tmp/pictures npx playwright test scene-symbols */
const pictures = process.env.MILLWRIGHT_PICTURES;

let script = '';
test.beforeAll(async () => {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'scene-page.ts'), formats: ['iife'], name: 'scene' },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  if (!bundle || !('output' in bundle)) throw new Error('the painter was not bundled');
  script = bundle.output.map((part) => (part.type === 'chunk' ? part.code : '')).join('\n');
});

async function open(page: Page, { width, theme, lang, scene }: { width: number; theme: string; lang: string; scene: string }) {
  const css = ['src/styles/tokens.css', 'src/workbench/scene/scene.css'].map((file) => readFileSync(join(root, file), 'utf8'));
  const { source, problems } = expandSymbols('scene.svg', scene);
  const clean = sanitiseScene('scene.svg', source);
  expect([...problems, ...clean.problems]).toEqual([]);
  await page.setViewportSize({ width, height: 900 });
  await page.setContent(
    `<!doctype html><html lang="${lang}" data-theme="${theme}"><head><title>Symbols</title><style>${css.join('\n')}
     body { margin: 0; background: var(--surface); }</style></head>
     <body><main><h1>Symbols</h1><div class="wb-scene-drawing">${clean.svg.replace('<svg', '<svg class="scene" role="group" aria-label="Symbols"')}</div></main></body></html>`,
  );
  await page.addScriptTag({ content: script });
  await page.evaluate((values) => window.showScene(values), demoValues);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

test('a button, a knob and a slider are worked by keys, and are named', async ({ page }) => {
  const scene = `<svg viewBox="0 0 640 200">
    <g data-symbol="push-button" data-press="plant.Start" transform="translate(60 60)"/>
    <g data-symbol="selector" data-set="plant.Mode" transform="translate(180 60)"/>
    <g data-symbol="slider" data-set="plant.Opening" data-step="5" transform="translate(280 60)"/></svg>`;
  await open(page, { width: 640, theme: 'light', lang: 'en', scene });
  const button = page.getByRole('button', { name: 'plant.Start' });
  const knob = page.getByRole('slider', { name: 'plant.Mode' });
  const slider = page.getByRole('slider', { name: 'plant.Opening' });
  await page.keyboard.press('Tab');
  await expect(button).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await expect(knob).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(knob).toHaveAttribute('aria-valuenow', '1');
  await page.keyboard.press('Tab');
  await expect(slider).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuenow', '95');
  expect(await page.evaluate(() => window.operated)).toEqual([
    ['plant.Start', true],
    ['plant.Start', false],
    ['plant.Mode', 0],
    ['plant.Mode', 1],
    ['plant.Opening', 100],
    ['plant.Opening', 95],
  ]);
});

test('a slider follows the finger and stays where it was left', async ({ page }) => {
  const scene =
    '<svg viewBox="0 0 640 200"><g data-symbol="slider" data-set="plant.Opening" data-w="200" transform="translate(100 60)"/></svg>';
  await open(page, { width: 640, theme: 'light', lang: 'en', scene });
  const box = await page.locator('.track').boundingBox();
  if (!box) throw new Error('no track');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.6, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.25, y, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(box.x + box.width, y);
  const slider = page.getByRole('slider');
  await expect(slider).toHaveAttribute('aria-valuenow', /^2[456]$/);
});

test('items of a belt come, move and go with the rig', async ({ page }) => {
  const scene = '<svg viewBox="0 0 640 200"><g data-symbol="conveyor" data-of="plant.Belt" transform="translate(60 120)"/></svg>';
  await open(page, { width: 640, theme: 'light', lang: 'en', scene });
  const items = page.locator('.item:visible');
  await expect(items).toHaveCount(3);
  // 1650 mm of 2000 on 440 units.
  await expect(items.nth(0)).toHaveAttribute('transform', 'translate(363.0 0.0)');
  await page.evaluate(() => window.setValues({ 'plant.Belt.Count': 1, 'plant.Belt.Item[1].Position': 1000 }));
  await expect(items).toHaveCount(1);
  await expect(items.nth(0)).toHaveAttribute('transform', 'translate(220.0 0.0)');
});

test('an element goes along a path', async ({ page }) => {
  const scene = `<svg viewBox="0 0 640 200"><path id="way" class="line" d="M100 50 H200 V150"/>
    <g id="cart" data-path="plant.Opening" data-along="#way" data-max="120" data-turn="yes"><rect class="moving" x="-9" y="-5" width="18" height="10"/></g></svg>`;
  await open(page, { width: 640, theme: 'light', lang: 'en', scene });
  // 60 of 120 is the corner; 90 is half way down.
  await page.evaluate(() => window.setValues({ 'plant.Opening': 90 }));
  await expect(page.locator('#cart')).toHaveAttribute('transform', 'translate(200.0 100.0) rotate(90.0)');
});

for (const theme of ['light', 'dark']) {
  for (const width of [360, 1440, 2560]) {
    test(`every symbol at ${width} px, ${theme}`, async ({ page }) => {
      const lang = theme === 'light' ? 'en' : 'zh-CN';
      await open(page, { width, theme, lang, scene: demoScene(width < 768 ? 640 : 1200) });
      expect(await page.evaluate(() => window.notices)).toEqual([]);
      if (pictures) {
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `symbols-${width}-${theme}.png`), fullPage: true });
      }
      await expectAccessible(page);
    });
  }
}
