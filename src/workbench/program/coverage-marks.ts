/**
 * Which lines the last scan carried out: a thin bar beside the line's number, whole for a line that was, broken for one that could have been
 * and was not. Two shapes of one grey, for neither is better: a branch not taken is normal.
 */
import type { editor as MonacoEditor } from 'monaco-editor/editor';
import { monaco } from './monaco.ts';

export interface CoverageWords {
  covered: string;
  uncovered: string;
}

export class CoverageMarks {
  readonly #decorations: MonacoEditor.IEditorDecorationsCollection;
  readonly #code: MonacoEditor.IStandaloneCodeEditor;
  readonly #words: CoverageWords;
  #shown = '';

  constructor(code: MonacoEditor.IStandaloneCodeEditor, words: CoverageWords) {
    this.#code = code;
    this.#words = words;
    this.#decorations = code.createDecorationsCollection();
  }

  /** Lines from 1: those on which a statement begins, and those that were carried out; `null` shows nothing. */
  show(lines: { statements: readonly number[]; covered: readonly number[] } | null): void {
    // A scan a hundred times a second mostly does what the last one did.
    const key = JSON.stringify(lines);
    if (key === this.#shown) return;
    this.#shown = key;
    const count = this.#code.getModel()?.getLineCount() ?? 0;
    const covered = new Set(lines?.covered);
    const all = [...new Set([...(lines?.statements ?? []), ...covered])].filter((line) => line <= count);
    this.#decorations.set(
      all.map((line) => ({
        range: new monaco.Range(line, 1, line, 1),
        options: {
          lineNumberClassName: covered.has(line) ? 'wb-covered' : 'wb-uncovered',
          lineNumberHoverMessage: { value: covered.has(line) ? this.#words.covered : this.#words.uncovered },
        },
      })),
    );
  }

  stop(): void {
    this.#decorations.clear();
  }
}
