/**
 * A scene larger than its place. Zoomed, the drawing stands in a box that scrolls as every box on the page does: by finger, wheel, arrow
 * keys and scroll bars, and at its end the page scrolls on, so nobody is caught in it.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

export const zoomSteps = [1, 1.5, 2, 3, 4] as const;
const most = zoomSteps[zoomSteps.length - 1] ?? 1;

/** The next step up or down from any zoom. */
export function nextZoom(zoom: number, direction: 1 | -1): number {
  if (direction > 0) return zoomSteps.find((step) => step > zoom + 1e-6) ?? most;
  return zoomSteps.findLast((step) => step < zoom - 1e-6) ?? 1;
}

export interface Zoom {
  /** 1: the whole drawing. */
  zoom: number;
  step: (direction: 1 | -1) => void;
  whole: () => void;
}

/** The point under the fingers, the pointer or the middle stays where it is. */
export function useZoom(view: RefObject<HTMLElement | null>): Zoom {
  const [zoom, setZoom] = useState(1);
  const now = useRef(1);
  /** The point that stays: in the view, in CSS pixels. */
  const fixed = useRef<{ x: number; y: number } | null>(null);
  const before = useRef(1);

  const to = useCallback(
    (wanted: number, point?: { x: number; y: number }) => {
      const next = Math.min(most, Math.max(1, wanted));
      const box = view.current;
      if (next === now.current || !box) return;
      fixed.current = point ?? { x: box.clientWidth / 2, y: box.clientHeight / 2 };
      before.current = now.current;
      now.current = next;
      setZoom(next);
    },
    [view],
  );
  useLayoutEffect(() => {
    const box = view.current;
    const point = fixed.current;
    if (!box || !point) return;
    const grown = zoom / before.current;
    box.scrollLeft = (box.scrollLeft + point.x) * grown - point.x;
    box.scrollTop = (box.scrollTop + point.y) * grown - point.y;
  }, [zoom, view]);

  useEffect(() => {
    const box = view.current;
    if (!box) return;
    const pointIn = (x: number, y: number) => {
      const { left, top } = box.getBoundingClientRect();
      return { x: x - left, y: y - top };
    };
    const wheel = (event: WheelEvent) => {
      // Ctrl and the wheel, which is also what a trackpad says of a pinch; the bare wheel is the page's.
      if (!event.ctrlKey) return;
      event.preventDefault();
      to(now.current * Math.exp(-event.deltaY / 200), pointIn(event.clientX, event.clientY));
    };
    let pinch: { apart: number; zoom: number } | null = null;
    const between = ([one, other]: Touch[]) =>
      one && other
        ? {
            apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
            middle: pointIn((one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2),
          }
        : null;
    const touch = (event: TouchEvent) => {
      const fingers = event.touches.length === 2 ? between([...event.touches]) : null;
      if (!fingers) {
        pinch = null;
        return;
      }
      event.preventDefault();
      pinch ??= { apart: fingers.apart || 1, zoom: now.current };
      to((pinch.zoom * fingers.apart) / pinch.apart, fingers.middle);
    };
    const key = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '+' || event.key === '=') to(nextZoom(now.current, 1));
      else if (event.key === '-') to(nextZoom(now.current, -1));
      else if (event.key === '0') to(1);
      else return;
      event.preventDefault();
    };
    box.addEventListener('wheel', wheel, { passive: false });
    for (const type of ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const)
      box.addEventListener(type, touch, { passive: false });
    box.addEventListener('keydown', key);
    return () => {
      box.removeEventListener('wheel', wheel);
      for (const type of ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const) box.removeEventListener(type, touch);
      box.removeEventListener('keydown', key);
    };
  }, [view, to]);

  return { zoom, step: (direction) => to(nextZoom(now.current, direction)), whole: () => to(1) };
}
