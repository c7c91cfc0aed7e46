import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { GeneralActions } from './actions/GeneralActions.tsx';
import { useKeys } from './actions/use-keys.ts';
import { CheckActions } from './checks/CheckActions.tsx';
import { phaseOf } from './header/phase.ts';
import { RigHeader } from './header/RigHeader.tsx';
import { RigNotice } from './header/RigNotice.tsx';
import type { LabSession } from './lab-session.ts';
import { ComingPane } from './layout/ComingPane.tsx';
import { type Arrangement, arrangementFor } from './layout/layouts.ts';
import { type PaneHandle, PaneLayout } from './layout/PaneLayout.tsx';
import { runForLesson } from './lesson-terminal.ts';
import { shareWithLesson } from './lesson-values.ts';
import { ProgramPane } from './program/ProgramPane.tsx';
import type { PaneName } from './props.ts';
import { ScenePane } from './scene/ScenePane.tsx';
import { TimeBar } from './time/TimeBar.tsx';
import { UndoNotice } from './undo/UndoNotice.tsx';
import { WatchActions } from './watch/WatchActions.tsx';
import { words } from './words.ts';
import './workbench.css';
import { useLab, useRig, useWorkbench, WorkbenchContext } from './workbench-context.ts';

const ProgramToRead = lazy(() => import('./program/ProgramToRead.tsx'));
const WatchBand = lazy(() => import('./help/WatchBand.tsx'));
const ChecksPane = lazy(async () => ({ default: (await import('./checks/ChecksPane.tsx')).ChecksPane }));
const TrendPane = lazy(async () => ({ default: (await import('./trend/TrendPane.tsx')).TrendPane }));
const WatchPane = lazy(async () => ({ default: (await import('./watch/WatchPane.tsx')).WatchPane }));
const TerminalPane = lazy(async () => ({ default: (await import('./terminal/TerminalPane.tsx')).TerminalPane }));
const KeysDialog = lazy(async () => ({ default: (await import('./header/KeysDialog.tsx')).KeysDialog }));
const Palette = lazy(() => import('./actions/Palette.tsx'));
const OwnToolsDialog = lazy(() => import('./own-tools/OwnToolsDialog.tsx'));
const NetworkPane = lazy(async () => ({ default: (await import('./network/NetworkPane.tsx')).NetworkPane }));
const IoPane = lazy(() => import('./io/IoPane.tsx'));
const GatewayPane = lazy(() => import('./gateway/GatewayPane.tsx'));

