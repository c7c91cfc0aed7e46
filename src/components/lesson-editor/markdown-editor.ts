/** The Monaco editor of a lesson's text; its code comes on demand. */
import type { Finding } from '../../academy/authoring/api.ts';
import { preferredOptions, programOptions } from '../../workbench/program/editor-options.ts';
import { monaco } from '../../workbench/program/monaco.ts';
import { markdown, offerIn } from './markdown-language.ts';
import type { LessonEditorProps } from './props.ts';
import type { WritingPlace } from './writing-place.ts';

interface MarkdownEditorOptions {
  host: HTMLElement;
  props: LessonEditorProps;
  /** Said of it to a screen reader. */
  label: string;
  onTyped(text: string): void;
}

export class MarkdownEditor implements WritingPlace {
  readonly #code: monaco.editor.IStandaloneCodeEditor;
  readonly #model: monaco.editor.ITextModel;
  readonly #locale: LessonEditorProps['locale'];
  readonly #disposables: monaco.IDisposable[];
  #showing = false;

  constructor({ host, props, label, onTyped }: MarkdownEditorOptions) {
    this.#locale = props.locale;
    this.#model = monaco.editor.createModel('', markdown);
    this.#code = monaco.editor.create(host, {
      ...programOptions(),
      ...preferredOptions(props.preferences),
      model: this.#model,
      ariaLabel: label,
      glyphMargin: false,
      wordWrap: 'on',
      // Sentences, not code: words offered at every key would be in the way.
      quickSuggestions: false,
    });
    this.#disposables = [
      offerIn(this.#model, props.offered),
      this.#model.onDidChangeContent(() => {
        if (!this.#showing) onTyped(this.#model.getValue());
      }),
      this.#code.onKeyDown((event) => {
        // Out of the editor: Tab is its own.
        if (event.keyCode === monaco.KeyCode.Escape && !event.shiftKey)
          document.querySelector<HTMLElement>('[data-save]')?.focus();
      }),
    ];
  }

  show(text: string): void {
    if (this.#model.getValue() === text) return;
    this.#showing = true;
    // With undo: what was there can be had back.
    this.#model.pushEditOperations([], [{ range: this.#model.getFullModelRange(), text }], () => null);
    this.#showing = false;
    this.#code.setScrollTop(0);
  }

  mark(findings: readonly Finding[]): void {
    const lines = this.#model.getLineCount();
    const markers = findings.map(({ line, column, severity, message }) => {
      const at = Math.min(Math.max(line, 1), lines);
      return {
        startLineNumber: at,
        startColumn: column,
        endLineNumber: at,
        endColumn: this.#model.getLineMaxColumn(at),
        severity: severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
        message: message[this.#locale],
      };
    });
    monaco.editor.setModelMarkers(this.#model, 'lesson', markers);
  }

  goTo(line: number, column: number): void {
    this.#code.revealLineInCenterIfOutsideViewport(line);
    this.#code.setPosition({ lineNumber: line, column });
    this.#code.focus();
  }

  insert(text: string): void {
    const selection = this.#code.getSelection();
    if (selection) this.#code.executeEdits('picture', [{ range: selection, text, forceMoveMarkers: true }]);
    this.#code.focus();
  }

  stop(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    this.#code.dispose();
    this.#model.dispose();
  }
}
