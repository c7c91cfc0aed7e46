import { AlertTriangle, Info, OctagonX } from 'lucide-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import type { Packet } from '#sandbox/protocols/internet/dissector.ts';
import { GridPart } from '../watch/GridPart.tsx';
import { useView } from '../watch/use-view.ts';
import { useWorkbench } from '../workbench-context.ts';
import type { NetworkDesk, NetworkState } from './network-desk.ts';

/** Heights in rem, as in network.css: by them the list knows what is in view without asking the page. */
const rowHeight = { wide: 1.625, compact: 2.75 };
const headHeight = 1.75;
/** Below this width in rem a packet has two lines. */
const columnsFrom = 44;
const beyond = 6;

const columns = ['number', 'time', 'source', 'destination', 'protocol', 'length', 'info'] as const;
const icons = { error: OctagonX, warning: AlertTriangle, note: Info } as const;

/** The list of packets: only the lines in view are on the page; the newest at the end. */
export function PacketGrid({ desk, state, packets }: { desk: NetworkDesk; state: NetworkState; packets: readonly Packet[] }) {
  const { t } = useWorkbench();
  const box = useRef<HTMLDivElement>(null);
  const view = useView(box);
  const compact = view.width < columnsFrom * view.rem;
  const height = (compact ? rowHeight.compact : rowHeight.wide) * view.rem;
  const head = compact ? 0 : headHeight * view.rem;
  const { selected, follow } = state;
  const active = selected === null ? -1 : indexOf(packets, selected);
  const first = Math.max(0, Math.floor(view.top / height) - beyond);
  const last = Math.min(packets.length - 1, Math.ceil((view.top + view.height) / height) + beyond);
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  if (active >= 0 && (active < first || active > last)) shown.push(active);
  const focusWanted = useRef(false);

  // At the end while it is followed, whatever came.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every packet that comes
  useLayoutEffect(() => {
    if (follow && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [follow, packets.length, state.version, height]);

  const show = (index: number) => {
    const element = box.current;
    if (!element || index < 0) return;
    if (index * height < element.scrollTop) element.scrollTop = index * height;
    else if ((index + 1) * height + head > element.scrollTop + view.height)
      element.scrollTop = (index + 1) * height + head - view.height;
  };
  // What is open stays in view when the list becomes smaller for it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another is chosen, and with another size
  useLayoutEffect(() => {
    if (!follow) show(active);
  }, [selected, view.height, height]);

  useEffect(() => {
    if (!focusWanted.current) return;
    focusWanted.current = false;
    box.current?.querySelector<HTMLElement>(`[data-row="${active}"]`)?.focus({ preventScroll: true });
  });

  const goTo = (wanted: number) => {
    const index = Math.min(Math.max(wanted, 0), packets.length - 1);
    const packet = packets[index];
    if (!packet) return;
    focusWanted.current = true;
    // Who reads a packet does not want it to run away.
    desk.set({ selected: packet.number, follow: false });
  };
  const keyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((view.height - head) / height) - 1);
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active < 0 ? packets.length - 1 : active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: packets.length - 1,
    };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    goTo(wanted);
  };
  return (
    <GridPart
      ref={box}
      role="grid"
      className="wb-net-grid"
      aria-label={t('network.list')}
      aria-rowcount={packets.length + 1}
      data-compact={compact}
      // Nothing is chosen: the list itself is where the keys begin.
      tabIndex={active < 0 ? 0 : -1}
      onKeyDown={keyDown}
      onWheel={({ deltaY }) => {
        if (deltaY < 0 && follow) desk.set({ follow: false });
      }}
      onClick={({ target }) => {
        const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
        if (row) goTo(Number(row.dataset.row));
      }}
    >
      <GridPart role="rowgroup" className="wb-net-head">
        <GridPart role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <GridPart key={column} role="columnheader" data-column={column}>
              {t(`network.packet.${column}`)}
            </GridPart>
          ))}
        </GridPart>
      </GridPart>
      <GridPart role="rowgroup" className="wb-net-body" style={{ height: packets.length * height }}>
        {shown.map((index) => {
          const packet = packets[index];
          return (
            packet && (
              <PacketRow
                key={packet.number}
                packet={packet}
                index={index}
                top={index * height}
                active={index === active}
                firstNs={desk.list.firstNs}
              />
            )
          );
        })}
      </GridPart>
    </GridPart>
  );
}

/** By the number of its frame; packets stand in its order. */
function indexOf(packets: readonly Packet[], number: number): number {
  let [from, to] = [0, packets.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (packets[middle]!.number < number) from = middle + 1;
    else to = middle;
  }
  return packets[from]?.number === number ? from : -1;
}

interface PacketRowProps {
  packet: Packet;
  index: number;
  top: number;
  active: boolean;
  firstNs: bigint;
}

function PacketRow({ packet, index, top, active, firstNs }: PacketRowProps) {
  const { t, locale } = useWorkbench();
  const { number, atNs, source, destination, protocol, bytes, info, severity } = packet;
  const Icon = severity === 'none' ? null : icons[severity];
  const seconds = (Number((atNs - firstNs) / 1_000n) / 1e6).toFixed(6);
  return (
    <GridPart
      role="row"
      className="wb-net-row"
      aria-rowindex={index + 2}
      aria-selected={active}
      tabIndex={active ? 0 : -1}
      data-row={index}
      data-severity={severity}
      style={{ transform: `translateY(${top}px)` }}
    >
      <GridPart role="gridcell" data-column="number">
        {number}
      </GridPart>
      <GridPart role="gridcell" data-column="time">
        {seconds}
      </GridPart>
      <GridPart role="gridcell" data-column="source">
        {source}
      </GridPart>
      <GridPart role="gridcell" data-column="destination">
        {destination}
      </GridPart>
      <GridPart role="gridcell" data-column="protocol">
        {protocol}
      </GridPart>
      <GridPart role="gridcell" data-column="length">
        {bytes.length}
      </GridPart>
      <GridPart role="gridcell" data-column="info">
        {Icon && severity !== 'none' && (
          <>
            <Icon aria-hidden="true" size={13} />
            <span className="wb-hidden">{t(`network.severity.${severity}`)}</span>
          </>
        )}
        <span className="wb-net-info">{info[locale]}</span>
      </GridPart>
    </GridPart>
  );
}
