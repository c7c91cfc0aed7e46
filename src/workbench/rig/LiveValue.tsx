import { useEffect, useRef } from 'react';
import { useWorkbench } from '../workbench-context.ts';
import { formatValue, type Radix } from './value-format.ts';

/** A signal's value, painted straight into the page: React renders it once. */
export function LiveValue({ signal, type, radix = 'dec' }: { signal: string; type: string; radix?: Radix }) {
  const { session } = useWorkbench();
  const element = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      session.store.subscribe(signal, (value, live) => {
        const span = element.current;
        if (!span) return;
        span.textContent = formatValue(value, type, radix);
        span.dataset.value = typeof value === 'boolean' ? String(value) : 'number';
        span.dataset.live = String(live && value !== undefined);
      }),
    [session, signal, type, radix],
  );
  return <span ref={element} className="wb-value" data-signal={signal} />;
}
