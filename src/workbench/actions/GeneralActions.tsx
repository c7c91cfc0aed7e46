import { type RefObject, useSyncExternalStore } from 'react';
import { phaseOf } from '../header/phase.ts';
import { type Arrangement, isPane, orderOf, tabsetsOf } from '../layout/layouts.ts';
import { type PaneHandle, resetLayout, toggleLarge } from '../layout/PaneLayout.tsx';
import type { PaneName } from '../props.ts';
import { unforceAll } from '../watch/acts.ts';
import { useRig, useWorkbench } from '../workbench-context.ts';
import type { Action } from './actions.ts';
import { useActions } from './use-actions.ts';

interface GeneralActionsProps {
  layout: RefObject<PaneHandle | null>;
  arrangement: Arrangement;
  openDialog: (dialog: 'keys' | 'palette' | 'own-tools') => void;
}

/** What can be done whatever pane is in front; a pane that knows more of one of these offers it itself. Draws nothing. */
export function GeneralActions({ layout, arrangement, openDialog }: GeneralActionsProps) {
  useActions(useGeneral(openDialog), true);
  useActions(usePaneActions(layout, arrangement), true);
  useActions(useRigActions(openDialog), true);
  return null;
}

function useGeneral(openDialog: GeneralActionsProps['openDialog']): Action[] {
  const { session, t, openPane } = useWorkbench();
  const { undo, props } = session;
  const { undo: next, redo, underWay } = useSyncExternalStore(undo.subscribe, undo.getState, undo.getState);
  const controller = props.controllers[0]?.name;
  const { next: nextLesson } = props;
  return [
    { id: 'palette', run: () => openDialog('palette') },
    { id: 'keys', run: () => openDialog('keys') },
    {
      id: 'undo',
      ...(next ? { subject: next.label } : {}),
      why: next || underWay ? null : t('undo.nothing'),
      run: () => void undo.undo(),
    },
    { id: 'redo', ...(redo ? { subject: redo.label } : {}), why: redo ? null : t('redo.nothing'), run: () => void undo.redo() },
    { id: 'lesson', run: () => document.getElementById('content')?.focus() },
    ...(nextLesson
      ? [{ id: 'next-lesson' as const, subject: nextLesson.title, run: () => location.assign(nextLesson.href) }]
      : []),
    { id: 'theme', run: () => document.querySelector<HTMLElement>('mw-theme button')?.click() },
    { id: 'language', run: () => document.querySelector<HTMLElement>('.site-header a[hreflang]')?.click() },
    { id: 'profile', run: () => location.assign(props.locale === 'zh-CN' ? '/zh-cn/profile' : '/profile') },
    { id: 'search', run: () => location.assign(props.locale === 'zh-CN' ? '/zh-cn/search' : '/search') },
    {
      id: 'check',
      run: () => {
        openPane('checks');
        void session.check();
      },
    },
    ...(controller
      ? [
          { id: 'download' as const, run: () => void session.download(controller, 'online') },
          { id: 'download.restart' as const, run: () => void session.download(controller, 'restart') },
        ]
      : []),
    ...(props.gateway ? [{ id: 'gateway.apply' as const, run: () => void session.download('gateway', 'online') }] : []),
  ];
}

function usePaneActions(layout: RefObject<PaneHandle | null>, arrangement: Arrangement): Action[] {
  const { session, t, openPane } = useWorkbench();
  const { panes } = session.props;
  const go = (direction: 1 | -1) => {
    const model = layout.current?.getModel();
    if (!model) return;
    const order = orderOf(model);
    const here = document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset.pane;
    const index = order.map(String).indexOf(here ?? '');
    const next = order.at(index < 0 ? 0 : (index + direction) % order.length);
    if (next) openPane(next, true);
  };
  /** The group in which the focus is, else the one that was used last. */
  const group = () => {
    const model = layout.current?.getModel();
    const sets = model ? tabsetsOf(model) : [];
    const active = layout.current?.getActiveTabsetId();
    const here = document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset.pane;
    return sets.find(({ tabs }) => tabs.some(({ id }) => id === here)) ?? sets.find(({ id }) => id === active) ?? sets[0];
  };
  const single = arrangement === 'one' ? t('pane.one') : null;
  return [
    { id: 'pane.next', run: () => go(1) },
    { id: 'pane.previous', run: () => go(-1) },
    ...panes.map((pane: PaneName): Action => ({ id: `pane.${pane}`, run: () => openPane(pane, true) })),
    {
      id: 'pane.maximise',
      why: single,
      run: () => {
        const set = group();
        if (set && layout.current) toggleLarge(layout.current, set.id);
      },
    },
    {
      id: 'pane.split',
      why: single,
      run: () => {
        const set = group();
        if (set?.selectedId && set.tabs.length > 1)
          layout.current?.moveTab(set.selectedId, { tabsetId: set.id, region: 'right' });
      },
    },
    {
      id: 'pane.move',
      why: single,
      run: () => {
        const model = layout.current?.getModel();
        const set = group();
        if (!model || !set?.selectedId) return;
        const sets = tabsetsOf(model);
        const target = sets[(sets.findIndex(({ id }) => id === set.id) + 1) % sets.length];
        const pane = set.selectedId;
        if (!target || target.id === set.id) return;
        layout.current?.moveTab(pane, { tabsetId: target.id, index: target.tabs.length });
        if (isPane(pane)) openPane(pane, true);
      },
    },
    {
      id: 'panes.reset',
      why: single,
      run: () => {
        if (layout.current) session.undo.did({ label: t('pane.reset'), ...resetLayout(layout.current, panes, arrangement) });
      },
    },
  ];
}

function useRigActions(openDialog: GeneralActionsProps['openDialog']): Action[] {
  const { session, t } = useWorkbench();
  const rig = useRig();
  const { time } = session;
  const phase = phaseOf(rig);
  const asleep = phase === 'running' || phase === 'paused' ? null : t(`rig.${phase}`);
  const past = rig.rig?.time.past ?? false;
  const notPast = past ? null : t('time.not-past');
  return [
    {
      id: 'time.pause',
      why: asleep ?? (past ? t('time.resume.past') : null),
      on: phase === 'paused',
      run: () => (phase === 'running' ? time.pause() : time.resume()),
    },
    ...(rig.devices.length > 0 ? [{ id: 'own-tools' as const, why: asleep, run: () => openDialog('own-tools') }] : []),
    { id: 'time.scan', why: asleep, run: () => time.scan(false) },
    { id: 'time.scan.back', why: asleep, run: () => time.scan(true) },
    { id: 'time.live', why: asleep ?? notPast, run: () => time.backToNow() },
    { id: 'time.fork', why: asleep ?? notPast, run: () => time.goOn() },
    { id: 'step.over', why: asleep, run: () => time.statement('over') },
    { id: 'step.into', why: asleep, run: () => time.statement('into') },
    { id: 'step.out', why: asleep, run: () => time.statement('out') },
    { id: 'step.back', why: asleep, run: () => time.statement('back') },
    { id: 'run-to', why: asleep, run: () => session.runToBreakpoint() },
    { id: 'breakpoint', run: () => session.toggleBreakpoint() },
    {
      id: 'unforce-all',
      why: asleep ?? (rig.forces.length > 0 ? null : t('watch.forced.none')),
      run: () => void unforceAll({ session, t, pane: 'watch' }),
    },
  ];
}
