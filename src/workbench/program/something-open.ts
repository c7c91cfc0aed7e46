import type { editor as MonacoEditor } from 'monaco-editor/editor';

/** A widget in or over an editor, or a selection: Escape is for that first. */
export function somethingOpen(code: MonacoEditor.ICodeEditor, host: HTMLElement): boolean {
  const widget = host.querySelector(
    '.suggest-widget.visible, .find-widget.visible, .parameter-hints-widget.visible, .rename-box, .reference-zone-widget, .quick-input-widget:not([style*="display: none"])',
  );
  const several = (code.getSelections()?.length ?? 1) > 1 || !code.getSelection()?.isEmpty();
  return widget !== null || several || document.querySelector('.monaco-hover:not(.hidden) .hover-row') !== null;
}
