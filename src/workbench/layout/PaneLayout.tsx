import { EllipsisVertical } from 'lucide-react';
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import {
  Separator,
  type TabDropRegion,
  type TabNode,
  type TabRenderProps,
  type TabsetNode,
  Workspace,
  type WorkspaceChangedMeta,
  type WorkspaceImperativeHandle,
} from 'react-resizable-panels';
import { MenuButton, type MenuEntry } from '../MenuButton.tsx';
import type { PaneName } from '../props.ts';
import { useWorkbench } from '../workbench-context.ts';
import { type Arrangement, firstLayout, isPane, type PaneModel, readLayout, tabsetsOf, writeLayout } from './layouts.ts';
import './layout.css';

export type PaneHandle = WorkspaceImperativeHandle<null, null>;

interface PaneLayoutProps {
  arrangement: Arrangement;
  panes: readonly PaneName[];
  handle: RefObject<PaneHandle | null>;
  /** Must not change between renders: whatever it draws would be drawn anew. */
  render: (pane: PaneName) => ReactNode;
}

const classNames = {
  tabset: 'wb-tabs',
  header: 'wb-tab-header',
  tabList: 'wb-tab-list',
  tab: 'wb-tab',
  toolbar: 'wb-tab-tools',
  tabPanels: 'wb-tab-panels',
  tabContent: 'wb-tab-panel',
  dropIndicator: 'wb-drop',
  dragPreview: 'wb-dragged',
};

/** An editor keeps its undo and its place, a terminal its screen; the others are cheap to make anew and ask for no values meanwhile. */
const kept: readonly PaneName[] = ['program', 'gateway', 'terminal'];

/** Panes as tabs that can be split, moved (by pointer, or by the menu of their group), made large, and are found again where they were. */
export function PaneLayout({ arrangement, panes, handle, render }: PaneLayoutProps) {
  const { session, t } = useWorkbench();
  const [initial] = useState(() => readLayout(localStorage, panes, arrangement));
  const shown = useRef({ arrangement, model: initial });

  useEffect(() => {
    if (shown.current.arrangement === arrangement) return;
    const model = readLayout(localStorage, panes, arrangement);
    shown.current = { arrangement, model: handle.current?.setModel(model) ?? model };
  }, [arrangement, panes, handle]);

  const changed = useCallback(
    (model: PaneModel, { reason }: WorkspaceChangedMeta) => {
      const { model: before, arrangement: where } = shown.current;
      shown.current = { arrangement: where, model };
      if (reason === 'set-model') return;
      const { maximizedTabsetId: _, ...rest } = model;
      writeLayout(localStorage, where, rest);
      if (reason !== 'move') return;
      const put = (what: PaneModel) => () => {
        if (!handle.current || shown.current.arrangement !== where) return false;
        shown.current.model = handle.current.setModel(what);
        writeLayout(localStorage, where, what);
        return true;
      };
      session.undo.did({ label: t('pane.moved'), undo: put(before), redo: put(model) });
    },
    [session, t, handle],
  );

  const content = useCallback(
    ({ id }: TabNode<null>) => {
      const pane = isPane(id) ? id : null;
      return (
        <div className="wb-pane" data-pane={id} tabIndex={-1}>
          {pane && render(pane)}
        </div>
      );
    },
    [render],
  );
  const drawTab = useCallback(
    ({ id }: TabNode<null>, props: TabRenderProps) => <div {...props}>{isPane(id) ? t(`pane.${id}`) : id}</div>,
    [t],
  );
  const tools = useCallback(
    (tabset: TabsetNode<null, null>) => (arrangement === 'one' ? null : <GroupMenu tabset={tabset} handle={handle} />),
    [arrangement, handle],
  );
  const separator = useCallback(() => <Separator className="wb-separator" aria-label={t('pane.splitter')} />, [t]);

  return (
    <Workspace<null, null>
      className="wb-panes"
      classNames={classNames}
      defaultModel={initial}
      workspaceRef={handle}
      onModelChanged={changed}
      disabled={arrangement === 'one'}
      lazyTabContent
      hiddenTabBehavior={({ id }) => (kept.some((pane) => pane === id) ? 'keep-mounted' : 'unmount')}
      renderTab={drawTab}
      renderTabContent={content}
      renderTabsetToolbar={tools}
      renderSeparator={separator}
      tabsetMinHeight="6rem"
      tabsetMinWidth="14rem"
    />
  );
}

const regions = ['left', 'right', 'top', 'bottom'] as const satisfies readonly TabDropRegion[];

/** What dragging a tab does, for the keyboard, a screen reader and a finger. */
function GroupMenu({ tabset, handle }: { tabset: TabsetNode<null, null>; handle: RefObject<PaneHandle | null> }) {
  const { t } = useWorkbench();
  const name = (id: string) => (isPane(id) ? t(`pane.${id}`) : id);
  const front = tabset.selectedId ?? '';
  const pane = name(front);
  /** Asked when the menu opens: the other groups are those of that moment. */
  const others = () => {
    const model = handle.current?.getModel();
    return model ? tabsetsOf(model).filter(({ id }) => id !== tabset.id) : [];
  };
  const entries = (): MenuEntry[] => {
    const large = handle.current?.getModel().maximizedTabsetId === tabset.id;
    const groups = others();
    return [
      ...(groups.length > 0 || large ? [{ id: 'large', label: t(large ? 'pane.restore' : 'pane.maximise', { pane }) }] : []),
      ...groups.map(({ id, tabs }) => ({
        id: `into ${id}`,
        label: t('pane.move.into', { pane, others: tabs.map((one) => name(one.id)).join(t('pane.list')) }),
      })),
      ...(tabset.tabs.length > 1 ? regions : []).map((region) => ({
        id: `split ${region}`,
        label: t(`pane.split.${region}`, { pane }),
      })),
    ];
  };
  const act = (key: string) => {
    const workspace = handle.current;
    const [what = '', where = ''] = key.split(' ');
    if (!workspace) return;
    if (what === 'large') toggleLarge(workspace, tabset.id);
    else if (what === 'into') {
      const target = others().find(({ id }) => id === where);
      if (target) workspace.moveTab(front, { tabsetId: where, index: target.tabs.length });
    } else {
      const region = regions.find((one) => one === where);
      if (region) workspace.moveTab(front, { tabsetId: tabset.id, region });
    }
  };
  return <MenuButton icon={EllipsisVertical} iconOnly label={t('pane.menu', { pane })} entries={entries} onAction={act} />;
}

/** A group of tabs over the whole workbench, or back to its place. */
export function toggleLarge(workspace: PaneHandle, tabset: string): void {
  if (workspace.getModel().maximizedTabsetId === tabset) workspace.restoreTabset();
  else workspace.maximizeTabset(tabset);
}

/** As on the first visit; how to undo and do it again. */
export function resetLayout(
  workspace: PaneHandle,
  panes: readonly PaneName[],
  arrangement: Arrangement,
): { undo: () => boolean; redo: () => boolean } {
  const before = workspace.getModel();
  const put = (model: PaneModel) => () => {
    writeLayout(localStorage, arrangement, workspace.setModel(model));
    return true;
  };
  const redo = put(firstLayout(panes, arrangement));
  redo();
  return { undo: put(before), redo };
}
