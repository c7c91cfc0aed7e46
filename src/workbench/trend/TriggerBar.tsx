import { RotateCcw, Target } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { useWorkbench } from '../workbench-context.ts';
import { momentOf } from './clock.ts';
import { type TriggerSettings, triggerEdges, triggerModes } from './trigger.ts';
import type { TrendView } from './view.ts';

const positions = [0.1, 0.5, 0.9] as const;

/** What the drawing waits for, and whether it has come. */
export function TriggerBar({ view, trigger }: { view: TrendView; trigger: TriggerSettings }) {
  const { t } = useWorkbench();
  const { triggerState } = useSyncExternalStore(view.subscribe, view.getState, view.getState);
  const { signals, clock } = view.source;
  const type = signals.find(({ name }) => name === trigger.signal)?.type;
  const digital = type === 'BOOL';
  const set = (part: Partial<TriggerSettings>) => view.setTrigger({ ...trigger, ...part });
  return (
    <section className="wb-trend-trigger" aria-label={t('trend.trigger')}>
      <label>
        <span>{t('trend.trigger.signal')}</span>
        <select
          className="wb-select"
          value={trigger.signal}
          onChange={(event) => {
            const signal = signals.find(({ name }) => name === event.target.value);
            if (signal) set({ signal: signal.name, level: signal.type === 'BOOL' ? 0.5 : 0 });
          }}
        >
          {!type && <option value={trigger.signal}>{trigger.signal}</option>}
          {signals.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('trend.trigger.edge')}</span>
        <select
          className="wb-select"
          value={trigger.edge}
          onChange={(event) => set({ edge: triggerEdges.find((edge) => edge === event.target.value) ?? 'rising' })}
        >
          {triggerEdges.map((edge) => (
            <option key={edge} value={edge}>
              {t(digital ? `trend.trigger.edge.${edge}` : `trend.trigger.level.${edge}`)}
            </option>
          ))}
        </select>
      </label>
      {!digital && (
        <label>
          <span>{t('trend.trigger.level')}</span>
          <input
            className="wb-input wb-trend-number"
            type="number"
            step="any"
            key={trigger.signal}
            defaultValue={trigger.level}
            onChange={(event) => Number.isFinite(event.target.valueAsNumber) && set({ level: event.target.valueAsNumber })}
          />
        </label>
      )}
      <label>
        <span>{t('trend.trigger.mode')}</span>
        <select
          className="wb-select"
          value={trigger.mode}
          title={t(`trend.trigger.mode.${trigger.mode}.about`)}
          onChange={(event) => set({ mode: triggerModes.find((mode) => mode === event.target.value) ?? 'normal' })}
        >
          {triggerModes.map((mode) => (
            <option key={mode} value={mode}>
              {t(`trend.trigger.mode.${mode}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('trend.trigger.position')}</span>
        <select
          className="wb-select"
          value={trigger.position}
          onChange={(event) => set({ position: Number(event.target.value) })}
        >
          {positions.map((position) => (
            <option key={position} value={position}>
              {Math.round(position * 100)} %
            </option>
          ))}
        </select>
      </label>
      <label className="wb-trend-check">
        <input type="checkbox" checked={trigger.pause} onChange={(event) => set({ pause: event.target.checked })} />
        <span>{t('trend.trigger.pause')}</span>
      </label>
      <p className="wb-trend-trigger-state" data-state={triggerState.kind} role="status">
        <Target aria-hidden="true" size={14} />
        {triggerState.kind === 'triggered'
          ? t('trend.trigger.triggered', { time: momentOf(clock, triggerState.tick) })
          : t('trend.trigger.waiting')}
      </p>
      {trigger.mode === 'single' && triggerState.kind === 'triggered' && (
        <ActionButton icon={RotateCcw} label={t('trend.trigger.again')} onPress={() => view.armTrigger()} />
      )}
    </section>
  );
}
