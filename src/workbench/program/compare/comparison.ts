/** Monaco's comparison of an earlier text with the present one, which stays the model that the editor has: every edit here is one there. */
import type { IDisposable, editor as MonacoEditor } from 'monaco-editor/editor';
import type { Preferences } from '../../../academy/members/preferences.ts';
import { editorOptions, preferredOptions } from '../editor-options.ts';
import { monaco } from '../monaco.ts';
import { somethingOpen } from '../something-open.ts';

/** CSS pixels: in less the two texts stand in one column. */
const besideFrom = 640;

export interface ComparisonOptions {
  host: HTMLElement;
  /** The present text. */
  model: MonacoEditor.ITextModel;
  /** Names of the two texts for a screen reader; of the present one also for who may not change it. */
  words: { earlier: string; now: string; read: string };
  preferences: Preferences;
  /** The present text may not be changed either. */
  readOnly: boolean;
  /** Escape was pressed with nothing open. */
  onLeave: () => void;
  /** How many differences there are; `null` while they are looked for. */
  onDifferences: (count: number | null) => void;
}

export class Comparison {
  readonly #options: ComparisonOptions;
  readonly #diff: MonacoEditor.IStandaloneDiffEditor;
  #earlier: MonacoEditor.ITextModel | null = null;
  #disposables: IDisposable[];

  constructor(options: ComparisonOptions) {
    this.#options = options;
    const { host, words, preferences } = options;
    this.#diff = monaco.editor.createDiffEditor(host, {
      ...editorOptions(),
      ...preferredOptions(preferences),
      minimap: { enabled: false },
      glyphMargin: false,
      folding: false,
      originalEditable: false,
      readOnly: options.readOnly,
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      renderSideBySideInlineBreakpoint: besideFrom,
      renderMarginRevertIcon: !options.readOnly,
      renderGutterMenu: false,
      renderOverviewRuler: false,
      ignoreTrimWhitespace: false,
      hideUnchangedRegions: { enabled: true, contextLineCount: 4, minimumLineCount: 8 },
      originalAriaLabel: words.earlier,
      modifiedAriaLabel: options.readOnly ? words.read : words.now,
      // A long one is given up rather than waited for; what was found till then is shown.
      maxComputationTime: 3_000,
      accessibilityVerbose: true,
    });
    const sides = [this.#diff.getOriginalEditor(), this.#diff.getModifiedEditor()];
    this.#disposables = [
      this.#diff.onDidUpdateDiff(() => options.onDifferences(this.#diff.getLineChanges()?.length ?? 0)),
      ...sides.map((side) =>
        side.onKeyDown((event) => {
          if (event.keyCode !== monaco.KeyCode.Escape || somethingOpen(side, host)) return;
          event.preventDefault();
          event.stopPropagation();
          options.onLeave();
        }),
      ),
    ];
  }

  /** Compares with this text, and goes to the first difference. */
  setEarlier(text: string): void {
    const before = this.#earlier;
    this.#options.onDifferences(null);
    this.#earlier = monaco.editor.createModel(text, this.#options.model.getLanguageId());
    this.#diff.setModel({ original: this.#earlier, modified: this.#options.model });
    before?.dispose();
  }

  setPreferences(preferences: Preferences): void {
    this.#diff.updateOptions({ ...preferredOptions(preferences), minimap: { enabled: false } });
  }

  setReadOnly(readOnly: boolean): void {
    this.#diff.updateOptions({ readOnly, renderMarginRevertIcon: !readOnly });
    const { words } = this.#options;
    this.#diff.getModifiedEditor().updateOptions({ ariaLabel: readOnly ? words.read : words.now });
  }

  go(to: 'next' | 'previous'): void {
    this.#diff.goToDiff(to);
    this.#diff.getModifiedEditor().focus();
  }

  focus(): void {
    this.#diff.getModifiedEditor().focus();
  }

  /** The difference at the cursor, or the first below it, becomes as it was. */
  restoreOne(): void {
    const code = this.#diff.getModifiedEditor();
    const changes = this.#diff.getLineChanges() ?? [];
    const line = code.getPosition()?.lineNumber ?? 1;
    const change =
      changes.find((one) => Math.max(one.modifiedEndLineNumber, one.modifiedStartLineNumber) >= line) ?? changes.at(-1);
    if (!change || !this.#earlier) return;
    code.pushUndoStop();
    code.executeEdits('restore', [restoring(change, this.#earlier, this.#options.model)]);
    code.pushUndoStop();
    code.focus();
  }

  stop(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    // The present text is the editor's: only the frame around it goes.
    this.#diff.setModel(null);
    this.#diff.dispose();
    this.#earlier?.dispose();
  }
}

type Lines = Pick<MonacoEditor.ITextModel, 'getLineContent' | 'getLineCount' | 'getLineMaxColumn'>;
type Change = Pick<
  MonacoEditor.ILineChange,
  'originalStartLineNumber' | 'originalEndLineNumber' | 'modifiedStartLineNumber' | 'modifiedEndLineNumber'
>;

/** The edit that puts a difference's earlier lines in place of the present ones. An end of 0: that side has none, and stands behind its start. */
export function restoring(change: Change, earlier: Lines, now: Lines) {
  const { originalStartLineNumber: from, originalEndLineNumber: to } = change;
  const { modifiedStartLineNumber: first, modifiedEndLineNumber: last } = change;
  const lines = Array.from({ length: to === 0 ? 0 : to - from + 1 }, (_, at) => earlier.getLineContent(from + at));
  const edit = (startLineNumber: number, startColumn: number, endLineNumber: number, endColumn: number, text: string) => ({
    range: { startLineNumber, startColumn, endLineNumber, endColumn },
    text,
  });
  if (last === 0) {
    if (first === 0) return edit(1, 1, 1, 1, lines.map((line) => `${line}\n`).join(''));
    const end = now.getLineMaxColumn(first);
    return edit(first, end, first, end, lines.map((line) => `\n${line}`).join(''));
  }
  const end = now.getLineMaxColumn(last);
  if (lines.length > 0) return edit(first, 1, last, end, lines.join('\n'));
  if (last < now.getLineCount()) return edit(first, 1, last + 1, 1, '');
  return first > 1 ? edit(first - 1, now.getLineMaxColumn(first - 1), last, end, '') : edit(first, 1, last, end, '');
}
