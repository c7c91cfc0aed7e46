/** Which file is shown: the reader's choice, or where a step of the scan, a diagnostic or a fault leads. */
import { useEffect, useRef, useState } from 'react';
import type { LabSession } from '../lab-session.ts';
import { useLab, useRig } from '../workbench-context.ts';
import type { FilePlace } from './FileTabs.tsx';

interface FilesShown {
  files: FilePlace[];
  place: FilePlace;
  setPlace: (place: FilePlace) => void;
}

export function useFilePlace(session: LabSession): FilesShown {
  const lab = useLab();
  const { rig, tick } = useRig();
  const { controllers } = session.props;
  const files = controllers.flatMap(({ name, start }) =>
    (lab.files[name] ?? start).map((source) => ({ controller: name, file: source.name })),
  );
  const [wanted, setPlace] = useState<FilePlace | null>(null);
  const known = files.find(({ controller, file }) => controller === wanted?.controller && file === wanted.file);
  // A file that is gone (deleted here or in another tab) gives way to its controller's first.
  const place = known ??
    files.find(({ controller }) => controller === wanted?.controller) ??
    files[0] ?? { controller: '', file: '' };

  const statement = rig?.time.statement ?? null;
  const next = statement?.stack[0]?.range ?? null;
  const standsAt = statement && next ? `${statement.controller} ${next.file} ${next.start} ${statement.number} ${tick}` : '';
  const stand = useRef({ statement, next });
  stand.current = { statement, next };
  useEffect(() => {
    // Only when the scan moves on: the reader may look into another file meanwhile.
    const { statement: at, next: range } = stand.current;
    if (standsAt !== '' && at && range) setPlace({ controller: at.controller, file: range.file });
  }, [standsAt]);
  return { files, place, setPlace };
}
