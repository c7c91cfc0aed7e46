/** From a key to the wavy line below the mistake it made. */
import type { Page } from '@playwright/test';
import { print, spread } from './figures.ts';

declare global {
  interface Window {
    benchKeys: number[];
  }
}

/** A program of about so many lines, with a line to make mistakes in near its top. */
function program(lines: number): string {
  const block = (n: number): string => `FUNCTION_BLOCK Valve${n}
VAR_INPUT
  Open, Close : BOOL;
  Limit : REAL := 3.5;
END_VAR
VAR_OUTPUT
  Q : BOOL;
END_VAR
VAR
  t : TON;
  count, i : INT;
  level : ARRAY[0..9] OF REAL;
END_VAR
t(IN := Open AND NOT Close, PT := T#2s);
IF t.Q THEN
  count := count + 1;
  FOR i := 0 TO 9 DO
    level[i] := level[i] * 0.9 + Limit;
  END_FOR;
ELSIF Close THEN
  count := 0;
END_IF;
Q := count > 3;
END_FUNCTION_BLOCK
`;
  const blocks = Array.from({ length: Math.max(1, Math.round((lines - 8) / 24)) }, (_, n) => block(n));
  return `PROGRAM main\nVAR\n  Button AT %IX0.0 : BOOL;\n  Lamp   AT %QX0.0 : BOOL;\nEND_VAR\nLamp := Button;\nEND_PROGRAM\n${blocks.join('')}`;
}

async function show(page: Page, text: string): Promise<void> {
  await page.evaluate((shown) => navigator.clipboard.writeText(shown), text);
  await page
    .locator('.monaco-editor .view-line')
    .first()
    .click({ position: { x: 4, y: 8 } });
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+v');
  await page.keyboard.press('ControlOrMeta+Home');
  for (let down = 0; down < 5; down += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(() => document.querySelectorAll('.monaco-editor .squiggly-error').length === 0);
}

/** Once a page. */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.benchKeys = [];
    let typedAt = 0;
    let before = 0;
    const count = () => document.querySelectorAll('.monaco-editor .squiggly-error').length;
    addEventListener(
      'keydown',
      (event) => {
        typedAt = event.timeStamp;
        before = count();
      },
      { capture: true },
    );
    new MutationObserver(() => {
      if (typedAt === 0 || count() === before) return;
      const begun = typedAt;
      typedAt = 0;
      requestAnimationFrame(() => window.benchKeys.push(performance.now() - begun));
    }).observe(document.querySelector('.monaco-editor .view-overlays') ?? document.body, { childList: true, subtree: true });
  });
}

/** Samples in milliseconds, for each of `lines`. `keys`: mistakes made and taken back in each. */
export async function measureKeys(page: Page, lines: readonly number[], keys = 60): Promise<number[][]> {
  await watchKeys(page);
  const samples: number[][] = [];
  for (const count of lines) samples.push(await measureKeysIn(page, count, keys));
  return samples;
}

async function measureKeysIn(page: Page, lines: number, keys: number): Promise<number[]> {
  const text = program(lines);
  await show(page, text);
  // After the paste has settled: saved, coloured, folded.
  await page.waitForTimeout(1_500);
  await page.evaluate(() => window.benchKeys.splice(0));
  const wrong = (is: boolean) =>
    page.waitForFunction((wanted) => document.querySelectorAll('.monaco-editor .squiggly-error').length > 0 === wanted, is);
  for (let key = 0; key < keys; key += 1) {
    await page.keyboard.press('x');
    await wrong(true);
    await page.keyboard.press('Backspace');
    await wrong(false);
    await page.waitForTimeout(20 + ((key * 7) % 23));
  }
  const times = await page.evaluate(() => window.benchKeys);
  print(`key to its diagnostic, ${text.split('\n').length} lines`, spread(times), `(${times.length} keys; goal: 50 ms)`);
  return times;
}
