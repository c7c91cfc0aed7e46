/** A control of a scene that sets a number: role slider, arrows, Page Up and Down, Home and End; with a way to go it is dragged. */
import type { SignalListener } from '../rig/signal-store.ts';
import { asNumber, type Binding, share } from './bindings.ts';

type SetBinding = Extract<Binding, { kind: 'set' }>;

/** `set` is asked for one value at a time: what the hand passes over while an answer is awaited is left out, its last place is not. */
export function makeSlider(
  element: SVGElement,
  { range, step, to }: SetBinding,
  set: (value: number) => Promise<boolean>,
): { show: SignalListener; set: (value: number) => void; stop: () => void } {
  const thumb = element.querySelector<SVGElement>('.thumb');
  const base = thumb?.getAttribute('transform') ?? '';
  let shown = range.min;
  let wanted: number | null = null;
  let busy = false;
  /** Asked for and not seen yet: the next key goes on from there. */
  let asked: number | null = null;
  element.setAttribute('role', 'slider');
  element.setAttribute('aria-valuemin', String(range.min));
  element.setAttribute('aria-valuemax', String(range.max));
  element.setAttribute('aria-valuenow', String(shown));

  const ask = (value: number) => {
    wanted = onStep(value, range, step);
    asked = wanted;
    if (!busy) void send();
  };
  const send = async () => {
    busy = true;
    while (wanted !== null) {
      const value = wanted;
      wanted = null;
      if (!(await set(value))) asked = wanted;
    }
    busy = false;
  };
  const from = () => asked ?? shown;

  /** The value where the pointer is, along the way of the thumb. */
  const valueAt = (event: PointerEvent): number | null => {
    const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null;
    if (!to || !matrix) return null;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const part = (point.x * to[0] + point.y * to[1]) / (to[0] ** 2 + to[1] ** 2 || 1);
    return range.min + (range.max - range.min) * Math.min(1, Math.max(0, part));
  };
  let dragged = false;
  const handlers: Record<string, (event: Event) => void> = {
    pointerdown: (event) => {
      if (!(event instanceof PointerEvent) || event.button !== 0) return;
      const value = valueAt(event);
      if (value !== null) {
        element.setPointerCapture(event.pointerId);
        dragged = true;
        ask(value);
      } else {
        // Nothing to drag along: one step, to the side that was pressed.
        const box = element.getBoundingClientRect();
        ask(from() + (event.clientX < box.left + box.width / 2 ? -step : step));
      }
    },
    pointermove: (event) => {
      const value = dragged && event instanceof PointerEvent ? valueAt(event) : null;
      if (value !== null) ask(value);
    },
    pointerup: () => {
      dragged = false;
    },
    pointercancel: () => {
      dragged = false;
    },
    keydown: (event) => {
      if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
      const value = afterKey(event.key, from(), { range, step });
      if (value === null) return;
      event.preventDefault();
      ask(value);
    },
  };
  for (const [type, handler] of Object.entries(handlers)) element.addEventListener(type, handler);
  return {
    set: ask,
    show(value) {
      shown = asNumber(value);
      if (!busy || shown === asked) asked = null;
      element.setAttribute('aria-valuenow', String(shown));
      const part = share(shown, range);
      if (to && thumb) thumb.setAttribute('transform', `translate(${to[0] * part} ${to[1] * part}) ${base}`.trim());
    },
    stop() {
      for (const [type, handler] of Object.entries(handlers)) element.removeEventListener(type, handler);
    },
  };
}

/** The nearest value that steps from `min` reach, within the range; without the dust of binary fractions. */
export function onStep(value: number, { min, max }: { min: number; max: number }, step: number): number {
  const [low, high] = min < max ? [min, max] : [max, min];
  const stepped = low + Math.round((value - low) / step) * step;
  return Number(Math.min(high, Math.max(low, stepped)).toPrecision(12));
}

/** What a key asks for (WAI-ARIA, slider pattern); `null` when it asks for nothing. */
export function afterKey(
  key: string,
  value: number,
  { range, step }: { range: { min: number; max: number }; step: number },
): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return onStep(value + step, range, step);
    case 'ArrowLeft':
    case 'ArrowDown':
      return onStep(value - step, range, step);
    case 'PageUp':
      return onStep(value + 10 * step, range, step);
    case 'PageDown':
      return onStep(value - 10 * step, range, step);
    case 'Home':
      return range.min;
    case 'End':
      return range.max;
    default:
      return null;
  }
}
