/** Every symbol of the library as a browser draws it: no notices, no outside, all controls named and worked by keys. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'vite';
import { sanitiseScene } from '#sandbox/lab/scene.ts';
import { expandSymbols } from '#sandbox/lab/scene-symbols.ts';
import { demoScene, demoValues } from '../sandbox/plant/symbol-demo.ts';
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

for (const theme of ['light', 'dark']) {
  for (const width of [360, 1440, 2560]) {
    test(`every symbol at ${width} px, ${theme}`, async ({ page }) => {
      const lang = theme === 'light' ? 'en' : 'zh-CN';
      await open(page, { width, theme, lang, scene: demoScene(width < 768 ? 360 : 1200) });
      expect(await page.evaluate(() => window.notices)).toEqual([]);
      if (pictures) {
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `symbols-${width}-${theme}.png`), fullPage: true });
      }
      await expectAccessible(page);
    });
  }
}
