/**
 * Puts the workbench into the place that the lesson page keeps for it. Mounted by hand rather than as an island of Astro, whose
 * hydration needs inline scripts, which the content policy does not allow.
 */
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import type { WorkbenchProps } from '../workbench/props.ts';

const place = document.getElementById('workbench');
const data = document.getElementById('workbench-props')?.textContent;

if (place && data) {
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
  const { default: Workbench } = await import('../workbench/Workbench.tsx');
  createRoot(place).render(createElement(Workbench, JSON.parse(data) as WorkbenchProps));
}
