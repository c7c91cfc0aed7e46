/** How the editor stands on the page; what the reader prefers; what keeps a huge text from stopping it. */
import type { editor as MonacoEditor } from 'monaco-editor/editor';
import type { Preferences } from '../../academy/members/preferences.ts';
import { themeName } from './monaco.ts';

/** Of the type's size. */
const lineHeight = 1.54;

/** Common to the editor and the comparison. */
export function editorOptions(): MonacoEditor.IEditorOptions & { theme: string } {
  const style = getComputedStyle(document.documentElement);
  return {
    theme: themeName,
    automaticLayout: true,
    fontFamily: style.getPropertyValue('--font-code').trim(),
    fontLigatures: false,
    scrollBeyondLastLine: false,
    renderLineHighlight: 'line',
    lineNumbersMinChars: 3,
    fixedOverflowWidgets: true,
    smoothScrolling: false,
    // A program in Chinese comments uses full-width punctuation on purpose.
    unicodeHighlight: { ambiguousCharacters: false },
    stickyScroll: { enabled: false },
    overviewRulerLanes: 2,
    hideCursorInOverviewRuler: true,
    // A longer line ends in an ellipsis; the whole of it would be laid out at every key.
    stopRenderingLineAfter: 5_000,
  };
}

export function programOptions(): MonacoEditor.IStandaloneEditorConstructionOptions {
  return {
    ...editorOptions(),
    folding: true,
    glyphMargin: true,
    tabSize: 2,
    insertSpaces: true,
    wordBasedSuggestions: 'off',
    quickSuggestions: { other: true, comments: false, strings: false },
    padding: { top: 8, bottom: 8 },
    'semanticHighlighting.enabled': true,
    largeFileOptimizations: true,
    maxTokenizationLineLength: 5_000,
    // Colour means something here; brackets are told by position.
    bracketPairColorization: { enabled: false },
    contextmenu: true,
  };
}

export function preferredOptions(preferences: Preferences): MonacoEditor.IEditorOptions {
  return {
    tabFocusMode: preferences.tabMovesFocus,
    accessibilitySupport: preferences.editorAccessibility,
    fontSize: preferences.editorFontSize,
    lineHeight: Math.round(preferences.editorFontSize * lineHeight),
    minimap: { enabled: preferences.editorMinimap },
  };
}
