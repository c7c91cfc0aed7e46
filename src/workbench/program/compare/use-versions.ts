/** The earlier texts of a file, as the academy lists them: the first page at once, older ones when they are asked for. */
import { useCallback, useEffect, useState } from 'react';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { VersionList } from '../../../academy/api.ts';
import type { LabSession } from '../../lab-session.ts';
import { wordsOf } from '../../work/academy.ts';

interface Versions {
  /** `null` until they are there. */
  list: VersionList | null;
  refused: LocalizedText | null;
  /** Asks for older ones, if there are. */
  more: () => void;
  loading: boolean;
}

export function useVersions(session: LabSession, controller: string, name: string): Versions {
  const [list, setList] = useState<VersionList | null>(null);
  const [refused, setRefused] = useState<LocalizedText | null>(null);
  const [loading, setLoading] = useState(true);
  const load = useCallback(
    async (before: number | null) => {
      setLoading(true);
      try {
        // What was typed last is among them.
        if (before === null) await session.saving.flush();
        const page = await session.academy.versions({ controller, name }, before);
        setList((known) => (known && before !== null ? { ...page, versions: [...known.versions, ...page.versions] } : page));
        setRefused(null);
      } catch (error) {
        setRefused(wordsOf(error));
      }
      setLoading(false);
    },
    [session, controller, name],
  );
  useEffect(() => void load(null), [load]);
  const before = list?.before ?? null;
  return { list, refused, loading, more: () => before !== null && !loading && void load(before) };
}
