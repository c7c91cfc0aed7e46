/// <reference types="vite/client" />
/**
 * The editor's code, loaded on demand: about 1 MB that the rest of the workbench does not wait for. All features are registered,
 * because hand-picked ones lost the completion widget (monaco-editor 0.57).
 */
import * as monaco from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import 'monaco-editor/features/register.all';
import { configuration, languageId, tokens } from './structured-text.ts';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

monaco.languages.register({ id: languageId, extensions: ['.st'], aliases: ['Structured Text'] });
monaco.languages.setLanguageConfiguration(languageId, configuration);
monaco.languages.setMonarchTokensProvider(languageId, tokens);

/** Lines of a text whose tokens cost no wait that anyone sees. */
const mostLinesAtOnce = 1000;

/**
 * Finds the tokens of a text that is not long. Until a line's tokens are known Enter does not indent after it, and Monaco finds them when
 * the browser is idle, which may be long after somebody types.
 */
export function tokenizeNow(model: monaco.editor.ITextModel): void {
  if (model.getLineCount() <= mostLinesAtOnce) monaco.editor.colorizeModelLine(model, model.getLineCount());
}

const themeName = 'millwright';

/** The editor's theme from the page's tokens; again whenever the page changes between light and dark. */
function applyTheme(): void {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => longHex(style.getPropertyValue(`--${name}`).trim());
  const rule = (scope: string, name: string) => ({ token: scope, foreground: token(name).replace('#', '') });
  const dark = document.documentElement.dataset.theme === 'dark';
  monaco.editor.defineTheme(themeName, {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      rule('', 'ink'),
      rule('keyword', 'code-keyword'),
      rule('type', 'code-type'),
      rule('literal', 'code-literal'),
      rule('number.yaml', 'code-literal'),
      rule('number.float.yaml', 'code-literal'),
      rule('string.yaml', 'ink'),
      rule('type.yaml', 'code-keyword'),
      rule('keyword.yaml', 'code-literal'),
      rule('comment', 'code-comment'),
      rule('pragma', 'code-comment'),
      rule('address', 'code-address'),
      rule('function', 'code-function'),
      rule('method', 'code-function'),
      rule('class', 'code-type'),
      rule('interface', 'code-type'),
      rule('enumMember', 'code-literal'),
      rule('variable', 'ink'),
      rule('parameter', 'ink'),
      rule('property', 'ink'),
      rule('operator', 'ink-2'),
      rule('delimiter', 'ink-2'),
    ],
    colors: {
      'editor.background': token('surface'),
      'editor.foreground': token('ink'),
      'editor.lineHighlightBackground': token('stripe'),
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': token('selection'),
      'editorLineNumber.foreground': token('ink-3'),
      'editorLineNumber.activeForeground': token('ink'),
      'editorCursor.foreground': token('ink'),
      'editorGutter.background': token('surface'),
      'editorIndentGuide.background1': token('line'),
      'editorWidget.background': token('surface'),
      'editorWidget.border': token('line-strong'),
      'editorSuggestWidget.background': token('surface'),
      'editorSuggestWidget.selectedBackground': token('accent-wash'),
      'editorSuggestWidget.selectedForeground': token('ink'),
      'editorSuggestWidget.foreground': token('ink'),
      'editorSuggestWidget.highlightForeground': token('accent'),
      'editorSuggestWidget.focusHighlightForeground': token('accent-strong'),
      'editorHoverWidget.foreground': token('ink'),
      'editorWidget.foreground': token('ink'),
      'editorHoverWidget.background': token('surface'),
      'editorError.foreground': token('danger'),
      'editorWarning.foreground': token('abnormal'),
      'editorInfo.foreground': token('mandatory'),
      'editorBracketMatch.background': token('accent-wash'),
      'editorBracketMatch.border': token('accent'),
      'peekView.border': token('accent'),
      'peekViewTitle.background': token('surface'),
      'peekViewTitleLabel.foreground': token('ink'),
      'peekViewTitleDescription.foreground': token('ink-2'),
      'peekViewEditor.background': token('stripe'),
      'peekViewEditorGutter.background': token('stripe'),
      'peekViewEditor.matchHighlightBackground': token('selection'),
      'peekViewResult.background': token('surface'),
      'peekViewResult.fileForeground': token('ink'),
      'peekViewResult.lineForeground': token('ink-2'),
      'peekViewResult.matchHighlightBackground': token('selection'),
      'peekViewResult.selectionBackground': token('accent-wash'),
      'peekViewResult.selectionForeground': token('ink'),
      // Neither red nor green: a difference is no fault. The signs in the margin are the second cue.
      'diffEditor.insertedTextBackground': `${token('accent')}2b`,
      'diffEditor.insertedLineBackground': `${token('accent')}1a`,
      'diffEditor.removedTextBackground': `${token('abnormal-fill')}38`,
      'diffEditor.removedLineBackground': `${token('abnormal-fill')}1f`,
      'diffEditorGutter.insertedLineBackground': `${token('accent')}33`,
      'diffEditorGutter.removedLineBackground': `${token('abnormal-fill')}40`,
      'diffEditor.diagonalFill': token('line'),
      'diffEditor.unchangedRegionBackground': token('sunken'),
      'diffEditor.unchangedRegionForeground': token('ink-2'),
      'diffEditor.unchangedCodeBackground': token('surface'),
      'quickInput.background': token('surface'),
      'quickInput.foreground': token('ink'),
      'quickInputList.focusBackground': token('accent-wash'),
      'quickInputList.focusForeground': token('ink'),
      'list.highlightForeground': token('accent'),
      'list.focusHighlightForeground': token('accent-strong'),
      focusBorder: token('focus'),
      'scrollbar.shadow': '#00000000',
      'editorOverviewRuler.border': '#00000000',
    },
  });
  monaco.editor.setTheme(themeName);
}

/** A stylesheet's minifier writes #fff; Monaco takes six or eight digits only. */
function longHex(colour: string): string {
  return /^#[\da-f]{3,4}$/i.test(colour) ? `#${[...colour.slice(1)].map((digit) => digit + digit).join('')}` : colour;
}

applyTheme();
new MutationObserver(applyTheme).observe(document.documentElement, { attributeFilter: ['data-theme'] });

export { applyTheme, languageId, monaco, themeName };
