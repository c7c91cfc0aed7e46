import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ActionButton } from '../../ActionButton.tsx';
import { useWorkbench } from '../../workbench-context.ts';
import './comments.css';
import { RemarkForm } from './RemarkForm.tsx';
import { Thread } from './Thread.tsx';
import type { CommentDesk } from './use-comment-desk.ts';

/** Under the editor: the comments in the order of the text, one of them open, and the one that is being written. */
export default function CommentsPanel({ desk, leave }: { desk: CommentDesk; leave: () => void }) {
  const { session, t, locale } = useWorkbench();
  const { comments, writing, open } = desk;
  const { threads, refused } = comments;
  const [all, setAll] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const resolved = threads.filter(({ resolvedAt }) => resolvedAt !== null);
  const listed = threads.filter(({ id, resolvedAt }) => all || resolvedAt === null || id === open);
  const why = threads.length === resolved.length ? t('comments.why.none') : null;

  useEffect(() => {
    if (open !== null) list.current?.querySelector('[data-open="true"]')?.scrollIntoView?.({ block: 'nearest' });
  }, [open]);

  return (
    <section
      className="wb-comments"
      aria-label={t('comments.title')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        if (writing) desk.cancel();
        else desk.toggle();
        leave();
      }}
    >
      <div className="wb-comments-head">
        <h3>{t('comments.title')}</h3>
        {resolved.length > 0 && (
          <label className="wb-comments-all">
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
            {t('comments.resolved.show', { count: resolved.length })}
          </label>
        )}
        <span className="wb-spacer" />
        <ActionButton
          icon={ArrowUp}
          iconOnly
          look="quiet"
          label={t('comments.previous')}
          why={why}
          onPress={() => desk.go('previous')}
        />
        <ActionButton
          icon={ArrowDown}
          iconOnly
          look="quiet"
          label={t('comments.next')}
          why={why}
          onPress={() => desk.go('next')}
        />
        <ActionButton
          icon={X}
          iconOnly
          look="quiet"
          label={t('comments.close')}
          onPress={() => {
            desk.toggle();
            leave();
          }}
        />
      </div>
      {refused && (
        <p className="wb-message wb-message-danger" role="alert">
          {refused[locale]}
        </p>
      )}
      {writing && (
        <div className="wb-comment-new">
          <RemarkForm
            key={`${writing.controller}/${writing.file}/${writing.line}`}
            label={t('comments.write', { line: writing.line })}
            about={t('comments.write.about')}
            act={t('comments.send')}
            busy={comments.busy}
            focused
            send={desk.send}
            cancel={() => {
              desk.cancel();
              leave();
            }}
          />
        </div>
      )}
      {listed.length > 0 && (
        <ul ref={list} className="wb-comment-list">
          {listed.map((thread) => (
            <Thread key={thread.id} thread={thread} desk={desk} />
          ))}
        </ul>
      )}
      {listed.length === 0 && !writing && (
        <p className="wb-comments-none">
          {comments.closed ? t('comments.closed') : t('comments.none')}
          {!comments.closed && session.props.watching && ` ${t('comments.none.about')}`}
        </p>
      )}
    </section>
  );
}
