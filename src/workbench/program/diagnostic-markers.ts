/** Diagnostics as the editor's markers, and their suggested edits as quick fixes. */
import type { editor, IRange, languages, Uri } from 'monaco-editor/editor';
import { pathIn } from '#i18n/locales.ts';
import type { Diagnostic, Locale, SourceRange } from '#sandbox/iec61131/diagnostics.ts';

/** Monaco's MarkerSeverity: Hint 1, Info 2, Warning 4, Error 8. */
const severities = { hint: 1, info: 2, warning: 4, error: 8 } as const;

export function rangeOf(range: SourceRange): IRange {
  return { startLineNumber: range.line, startColumn: range.column, endLineNumber: range.endLine, endColumn: range.endColumn };
}

/** Where the reference explains a code. */
export function pageOf(code: string, locale: Locale): string {
  return pathIn(locale, `/reference/messages-${code.startsWith('LD') ? 'ld' : `st${code[2] ?? ''}`}/#${code.toLowerCase()}`);
}

/** Markers of one file, each code leading to its page; an empty range is widened to be seen. */
export function markersOf(
  diagnostics: readonly Diagnostic[],
  file: string,
  locale: Locale,
  addressOf: (path: string) => Uri,
): editor.IMarkerData[] {
  return diagnostics
    .filter((diagnostic) => diagnostic.range.file === file)
    .map((diagnostic) => {
      const range = rangeOf(diagnostic.range);
      const empty = range.startLineNumber === range.endLineNumber && range.startColumn >= range.endColumn;
      return {
        ...range,
        endColumn: empty ? range.startColumn + 1 : range.endColumn,
        severity: severities[diagnostic.severity],
        message: diagnostic.message[locale],
        code: { value: diagnostic.code, target: addressOf(pageOf(diagnostic.code, locale)) },
        source: 'ST',
      };
    });
}

/** Quick fixes of the diagnostics that touch `at`. */
export function quickFixes(
  diagnostics: readonly Diagnostic[],
  at: { model: editor.ITextModel; file: string; range: IRange; markers: readonly editor.IMarkerData[]; locale: Locale },
): languages.CodeAction[] {
  return diagnostics
    .filter(
      ({ range }) => range.file === at.file && range.line <= at.range.endLineNumber && range.endLine >= at.range.startLineNumber,
    )
    .flatMap((diagnostic) =>
      (diagnostic.edits ?? []).map((edit, index) => ({
        title: edit.title[at.locale],
        kind: 'quickfix',
        isPreferred: index === 0,
        diagnostics: at.markers.filter(
          (marker) =>
            (typeof marker.code === 'object' ? marker.code.value : marker.code) === diagnostic.code &&
            marker.startLineNumber === diagnostic.range.line,
        ),
        edit: {
          edits: [{ resource: at.model.uri, versionId: undefined, textEdit: { range: rangeOf(edit.range), text: edit.text } }],
        },
      })),
    );
}
