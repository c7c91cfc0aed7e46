/** Comments in the margin of the editor: a mark at each line that has one, which moves with the line while somebody types. */
import type { editor as MonacoEditor } from 'monaco-editor/editor';
import { followLine } from '../../../academy/line-comments/follow-line.ts';
import { monaco } from '../monaco.ts';

export interface CommentMark {
  id: string;
  /** From 1. */
  line: number;
  unread: boolean;
  /** Shown when the pointer rests on it. */
  about: string;
}

export class CommentMarks {
  readonly #code: MonacoEditor.IStandaloneCodeEditor;
  readonly #decorations: MonacoEditor.IEditorDecorationsCollection;
  #marks: readonly CommentMark[] = [];

  constructor(code: MonacoEditor.IStandaloneCodeEditor) {
    this.#code = code;
    this.#decorations = code.createDecorationsCollection();
  }

  show(marks: readonly CommentMark[]): void {
    const count = this.#code.getModel()?.getLineCount() ?? 1;
    this.#marks = marks;
    this.#decorations.set(
      marks.map(({ line, unread, about }) => {
        const at = Math.min(line, count);
        return {
          range: new monaco.Range(at, 1, at, 1),
          options: {
            glyphMarginClassName: unread ? 'wb-comment-mark wb-comment-unread' : 'wb-comment-mark',
            glyphMarginHoverMessage: { value: about },
            // Beside a breakpoint of the same line.
            glyphMargin: { position: monaco.editor.GlyphMarginLane.Right },
            stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
          },
        };
      }),
    );
  }

  /** Where each stands now. */
  lines(): Map<string, number> {
    const ranges = this.#decorations.getRanges();
    return new Map(this.#marks.map(({ id, line }, at) => [id, ranges[at]?.startLineNumber ?? line]));
  }

  /** The whole text was put in another's place, and the editor cannot tell what became of a line. */
  textReplaced(before: string, after: string, lines: ReadonlyMap<string, number>): void {
    this.show(this.#marks.map((mark) => ({ ...mark, line: followLine(before, after, lines.get(mark.id) ?? mark.line).line })));
  }

  stop(): void {
    this.#decorations.clear();
  }
}
