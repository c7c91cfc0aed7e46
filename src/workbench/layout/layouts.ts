/**
 * Where the panes stand: as on the first visit, as the reader left them, and what is done about panes that one lab has and another has
 * not. The models are those of the layout library; their tabs are panes.
 */
import {
  normalizeWorkspaceModel,
  type SplitNode,
  type TabNode,
  type TabsetNode,
  type WorkspaceModel,
  type WorkspaceNode,
} from 'react-resizable-panels';
import { type PaneName, paneNames } from '../props.ts';

/** One group of tabs; two above each other; two beside each other; three. */
export type Arrangement = 'one' | 'stacked' | 'beside' | 'wide';

export type PaneModel = WorkspaceModel<null, null>;
type PaneNode = WorkspaceNode<null, null>;

/** Widths of the workbench from which groups stand beside each other. */
const besideFrom = 1_000;
const wideFrom = 1_500;
/** Below this width of the window a program cannot be edited well (look of the page, labs-and-lessons). */
export const editingFrom = 768;

export function arrangementFor(windowWidth: number, width: number): Arrangement {
  if (windowWidth < editingFrom) return 'one';
  if (width < besideFrom) return 'stacked';
  return width < wideFrom ? 'beside' : 'wide';
}

const groups: Record<Arrangement, readonly { id: string; panes: readonly PaneName[] }[]> = {
  one: [{ id: 'all', panes: ['scene', 'checks', 'trend', 'watch', 'io', 'network', 'gateway', 'terminal', 'program'] }],
  stacked: [
    { id: 'upper', panes: ['program', 'watch', 'io', 'gateway'] },
    { id: 'lower', panes: ['scene', 'checks', 'trend', 'network', 'terminal'] },
  ],
  beside: [
    { id: 'upper', panes: ['program', 'watch', 'io', 'gateway'] },
    { id: 'lower', panes: ['scene', 'checks', 'trend', 'network', 'terminal'] },
  ],
  wide: [
    { id: 'upper', panes: ['program', 'io', 'gateway'] },
    { id: 'lower', panes: ['scene', 'watch', 'network'] },
    { id: 'third', panes: ['checks', 'trend', 'terminal'] },
  ],
};

const tab = (pane: PaneName): TabNode<null> => ({ id: pane, data: null, disableClose: true });

function tabset(id: string, panes: readonly PaneName[], size?: number): TabsetNode<null, null> {
  return { type: 'tabset', id, tabs: panes.map(tab), selectedId: panes[0], ...(size === undefined ? {} : { size }) };
}

function split(id: string, orientation: 'horizontal' | 'vertical', children: PaneNode[], size?: number): SplitNode<null, null> {
  return { type: 'split', id, orientation, children, ...(size === undefined ? {} : { size }) };
}

/** The layout of a first visit. */
export function firstLayout(panes: readonly PaneName[], arrangement: Arrangement): PaneModel {
  const [first, second, third] = groups[arrangement]
    .map((group) => ({ id: group.id, panes: group.panes.filter((pane) => panes.includes(pane)) }))
    .filter((group) => group.panes.length > 0);
  if (!first) return { version: 1, root: tabset('all', []) };
  if (!second) return { version: 1, root: tabset(first.id, first.panes) };
  if (arrangement === 'stacked' || !third) {
    const orientation = arrangement === 'stacked' ? 'vertical' : 'horizontal';
    const children = [tabset(first.id, first.panes, 57), tabset(second.id, second.panes, 43)];
    return { version: 1, root: split('root', orientation, children) };
  }
  const right = [tabset(second.id, second.panes, 58), tabset(third.id, third.panes, 42)];
  const root = split('root', 'horizontal', [tabset(first.id, first.panes, 52), split('right', 'vertical', right, 48)]);
  return { version: 1, root };
}

/** Tabsets of a model from left to right and from above to below. */
export function tabsetsOf({ root }: PaneModel): TabsetNode<null, null>[] {
  const walk = (node: PaneNode): TabsetNode<null, null>[] => (node.type === 'tabset' ? [node] : node.children.flatMap(walk));
  return walk(root);
}

/** The panes in the order in which F6 goes through them. */
export function orderOf(model: PaneModel): PaneName[] {
  return tabsetsOf(model).flatMap(({ tabs }) => tabs.map(({ id }) => id).filter(isPane));
}

export const isPane = (id: string): id is PaneName => paneNames.some((name) => name === id);

/**
 * A layout as it was kept, for a lab with these panes: those of others are taken out, and what the lab has more stands where a first visit
 * has it. `null` when it is not a layout.
 */
export function fitted(kept: unknown, panes: readonly PaneName[], arrangement: Arrangement): PaneModel | null {
  const model = normalizeWorkspaceModel<null, null>(kept, {
    mapTab: ({ id }) => (isPane(id) && panes.includes(id) ? tab(id) : null),
  });
  if (!model) return null;
  const has = new Set(orderOf(model));
  const lacking = panes.filter((pane) => !has.has(pane));
  if (lacking.length === panes.length) return null;
  for (const pane of lacking) placeLike(model, pane, arrangement);
  return { version: 1, root: model.root };
}

/** Beside a pane that is its neighbour on a first visit, else in the last group. */
function placeLike(model: PaneModel, pane: PaneName, arrangement: Arrangement): void {
  const neighbours = groups[arrangement].find((group) => group.panes.includes(pane))?.panes ?? [];
  const sets = tabsetsOf(model);
  const home = sets.find(({ tabs }) => tabs.some(({ id }) => neighbours.some((name) => name === id))) ?? sets.at(-1);
  home?.tabs.push(tab(pane));
}

const keyOf = (arrangement: Arrangement): string => `millwright:layout:${arrangement}`;

export function readLayout(storage: Pick<Storage, 'getItem'>, panes: readonly PaneName[], arrangement: Arrangement): PaneModel {
  let kept: unknown = null;
  try {
    kept = JSON.parse(storage.getItem(keyOf(arrangement)) ?? 'null');
  } catch {
    // Damaged or forbidden: as on the first visit.
  }
  return (kept === null ? null : fitted(kept, panes, arrangement)) ?? firstLayout(panes, arrangement);
}

export function writeLayout(storage: Pick<Storage, 'setItem'>, arrangement: Arrangement, model: PaneModel): void {
  try {
    storage.setItem(keyOf(arrangement), JSON.stringify(model));
  } catch {
    // Storage is full or forbidden: the layout is not remembered, and nothing else is lost.
  }
}
