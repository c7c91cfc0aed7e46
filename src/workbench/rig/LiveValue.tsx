import { useEffect, useRef } from 'react';
import { useWorkbench } from '../workbench-context.ts';
import { formatValue, type ValueFormat } from './value-format.ts';

/** A signal's value, painted straight into the page: React renders it once. */
export function LiveValue({ signal, type, format = 'dec' }: { signal: string; type: string; format?: ValueFormat }) {
  const { session } = useWorkbench();
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const span = element.current;
    if (!span) return;
    // A text node that stays, and attributes that are written when they change: two hundred of these may change with every frame.
    const text = document.createTextNode('');
    span.replaceChildren(text);
    let [kind, current] = ['', ''];
    return session.store.subscribe(signal, (value, live) => {
      text.data = formatValue(value, type, format);
      const [kindNow, currentNow] = [typeof value === 'boolean' ? String(value) : 'number', String(live && value !== undefined)];
      if (kindNow !== kind) span.dataset.value = kindNow;
      if (currentNow !== current) span.dataset.live = currentNow;
      [kind, current] = [kindNow, currentNow];
    });
  }, [session, signal, type, format]);
  return <span ref={element} className="wb-value" data-signal={signal} />;
}
