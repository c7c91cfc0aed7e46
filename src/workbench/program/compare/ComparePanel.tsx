import { ArrowDown, ArrowUp, History, Undo2, X } from 'lucide-react';
import type { editor as MonacoEditor } from 'monaco-editor/editor';
import { useEffect, useRef, useState } from 'react';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { ActionButton } from '../../ActionButton.tsx';
import { wordsOf } from '../../work/academy.ts';
import { useLab, usePreferences, useWorkbench } from '../../workbench-context.ts';
import { restoreText } from '../file-acts.ts';
import './compare.css';
import type { Comparison } from './comparison.ts';
import { useVersions } from './use-versions.ts';
import { firstChoice, numberOf, VersionPicker } from './VersionPicker.tsx';

interface ComparePanelProps {
  /** The text that is shown, which the comparison writes into. */
  editor: { readonly model: MonacoEditor.ITextModel | null };
  controller: string;
  file: string;
  /** What the rig runs now, where that is offered to compare with. */
  running?: string | undefined;
  close: () => void;
}

/** The file beside an earlier version of it, over the editor: go through the differences, take one or all of them back. */
export default function ComparePanel({ editor, controller, file, running, close }: ComparePanelProps) {
  const { session, t, locale } = useWorkbench();
  const preferences = usePreferences();
  const { readOnly } = useLab();
  const { list, refused, more, loading } = useVersions(session, controller, file);
  const start = session.programs.find(({ name }) => name === controller)?.start.find(({ name }) => name === file);
  const [picked, setPicked] = useState<string | null>(null);
  const chosen = picked ?? (list ? (running === undefined ? firstChoice(list, start !== undefined) : 'running') : null);
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const [earlier, setEarlier] = useState<string | null>(null);
  const [failed, setFailed] = useState<LocalizedText | null>(null);
  const [count, setCount] = useState<number | null>(null);
  const host = useRef<HTMLDivElement>(null);
  const leave = useRef(close);
  leave.current = close;
  const shownPreferences = useRef(preferences);
  shownPreferences.current = preferences;
  const mayChange = useRef(!readOnly);
  mayChange.current = !readOnly;

  useEffect(() => {
    const model = editor.model;
    let made: Comparison | null = null;
    let gone = false;
    void import('./comparison.ts').then(({ Comparison }) => {
      if (gone || !host.current || !model) return;
      made = new Comparison({
        host: host.current,
        model,
        words: { earlier: t('compare.earlier'), now: t('compare.now'), read: t('compare.now.read') },
        preferences: shownPreferences.current,
        readOnly: !mayChange.current,
        onLeave: () => leave.current(),
        onDifferences: setCount,
      });
      setComparison(made);
    });
    return () => {
      gone = true;
      made?.stop();
      setComparison(null);
    };
  }, [editor, t]);
  useEffect(() => comparison?.setPreferences(preferences), [comparison, preferences]);
  useEffect(() => comparison?.setReadOnly(readOnly), [comparison, readOnly]);

  const startText = start?.text;
  useEffect(() => {
    if (chosen === null) return;
    let gone = false;
    const number = numberOf(chosen);
    const here = chosen === 'running' ? running : number === 0 ? startText : undefined;
    const text = here !== undefined ? Promise.resolve(here) : session.academy.version({ controller, name: file }, number);
    text.then(
      (found) => {
        if (gone) return;
        setFailed(null);
        setEarlier(found);
      },
      (error: unknown) => {
        if (!gone) setFailed(wordsOf(error));
      },
    );
    return () => {
      gone = true;
    };
  }, [session, controller, file, chosen, startText, running]);

  useEffect(() => {
    if (!comparison || earlier === null) return;
    comparison.setEarlier(earlier);
    comparison.focus();
  }, [comparison, earlier]);

  const trouble = refused ?? failed;
  const nothing = list !== null && chosen === null;
  const why = count === 0 ? t('compare.same') : count === null ? t('compare.loading') : null;
  const whyNotRestore = readOnly ? t('help.why.watching') : why;
  return (
    <section
      className="wb-compare"
      aria-label={t('compare.label', { name: file })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        close();
      }}
    >
      <div className="wb-toolbar" role="toolbar" aria-label={t('program.compare')}>
        {list && !nothing && (
          <VersionPicker
            list={list}
            hasStart={start !== undefined}
            hasRunning={running !== undefined}
            chosen={chosen}
            onChoose={setPicked}
            onMore={more}
            loading={loading}
          />
        )}
        <ActionButton
          icon={ArrowUp}
          iconOnly
          label={t('compare.previous')}
          why={why}
          onPress={() => comparison?.go('previous')}
        />
        <ActionButton icon={ArrowDown} iconOnly label={t('compare.next')} why={why} onPress={() => comparison?.go('next')} />
        <ActionButton
          icon={Undo2}
          label={t('compare.restore.one')}
          about={t('compare.restore.one.about')}
          why={whyNotRestore}
          onPress={() => comparison?.restoreOne()}
        />
        <ActionButton
          icon={History}
          label={t('compare.restore')}
          about={t('compare.restore.about')}
          why={whyNotRestore}
          onPress={() => {
            if (earlier !== null) restoreText({ session, t, controller }, file, earlier);
            comparison?.focus();
          }}
        />
        <span className="wb-compare-state" role="status">
          {trouble || nothing
            ? ''
            : list === null || count === null
              ? t('compare.loading')
              : count === 1
                ? t('compare.count.one')
                : count === 0
                  ? t('compare.same')
                  : t('compare.count', { count })}
        </span>
        <ActionButton icon={X} iconOnly look="quiet" label={t('program.compare.back')} onPress={close} />
      </div>
      {(trouble || nothing) && (
        <p className="wb-message" role="alert">
          {trouble ? trouble[locale] : t('compare.none')}
        </p>
      )}
      <div ref={host} className="wb-compare-editor" />
    </section>
  );
}