/** The lab page's island. */
export default function Workbench({ session }: { session: LabSession }) {
  const { props } = session;
  const root = useRef<HTMLElement>(null);
  const layout = useRef<PaneHandle>(null);
  const [arrangement, setArrangement] = useState<Arrangement>(() => arrangementFor(innerWidth, innerWidth * 0.6));
  const [dialog, setDialog] = useState<'keys' | 'palette' | 'own-tools' | null>(null);
  const t = useMemo(() => words(props.locale), [props.locale]);

  useEffect(() => {
    const end = shareWithLesson(session.store);
    return () => {
      end();
      session.stop();
    };
  }, [session]);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setArrangement(arrangementFor(innerWidth, entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const openPane = useCallback((pane: PaneName, focus = false) => {
    layout.current?.selectTab(pane);
    // After React has brought the pane to the front.
    if (focus) setTimeout(() => focusPane(root.current, pane));
  }, []);
  useEffect(
    () => session.onShow(({ controller }) => openPane(controller === 'gateway' ? 'gateway' : 'program')),
    [session, openPane],
  );
  useEffect(
    () =>
      runForLesson(session, t, () => {
        openPane('terminal');
        // Where the workbench stands below the lesson.
        root.current?.querySelector('[data-pane="terminal"]')?.scrollIntoView({ block: 'nearest' });
      }),
    [session, t, openPane],
  );
  useKeys(session);

  const narrow = arrangement === 'one';
  // Panes that stand behind another at first come when they are asked for.
  const render = useCallback(
    (pane: PaneName) => (
      <Suspense fallback={null}>
        <Pane name={pane} narrow={narrow} />
      </Suspense>
    ),
    [narrow],
  );
  const context = useMemo(() => ({ session, t, locale: props.locale, openPane }), [session, t, props.locale, openPane]);

  return (
    <I18nProvider locale={props.locale}>
      <WorkbenchContext value={context}>
        <section ref={root} className="wb" aria-label={t('workbench')} data-arrangement={arrangement}>
          {props.watching && (
            <Suspense>
              <WatchBand trainee={props.watching.trainee} />
            </Suspense>
          )}
          <RigHeader onKeys={() => setDialog('keys')} />
          <TimeBar withStatements={!narrow && props.panes.includes('program')} />
          <div className="wb-stage">
            <PaneLayout arrangement={arrangement} panes={props.panes} handle={layout} render={render} />
            <RigNotice />
            <UndoNotice />
          </div>
          <Announcer />
          <CheckActions />
          <GeneralActions layout={layout} arrangement={arrangement} openDialog={setDialog} />
          {props.panes.includes('watch') && <WatchActions />}
          {dialog === 'keys' && (
            <Suspense fallback={null}>
              <KeysDialog close={() => setDialog(null)} />
            </Suspense>
          )}
          {dialog === 'own-tools' && (
            <Suspense fallback={null}>
              <OwnToolsDialog close={() => setDialog(null)} />
            </Suspense>
          )}
          {dialog === 'palette' && (
            <Suspense fallback={null}>
              <Palette close={() => setDialog(null)} />
            </Suspense>
          )}
        </section>
      </WorkbenchContext>
    </I18nProvider>
  );
}

function Pane({ name, narrow }: { name: PaneName; narrow: boolean }) {
  switch (name) {
    case 'program':
      return narrow ? <ProgramToRead /> : <ProgramPane onLeave={leaveEditor} />;
    case 'scene':
      return <ScenePane />;
    case 'watch':
      return <WatchPane />;
    case 'checks':
      return <ChecksPane />;
    case 'trend':
      return <TrendPane />;
    case 'io':
      return <IoPane />;
    case 'gateway':
      return <GatewayPane narrow={narrow} />;
    case 'network':
      return <NetworkPane />;
    case 'terminal':
      return <TerminalPane narrow={narrow} />;
    default:
      return <ComingPane name={name} />;
  }
}

/** Tells a screen reader what the eye sees change. */
function Announcer() {
  const { t } = useWorkbench();
  const { result } = useLab();
  const phase = phaseOf(useRig());
  return (
    <div className="wb-hidden" role="status">
      <p>{t('announce.rig', { state: t(`rig.${phase}`) })}</p>
      <p>{result?.outcome === 'graded' ? t(result.passed ? 'announce.check.passed' : 'announce.check.failed') : ''}</p>
    </div>
  );
}

const leaveEditor = () => document.querySelector<HTMLElement>('.wb-program .wb-toolbar button')?.focus();

/** The editor of a pane, else its first control, else the pane itself: that at once, while its code may still be on its way. */
function focusPane(root: HTMLElement | null, pane: PaneName, frames = 60): void {
  const panel = root?.querySelector<HTMLElement>(`[data-pane="${pane}"]`);
  const editor = panel?.querySelector<HTMLElement>('.monaco-editor textarea, .monaco-editor .native-edit-context');
  const control = editor ?? panel?.querySelector<HTMLElement>('button, input, a[href], summary, [tabindex="0"]');
  (control ?? panel)?.focus();
  if (control || frames === 0) return;
  requestAnimationFrame(() => {
    // Unless the reader has gone elsewhere meanwhile.
    if (!panel || document.activeElement === panel) focusPane(root, pane, frames - 1);
  });
}
