import { useEffect, useState } from 'react';
import { useWorkbench } from '../workbench-context.ts';

/** Minutes and seconds until the keyboard goes back by itself; for the eye, not spoken every second. */
export function TimeLeft({ milliseconds }: { milliseconds: number }) {
  const { t } = useWorkbench();
  const [left, setLeft] = useState(milliseconds);
  useEffect(() => {
    const until = performance.now() + milliseconds;
    const show = () => setLeft(Math.max(0, until - performance.now()));
    show();
    const timer = setInterval(show, 500);
    return () => clearInterval(timer);
  }, [milliseconds]);
  const seconds = Math.ceil(left / 1_000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <span className="wb-band-left" role="timer" aria-live="off">
      {t('help.left', { time: clock })}
    </span>
  );
}
