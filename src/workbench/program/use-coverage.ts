/**
 * Coverage of the last scan in the file that is shown. Lines go from the rig to the editor beside React; React knows only the two figures of
 * the status line, and those change seldom.
 */
import { useEffect, useState } from 'react';
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

  useEffect(() => {
    if (!on) return;
    session.connection.cover(controller);
    return () => session.connection.cover(null);
  }, [session, on, controller]);

  useEffect(() => {
    if (!on || differs || !editor) return;
    let statements: readonly number[] | null = null;
    let covered: readonly number[] | null = null;
    let gone = false;
    const paint = () => {
      if (gone || statements === null || covered === null) return;
      editor.setCoverage({ statements, covered });
      const next = { covered: covered.length, total: new Set([...statements, ...covered]).size };
      setFigures((known) => (known && known.covered === next.covered && known.total === next.total ? known : next));
    };
    const files = session.program(controller);
    void editor.language.ask({ ask: 'statement-lines', files, file }).then((answer) => {
      statements = answer?.lines ?? null;
      paint();
    });
    const end = session.connection.onCoverage((told) => {
      if (told.controller !== controller) return;
      covered = told.lines[file] ?? [];
      paint();
    });
    return () => {
      gone = true;
      end();
      editor.setCoverage(null);
      setFigures(null);
    };
  }, [session, editor, on, differs, controller, file]);

  return figures;
}
