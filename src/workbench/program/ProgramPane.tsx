import { ArrowDownToLine, RotateCw, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { Diagnostic, Locale } from '#sandbox/iec61131/diagnostics.ts';
import { ActionButton } from '../ActionButton.tsx';
import type { DownloadOutcome, LabSession } from '../lab-session.ts';
import { useLab, usePreferences, useRig, useWorkbench } from '../workbench-context.ts';
import './program.css';
import { Sentence } from '../Sentence.tsx';
import { CallStack } from './CallStack.tsx';
import type { ProgramEditor } from './program-editor.ts';

/** The trainee's program, its downloads, and what the compiler and the controller say about it. */
export function ProgramPane({ onLeave }: { onLeave: () => void }) {
  const { session, t, locale } = useWorkbench();
  const lab = useLab();
  const rig = useRig();
  const [place, setPlace] = useState(() => firstFile(session.props.controllers));
  const [editor, setEditor] = useState<ProgramEditor | null>(null);
  const [failed, setFailed] = useState(false);
  const [languageBroken, setLanguageBroken] = useState(false);
  const [diagnostics, setDiagnostics] = useState<readonly Diagnostic[]>([]);
  const [live, setLive] = useState(true);
  const preferences = usePreferences();
  const host = useRef<HTMLDivElement>(null);
  const leave = useRef(onLeave);
  leave.current = onLeave;

  const ready = lab.work.kind === 'ready';
  const { controller, file } = place;
  const label = t('program.editor', { controller, file });

  useEffect(() => {
    if (!ready) return;
    let gone = false;
    let made: ProgramEditor | null = null;
    loadEditor(session, locale).then(
      ({ ProgramEditor }) => {
        if (gone || !host.current) return;
        made = new ProgramEditor({
          host: host.current,
          session,
          controller,
          file,
          locale,
          label,
          preferences: session.preferences.getSnapshot(),
          words: { statement: t('stepping.next'), breakpoint: t('stepping.breakpoint') },
          onLeave: () => leave.current(),
          onDiagnostics: setDiagnostics,
          onLanguageBroken: () => setLanguageBroken(true),
        });
        setEditor(made);
      },
      (error: unknown) => {
        console.error(error);
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
      made?.stop();
      setEditor(null);
    };
  }, [ready, session, controller, file, locale, label, t]);

  useEffect(() => {
    if (lab.loads > 0) editor?.reload();
  }, [editor, lab.loads]);
  useEffect(() => {
    // Names of signals change with a download: the lines are matched anew.
    if (rig.signals) editor?.setLive(live);
  }, [editor, live, rig.signals]);
  useEffect(() => {
    editor?.setPreferences(preferences);
  }, [editor, preferences]);

  const outcome = lab.downloads[controller];
  useEffect(() => {
    editor?.setServerDiagnostics(outcome && 'report' in outcome ? outcome.report.diagnostics : []);
  }, [editor, outcome]);
  const fault = rig.rig?.controllers[controller]?.fault ?? null;
  useEffect(() => {
    editor?.setFault(fault && fault.file === file && !lab.differs[controller] ? fault.line : null, fault?.message[locale] ?? '');
  }, [editor, fault, file, locale, lab.differs, controller]);
  const statement = rig.rig?.time.statement ?? null;
  const next = statement?.stack[0]?.range ?? null;
  // By what it says: every message about the rig's state brings a new object.
  const standsAt = statement && next ? `${statement.controller} ${next.file} ${next.start} ${statement.number} ${rig.tick}` : '';
  const stand = useRef({ statement, next });
  stand.current = { statement, next };
  const stale = lab.differs[controller];
  useEffect(() => {
    const { statement: at, next: range } = stand.current;
    if (standsAt === '' || !at || !range) editor?.setStatement(null);
    else if (at.controller === controller && range.file === file) editor?.setStatement(stale ? null : range);
    else editor?.setStatement(null);
  }, [editor, standsAt, controller, file, stale]);
  useEffect(() => {
    // Only when the scan moves on: the reader may look into another file meanwhile.
    const { statement: at, next: range } = stand.current;
    if (standsAt !== '' && at && range) setPlace({ controller: at.controller, file: range.file });
  }, [standsAt]);
  useEffect(() => {
    session.time.controller = controller;
  }, [session, controller]);
  useEffect(() => session.onBreakpointKey(() => editor?.toggleBreakpoint()), [session, editor]);
  useEffect(
    () =>
      session.onShow((wanted) => {
        if (wanted.controller !== controller || wanted.file !== file)
          setPlace({ controller: wanted.controller, file: wanted.file });
        else if (editor?.shows(controller, file)) {
          editor.show(wanted.line, wanted.column);
          session.shown();
        }
      }),
    [session, editor, controller, file],
  );

  const online = rig.link === 'online';
  const why = !ready
    ? t('checks.wait')
    : !online
      ? t('rig.offline.notice')
      : rig.rig?.phase === 'asleep' || rig.rig?.phase === 'failed' || rig.rig?.phase === 'starting'
        ? t(`rig.${rig.rig.phase}`)
        : lab.downloading !== null
          ? t('program.downloading')
          : null;
  const differs = lab.differs[controller];
  const files = session.props.controllers.flatMap(({ name, start }) =>
    (lab.files[name] ?? start).map((source) => ({ controller: name, file: source.name })),
  );
  const problems = diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');

  return (
    <div className="wb-program">
      <div className="wb-toolbar" role="toolbar" aria-label={t('program.toolbar')}>
        <ActionButton
          icon={ArrowDownToLine}
          label={t('program.online')}
          about={t('program.online.about')}
          look={differs ? 'primary' : 'plain'}
          why={why}
          onPress={() => void session.download(controller, 'online')}
        />
        <ActionButton
          icon={RotateCw}
          label={t('program.restart')}
          about={t('program.restart.about')}
          why={why}
          onPress={() => void session.download(controller, 'restart')}
        />
        <span className="wb-program-state" data-differs={differs ?? false}>
          {lab.downloading === controller
            ? t('program.downloading')
            : differs === undefined
              ? ''
              : differs
                ? t('program.differs')
                : t('program.same')}
        </span>
      </div>
      {files.length > 1 && (
        <nav className="wb-files" aria-label={t('program.files')}>
          {files.map((one) => (
            <button
              key={`${one.controller}/${one.file}`}
              type="button"
              aria-pressed={one.controller === controller && one.file === file}
              onClick={() => setPlace(one)}
            >
              {session.props.controllers.length > 1 ? `${one.controller} / ${one.file}` : one.file}
            </button>
          ))}
        </nav>
      )}
      <div className="wb-program-body">
        <div ref={host} className="wb-editor" />
        {!editor && (
          <div className="wb-program-wait">
            {lab.work.kind === 'failed' ? (
              <>
                <p>{t('program.work.failed')}</p>
                <p>{lab.work.message[locale]}</p>
                <ActionButton label={t('again')} look="primary" onPress={() => void session.loadWork()} />
              </>
            ) : failed ? (
              <p>{t('program.load-failed')}</p>
            ) : (
              <pre aria-busy="true">
                {(ready ? session.text(controller, file) : undefined) ?? startText(session.props.controllers, place)}
              </pre>
            )}
          </div>
        )}
      </div>
      <div className="wb-program-foot">
        <CallStack controller={controller} />
        <Report outcome={outcome} />
        {fault && !differs && (
          <p className="wb-message wb-message-danger" role="alert">
            <TriangleAlert aria-hidden="true" size={16} />
            <span>
              <Sentence
                text={t('controller.fault.at', {
                  name: controller,
                  file: fault.file,
                  line: fault.line,
                  message: fault.message[locale],
                })}
              />{' '}
              {t('controller.fault.next')}
            </span>
            <ActionButton
              label={t('controller.fault.show')}
              look="quiet"
              onPress={() => session.show({ controller, file: fault.file, line: fault.line, column: fault.column })}
            />
          </p>
        )}
        {languageBroken && <p className="wb-message">{t('language.unavailable')}</p>}
        <div className="wb-program-status">
          {problems.length > 0 ? (
            <details className="wb-problems">
              <summary>
                <TriangleAlert aria-hidden="true" size={14} />
                {problems.length === 1 ? t('program.problems.one') : t('program.problems', { count: problems.length })}
              </summary>
              <ul>
                {problems.slice(0, 50).map((problem) => (
                  <li key={`${problem.code} ${problem.range.file} ${problem.range.start}`}>
                    <button
                      type="button"
                      onClick={() =>
                        session.show({
                          controller,
                          file: problem.range.file,
                          line: problem.range.line,
                          column: problem.range.column,
                        })
                      }
                    >
                      {t('program.problem.at', { line: problem.range.line })}
                    </button>{' '}
                    <Sentence text={problem.message[locale]} /> <span className="wb-code">{problem.code}</span>
                  </li>
                ))}
              </ul>
            </details>
          ) : (
            <span>{editor && !languageBroken ? t('program.problems.none') : ''}</span>
          )}
          <span className="wb-spacer" />
          <ToggleButton className="wb-toggle" isSelected={live} onChange={setLive}>
            {t('program.live')}
          </ToggleButton>
          <ToggleButton
            className="wb-toggle"
            isSelected={preferences.tabMovesFocus}
            onChange={(tabMovesFocus) => session.preferences.save({ tabMovesFocus })}
          >
            {t('program.tab')}
          </ToggleButton>
        </div>
      </div>
    </div>
  );
}

/** The editor's own words (its menus, its screen-reader help) must be there before its code runs. */
async function loadEditor(session: LabSession, locale: Locale): Promise<typeof import('./program-editor.ts')> {
  // Its code takes half a second to start, in which nothing on the page moves: the scene comes first.
  await session.firstValues;
  if (locale === 'zh-CN') await import('monaco-editor/nls/lang/zh-cn');
  return import('./program-editor.ts');
}

function Report({ outcome }: { outcome: DownloadOutcome | undefined }) {
  const { t, locale } = useWorkbench();
  if (!outcome) return null;
  if (outcome.kind === 'refused') {
    return (
      <p className="wb-message wb-message-danger" role="status">
        {t('program.refused', { message: outcome.message[locale] })}
      </p>
    );
  }
  if (outcome.kind === 'not-compiled') {
    const first = outcome.report.diagnostics.find(({ severity }) => severity === 'error');
    return (
      <p className="wb-message wb-message-danger" role="status">
        <span>
          {t('program.not-compiled')}{' '}
          {first && <Sentence text={`${t('program.problem.at', { line: first.range.line })}: ${first.message[locale]}`} />}
        </span>
      </p>
    );
  }
  const { kept, initialised } = outcome.report;
  return (
    <div className="wb-message" role="status">
      <details>
        <summary>
          {t(outcome.mode === 'online' ? 'program.done.online' : 'program.done.restart', {
            kept: kept.length,
            initialised: initialised.length,
          })}
        </summary>
        <dl>
          {kept.length > 0 && (
            <>
              <dt>{t('program.kept')}</dt>
              <dd className="wb-code">{kept.join(', ')}</dd>
            </>
          )}
          {initialised.length > 0 && (
            <>
              <dt>{t('program.initialised')}</dt>
              <dd className="wb-code">{initialised.join(', ')}</dd>
            </>
          )}
        </dl>
      </details>
    </div>
  );
}

type Controllers = ReturnType<typeof useWorkbench>['session']['props']['controllers'];

function firstFile(controllers: Controllers): { controller: string; file: string } {
  return { controller: controllers[0]?.name ?? '', file: controllers[0]?.start[0]?.name ?? '' };
}

/** Shown until the editor is there: the text of the page's own props, so that nothing jumps. */
function startText(controllers: Controllers, place: { controller: string; file: string }): string {
  return controllers.find(({ name }) => name === place.controller)?.start.find(({ name }) => name === place.file)?.text ?? '';
}
