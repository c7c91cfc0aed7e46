import { useEffect, useMemo, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { ChecksPane } from './checks/ChecksPane.tsx';
import { KeysDialog } from './header/KeysDialog.tsx';
import { phaseOf, RigHeader } from './header/RigHeader.tsx';
import { RigNotice } from './header/RigNotice.tsx';
import { IoPane } from './io/IoPane.tsx';
import { LabSession } from './lab-session.ts';
import { ComingPane } from './layout/ComingPane.tsx';
import { type Arrangement, groupsOf, PaneLayout } from './layout/PaneLayout.tsx';
import { shareWithLesson } from './lesson-values.ts';
import { ProgramPane } from './program/ProgramPane.tsx';
import type { PaneName, WorkbenchProps } from './props.ts';
import { ScenePane } from './scene/ScenePane.tsx';
import { TimeBar } from './time/TimeBar.tsx';
import { TrendPane } from './trend/TrendPane.tsx';
import { WatchPane } from './watch/WatchPane.tsx';
import { words } from './words.ts';
import './workbench.css';
import { useLab, useRig, useWorkbench, WorkbenchContext } from './workbench-context.ts';

/** From this width of the workbench on, its two groups of panes stand beside each other. */
const besideFrom = 1_000;
/** Below this width of the window a program cannot be edited well (look of the page, labs-and-lessons). */
const editingFrom = 768;

/** The lab page's island. */
export default function Workbench(props: WorkbenchProps) {
  const [session] = useState(() => new LabSession(props));
  const root = useRef<HTMLElement>(null);
  const [arrangement, setArrangement] = useState<Arrangement>(() => arrangementFor(innerWidth, innerWidth * 0.6));
  const [front, setFront] = useState<Partial<Record<Arrangement, PaneName[]>>>(readFront);
  const [keys, setKeys] = useState(false);
  const t = useMemo(() => words(props.locale), [props.locale]);

  useEffect(() => {
    session.start();
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

  const groups = groupsOf(props.panes, arrangement);
  const inFront = groups.map(
    (group, index) => front[arrangement]?.find((pane) => group.includes(pane)) ?? groups[index]?.[0] ?? 'scene',
  );
  const bring = (pane: PaneName) => {
    const group = groups.findIndex((one) => one.includes(pane));
    if (group < 0) return;
    const next = { ...front, [arrangement]: inFront.with(group, pane) };
    setFront(next);
    writeFront(next);
  };
  const focusPane = (pane: PaneName) => {
    // After React has brought the pane to the front.
    setTimeout(() => {
      const panel = root.current?.querySelector<HTMLElement>(`[data-pane="${pane}"]`);
      const editor = panel?.querySelector<HTMLElement>('.monaco-editor textarea, .monaco-editor .native-edit-context');
      const first = panel?.querySelector<HTMLElement>('button, input, a[href], summary, [tabindex="0"]');
      (editor ?? first ?? panel)?.focus();
    });
  };
  const openPane = (pane: PaneName, focus = false) => {
    bring(pane);
    if (focus) focusPane(pane);
  };
  const nextPane = (direction: 1 | -1) => {
    const order = groups.flat();
    const now = document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset.pane;
    // By text: the page may hold a pane that this layout does not know.
    const index = order.map(String).indexOf(now ?? '');
    const next = order.at(index < 0 ? 0 : (index + direction) % order.length);
    if (next) openPane(next, true);
  };
  const leaveEditor = () => root.current?.querySelector<HTMLElement>('.wb-program .wb-toolbar button')?.focus();

  const act = { nextPane, openPane, setKeys };
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      const command = event.ctrlKey || event.metaKey;
      if (isStepping(event)) stepBy(event, session);
      else if (event.key === 'F6') latest.current.nextPane(event.shiftKey ? -1 : 1);
      else if (command && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 's') {
        const controller = props.controllers[0]?.name;
        if (controller) void session.download(controller, 'online');
      } else if (command && event.key === 'Enter') {
        latest.current.openPane('checks');
        void session.check();
      } else if (event.key === '?' && !isTyping(event.target) && !isDialogOpen()) latest.current.setKeys(true);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the editor sees them: Ctrl+Enter and Ctrl+S mean one thing everywhere on the page.
    addEventListener('keydown', down, { capture: true });
    return () => removeEventListener('keydown', down, { capture: true });
  }, [session, props.controllers]);

  useEffect(() => session.onShow(() => latest.current.openPane('program')), [session]);

  return (
    <I18nProvider locale={props.locale}>
      <WorkbenchContext value={{ session, t, locale: props.locale, openPane }}>
        <section ref={root} className="wb" aria-label={t('workbench')} data-arrangement={arrangement}>
          <RigHeader onKeys={() => setKeys(true)} />
          <TimeBar withStatements={arrangement !== 'one' && props.panes.includes('program')} />
          <div className="wb-stage">
            <PaneLayout
              arrangement={arrangement}
              panes={props.panes}
              front={inFront}
              onFront={(_, pane) => bring(pane)}
              render={(pane) => <Pane name={pane} narrow={arrangement === 'one'} onLeave={leaveEditor} />}
            />
            <RigNotice />
          </div>
          <Announcer />
          {keys && <KeysDialog close={() => setKeys(false)} />}
        </section>
      </WorkbenchContext>
    </I18nProvider>
  );
}

function Pane({ name, narrow, onLeave }: { name: PaneName; narrow: boolean; onLeave: () => void }) {
  const { t } = useWorkbench();
  switch (name) {
    case 'program':
      return narrow ? <p className="wb-empty">{t('program.narrow')}</p> : <ProgramPane onLeave={onLeave} />;
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

function arrangementFor(windowWidth: number, width: number): Arrangement {
  if (windowWidth < editingFrom) return 'one';
  return width >= besideFrom ? 'beside' : 'stacked';
}

/** Keys of debugging: only at the program and the time bar, elsewhere they are the browser's (F5 loads the page again). */
function isStepping(event: KeyboardEvent): boolean {
  return (
    ['F5', 'F9', 'F10', 'F11'].includes(event.key) &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    event.target instanceof Element &&
    event.target.closest('[data-pane="program"], .wb-time') !== null
  );
}

function stepBy(event: KeyboardEvent, session: LabSession): void {
  if (event.key === 'F5') session.runToBreakpoint();
  else if (event.key === 'F9') session.toggleBreakpoint();
  else if (event.key === 'F10') session.time.statement('over');
  else session.time.statement(event.shiftKey ? 'out' : 'into');
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, .monaco-editor, [role="textbox"]') !== null)
  );
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}

const frontKey = 'millwright:panes-in-front';
function readFront(): Partial<Record<Arrangement, PaneName[]>> {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(frontKey) ?? '{}');
    return read !== null && typeof read === 'object' ? read : {};
  } catch {
    // Damaged or forbidden: the layout of the first visit.
    return {};
  }
}
function writeFront(front: Partial<Record<Arrangement, PaneName[]>>): void {
  try {
    localStorage.setItem(frontKey, JSON.stringify(front));
  } catch {
    // Storage is full or forbidden: the layout is not remembered, and nothing else is lost.
  }
}
