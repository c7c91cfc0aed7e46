import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { LadderNetwork } from '#sandbox/iec61131/diagrams/ladder.ts';
import type { Words } from '../words.ts';
import { NetworkHead } from './NetworkHead.tsx';
import type { StandingNetwork } from './sheet.ts';

type Head = Pick<LadderNetwork, 'title' | 'label' | 'comment'>;

interface EditableHeadProps {
  standing: StandingNetwork;
  t: Words;
  why: string | null;
  editing: boolean;
  onEdit: () => void;
  /** `null`: nothing has changed. `leave`: the diagram gets the focus. */
  onDone: (head: Head | null, leave: boolean) => void;
}

/** Title, label and comment, written at their place. */
export function EditableHead({ standing, t, why, editing, onEdit, onDone }: EditableHeadProps) {
  if (editing && !why) return <HeadForm network={standing.network} t={t} onDone={onDone} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard has Enter on the network
    <div className="ld-head-place" onDoubleClick={() => !why && onEdit()}>
      <NetworkHead standing={standing} t={t} />
    </div>
  );
}

function HeadForm({ network, t, onDone }: { network: LadderNetwork; t: Words; onDone: EditableHeadProps['onDone'] }) {
  const [head, setHead] = useState({ title: network.title ?? '', label: network.label ?? '', comment: network.comment ?? '' });
  const first = useRef<HTMLInputElement>(null);
  const left = useRef(false);
  useEffect(() => {
    first.current?.focus({ preventScroll: true });
    first.current?.select();
  }, []);
  const finish = (keep: boolean, leave: boolean) => {
    if (left.current) return;
    left.current = true;
    const written: Head = {};
    for (const key of ['title', 'label', 'comment'] as const) if (head[key].trim() !== '') written[key] = head[key].trim();
    const same = (['title', 'label', 'comment'] as const).every((key) => (network[key] ?? '') === (written[key] ?? ''));
    onDone(keep && !same ? written : null, leave);
  };
  const keyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const isText = event.target instanceof HTMLTextAreaElement;
    if (event.key === 'Escape') finish(false, true);
    else if (event.key === 'Enter' && (!isText || event.ctrlKey || event.metaKey)) finish(true, true);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its fields are
    <div
      className="ld-head ld-head-form ld-writing-head"
      onKeyDown={keyDown}
      onBlur={(event: FocusEvent<HTMLDivElement>) => {
        if (!event.currentTarget.contains(event.relatedTarget)) finish(true, false);
      }}
    >
      <input
        ref={first}
        aria-label={t('ladder.title')}
        placeholder={t('ladder.title')}
        value={head.title}
        maxLength={200}
        onChange={({ target }) => setHead({ ...head, title: target.value })}
      />
      <input
        className="wb-code"
        aria-label={t('ladder.label')}
        placeholder={t('ladder.label')}
        value={head.label}
        maxLength={200}
        onChange={({ target }) => setHead({ ...head, label: target.value })}
      />
      <textarea
        aria-label={t('ladder.comment')}
        placeholder={t('ladder.comment')}
        value={head.comment}
        rows={3}
        maxLength={5000}
        onChange={({ target }) => setHead({ ...head, comment: target.value })}
      />
    </div>
  );
}
