import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import type { WireSignal } from '#sandbox/wire/messages.ts';
import { useRig, useWorkbench } from '../workbench-context.ts';
import { type Hands, unforce } from './acts.ts';
import { ChangeForm } from './ChangeForm.tsx';
import { GridPart } from './GridPart.tsx';
import { controllerOf, qualityOf } from './quality.ts';
import { RowMenu } from './RowMenu.tsx';
import type { TreeRow } from './tree.ts';
import { TypeAhead } from './type-ahead.ts';
import { useView } from './use-view.ts';
import { WatchRow } from './WatchRow.tsx';
import { formatFor, type WatchSnapshot, type WatchState } from './watch-state.ts';

/** Rows are of one height, in rem: by it the list knows what is in view without asking the page. */
const rowHeight = { wide: 2, compact: 3 };
const headHeight = 2;
/** Below this width in rem the facts of a signal stand below its name instead of in columns. */
const columnsFrom = 46;
/** Rows kept beyond either edge, so that a scroll shows values and not gaps. */
const beyond = 4;

interface WatchGridProps {
  hands: Hands;
  state: WatchState;
  watch: WatchSnapshot;
  rows: readonly TreeRow[];
  terms: readonly string[];
  onToggle: (row: TreeRow, open: boolean) => void;
}

type Popup = { kind: 'edit' | 'menu'; signal: WireSignal } | null;

