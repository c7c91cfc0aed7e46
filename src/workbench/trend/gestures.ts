/** Pan by dragging, zoom by wheel and by two fingers, place a cursor by a click, and all of it by keys. */
import type { Chart } from './chart.ts';
import { zoomStep } from './view.ts';

/** A press that moves less is a click. */
const clickReach = 4;

/** `click` gets pixels from the plot's left edge. Returns the way out. */
export function listenToGestures(over: HTMLElement, chart: Chart, click: (x: number, event: PointerEvent) => void): () => void {
  const pointers = new Map<number, number>();
  let moved = 0;
  let spread = 0;
  const left = () => over.getBoundingClientRect().left;
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    if (pointers.size === 0) moved = 0;
    pointers.set(event.pointerId, event.clientX);
    over.setPointerCapture(event.pointerId);
    spread = spreadOf(pointers);
    over.dataset.dragging = 'true';
  };
  const move = (event: PointerEvent) => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    pointers.set(event.pointerId, event.clientX);
    const perPixel = (chart.view.to - chart.view.from) / chart.width;
    const by = (event.clientX - before) / pointers.size;
    moved += Math.abs(event.clientX - before);
    if (moved < clickReach) return;
    chart.view.panTicks(-by * perPixel);
    if (pointers.size < 2) return;
    const now = spreadOf(pointers);
    const middle = [...pointers.values()].reduce((sum, x) => sum + x, 0) / pointers.size;
    if (spread > 10 && now > 10) chart.view.zoom(spread / now, chart.tickAt(middle - left()));
    spread = now;
  };
  const up = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    spread = spreadOf(pointers);
    if (pointers.size > 0) return;
    delete over.dataset.dragging;
    if (event.type === 'pointerup' && moved < clickReach) click(event.clientX - left(), event);
  };
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) chart.view.pan(sideways / 1_000);
    else
      chart.view.zoom(1.0015 ** (event.deltaMode === 1 ? event.deltaY * 30 : event.deltaY), chart.tickAt(event.clientX - left()));
  };
  over.addEventListener('pointerdown', down);
  over.addEventListener('pointermove', move);
  over.addEventListener('pointerup', up);
  over.addEventListener('pointercancel', up);
  over.addEventListener('wheel', wheel, { passive: false });
  return () => {
    over.removeEventListener('pointerdown', down);
    over.removeEventListener('pointermove', move);
    over.removeEventListener('pointerup', up);
    over.removeEventListener('pointercancel', up);
    over.removeEventListener('wheel', wheel);
  };
}

function spreadOf(pointers: ReadonlyMap<number, number>): number {
  const [one, other] = [...pointers.values()];
  return one === undefined || other === undefined ? 0 : Math.abs(one - other);
}

/** Keys of the drawing while it has the focus. True when the key meant something. */
export function pressKey(event: KeyboardEvent, { view }: Chart): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === '+' || event.key === '=') view.zoom(1 / zoomStep);
  else if (event.key === '-' || event.key === '_') view.zoom(zoomStep);
  else if (event.key === 'ArrowLeft') view.pan(event.shiftKey ? -0.5 : -0.1);
  else if (event.key === 'ArrowRight') view.pan(event.shiftKey ? 0.5 : 0.1);
  else if (event.key === 'Home') view.home();
  else if (event.key === 'End') view.end();
  else if (event.key === '0') view.fit();
  else return false;
  return true;
}
