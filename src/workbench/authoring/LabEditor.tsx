import { Save } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Preferences } from '../../academy/members/preferences.ts';
import type { Locale } from '../props.ts';
import '../scene/scene.css';
import './authoring.css';
import { Conflict } from './Conflict.tsx';
import { FileTree } from './FileTree.tsx';
import { FindingList } from './FindingList.tsx';
import type { LabCode } from './lab-code.ts';
import type { LabDesk } from './lab-desk.ts';
import type { ProofDesk } from './proof-desk.ts';
import { TestReport } from './TestReport.tsx';
import type { LabEditorWords } from './words.ts';

export interface LabEditorProps {
  lab: string;
  locale: Locale;
  preferences: Preferences;
  desk: LabDesk;
  proof: ProofDesk;
  t: LabEditorWords;
}

/** The files of a lab on the left, the open one beside them, and below it what is wrong and what `lab test` says. */
export function LabEditor({ lab, locale, preferences, desk, proof, t }: LabEditorProps) {
  const state = useSyncExternalStore(desk.subscribe, desk.getSnapshot);
  const run = useSyncExternalStore(proof.subscribe, proof.getSnapshot);
  const [panel, setPanel] = useState<'findings' | 'test'>('findings');
  const host = useRef<HTMLDivElement>(null);
  const saveButton = useRef<HTMLButtonElement>(null);
  const code = useRef<LabCode | null>(null);
  const [ready, setReady] = useState(false);
  const { open, unsaved, findings, loads } = state;

  useEffect(() => {
    let gone = false;
    const load = async () => {
      // The editor's own words must be there before its code runs.
      if (locale === 'zh-CN') await import('monaco-editor/nls/lang/zh-cn');
      return import('./lab-code.ts');
    };
    load().then(
      ({ LabCode }) => {
        if (gone || !host.current) return;
        code.current = new LabCode({
          host: host.current,
          ...{ lab, desk, locale, preferences },
          labelOf: (name) => t('author.lab.editor', { name }),
          onSave: () => {
            const { open: name } = desk.getSnapshot();
            if (name !== null) void desk.save(name);
          },
          onLeave: () => saveButton.current?.focus(),
        });
        setReady(true);
      },
      (error: unknown) => console.error(error),
    );
    return () => {
      gone = true;
      code.current?.stop();
      code.current = null;
    };
  }, [lab, desk, locale, preferences, t]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `loads` counts texts that came from elsewhere than the keyboard
  useEffect(() => {
    if (ready && open !== null) code.current?.show(open);
    // A file shown for the first time has its marks, too.
    if (ready) code.current?.mark(desk.getSnapshot().findings);
  }, [ready, open, loads, desk]);
  useEffect(() => {
    if (ready) code.current?.mark(findings);
  }, [ready, findings]);
  useEffect(() => {
    const leave = (event: Event) => {
      if (desk.getSnapshot().unsaved.size > 0) event.preventDefault();
    };
    addEventListener('beforeunload', leave);
    return () => removeEventListener('beforeunload', leave);
  }, [desk]);

  const picture = state.files?.find(({ name }) => name === open)?.picture === true;
  const dirty = open !== null && unsaved.has(open);
  const errors = findings.length;
  return (
    <div className="le">
      <FileTree {...{ desk, state, t }} />
      <section className="le-work" aria-label={open ?? t('author.lab.loading')}>
        <div className="le-bar">
          <strong className="le-name">{open ?? t('author.lab.loading')}</strong>
          <span className="le-state" role="status">
            {state.saving ? t('author.lab.saving') : dirty ? t('author.lab.unsaved') : open === null ? '' : t('author.lab.saved')}
          </span>
          <button
            ref={saveButton}
            type="button"
            className="button le-save"
            aria-disabled={!dirty || state.saving}
            onClick={() => open !== null && void desk.save(open)}
          >
            <Save aria-hidden="true" size={16} strokeWidth={1.75} />
            {t('author.lab.save')}
          </button>
        </div>
        {state.told && (
          <p className="le-told" role="alert">
            {state.told[locale]}
          </p>
        )}
        {state.conflict && (
          <Conflict
            {...{ desk, locale, t }}
            key={`${state.conflict.name} ${state.conflict.theirs?.hash}`}
            conflict={state.conflict}
            mine={desk.text(state.conflict.name) ?? ''}
          />
        )}
        <div className="le-body" data-scene={state.scene !== null} hidden={state.conflict !== null}>
          <div ref={host} className="le-code" hidden={picture} />
          {picture && <p className="le-empty">{t('author.lab.picture')}</p>}
          {state.scene !== null && (
            <figure className="le-scene wb-scene">
              <figcaption>{t('author.lab.preview')}</figcaption>
              {/* biome-ignore lint/security/noDangerouslySetInnerHtml: written anew by the server from what a drawing may contain (sandbox/lab/scene.ts) */}
              <div className="le-drawing wb-scene-drawing" dangerouslySetInnerHTML={{ __html: state.scene }} />
            </figure>
          )}
        </div>
        <div className="le-panel">
          <div className="le-tabs" role="tablist" aria-label={t('author.lab.panel')}>
            {(['findings', 'test'] as const).map((name) => (
              <button
                key={name}
                type="button"
                role="tab"
                id={`le-tab-${name}`}
                aria-controls={`le-panel-${name}`}
                aria-selected={panel === name}
                onClick={() => setPanel(name)}
              >
                {name === 'findings' ? t('author.lab.findings', { count: errors }) : t('author.lab.test')}
              </button>
            ))}
          </div>
          <div className="le-matter" role="tabpanel" id={`le-panel-${panel}`} aria-labelledby={`le-tab-${panel}`}>
            {panel === 'findings' ? (
              <FindingList {...{ desk, findings, locale, t }} looked={state.files !== null} />
            ) : (
              <TestReport {...{ desk, proof, run, locale, t }} unsaved={unsaved.size > 0} />
            )}
          </div>
        </div>
      </section>
    </div>
  );
}
