/** A ladder of a thousand rungs under the wheel: how long the frames are while it is scrolled from its beginning to its end. */
import type { Browser } from '@playwright/test';
import { clipText } from '#sandbox/iec61131/diagrams/edit/clip-text.ts';
import { rung } from '../ladder.ts';
import { print, quantile, spread } from './figures.ts';

const rungs = 1_000;
const frames = 400;

export async function measureLadderScroll(browser: Browser, address: string): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 1000 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('button', { name: 'Ladder', exact: true }).click();
  const list = page.locator('.ld-list').first();
  await list.waitFor();
  const text = clipText({ networks: Array.from({ length: rungs - 1 }, (_, number) => rung(number)) });
  await page.evaluate((ladder) => navigator.clipboard.writeText(ladder), text);
  await list.focus();
  await page.keyboard.press('ControlOrMeta+v');
  await page.waitForFunction((least) => (document.querySelector('.ld-list')?.scrollHeight ?? 0) > least, rungs * 50);
  // The compiler's word about a thousand rungs is not what is measured.
  await page.waitForTimeout(8_000);
  for (const [name, pixels] of [
    ['slowly', 12],
    ['by the wheel', 100],
  ] as const) {
    const deltas = await page.evaluate(
      ({ step, count }) =>
        new Promise<number[]>((resolve) => {
          const box = document.querySelector('.ld-list');
          const found: number[] = [];
          let last = performance.now();
          const frame = (now: number): void => {
            found.push(now - last);
            last = now;
            if (box) box.scrollTop += step;
            if (found.length <= count) requestAnimationFrame(frame);
            else resolve(found.slice(2));
          };
          if (box) box.scrollTop = 0;
          requestAnimationFrame(frame);
        }),
      { step: pixels, count: frames },
    );
    const late = deltas.filter((delta) => delta > 17.5).length / deltas.length;
    print(
      `ladder of ${rungs} rungs scrolled ${name}`,
      spread(deltas),
      `frames late: ${(late * 100).toFixed(1)} %, worst ${quantile(deltas, 1).toFixed(0)} ms`,
    );
  }
  await context.close();
}
