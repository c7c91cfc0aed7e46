/**
 * The scene over the whole screen, or over the whole window where a browser has no full screen (a telephone) or forbids it. The
 * workbench itself is what grows, so that the rig's state and the controls of time stay where they are: above the scene.
 *
 * It belongs to the page and not to one pane: a workbench that grows may arrange its panes anew, and the pane that asked is then replaced
 * by another.
 */
import { type RefObject, useEffect, useSyncExternalStore } from 'react';

/** As long as a pane may be gone before it is taken as closed, and as late as one may come to get the focus back. */
const patience = 400;

let leave: (() => void) | null = null;
/** Panes of a scene that are on the page. */
const panes = new Set<RefObject<HTMLElement | null>>();
const listeners = new Set<() => void>();
let focusUntil = 0;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const isFull = (): boolean => leave !== null;

function tell(): void {
  for (const listener of listeners) listener();
}

/** `pane` lies in the workbench; when the scene shrinks again, the focus goes to the pane's `.wb-scene-full`. */
export function useFullScreen(pane: RefObject<HTMLElement | null>): { full: boolean; toggle: () => void } {
  const full = useSyncExternalStore(subscribe, isFull, () => false);
  useEffect(() => {
    panes.add(pane);
    if (performance.now() < focusUntil) focusButton(pane);
    return () => {
      panes.delete(pane);
      setTimeout(() => {
        if (panes.size === 0) leave?.();
      }, patience);
    };
  }, [pane]);
  return { full, toggle: () => (leave ? leave() : enter(pane)) };
}

function focusButton(pane: RefObject<HTMLElement | null>): void {
  pane.current?.querySelector<HTMLElement>('.wb-scene-full')?.focus();
}

function enter(pane: RefObject<HTMLElement | null>): void {
  const workbench = pane.current?.closest<HTMLElement>('.wb');
  if (!workbench) return;
  workbench.dataset.full = 'scene';
  const free = quietAround(workbench);
  const endMeasuring = measureStage(workbench);
  let wasFull = false;
  const changed = () => {
    if (document.fullscreenElement) wasFull = true;
    else if (wasFull) leave?.();
  };
  // The browser's own full screen swallows Escape; over the window it is ours.
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], .wb-replay')) return;
    event.preventDefault();
    leave?.();
  };
  document.addEventListener('fullscreenchange', changed);
  addEventListener('keydown', key);
  leave = () => {
    leave = null;
    document.removeEventListener('fullscreenchange', changed);
    removeEventListener('keydown', key);
    free();
    endMeasuring();
    delete workbench.dataset.full;
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
    focusUntil = performance.now() + patience;
    for (const one of panes) focusButton(one);
    tell();
  };
  tell();
  // Refused or unknown: the window is filled all the same.
  void document.documentElement.requestFullscreen?.().catch(() => {});
}

/** The scene begins where the stage of the panes does: header and time bar take one line or two. */
function measureStage(workbench: HTMLElement): () => void {
  const stage = workbench.querySelector('.wb-stage');
  if (!stage) return () => {};
  const observer = new ResizeObserver(() => workbench.style.setProperty('--full-top', `${stage.getBoundingClientRect().top}px`));
  observer.observe(stage);
  return () => observer.disconnect();
}

/** What lies below cannot be reached while the workbench covers it. Live regions go on speaking. */
function quietAround(element: HTMLElement): () => void {
  const quieted: HTMLElement[] = [];
  for (let inner = element; inner.parentElement && inner !== document.body; inner = inner.parentElement) {
    for (const sibling of inner.parentElement.children) {
      if (sibling === inner || !(sibling instanceof HTMLElement) || sibling.inert) continue;
      if (sibling.matches('[aria-live], [role="status"], [data-live-announcer], script, style')) continue;
      sibling.inert = true;
      quieted.push(sibling);
    }
  }
  return () => {
    for (const sibling of quieted) sibling.inert = false;
  };
}
