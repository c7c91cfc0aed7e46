/** Comments in the program pane: marks in the margin of the editor, which thread is open, what is being written, and their actions. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CommentThread } from '../../../academy/api.ts';
import { useActions } from '../../actions/use-actions.ts';
import { useLab, useWorkbench } from '../../workbench-context.ts';
import type { FilePlace } from '../FileTabs.tsx';
import type { ProgramEditor } from '../program-editor.ts';
import type { CommentMark } from './comment-marks.ts';
import { type Comments, countUnread, useComments } from './use-comments.ts';

export interface CommentDesk {
  comments: Comments;
  /** There is something to open: comments, or the right to make some. */
  offered: boolean;
  unread: number;
  shown: boolean;
  toggle: () => void;
  /** The thread that is open. */
  open: string | null;
  setOpen: (thread: string | null) => void;
  /** Where a comment is being written; its line moves with the text. */
  writing: (FilePlace & { line: number }) | null;
  /** `true`: it was taken. */
  send: (text: string) => Promise<boolean>;
  cancel: () => void;
  /** To the next open comment after the cursor, or the one before it. */
  go: (to: 'next' | 'previous') => void;
  show: (thread: CommentThread) => void;
  /** Of the thread, as the text stands in the editor now. */
  lineOf: (thread: CommentThread) => number;
}

/** Of the mark at the line where somebody writes a new one. */
const writingMark = 'writing';

export function useCommentDesk(editor: ProgramEditor | null, place: FilePlace): CommentDesk {
  const { session, t } = useWorkbench();
  const { readOnly } = useLab();
  const { watching } = session.props;
  const comments = useComments();
  const { threads, act } = comments;
  const [shown, setShown] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const [writing, setWriting] = useState<CommentDesk['writing']>(null);
  const { controller, file } = place;

  const write = useCallback(
    (line: number) => {
      setWriting({ controller, file, line });
      setShown(true);
    },
    [controller, file],
  );

  /** Where the academy said that each stands, and where it has moved to since with what was typed here. */
  const placed = useRef(new Map<string, { said: string; line: number }>());
  useEffect(() => {
    const marks = threads
      .filter((thread) => thread.resolvedAt === null && thread.controller === controller && thread.name === file)
      .flatMap((thread): CommentMark[] => {
        const { id, place, remarks } = thread;
        if (place === null) return [];
        const about = t('comments.mark', { name: remarks[0]?.author ?? t('comments.by.gone') });
        const said = JSON.stringify(place);
        const known = placed.current.get(id);
        const line = known?.said === said ? known.line : place.line;
        placed.current.set(id, { said, line });
        return [{ id, line, unread: remarks.some((remark) => remark.unread), about }];
      });
    const here = writing?.controller === controller && writing.file === file ? writing : null;
    const line = here && (editor?.commentLines().get(writingMark) ?? here.line);
    if (line) marks.push({ id: writingMark, line, unread: false, about: t('comments.write', { line }) });
    editor?.setComments(marks);
    return () => {
      for (const [id, line] of editor?.commentLines() ?? []) {
        const known = placed.current.get(id);
        if (known) known.line = line;
      }
    };
  }, [editor, threads, writing, controller, file, t]);

  useEffect(() => {
    editor?.onMargin((line, comment) => {
      if (comment === writingMark) return true;
      if (comment !== null) {
        setOpen(comment);
        setShown(true);
        return true;
      }
      // Whoever only watches runs nothing that a breakpoint could stop.
      if (!watching || !readOnly) return false;
      write(line);
      return true;
    });
  }, [editor, watching, readOnly, write]);

  useEffect(() => {
    if (!editor || !watching) return;
    const offered = editor.code.addAction({
      id: 'millwright.comment',
      label: t('action.comment'),
      contextMenuGroupId: 'navigation',
      contextMenuOrder: 0,
      run: (code) => write(code.getPosition()?.lineNumber ?? 1),
    });
    return () => offered.dispose();
  }, [editor, watching, write, t]);

  const lineOf = useCallback(
    (thread: CommentThread) => {
      const here = thread.controller === controller && thread.name === file;
      return (here ? editor?.commentLines().get(thread.id) : undefined) ?? thread.place?.line ?? thread.line;
    },
    [editor, controller, file],
  );
  const show = useCallback(
    (thread: CommentThread) =>
      session.show({ controller: thread.controller, file: thread.name, line: lineOf(thread), column: 1 }),
    [session, lineOf],
  );
  const there = useMemo(() => threads.filter(({ resolvedAt, place }) => resolvedAt === null && place !== null), [threads]);
  const go = useCallback(
    (to: 'next' | 'previous') => {
      const cursor = editor?.code.getPosition()?.lineNumber ?? 1;
      const files = [...new Set(there.map((one) => `${one.controller}/${one.name}`)), `${controller}/${file}`].sort();
      const rank = (one: string, line: number) => files.indexOf(one) * 1_000_000 + line;
      const ranked = there
        .map((thread) => ({ thread, rank: rank(`${thread.controller}/${thread.name}`, lineOf(thread)) }))
        .sort((one, other) => one.rank - other.rank);
      const here = rank(`${controller}/${file}`, cursor);
      const found =
        to === 'next'
          ? (ranked.find((one) => one.rank > here) ?? ranked[0])
          : (ranked.findLast((one) => one.rank < here) ?? ranked.at(-1));
      if (!found) return;
      setOpen(found.thread.id);
      setShown(true);
      show(found.thread);
    },
    [editor, there, controller, file, lineOf, show],
  );

  const cancel = useCallback(() => setWriting(null), []);
  const sending = useRef(false);
  const send = async (text: string): Promise<boolean> => {
    if (!writing || sending.current) return false;
    sending.current = true;
    // With the keyboard one may have typed: the line is of the text as it stands.
    await session.saving.flush();
    const line = editor?.commentLines().get(writingMark) ?? writing.line;
    const revision = session.saving.revisionOf(writing.controller, writing.file);
    const before = new Set(threads.map(({ id }) => id));
    const now = await act({ do: 'comment', controller: writing.controller, name: writing.file, revision, line, text });
    sending.current = false;
    if (now === null) return false;
    setWriting(null);
    setOpen(now.find(({ id }) => !before.has(id))?.id ?? null);
    return true;
  };

  const why = there.length === 0 ? t('comments.why.none') : null;
  const whyNotComment = editor ? (comments.closed ? t('comments.closed') : null) : t('program.opening');
  useActions([
    ...(watching
      ? [{ id: 'comment' as const, why: whyNotComment, run: () => write(editor?.code.getPosition()?.lineNumber ?? 1) }]
      : []),
    { id: 'comments', on: shown, run: () => setShown(!shown) },
    { id: 'comment.next', why, run: () => go('next') },
    { id: 'comment.previous', why, run: () => go('previous') },
  ]);

  return {
    comments,
    offered: watching !== null || threads.length > 0,
    unread: countUnread(threads),
    shown,
    toggle: () => setShown(!shown),
    open,
    setOpen,
    writing,
    send,
    cancel,
    go,
    show,
    lineOf,
  };
}
