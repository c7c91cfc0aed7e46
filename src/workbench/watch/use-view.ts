import { type RefObject, useLayoutEffect, useState } from 'react';

/** What of a scrolled box is in view: pixels from its beginning, and its size. */
export interface View {
  top: number;
  height: number;
  width: number;
  /** Size of a letter of the page: spaces are counted in it. */
  rem: number;
}

/**
 * Follows the box's scroll and size, once a frame at most. `grain`: so many pixels of scroll are one, for who draws more than is seen and need not draw
 * anew in every frame.
 */
export function useView(box: RefObject<HTMLElement | null>, grain = 1): View {
  const [view, setView] = useState<View>({ top: 0, height: 0, width: 0, rem: 16 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    let due = 0;
    const measure = () => {
      due = 0;
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const next = {
        top: Math.round(element.scrollTop / grain) * grain,
        height: element.clientHeight,
        width: element.clientWidth,
        rem,
      };
      setView((last) =>
        last.top === next.top && last.height === next.height && last.width === next.width && last.rem === rem ? last : next,
      );
    };
    const soon = () => {
      due ||= requestAnimationFrame(measure);
    };
    measure();
    element.addEventListener('scroll', soon, { passive: true });
    const observer = new ResizeObserver(soon);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', soon);
      observer.disconnect();
      cancelAnimationFrame(due);
    };
  }, [box, grain]);
  return view;
}
