/**
 * Puts the workbench into the place that the lesson page keeps for it. Mounted by hand rather than as an island of Astro, whose
 * hydration needs inline scripts, which the content policy does not allow.
 */
import { LabSession } from '../workbench/lab-session.ts';
import type { WorkbenchProps } from '../workbench/props.ts';
import { loadWords } from '../workbench/words.ts';

const place = document.getElementById('workbench');
const data = document.getElementById('workbench-props')?.textContent;

if (place && data) {
  const props = JSON.parse(data) as WorkbenchProps;
  const session = new LabSession(props);
  // Before the panes are there: the rig starts and the work is fetched while the browser is still reading our code.
  session.start();
  if (import.meta.env.DEV) {
    // What @vitejs/plugin-react's preamble does, which Astro writes only for its own islands.
    const refreshPath = '/@react-refresh';
    const refresh = (await import(/* @vite-ignore */ refreshPath)) as { default: { injectIntoGlobalHook(target: Window): void } };
    refresh.default.injectIntoGlobalHook(window);
    Object.assign(window, {
      $RefreshReg$: () => {},
      $RefreshSig$: () => (type: unknown) => type,
      __vite_plugin_react_preamble_installed__: true,
    });
  }
  // React too: it stands in the same chunk's way, and the line to the rig does not wait for either.
  const [{ render }] = await Promise.all([import('../workbench/render.tsx'), loadWords(props.locale)]);
  const editor = place.dataset.editor?.split(' ') ?? [];
  render(place, session);
  if (props.panes.includes('program') && matchMedia('(min-width: 768px)').matches) for (const path of editor) fetchAhead(path);
}

/** Fetched and compiled beside the page; it runs when its pane asks for it. */
function fetchAhead(path: string): void {
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  link.fetchPriority = 'low';
  link.href = path;
  document.head.append(link);
}
