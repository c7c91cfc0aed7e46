/** What the page of the scene test runs: the painter over a store that the test fills. Bundled by scene-symbols.spec.ts. */
import { SignalStore, type SignalValue } from '../../src/workbench/rig/signal-store.ts';
import { paintScene } from '../../src/workbench/scene/scene-painter.ts';

declare global {
  interface Window {
    showScene: (values: Record<string, SignalValue>) => void;
    setValues: (values: Record<string, SignalValue>) => void;
    operated: [string, boolean | number][];
    notices: string[];
  }
}

const store = new SignalStore((paint) => requestAnimationFrame(paint));
const names: string[] = [];
window.operated = [];
window.notices = [];

window.setValues = (values) => {
  for (const name of Object.keys(values)) if (!names.includes(name)) names.push(name);
  store.setTable(
    names.map((name, id) => ({ id, name, type: 'LREAL', writable: false, operable: true, forceable: false }) as never),
  );
  store.take(Object.entries(values).map(([name, value]) => ({ id: names.indexOf(name), value })));
};

window.showScene = (values) => {
  const root = document.querySelector('svg');
  if (!root) throw new Error('no drawing');
  store.setLive(true);
  window.setValues(values);
  paintScene({
    root,
    store,
    operate: async (signal, value) => {
      window.operated.push([signal, value]);
      window.setValues({ [signal]: value });
      return true;
    },
    nameOf: (signal) => signal,
    pace: () => 0,
    locale: document.documentElement.lang,
    warn: (notice) => window.notices.push(notice),
  });
};
