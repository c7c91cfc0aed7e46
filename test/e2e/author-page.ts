/** An author's pages as they use them: a lesson typed over, one place of a lab's file found and replaced. */
import type { Page } from '@playwright/test';

/** Types over all of the lesson in the editor, as pasted. */
export async function writeLesson(page: Page, text: string): Promise<void> {
  const editor = page.locator('mw-lesson-editor .monaco-editor').first();
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

/** Replaces one text in the open file of a lab, as somebody would: found, typed over. */
export async function replaceInFile(page: Page, before: string, after: string): Promise<void> {
  await page.locator('.le-code .view-lines').click();
  await page.keyboard.press('Control+h');
  const widget = page.locator('.find-widget.visible');
  await widget.getByRole('textbox', { name: 'Find' }).fill(before);
  await widget.getByRole('textbox', { name: 'Replace' }).fill(after);
  await widget.getByRole('textbox', { name: 'Replace' }).press('Control+Alt+Enter');
  await page.keyboard.press('Escape');
}
