import { Maximize, Minimize } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { ReplayBar } from '../replay/ReplayBar.tsx';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';
import './scene.css';
import { paintScene, type ScenePainter } from './scene-painter.ts';

/** The plant, operable. */
export function ScenePane() {
  const { session, t, locale } = useWorkbench();
  const rig = useRig();
  const { refused, replay } = useLab();
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useRef<HTMLDivElement>(null);
  const painter = useRef<ScenePainter | null>(null);
  const [full, setFull] = useState(false);
  /** Something was operated in the replay. */
  const [touched, setTouched] = useState(false);

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
    painter.current = paintScene({
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
      warn: (notice) => console.warn(`scene.svg of ${session.props.lab}: ${notice}`),
    });
    setTouched(false);
    return () => {
      painter.current?.stop();
      painter.current = null;
    };
  }, [session, t, locale, replay]);

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
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement === frame.current);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, []);

  return (
    <div ref={frame} className="wb-scene" data-live={replay ? true : live} data-replay={replay !== null}>
      {replay && <ReplayBar replay={replay} />}
      <div ref={drawing} className="wb-scene-drawing" />
      <div className="wb-scene-corner">
        <ActionButton
          icon={full ? Minimize : Maximize}
          label={full ? t('scene.full.leave') : t('scene.full')}
          look="quiet"
          iconOnly
          onPress={() => void (full ? document.exitFullscreen() : frame.current?.requestFullscreen())}
        />
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
    </div>
  );
}
