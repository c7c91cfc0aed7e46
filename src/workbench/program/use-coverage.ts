/**
 * Coverage of the last scan in the file that is shown. Lines go from the rig to the editor beside React; React knows only the two figures of
 * the status line, and those change seldom.
 */
import { useEffect, useRef, useState } from 'react';
import type { LabSession } from '../lab-session.ts';
import type { FilePlace } from './FileTabs.tsx';
import type { ProgramEditor } from './program-editor.ts';

interface CoverageOf {
  on: boolean;
  /** The rig runs something else than the editor shows. */
  differs: boolean;
  place: FilePlace;
}

/** Lines carried out and lines that could have been; `null`: off, or nothing was told yet. */
export function useCoverage(
  session: LabSession,
  editor: ProgramEditor | null,
  { on, differs, place }: CoverageOf,
): { covered: number; total: number } | null {
  const { controller, file } = place;
  const [figures, setFigures] = useState<{ covered: number; total: number } | null>(null);

  // Kept while the text is another for a moment: the rig tells lines only when they change.
  const told = useRef<Readonly<Record<string, readonly number[]>> | null>(null);
  const repaint = useRef<() => void>(() => {});

  useEffect(() => {
    if (!on) return;
    const end = session.connection.onCoverage((message) => {
      if (message.controller !== controller) return;
      told.current = message.lines;
      repaint.current();
    });
    session.connection.cover(controller);
    return () => {
      end();
      told.current = null;
      session.connection.cover(null);
    };
  }, [session, on, controller]);

  useEffect(() => {
    if (!on || differs || !editor) return;
    let statements: readonly number[] | null = null;
    const paint = () => {
      if (statements === null || told.current === null) return;
      const covered = told.current[file] ?? [];
      editor.setCoverage({ statements, covered });
      const next = { covered: covered.length, total: new Set([...statements, ...covered]).size };
      setFigures((known) => (known && known.covered === next.covered && known.total === next.total ? known : next));
    };
    repaint.current = paint;
    const files = session.program(controller);
    void editor.language.ask({ ask: 'statement-lines', files, file }).then((answer) => {
      statements = answer?.lines ?? null;
      if (repaint.current === paint) paint();
    });
    return () => {
      repaint.current = () => {};
      editor.setCoverage(null);
      setFigures(null);
    };
  }, [session, editor, on, differs, controller, file]);

  return figures;
}
