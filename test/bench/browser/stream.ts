/** Whether the page keeps up with its screen while two hundred values change with every scan. */
import type { Page } from '@playwright/test';
import { print, quantile } from './figures.ts';

/** Milliseconds: at 60 frames a second, one was missed. */
const long = 25;

/** `name` says what is in front. */
export async function measureStream(page: Page, name: string, seconds = 10): Promise<number[]> {
  const { frames, tasks } = await page.evaluate(async (milliseconds) => {
    const gaps: number[] = [];
    let busy = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) busy += duration;
    });
    observer.observe({ type: 'longtask' });
    await new Promise<void>((resolve) => {
      const begun = performance.now();
      let last = 0;
      const frame = (now: number) => {
        if (last > 0) gaps.push(now - last);
        last = now;
        if (now - begun < milliseconds) requestAnimationFrame(frame);
        else resolve();
      };
      requestAnimationFrame(frame);
    });
    observer.disconnect();
    return { frames: gaps, tasks: busy };
  }, seconds * 1000);
  const missed = frames.filter((gap) => gap > long);
  print(
    `200 signals, ${seconds} s, ${name}: frames over ${long} ms`,
    `${missed.length} of ${frames.length}`,
    `(p50 ${quantile(frames, 0.5).toFixed(1)}, p99 ${quantile(frames, 0.99).toFixed(1)}, longest ${Math.max(...frames).toFixed(0)} ms, long tasks ${tasks.toFixed(0)} ms; goal: 0)`,
  );
  return frames;
}
