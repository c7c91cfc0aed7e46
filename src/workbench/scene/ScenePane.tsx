import { Maximize, MessageSquareText, Minimize, Scan, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { useActions } from '../actions/use-actions.ts';
import { currentStep } from '../lab-session.ts';
import { ReplayBar } from '../replay/ReplayBar.tsx';
import { useLab, usePreferences, useRig, useWorkbench } from '../workbench-context.ts';
import { AnnotationList } from './AnnotationList.tsx';
import { ControlStrip } from './ControlStrip.tsx';
import { drawCallOuts } from './call-out-layer.ts';
import { useFullScreen } from './full-screen.ts';
import './scene.css';
import './scene-pane.css';
import { newsReader } from './news.ts';
import { paintScene, type SceneControl, type ScenePainter } from './scene-painter.ts';
import { speakScene } from './spoken.ts';
import { useZoom, zoomSteps } from './zoom.ts';

const after = (milliseconds: number, run: () => void) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

/** The plant, operable. */
export function ScenePane() {
  const { session, t, locale } = useWorkbench();
  const rig = useRig();
  const { refused, replay, steps } = useLab();
  const { editorAccessibility } = usePreferences();
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const drawing = useRef<HTMLDivElement>(null);
  const news = useRef<HTMLParagraphElement>(null);
  const painter = useRef<ScenePainter | null>(null);
  const [controls, setControls] = useState<readonly SceneControl[]>([]);
  const [annotated, setAnnotated] = useState(readAnnotated);
  /** Something was operated in the replay. */
  const [touched, setTouched] = useState(false);
  const { zoom, step, whole } = useZoom(view);
  const { full, toggle } = useFullScreen(frame);

  const stepNow = session.props.steps[currentStep(session.props, steps)]?.id ?? null;
  const all = session.props.annotations;
  const annotations = all.filter(({ step: of }) => of === null || of === stepNow);
  const annotationIds = annotations.map(({ id }) => id).join(' ');

  useEffect(() => {
    const host = drawing.current;
    if (!host) return;
    host.innerHTML = session.props.scene;
    const svg = host.querySelector('svg');
    if (!svg) return;
    svg.removeAttribute('width');
    svg.removeAttribute('height');
    svg.classList.add('scene');
    svg.setAttribute('role', 'group');
    svg.setAttribute('aria-label', t('scene.label'));
    const { width, height } = svg.viewBox.baseVal;
    if (width > 0 && height > 0) view.current?.style.setProperty('--scene-ratio', `${width} / ${height}`);
    const reader = newsReader((text) => {
      if (news.current) news.current.textContent = text;
    }, after);
    let spoken: ReturnType<typeof speakScene> | null = null;
    const painted = paintScene({
      root: svg,
      store: replay?.store ?? session.store,
      operate: async (signal, value) => {
        if (replay) {
          setTouched(true);
          return false;
        }
        return (await session.ask('scene', signal, { type: 'operate', signal, value })).ok;
      },
      nameOf: (signal) => session.props.signalNames[signal] ?? signal.split('.').slice(1).join('.'),
      pace: () => {
        if (replay) return replay.getState().playing ? replay.getState().speed : 0;
        const { rig } = session.connection.getSnapshot();
        return session.store.live && rig?.phase === 'running' ? rig.time.speed : 0;
      },
      locale,
      painted: () => spoken?.painted(),
      warn: (notice) => console.warn(`scene.svg of ${session.props.lab}: ${notice}`),
    });
    spoken = speakScene({
      root: svg,
      signalNames: session.props.signalNames,
      symbolNames: session.props.symbolNames,
      locale,
      t,
      onNews: reader.tell,
      after,
    });
    painter.current = painted;
    setControls(painted.controls);
    setTouched(false);
    return () => {
      reader.stop();
      spoken?.stop();
      painted.stop();
      painter.current = null;
    };
  }, [session, t, locale, replay]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew with the drawing (replay), and when other annotations are due
  useEffect(() => {
    const svg = drawing.current?.querySelector('svg');
    if (!svg || !annotated || annotations.length === 0) return;
    let takeOff = () => {};
    // After the first values: words and readings then have their size.
    const cancel = after(60, () => {
      takeOff = drawCallOuts(svg, annotations, (notice) => console.warn(`${session.props.lab}: ${notice}`));
    });
    return () => {
      cancel();
      takeOff();
    };
  }, [session, t, locale, replay, annotated, annotationIds]);

  const live = rig.link === 'online' && (rig.rig?.phase === 'running' || rig.rig?.phase === 'paused');
  const operable = live && !rig.rig?.time.past;
  useEffect(() => {
    // Not when the line is up: a rig that still starts, or sleeps, or shows its past, refuses.
    if (operable && !replay) painter.current?.live();
  }, [operable, replay]);
  useEffect(() => {
    // Another painter after a replay, which has no forces, begins without marks.
    painter.current?.setForced(new Set(replay ? [] : rig.forces.map(({ signal }) => signal)));
  }, [rig.forces, replay]);
  useEffect(() => {
    if (rig.signals.length > 0 && !replay) painter.current?.reportUnbound();
  }, [rig.signals, replay]);

  const toggleAnnotations = () => {
    setAnnotated(!annotated);
    writeAnnotated(!annotated);
  };
  const whyNone = all.length === 0 ? t('scene.annotations.none') : annotations.length === 0 ? t('scene.annotations.later') : null;
  useActions([
    { id: 'scene.full-screen', on: full, run: toggle },
    { id: 'scene.annotations', on: annotated && whyNone === null, why: whyNone, run: toggleAnnotations },
  ]);
  const point = (id: string | null) => {
    for (const mark of drawing.current?.querySelectorAll<SVGElement>('.call-out') ?? [])
      mark.toggleAttribute('data-pointed', mark.dataset.annotation === id);
  };

  return (
    <div ref={frame} className="wb-scene" data-live={replay ? true : live} data-replay={replay !== null} data-zoomed={zoom > 1}>
      {replay && <ReplayBar replay={replay} />}
      <div className="wb-scene-body">
        <div className="wb-scene-tools" role="toolbar" aria-label={t('scene.tools')} aria-orientation="vertical">
          <ActionButton
            icon={full ? Minimize : Maximize}
            label={full ? t('scene.full.leave') : t('scene.full')}
            look="quiet"
            iconOnly
            className="wb-scene-full"
            onPress={toggle}
          />
          <ActionButton
            icon={ZoomIn}
            label={t('scene.zoom.in')}
            look="quiet"
            iconOnly
            why={zoom >= (zoomSteps.at(-1) ?? 1) ? t('scene.zoom.most') : null}
            onPress={() => step(1)}
          />
          <ActionButton
            icon={ZoomOut}
            label={t('scene.zoom.out')}
            look="quiet"
            iconOnly
            why={zoom <= 1 ? t('scene.zoom.least') : null}
            onPress={() => step(-1)}
          />
          {zoom > 1 && <ActionButton icon={Scan} label={t('scene.zoom.whole')} look="quiet" iconOnly onPress={whole} />}
          {annotations.length > 0 && (
            <ActionButton
              icon={MessageSquareText}
              label={annotated ? t('scene.annotations.hide') : t('scene.annotations.show')}
              look="quiet"
              iconOnly
              className={annotated ? 'wb-scene-tool-on' : ''}
              onPress={toggleAnnotations}
            />
          )}
        </div>
        <div className="wb-scene-main">
          <div
            ref={view}
            className="wb-scene-drawing"
            tabIndex={zoom > 1 ? 0 : undefined}
            {...viewRole(zoom, t('scene.zoom.part'))}
          >
            <div ref={drawing} className="wb-scene-sheet" style={{ width: `${zoom * 100}%`, height: `${zoom * 100}%` }} />
          </div>
          <ControlStrip controls={controls} store={replay?.store ?? session.store} />
        </div>
        {annotated && annotations.length > 0 && <AnnotationList annotations={annotations} onPoint={point} />}
      </div>
      <p className="wb-scene-note" role="status">
        {replay
          ? touched
            ? t('replay.touched')
            : ''
          : refused?.pane === 'scene'
            ? t('scene.refused', {
                name: session.props.signalNames[refused.signal] ?? refused.signal,
                message: refused.message[locale],
              })
            : !live && rig.link !== 'connecting'
              ? t('scene.stale')
              : ''}
      </p>
      {/* What starts and stops, spoken: only for readers who turned the screen-reader mode on. */}
      {editorAccessibility === 'on' && <p ref={news} className="wb-hidden" role="status" />}
    </div>
  );
}

function viewRole(zoom: number, label: string): { role: 'region'; 'aria-label': string } | Record<string, never> {
  return zoom > 1 ? { role: 'region', 'aria-label': label } : {};
}

const annotatedKey = 'millwright:annotations';
function readAnnotated(): boolean {
  try {
    return localStorage.getItem(annotatedKey) !== 'off';
  } catch {
    // Forbidden: as at the first visit.
    return true;
  }
}
function writeAnnotated(on: boolean): void {
  try {
    localStorage.setItem(annotatedKey, on ? 'on' : 'off');
  } catch {
    // Storage is full or forbidden: not remembered, and nothing else is lost.
  }
}
