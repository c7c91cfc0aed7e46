/** The comments at the programs of this lab; asked for again when the rig says that there is news, and when the reader comes back. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { type CommentList, type CommentRequest, type CommentThread, commentList } from '../../../academy/api.ts';
import type { WorkbenchProps } from '../../props.ts';
import { exchange, wordsOf } from '../../work/academy.ts';
import { useLab, useRig, useWorkbench } from '../../workbench-context.ts';

export interface Comments {
  /** In the order of the text; none while they are not known, and during an exam. */
  threads: readonly CommentThread[];
  /** None can be made now: an exam is under way. */
  closed: boolean;
  refused: LocalizedText | null;
  busy: boolean;
  /** What came while the page was open and nobody here had asked: to be announced. */
  news: CommentThread | null;
  /** The threads after it; `null` when it was refused. */
  act: (request: CommentRequest) => Promise<readonly CommentThread[] | null>;
}

type Place = Pick<WorkbenchProps, 'lab' | 'watching'>;
const pathOf = ({ lab, watching }: Place): string =>
  watching ? `${watching.base}/comments/${encodeURIComponent(lab)}` : `/work/${encodeURIComponent(lab)}/comments`;

const lineOf = ({ place, line }: CommentThread): number => place?.line ?? line;
const inOrder = (threads: readonly CommentThread[]): CommentThread[] =>
  threads.toSorted(
    (one, other) =>
      one.controller.localeCompare(other.controller) || one.name.localeCompare(other.name) || lineOf(one) - lineOf(other),
  );
const unreadOf = (threads: readonly CommentThread[]): CommentThread[] =>
  threads.filter(({ remarks }) => remarks.some(({ unread }) => unread));

export function useComments(): Comments {
  const { props, saving } = useWorkbench().session;
  const { company, link } = useRig();
  const { loads, work } = useLab();
  const [list, setList] = useState<CommentList | null>(null);
  const [refused, setRefused] = useState<LocalizedText | null>(null);
  const [busy, setBusy] = useState(false);
  const [news, setNews] = useState<CommentThread | null>(null);
  const seen = useRef<Set<string> | null>(null);
  /** Answers of the academy in the order in which they were asked for. */
  const asked = useRef(0);
  const ready = work.kind === 'ready' && !props.draft;

  const take = useCallback((found: CommentList) => {
    const unread = unreadOf(found.threads);
    const before = seen.current;
    const key = (thread: CommentThread) => `${thread.id} ${thread.remarks.filter((one) => one.unread).length}`;
    const fresh = before === null ? undefined : unread.find((thread) => !before.has(key(thread)));
    seen.current = new Set([...(before ?? []), ...unread.map(key)]);
    if (fresh) setNews(fresh);
    setList((known) => (JSON.stringify(known) === JSON.stringify(found) ? known : found));
  }, []);

  const look = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    try {
      // The lines are told of the saved text: it shall be the one that stands here.
      await saving.flush();
      const found = await exchange(commentList, pathOf(props));
      if (mine === asked.current) take(found);
    } catch {
      // Nothing was asked for, so nothing is said: whoever writes is told.
    }
  }, [props, saving, take]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every word of the rig about its company is a new object, and means news
  useEffect(() => {
    if (ready) void look();
  }, [ready, look, company, link, loads]);

  useEffect(() => {
    if (!ready) return;
    const back = () => {
      if (!document.hidden) void look();
    };
    addEventListener('focus', back);
    document.addEventListener('visibilitychange', back);
    return () => {
      removeEventListener('focus', back);
      document.removeEventListener('visibilitychange', back);
    };
  }, [ready, look]);

  const act = useCallback(
    async (request: CommentRequest) => {
      const silent = request.do === 'read';
      asked.current += 1;
      const mine = asked.current;
      if (!silent) setBusy(true);
      try {
        if (!silent) await saving.flush();
        const found = await exchange(commentList, pathOf(props), { method: 'POST', json: request });
        if (mine === asked.current) take(found);
        setRefused(null);
        return inOrder(found.threads);
      } catch (error) {
        if (!silent) setRefused(wordsOf(error));
        return null;
      } finally {
        if (!silent) setBusy(false);
      }
    },
    [props, saving, take],
  );
  const threads = useMemo(() => inOrder(list?.threads ?? []), [list]);
  return { threads, closed: list?.open === false, refused, busy, news, act };
}

export const countUnread = (threads: readonly CommentThread[]): number => unreadOf(threads).length;
