import { BookOpen, FileDiff, TriangleAlert, Upload } from 'lucide-react';
import { lazy, Suspense, useRef, useState, useSyncExternalStore } from 'react';
import { ToggleButton } from 'react-aria-components';
import { pathIn } from '#i18n/locales.ts';
import type { GatewayProblem } from '#sandbox/wire/gateway.ts';
import { ActionButton } from '../ActionButton.tsx';
import { useActions } from '../actions/use-actions.ts';
import { TooLongNotice } from '../program/ProgramNotices.tsx';
import '../program/program.css';
import { Sentence } from '../Sentence.tsx';
import { longestText } from '../work/saving.ts';
import { useLab, usePreferences, useRig, useWorkbench } from '../workbench-context.ts';
import { ApplyReport } from './ApplyReport.tsx';
import { controller, fileName } from './gateway-program.ts';
import { useGatewayEditor } from './use-gateway-editor.ts';

const ComparePanel = lazy(() => import('../program/compare/ComparePanel.tsx'));

/** gateway.yaml: the editor, what is wrong with the text, and what came of the last apply. */
export function GatewayFile() {
  const { session, t, locale } = useWorkbench();
  const lab = useLab();
  const rig = useRig();
  const { tabMovesFocus } = usePreferences();
  const saving = useSyncExternalStore(session.saving.subscribe, session.saving.getState, session.saving.getState);
  const host = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const [comparing, setComparing] = useState(false);
  const { editor, failed, problems } = useGatewayEditor(host, () => root.current?.querySelector('button')?.focus());

  const ready = lab.work.kind === 'ready';
  const phase = rig.rig?.phase;
  const tooLong = saving.kind === 'too-long' && saving.controller === controller;
  const why = !ready
    ? t('checks.wait')
    : tooLong
      ? t('gateway.too-long.why', { limit: longestText.toLocaleString(locale) })
      : rig.link !== 'online'
        ? t('rig.offline.notice')
        : phase === 'asleep' || phase === 'failed' || phase === 'starting'
          ? t(`rig.${phase}`)
          : lab.downloading !== null
            ? t('gateway.applying')
            : null;
  const whyNotEdit = editor ? null : t('program.opening');
  const differs = lab.differs[controller];
  const state =
    lab.downloading === controller
      ? t('gateway.applying')
      : differs === undefined
        ? ''
        : t(differs ? 'gateway.differs' : 'gateway.same');
  const apply = () => void session.download(controller, 'online');
  useActions([
    { id: 'gateway.apply', why, run: apply },
    { id: 'gateway.compare', why: whyNotEdit, on: comparing, run: () => setComparing(!comparing) },
    { id: 'tab-moves-focus', on: tabMovesFocus, run: () => session.preferences.save({ tabMovesFocus: !tabMovesFocus }) },
  ]);
  const start = session.props.gateway?.start.find(({ name }) => name === fileName)?.text ?? '';
  return (
    <div ref={root} className="wb-program wb-gateway-editing">
      <div className="wb-toolbar" role="toolbar" aria-label={t('gateway.toolbar')}>
        <ActionButton
          icon={Upload}
          label={t('gateway.apply')}
          about={t('gateway.apply.about')}
          look={differs ? 'primary' : 'plain'}
          why={why}
          onPress={apply}
        />
        <span className="wb-program-state" data-differs={differs ?? false} title={state}>
          {state}
        </span>
        <ActionButton
          icon={FileDiff}
          iconOnly
          look="quiet"
          label={t('program.compare')}
          why={whyNotEdit}
          onPress={() => setComparing(true)}
        />
        <a
          className="wb-button wb-button-quiet wb-button-icon"
          href={pathIn(locale, '/reference/gateway/')}
          target="_blank"
          rel="noreferrer"
          aria-label={t('gateway.help')}
          title={t('gateway.help')}
        >
          <BookOpen aria-hidden="true" size={16} strokeWidth={1.75} />
        </a>
      </div>
      <TooLongNotice />
      <div className="wb-program-body">
        <div ref={host} className="wb-editor" inert={comparing} />
        {comparing && editor && (
          <Suspense>
            <ComparePanel
              editor={editor}
              controller={controller}
              file={fileName}
              running={rig.programs[controller]?.[0]?.text}
              close={() => {
                setComparing(false);
                // Once it is no longer inert.
                setTimeout(() => editor.code.focus());
              }}
            />
          </Suspense>
        )}
        {!editor && (
          <div className="wb-program-wait">
            {lab.work.kind === 'failed' ? (
              <>
                <p>{t('program.work.failed')}</p>
                <p>{lab.work.message[locale]}</p>
                <ActionButton label={t('again')} look="primary" onPress={() => void session.loadWork()} />
              </>
            ) : failed ? (
              <p>{t('gateway.load-failed')}</p>
            ) : (
              <pre aria-busy="true">{(ready ? session.text(controller, fileName) : undefined) ?? start}</pre>
            )}
          </div>
        )}
      </div>
      <div className="wb-program-notes">{!comparing && <ApplyReport outcome={lab.downloads[controller]} />}</div>
      <div className="wb-program-foot">
        <div className="wb-program-status">
          <Problems problems={problems} unknown={tooLong ? t('program.problems.off') : t('gateway.problems.unknown')} />
          <span className="wb-spacer" />
          <ToggleButton
            className="wb-toggle"
            isSelected={tabMovesFocus}
            onChange={(on) => session.preferences.save({ tabMovesFocus: on })}
          >
            {t('program.tab')}
          </ToggleButton>
        </div>
      </div>
    </div>
  );
}

/** More than this nobody reads in a list: the first mistake often makes the others. */
const mostProblems = 50;

function Problems({ problems, unknown }: { problems: readonly GatewayProblem[] | null; unknown: string }) {
  const { t } = useWorkbench();
  if (problems === null) return <span>{unknown}</span>;
  if (problems.length === 0) return <span>{t('program.problems.none')}</span>;
  return (
    <details className="wb-problems">
      <summary>
        <TriangleAlert aria-hidden="true" size={14} />
        {problems.length === 1 ? t('program.problems.one') : t('program.problems', { count: problems.length })}
      </summary>
      <ProblemList problems={problems.slice(0, mostProblems)} />
    </details>
  );
}

export function ProblemList({ problems }: { problems: readonly GatewayProblem[] }) {
  const { session, t, locale } = useWorkbench();
  return (
    <ul>
      {problems.map(({ line, column, message }) => (
        <li key={`${line} ${column} ${message.en}`}>
          <button type="button" onClick={() => session.show({ controller, file: fileName, line, column })}>
            {t('gateway.problem.at', { line, column })}
          </button>{' '}
          <Sentence text={message[locale]} />
        </li>
      ))}
    </ul>
  );
}
