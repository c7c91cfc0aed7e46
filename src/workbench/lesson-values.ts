/**
 * The lesson beside the workbench shows live values too (`::signal{name=…}`). It speaks to the workbench by DOM events only:
 * `millwright:signals` with `{name → value}` goes out after each paint, for the names that its `mw-signal` elements ask for.
 */
import type { SignalStore, SignalValue } from './rig/signal-store.ts';

/** Where a lesson says which signals it shows. */
const selector = 'mw-signal[data-name]';

export function shareWithLesson(store: SignalStore): () => void {
  const names = new Set([...document.querySelectorAll<HTMLElement>(selector)].flatMap((element) => element.dataset.name ?? []));
  const tell = (changed: Iterable<string>) => {
    const detail: Record<string, SignalValue> = {};
    for (const name of changed) {
      const value = store.value(name);
      if (value !== undefined) detail[name] = value;
    }
    if (Object.keys(detail).length > 0) document.dispatchEvent(new CustomEvent('millwright:signals', { detail }));
  };
  const ends = [...names].map((name) => store.subscribe(name, () => {}));
  ends.push(store.onPainted(tell));
  return () => {
    for (const end of ends) end();
  };
}
