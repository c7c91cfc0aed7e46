/** Elements and tools dragged over the diagram: where they would come to, and when they are let go. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ElementPath } from '#sandbox/iec61131/diagrams/ladder.ts';
import type { NetworkLayout } from '#sandbox/iec61131/diagrams/layout/grid.ts';
import type { Tool } from './LadderToolbar.tsx';
import { UNIT } from './wires.ts';

export type Held =
  | { what: 'tool'; tool: Tool }
  | { what: 'elements'; paths: readonly ElementPath[] }
  | { what: 'edge'; path: ElementPath };

export interface Drag {
  held: Held;
  /** Where it comes to when it is let go here: a place in a row; for a branch an element; null: nowhere. */
  target: ElementPath | null;
}

/** So far the pointer goes before a press is a drag. Pixels. */
const threshold = 6;
/** From a place to the pointer, in units. */
const reach = 10;

interface Dragging {
  layoutOf: (network: number) => NetworkLayout | undefined;
  onDrop: (held: Held, target: ElementPath) => void;
  /** Let go where it was pressed. */
  onPress: (held: Held) => void;
}

export function useDragging(hands: Dragging): {
  drag: Drag | null;
  hold: (held: Held, event: { clientX: number; clientY: number }) => void;
} {
  const [drag, setDrag] = useState<Drag | null>(null);
  const latest = useRef(hands);
  useEffect(() => {
    latest.current = hands;
  });
  const end = useRef<(() => void) | null>(null);
  useEffect(() => () => end.current?.(), []);

  const hold = useCallback((held: Held, { clientX, clientY }: { clientX: number; clientY: number }) => {
    end.current?.();
    let current: Drag | null = null;
    const moved = (event: PointerEvent) => {
      if (current === null && Math.hypot(event.clientX - clientX, event.clientY - clientY) < threshold) return;
      event.preventDefault();
      const target =
        held.what === 'edge'
          ? event.clientY - clientY > threshold
            ? held.path
            : null
          : targetAt(event, held, latest.current.layoutOf);
      current = { held, target };
      setDrag(current);
    };
    const leave = () => {
      window.removeEventListener('pointermove', moved);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', leave);
      window.removeEventListener('keydown', key, true);
      end.current = null;
      setDrag(null);
    };
    const up = () => {
      const last = current;
      leave();
      if (last === null) latest.current.onPress(held);
      else if (last.target) latest.current.onDrop(held, last.target);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || current === null) return;
      event.preventDefault();
      event.stopPropagation();
      leave();
    };
    window.addEventListener('pointermove', moved);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', leave);
    window.addEventListener('keydown', key, true);
    end.current = leave;
  }, []);
  return { drag, hold };
}

function targetAt(event: PointerEvent, held: Held, layoutOf: Dragging['layoutOf']): ElementPath | null {
  const box = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('.ld-network');
  const svg = box?.querySelector('svg.ld-rung');
  const network = Number(box?.dataset.network);
  const layout = layoutOf(network);
  if (!svg || !layout) return null;
  if (held.what === 'tool' && held.tool === 'network') return [network];
  const rect = svg.getBoundingClientRect();
  const x = ((event.clientX - rect.left) / rect.width) * (layout.width + 1) - 4 / UNIT;
  const y = ((event.clientY - rect.top) / rect.height) * layout.height;
  const within = nearestPlace(layout, x, y, held.what === 'tool' && held.tool === 'branch');
  return within ? [network, ...within] : null;
}

/** A place in a row near a point of the grid; an element where a branch is to come below it. */
export function nearestPlace(layout: NetworkLayout, x: number, y: number, isBranch: boolean): readonly number[] | null {
  const places = isBranch
    ? layout.elements.map((one) => ({ path: one.path, x1: one.x, x2: one.x + one.w, y: one.line }))
    : layout.slots;
  let best: { path: readonly number[]; far: number } | null = null;
  for (const { path, x1, x2, y: line } of places) {
    const far = Math.hypot(Math.max(x1 - x, 0, x - x2), line - y);
    if (far < reach && (best === null || far < best.far)) best = { path, far };
  }
  return best?.path ?? null;
}
