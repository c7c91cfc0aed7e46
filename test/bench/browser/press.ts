/** From a finger on a button of the scene to the lamp on the page: through the line, the rig's next scan and back. */
import type { Page } from '@playwright/test';
import { print, spread } from './figures.ts';

declare global {
  interface Window {
    benchPresses: number[];
  }
}

export async function measurePresses(page: Page, presses = 200): Promise<number[]> {
  await page.evaluate(() => {
    window.benchPresses = [];
    let pressedAt = 0;
    addEventListener('pointerdown', (event) => (pressedAt = event.timeStamp), { capture: true });
    const lamp = document.querySelector('.sym-lamp');
    if (!lamp) throw new Error('the scene has no lamp');
    new MutationObserver(() => {
      if (lamp.getAttribute('data-state') !== 'on' || pressedAt === 0) return;
      const begun = pressedAt;
      pressedAt = 0;
      // The change is made before a frame is painted; when the next one begins, it was.
      requestAnimationFrame(() => window.benchPresses.push(performance.now() - begun));
    }).observe(lamp, { attributeFilter: ['data-state'] });
  });
  const box = await page.locator('.sym-button').boundingBox();
  if (!box) throw new Error('the scene has no button');
  await page.mouse.move(box.x + box.width / 2, box.y + box.width / 2);
  const state = (on: boolean) =>
    page.waitForFunction(
      (wanted) => document.querySelector('.sym-lamp')?.getAttribute('data-state') === wanted,
      on ? 'on' : 'off',
    );
  for (let press = 0; press < presses; press += 1) {
    await page.mouse.down();
    await state(true);
    await page.mouse.up();
    await state(false);
    // Not in step with scans and frames.
    await page.waitForTimeout(10 + ((press * 7) % 23));
  }
  const times = await page.evaluate(() => window.benchPresses);
  print('press in the scene to the lamp painted', spread(times), `(${times.length} presses; goal: 60 ms and a scan of 10 ms)`);
  return times;
}
