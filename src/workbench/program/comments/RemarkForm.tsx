import { useEffect, useId, useRef, useState } from 'react';
import { commentLimits } from '../../../academy/api.ts';
import { ActionButton } from '../../ActionButton.tsx';
import { useWorkbench } from '../../workbench-context.ts';

interface RemarkFormProps {
  label: string;
  about?: string;
  act: string;
  busy: boolean;
  /** What is edited; nothing for a new one. */
  first?: string;
  /** The focus comes here: somebody asked to write. */
  focused?: boolean;
  /** `true`: taken, and the field may be emptied. */
  send: (text: string) => Promise<boolean>;
  cancel?: () => void;
}

/** A few lines and a button: Ctrl+Enter checks the program, here as everywhere. What was refused stays in its field. */
export function RemarkForm({ label, about, act, busy, first = '', focused, send, cancel }: RemarkFormProps) {
  const { t } = useWorkbench();
  const [text, setText] = useState(first);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);
  const why = busy ? t('comments.why.busy') : text.trim() === '' ? t('comments.why.empty') : null;
  const submit = async () => {
    if (why === null && (await send(text.trim()))) setText('');
  };
  return (
    <div className="wb-remark-form">
      <label htmlFor={id}>{label}</label>
      {about && <p id={`${id}-about`}>{about}</p>}
      <textarea
        ref={field}
        id={id}
        className="wb-input"
        rows={2}
        maxLength={commentLimits.text}
        value={text}
        aria-describedby={about ? `${id}-about` : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="wb-row">
        <ActionButton look="primary" label={act} why={why} onPress={() => void submit()} />
        {cancel && <ActionButton look="quiet" label={t('cancel')} onPress={cancel} />}
      </div>
    </div>
  );
}