/** The tree as a grid of which only the lines in view are on the page: those are what the rig streams. */
export function WatchGrid({ hands, state, watch, rows, terms, onToggle }: WatchGridProps) {
  const { t } = useWorkbench();
  const rig = useRig();
  const box = useRef<HTMLDivElement>(null);
  const view = useView(box);
  const [activeKey, setActiveKey] = useState('');
  const [popup, setPopup] = useState<Popup>(null);
  const anchor = useRef<HTMLElement>(null);
  const focusWanted = useRef(false);
  const typeAhead = useRef(new TypeAhead());
  const forced = useMemo(() => new Set(rig.forces.map(({ signal }) => signal)), [rig.forces]);
  const qualities = useMemo(() => new Map(Object.keys(rig.programs).map((name) => [name, qualityOf(name, rig)] as const)), [rig]);

  const compact = view.width < columnsFrom * view.rem;
  const height = (compact ? rowHeight.compact : rowHeight.wide) * view.rem;
  const body = view.height - headHeight * view.rem;
  const active = Math.max(
    0,
    rows.findIndex(({ key }) => key === activeKey),
  );
  const first = Math.max(0, Math.floor(view.top / height) - beyond);
  const last = Math.min(rows.length - 1, Math.ceil((view.top + body) / height) + beyond);
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  // The focus stays where it is when its row is scrolled away.
  if (rows.length > 0 && (active < first || active > last)) shown.push(active);

  const scrollTo = (index: number) => {
    const element = box.current;
    if (!element) return;
    if (index * height < element.scrollTop) element.scrollTop = index * height;
    else if ((index + 1) * height > element.scrollTop + body) element.scrollTop = (index + 1) * height - body;
  };
  const goTo = (index: number) => {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (!row) return;
    setActiveKey(row.key);
    focusWanted.current = true;
    scrollTo(rows.indexOf(row));
  };
  // Without a list of what it depends on: whoever wants the focus has changed something, and then this runs.
  useEffect(() => {
    if (!focusWanted.current) return;
    focusWanted.current = false;
    box.current?.querySelector<HTMLElement>(`[data-row="${active}"]`)?.focus({ preventScroll: true });
  });

  // What is found stands at the top, wherever the list was scrolled to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at every other search
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [watch.search]);

  const { wanted } = watch;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each wish, when its row is there
  useEffect(() => {
    const index = wanted ? rows.findIndex(({ node }) => node.signal?.name === wanted.signal && node.label !== wanted.signal) : -1;
    if (index < 0 || view.height === 0) return;
    goTo(index);
    // Its branches were open for the wish alone; now they stay open.
    const above: string[] = [];
    for (let at = rows[index]?.parent ?? -1; at >= 0; at = rows[at]?.parent ?? -1) above.push(rows[at]?.node.id ?? '');
    state.setOpen(above, true);
    state.revealed();
  }, [wanted, rows, view.height]);

  const open = (kind: 'edit' | 'menu', index: number) => {
    const row = rows[index];
    const signal = row?.node.signal;
    if (!row || !signal) return;
    if (kind === 'edit' && !(signal.writable || signal.operable || signal.forceable)) return;
    setActiveKey(row.key);
    anchor.current = box.current?.querySelector<HTMLElement>(`[data-row="${index}"] .wb-watch-act`) ?? null;
    setPopup({ kind, signal });
  };
  const close = (kind: 'edit' | 'menu') => {
    // The menu's "change" has put the editor in its place before the menu closes.
    setPopup((now) => (now?.kind === kind ? null : now));
    focusWanted.current = true;
  };

  const keyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = rows[active];
    // Buttons in a row have keys of their own.
    if (!row || !(event.target instanceof HTMLElement) || event.target.role !== 'row') return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { signal } = row.node;
    const page = Math.max(1, Math.floor(body / height) - 1);
    switch (event.key) {
      case 'ArrowDown':
        goTo(active + 1);
        break;
      case 'ArrowUp':
        goTo(active - 1);
        break;
      case 'PageDown':
        goTo(active + page);
        break;
      case 'PageUp':
        goTo(active - page);
        break;
      case 'Home':
        goTo(0);
        break;
      case 'End':
        goTo(rows.length - 1);
        break;
      case 'ArrowRight':
        if (row.open === false) onToggle(row, true);
        else if (row.open) goTo(active + 1);
        break;
      case 'ArrowLeft':
        if (row.open) onToggle(row, false);
        else if (row.parent >= 0) goTo(row.parent);
        break;
      case 'Enter':
        if (signal) open('edit', active);
        else onToggle(row, !row.open);
        break;
      case 'Delete':
        if (!signal || !forced.has(signal.name)) return;
        void unforce(hands, signal.name);
        break;
      case 'Insert':
        if (!signal) return;
        state.pin(signal.name, !watch.pinned.includes(signal.name));
        break;
      default: {
        if (event.key.length !== 1 || event.key === ' ') return;
        const labels = rows.map(({ node }) => node.label);
        const found = typeAhead.current.type(event.key, event.timeStamp, labels, active);
        if (found >= 0) goTo(found);
      }
    }
    event.preventDefault();
  };

  return (
    <>
      <GridPart
        ref={box}
        role="treegrid"
        className="wb-watch-grid"
        aria-label={t('watch.tree')}
        aria-rowcount={rows.length + 1}
        data-compact={compact}
        onKeyDown={keyDown}
        onClick={(event) => {
          const index = indexOf(event.target);
          if (index < 0 || !(event.target instanceof Element) || event.target.closest('button')) return;
          setActiveKey(rows[index]?.key ?? '');
          const row = rows[index];
          if (row && row.open !== null && !row.node.signal) onToggle(row, !row.open);
        }}
        onDoubleClick={(event) => open('edit', indexOf(event.target))}
        onContextMenu={(event) => {
          const index = indexOf(event.target);
          if (!rows[index]?.node.signal) return;
          event.preventDefault();
          open('menu', index);
        }}
      >
        <GridPart role="rowgroup" className="wb-watch-head">
          <GridPart role="row" aria-rowindex={1}>
            {columns(compact).map((column) => (
              <GridPart key={column} role="columnheader" data-column={column}>
                {column === 'act' ? <span className="wb-hidden">{t('watch.act')}</span> : t(`watch.${column}`)}
              </GridPart>
            ))}
          </GridPart>
        </GridPart>
        <GridPart role="rowgroup" className="wb-watch-body" style={{ height: rows.length * height }}>
          {shown.map((index) => {
            const row = rows[index];
            if (!row) return null;
            const { signal } = row.node;
            return (
              <WatchRow
                key={row.key}
                row={row}
                index={index}
                top={index * height}
                active={index === active}
                compact={compact}
                terms={terms}
                format={signal ? formatFor(watch, signal.name, signal.type) : 'dec'}
                forced={signal !== null && forced.has(signal.name)}
                pinned={signal !== null && watch.pinned.includes(signal.name)}
                quality={signal ? (qualities.get(controllerOf(signal) ?? '') ?? null) : null}
                onToggle={() => onToggle(row, !row.open)}
                onEdit={() => open('edit', index)}
                onMenu={() => open('menu', index)}
              />
            );
          })}
        </GridPart>
      </GridPart>
      {popup?.kind === 'menu' && (
        <RowMenu
          hands={hands}
          state={state}
          signal={popup.signal}
          format={formatFor(watch, popup.signal.name, popup.signal.type)}
          pinned={watch.pinned.includes(popup.signal.name)}
          forced={forced.has(popup.signal.name)}
          anchor={anchor}
          onEdit={() => setPopup({ kind: 'edit', signal: popup.signal })}
          close={() => close('menu')}
        />
      )}
      {popup?.kind === 'edit' && (
        <Popover
          className="wb-popover"
          triggerRef={anchor}
          isOpen
          onOpenChange={(isOpen) => !isOpen && close('edit')}
          placement="bottom end"
        >
          <Dialog aria-label={t('watch.edit', { name: popup.signal.name })}>
            <ChangeForm
              hands={hands}
              signal={popup.signal}
              format={formatFor(watch, popup.signal.name, popup.signal.type)}
              forced={forced.has(popup.signal.name)}
              close={() => close('edit')}
            />
          </Dialog>
        </Popover>
      )}
    </>
  );
}

type Column = 'name' | 'value' | 'unit' | 'type' | 'address' | 'quality' | 'act';
const columns = (compact: boolean): readonly Column[] =>
  compact ? ['name', 'value', 'act'] : ['name', 'value', 'unit', 'type', 'address', 'quality', 'act'];

/** Of the row that an event came from; -1 outside of them. */
function indexOf(target: EventTarget): number {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return row ? Number(row.dataset.row) : -1;
}
