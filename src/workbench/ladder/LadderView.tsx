import {
  type ComponentProps,
  type CSSProperties,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import type { LadderPou } from '#sandbox/iec61131/diagrams/ladder.ts';
import type { NetworkLayout } from '#sandbox/iec61131/diagrams/layout/grid.ts';
import { useView } from '../watch/use-view.ts';
import type { Words } from '../words.ts';
import { type ElementFinding, findingsByPath } from './findings.ts';
import './ladder.css';
import type { LadderLive } from './live.ts';
import { NetworkHead } from './NetworkHead.tsx';
import { RungDrawing } from './RungDrawing.tsx';
import { inView, type Sheet, SIDES, type StandingNetwork, sheetOf } from './sheet.ts';

export interface LadderViewProps {
  pou: LadderPou;
  t: Words;
  /** Of the diagram on the page: ids of what is in it begin with it. */
  id: string;
  label: string;
  zoom: number;
  live: LadderLive | null;
  findings: readonly ElementFinding[];
  /** Numbers of networks, from 0. */
  breakpoints: ReadonlySet<number>;
  onBreakpoint?: ((network: number) => void) | undefined;
  /** The network that the controller stands before; null: it runs. */
  standsAt: number | null;
  sentenceOf: (network: number) => string;
  nameOf: (network: number, path: readonly number[]) => string;
  /** Whole paths, as texts. */
  selected: ReadonlySet<string>;
  /** The whole path of what has the keyboard; of a network alone: its number. */
  current: readonly number[] | null;
  /** The element that the screen reader is told about. */
  activeId: string | undefined;
  /** Drawn above a network: its cursor, places to drop at. */
  over?: (network: number, standing: StandingNetwork) => ReactNode;
  /** Instead of a network's title and comment. */
  headOf?: (network: number, standing: StandingNetwork) => ReactNode;
  /** Above a network, in HTML; what it places by --x and --y, in units of the rung, stands there. */
  beside?: (network: number, standing: StandingNetwork) => ReactNode;
  /** Whenever networks stand elsewhere. */
  onSheet?: (sheet: Sheet) => void;
  /** All networks are drawn, as wide as a sheet of paper or as the page has room. */
  everything?: 'paper' | 'page';
  handlers?: Omit<ComponentProps<'div'>, 'ref' | 'role' | 'className'>;
  hands?: Ref<ViewHands>;
}

/** What the editor asks of the view. */
export interface ViewHands {
  list: HTMLDivElement | null;
  /** Scrolls as little as is needed, so that the element at a place of the sheet is seen. Pixels of the grid. */
  reveal(network: number, path: readonly number[]): void;
  focus(): void;
}

/** Networks kept beyond either edge, in units; and by so many pixels the list is scrolled before others are drawn. */
const beyond = 40;
const grain = 120;
const none: ReadonlySet<string> = new Set();

/**
 * A ladder diagram as a list of networks of which only those in view are on the page. An application, because single keys draw; what the
 * cursor stands on is its active descendant, with a sentence for a name.
 */
export function LadderView(props: LadderViewProps) {
  const { pou, t, id, label, zoom, live, breakpoints, onBreakpoint, standsAt, sentenceOf, nameOf, selected, current } = props;
  const list = useRef<HTMLDivElement>(null);
  const view = useView(list, grain);
  const unit = (view.rem / 2) * zoom;
  // Of A4 paper.
  const columns = props.everything === 'paper' ? 78 : Math.min(120, Math.max(30, Math.floor(view.width / unit - SIDES)));
  const sheet = useMemo(() => sheetOf(pou.networks, columns), [pou.networks, columns]);
  const findings = useMemo(() => findingsByPath(props.findings), [props.findings]);
  const { onSheet } = props;
  useLayoutEffect(() => onSheet?.(sheet));
  const { first, last } = props.everything
    ? { first: 0, last: pou.networks.length - 1 }
    : inView(sheet, view.top / unit - beyond, (view.top + view.height) / unit + beyond);
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  // What the screen reader is told about is on the page, wherever the list was scrolled to.
  const kept = current?.[0];
  if (kept !== undefined && kept < pou.networks.length && (kept < first || kept > last)) shown.push(kept);

  // A network keeps its layout until it is changed: its names are found once, and what stands as it stood is not drawn anew.
  const names = useRef(new WeakMap<NetworkLayout, readonly string[]>());
  const namesOf = (network: number, layout: NetworkLayout): readonly string[] => {
    const known = names.current.get(layout);
    if (known) return known;
    const found = layout.elements.map(({ path }) => nameOf(network, path));
    names.current.set(layout, found);
    return found;
  };

  useImperativeHandle(props.hands, () => ({
    get list() {
      return list.current;
    },
    focus: () => list.current?.focus({ preventScroll: true }),
    reveal: (network, path) => reveal(list.current, sheet.networks[network], path, unit),
  }));

  const style = {
    width: `calc(var(--u) * ${sheet.width})`,
    height: `calc(var(--u) * ${sheet.height})`,
    '--view': `${view.width}px`,
  } as CSSProperties;
  return (
    <div
      ref={list}
      className="ld-list"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={props.activeId}
      {...props.handlers}
      style={{ '--zoom': zoom } as CSSProperties}
    >
      <div className="ld-sheet" style={style} role="none">
        {shown.map((network) => {
          const standing = sheet.networks[network];
          if (!standing) return null;
          const { top, height, rungTop, layout } = standing;
          const isCurrent = current?.[0] === network;
          const own = findings.get(String(network)) ?? [];
          return (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields
            <div
              key={network}
              id={`${id}-${network}`}
              className="ld-network"
              role="group"
              aria-label={[
                [t('ladder.network', { number: network + 1 }), pou.networks[network]?.title].filter(Boolean).join(', '),
                sentenceOf(network),
                ...own.map(({ text }) => text),
              ].join('. ')}
              data-network={network}
              data-current={isCurrent}
              data-selected={selected.has(String(network))}
              data-stands={standsAt === network}
              style={
                {
                  top: `calc(var(--u) * ${top})`,
                  height: `calc(var(--u) * ${height})`,
                  '--rung-top': rungTop,
                  '--line-at': `calc(var(--u) * ${rungTop + (layout.slots[0]?.y ?? 0) + 0.5})`,
                } as CSSProperties
              }
            >
              <div className="ld-gutter">
                <span className="ld-number" aria-hidden="true">
                  {network + 1}
                </span>
                {onBreakpoint && (
                  <button
                    type="button"
                    className="ld-breakpoint"
                    tabIndex={-1}
                    aria-pressed={breakpoints.has(network)}
                    aria-label={t('ladder.breakpoint', { number: network + 1 })}
                    title={t('ladder.breakpoint', { number: network + 1 })}
                    style={{ top: 'var(--line-at)' }}
                    onClick={() => onBreakpoint(network)}
                  />
                )}
              </div>
              {props.headOf?.(network, standing) ?? <NetworkHead standing={standing} t={t} />}
              <RungDrawing
                network={network}
                layout={layout}
                id={id}
                names={namesOf(network, layout)}
                selected={within(selected, network)}
                current={isCurrent && current.length > 1 ? current.slice(1).join('.') : null}
                findings={findings}
                live={live}
              >
                {props.over?.(network, standing)}
              </RungDrawing>
              {props.beside?.(network, standing)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Paths of one network, without its number. */
function within(selected: ReadonlySet<string>, network: number): ReadonlySet<string> {
  const begin = `${network}.`;
  if (![...selected].some((path) => path.startsWith(begin))) return none;
  return new Set([...selected].filter((path) => path.startsWith(begin)).map((path) => path.slice(begin.length)));
}

/** Room kept around what is revealed, in units. */
const margin = 3;

function reveal(list: HTMLDivElement | null, standing: StandingNetwork | undefined, path: readonly number[], unit: number): void {
  if (!list || !standing) return;
  const key = path.join('.');
  const { layout, top, rungTop, height } = standing;
  const element =
    layout.elements.find((placed) => placed.path.join('.') === key) ??
    layout.parallels.find((placed) => placed.path.join('.') === key);
  const slot = layout.slots.find((one) => one.path.join('.') === key);
  const rect = element ?? (slot ? { x: slot.x1, y: slot.y - 2, w: slot.x2 - slot.x1, h: 4 } : null);
  const [from, to] = rect ? [top + rungTop + rect.y - margin, top + rungTop + rect.y + rect.h + margin] : [top, top + height];
  if (from * unit < list.scrollTop) list.scrollTop = from * unit;
  else if (to * unit > list.scrollTop + list.clientHeight) list.scrollTop = Math.min(from * unit, to * unit - list.clientHeight);
  if (!rect) return;
  const [left, right] = [(rect.x - margin) * unit, (SIDES + rect.x + rect.w + margin) * unit];
  if (left < list.scrollLeft) list.scrollLeft = left;
  else if (right > list.scrollLeft + list.clientWidth) list.scrollLeft = Math.min(left, right - list.clientWidth);
}
