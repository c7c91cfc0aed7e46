import { useEffect, useId, useState } from 'react';
import type { CommentThread } from '../../../academy/api.ts';
import { ActionButton } from '../../ActionButton.tsx';
import { Sentence } from '../../Sentence.tsx';
import { useWorkbench } from '../../workbench-context.ts';
import { RemarkForm } from './RemarkForm.tsx';
import type { CommentDesk } from './use-comment-desk.ts';

type Remark = CommentThread['remarks'][number];

/** One comment in the list: its line and first words; opened, all of it with its answers and what can be done. */
export function Thread({ thread, desk }: { thread: CommentThread; desk: CommentDesk }) {
  const { session, t } = useWorkbench();
  const id = useId();
  const { remarks, place, resolvedAt } = thread;
  const { busy, act } = desk.comments;
  const [first] = remarks;
  const open = desk.open === thread.id;
  const unread = remarks.some((remark) => remark.unread);
  const nameOf = ({ yours, author }: Remark) => (yours ? t('comments.by.you') : (author ?? t('comments.by.gone')));
  const { controllers } = session.props;
  const several = controllers.length > 1 || thread.name !== controllers[0]?.start[0]?.name;
  const line = desk.lineOf(thread);

  useEffect(() => {
    if (open && unread) void act({ do: 'read', thread: thread.id });
  }, [open, unread, act, thread.id]);

  return (
    <li data-open={open} data-resolved={resolvedAt !== null}>
      <button
        type="button"
        className="wb-comment-head"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => desk.setOpen(open ? null : thread.id)}
      >
        <span className="wb-comment-line">
          {several ? t('comments.place', { file: thread.name, line }) : t('comments.line', { line })}
        </span>
        {unread && <span className="wb-comment-flag">{t('comments.new')}</span>}
        {resolvedAt !== null && <span className="wb-comment-resolved">{t('comments.resolved')}</span>}
        {!open && first && (
          <span className="wb-comment-gist">
            {nameOf(first)}: {first.text}
          </span>
        )}
      </button>
      {open && (
        <div id={id} className="wb-comment-body">
          {(place === null || place.gone) && (
            <p className="wb-comment-was">
              {t(place === null ? 'comments.file-gone' : 'comments.gone')} <code>{thread.lineText.trim() || '—'}</code>
            </p>
          )}
          <ol className="wb-remarks">
            {remarks.map((remark) => (
              <RemarkEntry
                key={remark.id}
                remark={remark}
                name={nameOf(remark)}
                answered={remark.id === thread.id && remarks.length > 1}
                desk={desk}
              />
            ))}
          </ol>
          <RemarkForm
            label={t('comments.answer.text')}
            act={t('comments.answer')}
            busy={busy}
            send={async (text) => (await act({ do: 'answer', thread: thread.id, text })) !== null}
          />
          <div className="wb-row">
            {place !== null && <ActionButton label={t('comments.show')} onPress={() => desk.show(thread)} />}
            <ActionButton
              label={t(resolvedAt === null ? 'comments.resolve' : 'comments.reopen')}
              why={busy ? t('comments.why.busy') : null}
              onPress={() => void act({ do: resolvedAt === null ? 'resolve' : 'reopen', thread: thread.id })}
            />
          </div>
        </div>
      )}
    </li>
  );
}

interface RemarkEntryProps {
  remark: Remark;
  name: string;
  /** It is the comment itself, and there are answers to it. */
  answered: boolean;
  desk: CommentDesk;
}

function RemarkEntry({ remark, name, answered, desk }: RemarkEntryProps) {
  const { t, locale } = useWorkbench();
  const [editing, setEditing] = useState(false);
  const { busy, act } = desk.comments;
  const at = new Date(remark.at).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const whyNotDelete = busy ? t('comments.why.busy') : answered ? t('comments.why.answered') : null;
  return (
    <li>
      <p className="wb-remark-head">
        <strong>{name}</strong> <time dateTime={remark.at}>{at}</time>
        {remark.editedAt !== null && ` · ${t('comments.edited')}`}
      </p>
      {editing ? (
        <RemarkForm
          label={t('comments.edit.text')}
          act={t('comments.save')}
          busy={busy}
          first={remark.text}
          focused
          send={async (text) => {
            const done = (await act({ do: 'edit', comment: remark.id, text })) !== null;
            if (done) setEditing(false);
            return done;
          }}
          cancel={() => setEditing(false)}
        />
      ) : (
        <p className="wb-remark-text">
          <Sentence text={remark.text} />
        </p>
      )}
      {remark.yours && !editing && (
        <div className="wb-row">
          <ActionButton look="quiet" label={t('comments.edit')} onPress={() => setEditing(true)} />
          <ActionButton
            look="quiet"
            label={t('comments.delete')}
            why={whyNotDelete}
            onPress={() => void act({ do: 'delete', comment: remark.id })}
          />
        </div>
      )}
    </li>
  );
}
