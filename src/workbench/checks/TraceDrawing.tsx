import { useEffect, useMemo, useRef, useState } from 'react';
import type { Trace } from '#sandbox/host/api.ts';
import { formatValue } from '../rig/value-format.ts';
import { useWorkbench } from '../workbench-context.ts';
import { drawLanes } from './trace-lanes.ts';
import { valueOfSample } from './trace-value.ts';

const sizes = { laneHeight: 20, gap: 12, axisHeight: 26 };
/** For the numbers below the axis. */
const numbersHeight = 14;
const numberWidth = 26;
const mostLanes = 8;
const nameWidth = 132;
const valueWidth = 58;

/** What the signals did around the instant that failed; `numbered` events bear their number, as in the list of them. */
export function TraceDrawing({ trace, numbered = [] }: { trace: Trace; numbered?: readonly Trace['events'][number][] }) {
  const { t } = useWorkbench();
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const names = useMemo(() => worthShowing(trace), [trace]);
  const plot = Math.max(120, width - nameWidth - valueWidth);
  const drawing = useMemo(() => drawLanes(trace, names, { ...sizes, width: plot }), [trace, names, plot]);
  const bottom = drawing.height - sizes.axisHeight;
  const height = drawing.height + 12 + (numbered.length > 0 ? numbersHeight : 0);
  const at = trace.failedAt === null ? drawing.toSeconds : (trace.failedAt * Number(trace.tickNs)) / 1e9;
  const told = drawing.lanes.map((lane) => `${lane.name} = ${formatValue(valueOfSample(lane.value), lane.type)}`).join(', ');

  return (
    <div ref={host} className="wb-trace" style={{ minHeight: height }}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={t('checks.trace', { seconds: Number(at.toFixed(3)), signals: told })}
        >
          <g transform={`translate(${nameWidth} 6)`}>
            {drawing.ticks.map(({ x, seconds }) => (
              <g key={seconds}>
                <line className="wb-trace-grid" x1={x} x2={x} y1={0} y2={bottom + 4} />
                <text className="wb-trace-axis" x={x} y={bottom + 18} textAnchor="middle">
                  {seconds} s
                </text>
              </g>
            ))}
            {drawing.events.map((event) => (
              <g key={`${event.signal} ${event.x} ${event.value}`} className="wb-trace-event">
                <title>{`${event.signal} := ${event.value}`}</title>
                <path d={`M${event.x - 4} ${bottom + 8}h8l-4 -6z`} />
              </g>
            ))}
            {numbersOf(drawing.events, numbered).map(({ x, text }) => (
              <g key={text} className="wb-trace-event">
                <line x1={x} x2={x} y1={-6} y2={bottom + 2} />
                <text x={x} y={bottom + 32} textAnchor="middle">
                  {text}
                </text>
              </g>
            ))}
            {drawing.failedX !== null && (
              <rect className="wb-trace-failed" x={drawing.failedX - 1} y={-6} width={2} height={bottom + 12} />
            )}
            {drawing.lanes.map((lane) => (
              <g key={lane.name}>
                <line className="wb-trace-base" x1={0} x2={plot} y1={lane.top + lane.height} y2={lane.top + lane.height} />
                {lane.type === 'BOOL' && <path className="wb-trace-area" d={`${lane.path}V${lane.top + lane.height}H0Z`} />}
                <path className="wb-trace-line" d={lane.path} />
                <text className="wb-trace-name" x={-8} y={lane.top + lane.height / 2 + 4} textAnchor="end">
                  {shorten(lane.name)}
                  <title>{lane.name}</title>
                </text>
                <text className="wb-trace-value" x={plot + 8} y={lane.top + lane.height / 2 + 4}>
                  {formatValue(valueOfSample(lane.value), lane.type)}
                </text>
              </g>
            ))}
          </g>
        </svg>
      )}
    </div>
  );
}

/** `1`, or `2–4` for what was done so fast that the numbers would lie on each other. */
function numbersOf(
  drawn: readonly { x: number; tick: number; signal: string }[],
  numbered: readonly Trace['events'][number][],
): { x: number; text: string }[] {
  const groups: { x: number; first: number; last: number }[] = [];
  for (const [index, event] of numbered.entries()) {
    const x = drawn.find((one) => one.tick === event.tick && one.signal === event.signal)?.x;
    if (x === undefined) continue;
    const before = groups.at(-1);
    if (before && x - before.x < numberWidth) before.last = index + 1;
    else groups.push({ x, first: index + 1, last: index + 1 });
  }
  return groups.map(({ x, first, last }) => ({ x, text: first === last ? `${first}` : `${first}–${last}` }));
}

/** What the scenario did first, then what moved, then the rest; in the trace's order. */
function worthShowing(trace: Trace): string[] {
  const acted = new Set(trace.events.map(({ signal }) => signal));
  const rank = (signal: Trace['signals'][number]): number => (acted.has(signal.name) ? 0 : signal.samples.length > 1 ? 1 : 2);
  return trace.signals
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, mostLanes)
    .map(({ name }) => name);
}

function shorten(name: string): string {
  return name.length <= 19 ? name : `…${name.slice(-18)}`;
}
