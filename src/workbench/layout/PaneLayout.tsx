import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { PaneName } from '../props.ts';
import { useWorkbench } from '../workbench-context.ts';

export type Arrangement = 'one' | 'stacked' | 'beside';

/** Which panes stand in which group; with one group all are in it. */
export function groupsOf(panes: readonly PaneName[], arrangement: Arrangement): PaneName[][] {
  if (arrangement === 'one')
    return [inOrder(panes, ['scene', 'checks', 'trend', 'watch', 'io', 'network', 'gateway', 'terminal', 'program'])];
  const left = inOrder(panes, ['program', 'watch', 'io', 'gateway']);
  const right = inOrder(panes, ['scene', 'checks', 'trend', 'network', 'terminal']);
  return [left, right].filter((group) => group.length > 0);
}

function inOrder(panes: readonly PaneName[], order: readonly PaneName[]): PaneName[] {
  return order.filter((pane) => panes.includes(pane));
}

interface PaneLayoutProps {
  arrangement: Arrangement;
  panes: readonly PaneName[];
  /** The pane in front, by group. */
  front: readonly PaneName[];
  onFront: (group: number, pane: PaneName) => void;
  render: (pane: PaneName) => ReactNode;
}

/** Two groups of tabs beside each other, above each other, or one: as the room allows. */
export function PaneLayout({ arrangement, panes, front, onFront, render }: PaneLayoutProps) {
  const { t } = useWorkbench();
  const groups = groupsOf(panes, arrangement);
  const saved = useDefaultLayout({
    id: `millwright-panes-${arrangement}`,
    panelIds: ['first', 'second'],
    onlySaveAfterUserInteractions: true,
  });
  const tabs = (group: readonly PaneName[], index: number) => (
    <PaneGroup
      panes={group}
      label={t(index === 0 ? 'pane.group.left' : 'pane.group.right')}
      selected={front[index] ?? group[0] ?? 'scene'}
      onSelect={(pane) => onFront(index, pane)}
      render={render}
    />
  );
  const [first = [], second] = groups;
  if (!second) return <div className="wb-panes">{tabs(first, 0)}</div>;
  return (
    <Group
      key={arrangement}
      className="wb-panes"
      orientation={arrangement === 'beside' ? 'horizontal' : 'vertical'}
      defaultLayout={saved.defaultLayout}
      onLayoutChanged={saved.onLayoutChanged}
    >
      <Panel id="first" minSize="25%" defaultSize={arrangement === 'beside' ? '52%' : '55%'}>
        {tabs(first, 0)}
      </Panel>
      <Separator className="wb-separator" aria-label={t('pane.splitter')} />
      <Panel id="second" minSize="25%">
        {tabs(second, 1)}
      </Panel>
    </Group>
  );
}

interface PaneGroupProps {
  panes: readonly PaneName[];
  label: string;
  selected: PaneName;
  onSelect: (pane: PaneName) => void;
  render: (pane: PaneName) => ReactNode;
}

function PaneGroup({ panes, label, selected, onSelect, render }: PaneGroupProps) {
  const { t } = useWorkbench();
  return (
    <Tabs
      className="wb-tabs"
      selectedKey={selected}
      onSelectionChange={(key) => {
        const pane = panes.find((one) => one === key);
        if (pane) onSelect(pane);
      }}
    >
      <TabList aria-label={label} className="wb-tab-list">
        {panes.map((pane) => (
          <Tab key={pane} id={pane} className="wb-tab">
            {t(`pane.${pane}`)}
          </Tab>
        ))}
      </TabList>
      {panes.map((pane) => (
        // The editor keeps its undo and its place while another pane is in front; the others are cheap to make anew.
        <TabPanel key={pane} id={pane} className="wb-tab-panel" data-pane={pane} shouldForceMount={pane === 'program'}>
          {render(pane)}
        </TabPanel>
      ))}
    </Tabs>
  );
}
