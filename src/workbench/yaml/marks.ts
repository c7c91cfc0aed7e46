/** Mistakes at a line and column, marked in a text to the end of the word that stands there. */
import type { editor as MonacoEditor } from 'monaco-editor/editor';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { monaco } from '../program/monaco.ts';
import type { Locale } from '../props.ts';

export interface PlacedProblem {
  line: number;
  column: number;
  severity: 'error' | 'warning';
  message: LocalizedText;
}

/** `owner` replaces its own marks only. */
export function markProblems(
  model: MonacoEditor.ITextModel,
  owner: string,
  problems: readonly PlacedProblem[],
  locale: Locale,
): void {
  if (model.isDisposed()) return;
  const lines = model.getLineCount();
  const markers = problems.map(({ line, column, severity, message }) => {
    const at = Math.min(line, lines);
    const rest = model.getLineContent(at).slice(column - 1);
    const length = Math.max(1, /^[^\s#,}\]]*/.exec(rest)?.[0].length ?? 1);
    return {
      startLineNumber: at,
      startColumn: column,
      endLineNumber: at,
      endColumn: column + length,
      severity: severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
      message: message[locale],
    };
  });
  monaco.editor.setModelMarkers(model, owner, markers);
}
