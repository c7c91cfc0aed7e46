/** A ladder file of the editor as its diagram: the text is the one truth, every edit of the drawing is an edit of it, and undo is the text's. */
import type { editor as MonacoEditor } from 'monaco-editor/editor';
import { useMemo, useSyncExternalStore } from 'react';
import { changesTo } from '#sandbox/iec61131/diagrams/edit-text.ts';
import type { LadderPou } from '#sandbox/iec61131/diagrams/ladder.ts';
import { type LadderReading, readLadder } from '#sandbox/iec61131/diagrams/read-ladder.ts';

type Model = MonacoEditor.ITextModel;

export interface LadderFileState {
  reading: LadderReading;
  change: (next: LadderPou) => void;
  undo: () => void;
  redo: () => void;
}

export function useLadderFile(model: Model, file: string): LadderFileState {
  const version = useSyncExternalStore(
    (listener) => {
      const listening = model.onDidChangeContent(listener);
      return () => listening.dispose();
    },
    () => model.getVersionId(),
    () => model.getVersionId(),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the text, which would be long to compare
  const reading = useMemo(() => readLadder({ name: file, text: model.getValue() }), [model, file, version]);
  return {
    reading,
    change: (next) => {
      const edits = changesTo(reading, next).map(({ start, end, text }) => {
        const [from, to] = [model.getPositionAt(start), model.getPositionAt(end)];
        return {
          range: {
            startLineNumber: from.lineNumber,
            startColumn: from.column,
            endLineNumber: to.lineNumber,
            endColumn: to.column,
          },
          text,
        };
      });
      if (edits.length === 0) return;
      model.pushStackElement();
      model.pushEditOperations([], edits, () => null);
      model.pushStackElement();
    },
    undo: () => void model.undo(),
    redo: () => void model.redo(),
  };
}
