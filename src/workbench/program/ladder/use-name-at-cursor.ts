/** The name at a drawing's cursor: what it means, where it is declared, and whether it may be called otherwise. */
import { useMemo, useState } from 'react';
import type { ElementPath } from '#sandbox/iec61131/diagrams/ladder.ts';
import type { LadderReading } from '#sandbox/iec61131/diagrams/read-ladder.ts';
import type { Hover } from '#sandbox/iec61131/service/hover.ts';
import { useWorkbench } from '../../workbench-context.ts';
import type { FilePlace } from '../FileTabs.tsx';
import type { ProgramEditor } from '../program-editor.ts';
import { useTold } from '../use-told.ts';
import { nameOffsetAt } from './file-places.ts';

interface NameAtCursor {
  /** Null: the cursor is at no name, or nobody knows it. */
  meaning: Hover | null;
  toDeclaration: () => Promise<void>;
  /** Asks for another name, where there may be one; else says why not. */
  rename: () => Promise<void>;
  /** What is to be renamed; null: nothing. */
  renaming: { offset: number; name: string } | null;
  renamed: () => void;
}

interface At {
  editor: ProgramEditor;
  model: NonNullable<ProgramEditor['model']>;
  place: FilePlace;
  reading: LadderReading;
  cursor: ElementPath | null;
}

export function useNameAtCursor({ editor, model, place: { controller, file }, reading, cursor }: At): NameAtCursor {
  const { session, locale } = useWorkbench();
  const offset = useMemo(() => (cursor === null ? null : nameOffsetAt(reading, cursor)), [reading, cursor]);
  const [renaming, setRenaming] = useState<NameAtCursor['renaming']>(null);
  const told = useTold(
    model,
    async () => {
      if (offset === null) return null;
      const files = session.program(controller);
      const answer = await editor.language.ask({ ask: 'hover', files, file, offset, locale });
      return answer?.hover ?? null;
    },
    offset,
  );
  return {
    meaning: offset === null ? null : (told ?? null),
    toDeclaration: async () => {
      if (offset === null) return;
      const answer = await editor.language.ask({ ask: 'definition', files: session.program(controller), file, offset });
      const declared = answer?.place;
      const text = declared && session.text(controller, declared.file);
      // The standard's own names are declared in no file of the program.
      if (!declared || text === undefined || text === null) return;
      const before = text.slice(0, declared.start).split('\n');
      session.show({ controller, file: declared.file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
    },
    rename: async () => {
      if (offset === null) return;
      const answer = await editor.language.ask({ ask: 'renameable', files: session.program(controller), file, offset });
      const named = answer?.place;
      if (!named) return;
      if ('refused' in named) session.refuse('program', named.refused);
      else setRenaming({ offset, name: model.getValue().slice(named.start, named.end) });
    },
    renaming,
    renamed: () => setRenaming(null),
  };
}
