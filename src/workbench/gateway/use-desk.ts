import { type RefObject, useEffect, useRef, useSyncExternalStore } from 'react';
import type { DeskSnapshot, GatewayDesk } from './gateway-desk.ts';

export function useDesk(desk: GatewayDesk): DeskSnapshot {
  return useSyncExternalStore(desk.subscribe, desk.getSnapshot, desk.getSnapshot);
}

/** What changes with every report is written into the page by `paint`, which is given the element; React draws it once. */
export function usePaint<E extends HTMLElement>(desk: GatewayDesk, paint: (element: E) => void): RefObject<E | null> {
  const element = useRef<E>(null);
  const latest = useRef(paint);
  latest.current = paint;
  // After every drawing too: what React has drawn anew is empty.
  useEffect(() => {
    if (element.current) latest.current(element.current);
  });
  useEffect(
    () =>
      desk.paint(() => {
        if (element.current) latest.current(element.current);
      }),
    [desk],
  );
  return element;
}

/** Writes where it differs: a browser lays out anew what is written, also when it says the same. */
export function put(within: HTMLElement, part: string, text: string): void {
  const element = within.querySelector<HTMLElement>(`[data-part="${part}"]`);
  if (element && element.textContent !== text) element.textContent = text;
}
