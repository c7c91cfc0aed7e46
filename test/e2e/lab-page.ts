/** The lab page as a person finds it: by names and roles, in the language of the page. */
import { expect, type Locator, type Page, type WebSocket } from '@playwright/test';
import english from '../../src/i18n/workbench.en.json' with { type: 'json' };
import chinese from '../../src/i18n/workbench.zh-CN.json' with { type: 'json' };

export type Words = typeof english;
export const workbenchWords: Record<'en' | 'zh-CN', Words> = { en: english, 'zh-CN': chinese };

export class LabPage {
  readonly page: Page;
  readonly #words: Words;
  #line: WebSocket | null = null;

  constructor(page: Page, words: Words) {
    this.page = page;
    this.#words = words;
    page.on('websocket', (socket) => {
      this.#line = socket;
    });
  }

  /** Resolves when the present line to the rig is gone; ask before cutting it. */
  async lineLost(): Promise<void> {
    if (this.#line === null) throw new Error('there is no line to the rig yet');
    if (!this.#line.isClosed()) await this.#line.waitForEvent('close');
  }

  get editor(): Locator {
    return this.page.locator('.monaco-editor').first();
  }

  /** The rig runs and the editor shows the program. */
  async ready(): Promise<void> {
    await expect(this.page.getByText(`${this.#words['rig.label']}: ${this.#words['rig.running']}`).first()).toBeVisible({
      timeout: 60_000,
    });
    await expect(this.editor).toContainText('PROGRAM', { timeout: 60_000 });
  }

  async openPane(name: 'program' | 'scene' | 'watch' | 'checks' | 'trend'): Promise<void> {
    await this.page.getByRole('tab', { name: this.#words[`pane.${name}`], exact: true }).click();
  }

  /** A control of the scene, by the name its lab gives it. */
  control(name: string): Locator {
    return this.page.getByRole('group', { name: this.#words['scene.label'] }).getByRole('button', { name });
  }

  async press(name: string): Promise<void> {
    const box = await this.control(name).boundingBox();
    if (box === null) throw new Error(`${name} is not on the page`);
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await this.page.mouse.down();
  }

  async release(): Promise<void> {
    await this.page.mouse.up();
  }

  /** Presses until the program has seen it, then lets go. */
  async tap(name: string, seen: string): Promise<void> {
    await this.press(name);
    await this.sees(seen);
    await this.release();
  }

  /** A live value in the program's text, e.g. `Motor TRUE`. */
  async sees(value: string): Promise<void> {
    await expect
      .poll(async () => (await this.editor.innerText()).replaceAll('\u00a0', ' '), { message: `the program shows ${value}` })
      .toContain(value);
  }

  /** Replaces the whole text as a person would: select all, paste. */
  async paste(program: string): Promise<void> {
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), program);
    await this.editor.locator('.view-lines').click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.press('ControlOrMeta+v');
  }

  async download(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+s');
    await expect(this.page.getByText(this.#words['program.same'])).toBeVisible();
  }

  async check(): Promise<void> {
    await this.openPane('checks');
    await this.page.getByRole('button', { name: this.#words['checks.check'], exact: true }).click();
  }
}
