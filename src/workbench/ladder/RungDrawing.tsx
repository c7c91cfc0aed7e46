import { type CSSProperties, memo, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { NetworkLayout } from '#sandbox/iec61131/diagrams/layout/grid.ts';
import { ElementDrawing } from './ElementDrawing.tsx';
import type { ElementFinding } from './findings.ts';
import type { LadderLive } from './live.ts';
import { paintLive } from './paint-live.ts';
import { circuitsOf, UNIT } from './wires.ts';

interface RungDrawingProps {
  /** Number of the network, from 0. */
  network: number;
  layout: NetworkLayout;
  /** Of the whole diagram: ids of elements begin with it. */
  id: string;
  /** What the elements are called, by their place in the layout. */
  names: readonly string[];
  /** Paths within the network, as texts. */
  selected: ReadonlySet<string>;
  /** The one with the cursor. */
  current: string | null;
  findings: ReadonlyMap<string, readonly ElementFinding[]>;
  live: LadderLive | null;
  /** Drawn above it: cursor, places to drop at. */
  children?: ReactNode;
}

const asGroup = { role: 'group' } as const;
const none: readonly ElementFinding[] = [];

/** One network: rails, wires, elements. Its size on the page is the style sheet's, by the grid's unit. Drawn anew only when it has changed. */
export const RungDrawing = memo(function RungDrawing({
  network,
  layout,
  id,
  names,
  selected,
  current,
  findings,
  live,
  children,
}: RungDrawingProps) {
  const svg = useRef<SVGSVGElement>(null);
  const circuits = useMemo(() => circuitsOf(layout), [layout]);
  useEffect(() => {
    if (!svg.current || !live) return;
    return paintLive(svg.current, network, layout, circuits, live);
  }, [network, layout, circuits, live]);
  const [width, height] = [layout.width * UNIT, layout.height * UNIT];
  return (
    // What is in it has names.
    // biome-ignore lint/a11y/noSvgWithoutTitle: a title here would be a tooltip on everything
    <svg
      ref={svg}
      className="ld-rung"
      {...asGroup}
      viewBox={`-4 0 ${width + 8} ${height}`}
      style={{ '--w': layout.width + 1, '--h': layout.height } as CSSProperties}
      data-live={live !== null}
      data-network={network}
    >
      <path className="ld-rail" d={`M0 0V${height}`} />
      <path className="ld-rail" d={`M${width} 0V${height}`} />
      <g className="ld-rooms">
        {[...layout.parallels, ...layout.elements].map(({ path, x, y, w, h }) => {
          const key = path.join('.');
          if (!selected.has(key) && current !== key) return null;
          return (
            <rect
              key={key}
              className="ld-held"
              data-selected={selected.has(key)}
              data-current={current === key}
              x={x * UNIT}
              y={y * UNIT}
              width={w * UNIT}
              height={h * UNIT}
              rx={2}
            />
          );
        })}
      </g>
      {circuits.map(({ path, joints }, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: circuits of one drawing never change places
        <g key={position} className="ld-wire" data-circuit={position}>
          <path className="ld-wire-line" d={path} />
          <path className="ld-wire-core" d={path} />
          {joints.map(({ x, y }) => (
            <circle key={`${x} ${y}`} className="ld-joint" cx={x * UNIT} cy={y * UNIT} r={3} />
          ))}
        </g>
      ))}
      {layout.elements.map((placed, position) => {
        const key = placed.path.join('.');
        return (
          <ElementDrawing
            key={key}
            placed={placed}
            id={`${id}-${network}.${key}`}
            name={names[position] ?? ''}
            selected={selected.has(key)}
            findings={findings.get(`${network}.${key}`) ?? none}
          />
        );
      })}
      {children}
    </svg>
  );
});
