/**
 * Every action of the workbench, with the keys it has unless the reader chose others (preferences). Titles are in the workbench's words
 * at `action.<id>`; what an action does is said by the pane that offers it (use-actions.ts). Keys as in ARIA's `aria-keyshortcuts`: `Mod` is
 * Ctrl, or Command on a Mac; an empty text is no key.
 */
export const actionGroups = ['general', 'rig', 'program', 'gateway', 'panes', 'scene', 'trend', 'watch', 'checks'] as const;
export type ActionGroup = (typeof actionGroups)[number];

interface ActionEntry {
  id: string;
  group: ActionGroup;
  keys: string;
  /** A single letter without Ctrl, Alt or Command: only for readers who turned such keys on (WCAG 2.1.4). */
  single?: string;
}

export const defaultKeys = [
  { id: 'palette', group: 'general', keys: 'Mod+K' },
  { id: 'keys', group: 'general', keys: '?' },
  { id: 'undo', group: 'general', keys: 'Mod+Z' },
  { id: 'redo', group: 'general', keys: 'Mod+Shift+Z' },
  { id: 'lesson', group: 'general', keys: '' },
  { id: 'next-lesson', group: 'general', keys: '' },
  { id: 'theme', group: 'general', keys: '' },
  { id: 'language', group: 'general', keys: '' },
  { id: 'profile', group: 'general', keys: '' },
  { id: 'search', group: 'general', keys: '' },
  { id: 'own-tools', group: 'rig', keys: '' },
  { id: 'check', group: 'checks', keys: 'Mod+Enter' },
  { id: 'hint', group: 'checks', keys: '', single: 'h' },
  { id: 'replay', group: 'checks', keys: '' },
  { id: 'download', group: 'program', keys: 'Mod+S' },
  { id: 'download.restart', group: 'program', keys: 'Mod+Shift+S' },
  { id: 'format', group: 'program', keys: 'Shift+Alt+F' },
  { id: 'outline', group: 'program', keys: 'Mod+Shift+O' },
  { id: 'compare', group: 'program', keys: '' },
  { id: 'comment', group: 'program', keys: 'Mod+Alt+M' },
  { id: 'comments', group: 'program', keys: '' },
  { id: 'comment.next', group: 'program', keys: '' },
  { id: 'comment.previous', group: 'program', keys: '' },
  { id: 'file.new', group: 'program', keys: '' },
  { id: 'file.rename', group: 'program', keys: '' },
  { id: 'file.delete', group: 'program', keys: '' },
  { id: 'plcopen.import', group: 'program', keys: '' },
  { id: 'plcopen.export', group: 'program', keys: '' },
  { id: 'print', group: 'program', keys: '' },
  { id: 'live-values', group: 'program', keys: '' },
  { id: 'coverage', group: 'program', keys: '' },
  { id: 'beside', group: 'program', keys: '' },
  { id: 'tab-moves-focus', group: 'program', keys: 'Mod+M' },
  { id: 'breakpoint', group: 'program', keys: 'F9' },
  { id: 'run-to', group: 'program', keys: 'F5' },
  { id: 'step.over', group: 'program', keys: 'F10' },
  { id: 'step.into', group: 'program', keys: 'F11' },
  { id: 'step.out', group: 'program', keys: 'Shift+F11' },
  { id: 'step.back', group: 'program', keys: '' },
  // In the gateway's pane the keys of a download are its: see key-actions.ts.
  { id: 'gateway.apply', group: 'gateway', keys: '' },
  { id: 'gateway.compare', group: 'gateway', keys: '' },
  { id: 'time.pause', group: 'rig', keys: 'Alt+P', single: 'p' },
  { id: 'time.scan', group: 'rig', keys: 'Alt+.', single: '.' },
  { id: 'time.scan.back', group: 'rig', keys: 'Alt+,', single: ',' },
  { id: 'time.live', group: 'rig', keys: '' },
  { id: 'time.fork', group: 'rig', keys: '' },
  { id: 'controller.run', group: 'rig', keys: '' },
  { id: 'controller.stop', group: 'rig', keys: '' },
  { id: 'controller.restart', group: 'rig', keys: '' },
  { id: 'reset.step', group: 'rig', keys: '' },
  { id: 'reset.lab', group: 'rig', keys: '' },
  { id: 'unforce-all', group: 'rig', keys: '' },
  { id: 'pane.next', group: 'panes', keys: 'F6' },
  { id: 'pane.previous', group: 'panes', keys: 'Shift+F6' },
  { id: 'pane.program', group: 'panes', keys: 'Alt+1', single: '1' },
  { id: 'pane.scene', group: 'panes', keys: 'Alt+2', single: '2' },
  { id: 'pane.watch', group: 'panes', keys: 'Alt+3', single: '3' },
  { id: 'pane.trend', group: 'panes', keys: 'Alt+4', single: '4' },
  { id: 'pane.checks', group: 'panes', keys: 'Alt+5', single: '5' },
  { id: 'pane.io', group: 'panes', keys: 'Alt+6', single: '6' },
  { id: 'pane.network', group: 'panes', keys: 'Alt+7', single: '7' },
  { id: 'pane.gateway', group: 'panes', keys: 'Alt+8', single: '8' },
  { id: 'pane.terminal', group: 'panes', keys: 'Alt+9', single: '9' },
  { id: 'pane.maximise', group: 'panes', keys: 'Alt+Enter' },
  { id: 'pane.split', group: 'panes', keys: '' },
  { id: 'pane.move', group: 'panes', keys: '' },
  { id: 'panes.reset', group: 'panes', keys: '' },
  { id: 'scene.full-screen', group: 'scene', keys: '' },
  { id: 'scene.annotations', group: 'scene', keys: '' },
  { id: 'trend.follow', group: 'trend', keys: '' },
  { id: 'trend.fit', group: 'trend', keys: '' },
  { id: 'trend.trigger', group: 'trend', keys: '' },
  { id: 'trend.csv', group: 'trend', keys: '' },
  { id: 'trend.png', group: 'trend', keys: '' },
  { id: 'watch.search', group: 'watch', keys: '' },
  { id: 'watch.format', group: 'watch', keys: '' },
] as const satisfies readonly ActionEntry[];

export type ActionId = (typeof defaultKeys)[number]['id'];
