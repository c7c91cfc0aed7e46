import { type ComponentProps, useMemo } from 'react';
import type { NetworkReport } from '#sandbox/wire/network.ts';
import { useWorkbench } from '../workbench-context.ts';
import { linkSentence, linkState, lostOf, rateText, runsWords } from './link-words.ts';
import type { NetworkState } from './network-desk.ts';
import { type DrawnLink, type DrawnNode, layOutTopology } from './topology-layout.ts';

interface TopologyDrawingProps {
  report: NetworkReport;
  /** Pixels. */
  available: number;
  state: NetworkState;
  onChoose: (link: string) => void;
}

/** Zones as boxes, hosts, switches and routers in them, links between; a link can be chosen by pointer and by keyboard. */
export function TopologyDrawing({ report, available, state, onChoose }: TopologyDrawingProps) {
  const { t } = useWorkbench();
  // The same things at the same places, whatever their state: laid out anew only when one comes or goes.
  const shape = JSON.stringify([
    report.zones,
    report.hosts.map(({ id, zone }) => [id, zone]),
    report.switches,
    report.routers,
    report.links.map(({ id, a, b }) => [id, a, b]),
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` is what of the report is drawn
  const drawing = useMemo(() => layOutTopology(report, available), [shape, available]);
  return (
    <svg
      className="wb-net-drawing"
      width={drawing.width}
      height={drawing.height}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      {...asGroup}
      aria-label={t('network.drawing')}
    >
      {drawing.zones.map(({ id, level, x, y, width, height }) => (
        <g key={id}>
          <rect className="wb-net-zone" x={x} y={y} width={width} height={height} rx={3} />
          <text className="wb-net-zone-name" x={x + 14} y={y + 20}>
            {id}
          </text>
          <text className="wb-net-zone-level" x={x + width - 14} y={y + 20} textAnchor="end">
            {t('network.level', { level })}
          </text>
        </g>
      ))}
      {drawing.links.map((link) => (
        <LinkLine key={link.id} drawn={link} report={report} state={state} onChoose={onChoose} />
      ))}
      {drawing.switches.map((node) => (
        <g key={node.id}>
          <rect className="wb-net-switch" x={node.x} y={node.y} width={node.width} height={node.height} rx={2} />
          <text className="wb-net-small" x={node.x + 10} y={node.y + 15}>
            {t('network.switch', { name: node.id })}
          </text>
        </g>
      ))}
      {drawing.routers.map((node) => (
        <g key={node.id}>
          <rect className="wb-net-node" x={node.x} y={node.y} width={node.width} height={node.height} rx={3} />
          <text className="wb-net-name" x={node.x + 8} y={node.y + 19}>
            {short(node.id, 12)}
          </text>
          <text className="wb-net-small" x={node.x + 8} y={node.y + 36}>
            {report.routers.find(({ id }) => id === node.id)?.address}
          </text>
        </g>
      ))}
      {drawing.hosts.map((node) => (
        <HostBox key={node.id} node={node} report={report} />
      ))}
    </svg>
  );
}

const asGroup = { role: 'group' } as const;
const unspoken = { 'aria-hidden': true } as const;
/** A part of the drawing that is worked with: SVG has no button of its own. */
function SvgPart(props: ComponentProps<'g'>) {
  return <g {...props} />;
}

const short = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function HostBox({ node, report }: { node: DrawnNode; report: NetworkReport }) {
  const { t } = useWorkbench();
  const host = report.hosts.find(({ id }) => id === node.id);
  if (!host) return null;
  const { x, y, width, height } = node;
  const runs = runsWords(t, host);
  return (
    <g>
      <title>{[host.id, ...host.names, host.address, host.mac, ...host.runs].join('\n')}</title>
      <rect className="wb-net-node" data-down={!host.up} x={x} y={y} width={width} height={height} rx={3} />
      <text className="wb-net-name" x={x + 10} y={y + 20}>
        {short(host.id, 18)}
      </text>
      <text className="wb-net-address" x={x + 10} y={y + 37}>
        {host.address}
      </text>
      <text className="wb-net-small" data-down={!host.up} x={x + 10} y={y + 54}>
        {host.up ? short(runs, 22) : t('network.off')}
      </text>
    </g>
  );
}

interface LinkLineProps {
  drawn: DrawnLink;
  report: NetworkReport;
  state: NetworkState;
  onChoose: (link: string) => void;
}

function LinkLine({ drawn, report, state, onChoose }: LinkLineProps) {
  const { t } = useWorkbench();
  const link = report.links.find(({ id }) => id === drawn.id);
  if (!link || drawn.points.length === 0) return null;
  const path = drawn.points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
  const [x, y] = drawn.label;
  const how = linkState(link);
  const captured = state.running && state.capture?.link === link.id;
  const middle = drawn.points[Math.floor((drawn.points.length - 1) / 2)]!;
  const after = drawn.points[Math.floor((drawn.points.length - 1) / 2) + 1]!;
  const [cx, cy] = [(middle[0] + after[0]) / 2, (middle[1] + after[1]) / 2];
  const upwards = drawn.side === 'above' ? -13 : 13;
  return (
    <>
      <SvgPart
        className="wb-net-link"
        role="button"
        tabIndex={0}
        aria-label={linkSentence(t, link)}
        aria-pressed={state.link === link.id}
        data-state={how}
        data-chosen={state.link === link.id}
        onClick={() => onChoose(link.id)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          onChoose(link.id);
        }}
      >
        <title>{linkSentence(t, link)}</title>
        <path className="wb-net-reach" d={path} />
        <path className="wb-net-halo" d={path} />
        <path className="wb-net-line" d={path} data-wireless={link.profile !== 'wired' && link.profile !== ''} />
        {how === 'down' && <path className="wb-net-cross" d={`M${cx - 6} ${cy - 6}l12 12M${cx + 6} ${cy - 6}l-12 12`} />}
        {captured && <circle className="wb-net-tap" cx={cx} cy={cy} r={5} />}
        <text className="wb-net-figure" x={x} y={y}>
          {link.up ? rateText(link.bytesPerSecond) : t('network.down')}
        </text>
      </SvgPart>
      {how === 'losing' && (
        // Beside the button: in its name this is told at length.
        <text {...unspoken} className="wb-net-figure wb-net-losing" x={x} y={y + upwards}>
          {t('network.lost.short', { count: lostOf(link) })}
        </text>
      )}
    </>
  );
}
