/** What stepping shows in the editor: the statement that comes next, and the lines at which a run stops. */
import type { IDisposable, editor as MonacoEditor } from 'monaco-editor/editor';
import type { SourceRange } from '#sandbox/iec61131/diagnostics.ts';
import type { Breakpoints } from './breakpoints.ts';
import { rangeOf } from './diagnostic-markers.ts';
import { monaco } from './monaco.ts';

export interface SteppingWords {
  statement: string;
  breakpoint: string;
}

interface SteppingOptions {
  controller: string;
  file: string;
  words: SteppingWords;
  /** The margin was pressed, in this lane of its marks or on the number: is something else than a breakpoint meant? */
  takenElsewhere: (line: number, lane: MonacoEditor.GlyphMarginLane | undefined) => boolean;
}

export class SteppingMarks {
  #code: MonacoEditor.IStandaloneCodeEditor;
  #breakpoints: Breakpoints;
  #controller: string;
  #file: string;
  #words: SteppingWords;
  #statement: MonacoEditor.IEditorDecorationsCollection;
  #dots: MonacoEditor.IEditorDecorationsCollection;
  #disposables: IDisposable[];
  #end: () => void;

  constructor(
    code: MonacoEditor.IStandaloneCodeEditor,
    breakpoints: Breakpoints,
    { controller, file, words, takenElsewhere }: SteppingOptions,
  ) {
    this.#code = code;
    this.#breakpoints = breakpoints;
    this.#controller = controller;
    this.#file = file;
    this.#words = words;
    this.#statement = code.createDecorationsCollection();
    this.#dots = code.createDecorationsCollection();
    this.#drawDots();
    this.#end = breakpoints.subscribe(() => this.#drawDots());
    this.#disposables = [
      code.onMouseDown(({ target }) => {
        const { GUTTER_GLYPH_MARGIN, GUTTER_LINE_NUMBERS } = monaco.editor.MouseTargetType;
        if (target.type !== GUTTER_GLYPH_MARGIN && target.type !== GUTTER_LINE_NUMBERS) return;
        const lane = target.type === GUTTER_GLYPH_MARGIN ? target.detail.glyphMarginLane : undefined;
        if (!takenElsewhere(target.position.lineNumber, lane))
          this.#breakpoints.toggle(this.#controller, this.#file, target.position.lineNumber);
      }),
      // The editor moves its marks with the text; the lines that are sent move with them.
      code.onDidChangeModelContent(() => {
        const lines = this.#dots.getRanges().map(({ startLineNumber }) => startLineNumber);
        this.#breakpoints.set(this.#controller, this.#file, lines);
      }),
      // The call stack that comes with the statement takes room from the editor: the line is brought back into view.
      code.onDidLayoutChange(() => this.#reveal()),
    ];
  }

  /** At the line of the cursor. */
  toggle(): void {
    const line = this.#code.getPosition()?.lineNumber;
    if (line !== undefined) this.#breakpoints.toggle(this.#controller, this.#file, line);
  }

  /** The statement that comes next, or none. */
  stand(range: SourceRange | null): void {
    const count = this.#code.getModel()?.getLineCount() ?? 0;
    if (range === null || range.line > count) {
      this.#statement.clear();
      return;
    }
    const at = rangeOf(range);
    const line = new monaco.Range(range.line, 1, range.line, 1);
    this.#statement.set([
      {
        range: line,
        options: {
          isWholeLine: true,
          className: 'wb-statement-line',
          glyphMarginClassName: 'wb-statement-arrow',
          glyphMarginHoverMessage: { value: this.#words.statement },
          zIndex: 2,
        },
      },
      { range: at, options: { className: 'wb-statement' } },
    ]);
    this.#reveal();
  }

  #reveal(): void {
    const line = this.#statement.getRange(0)?.startLineNumber;
    if (line !== undefined) this.#code.revealLineInCenterIfOutsideViewport(line);
  }

  stop(): void {
    this.#end();
    for (const disposable of this.#disposables) disposable.dispose();
    this.#statement.clear();
    this.#dots.clear();
  }

  #drawDots(): void {
    const count = this.#code.getModel()?.getLineCount() ?? 0;
    const lines = this.#breakpoints.of(this.#controller, this.#file).filter((line) => line <= count);
    this.#dots.set(
      lines.map((line) => ({
        range: new monaco.Range(line, 1, line, 1),
        options: {
          glyphMarginClassName: 'wb-breakpoint',
          glyphMarginHoverMessage: { value: this.#words.breakpoint },
          stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
        },
      })),
    );
  }
}
