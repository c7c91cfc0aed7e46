import type { KeyboardEvent } from 'react';
import { useWorkbench } from '../workbench-context.ts';
import { secondsText } from './time-words.ts';

interface TimeSliderProps {
  /** Seconds from now, 0 or less. */
  value: number;
  earliest: number;
  why: string | null;
  onChange: (seconds: number) => void;
}

/** What each key adds, in seconds; the browser's own steps are a share of the length, which grows while one looks. */
const keys: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The last minutes of the rig, now at the right end. */
export function TimeSlider({ value, earliest, why, onChange }: TimeSliderProps) {
  const { t } = useWorkbench();
  const left = Math.min(-1, earliest);
  // Whole tenths are easier to read and to find again than what is left over.
  const to = (seconds: number) => onChange(Math.max(left, Math.min(0, Math.round(seconds * 10) / 10)));
  const press = (event: KeyboardEvent) => {
    const by = keys[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!why) to(value + by);
  };
  return (
    <div className="wb-time-slide">
      <span className="wb-time-end">{secondsText(Math.round(left))}</span>
      <input
        type="range"
        className="wb-time-slider"
        aria-label={t('time.slider')}
        aria-valuetext={value === 0 ? t('time.now') : t('time.ago', { seconds: secondsText(-value) })}
        aria-disabled={why ? true : undefined}
        title={why ?? undefined}
        min={left}
        max={0}
        step="any"
        value={value}
        onChange={(event) => !why && to(event.target.valueAsNumber)}
        onKeyDown={press}
      />
    </div>
  );
}
