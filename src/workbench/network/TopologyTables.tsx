import type { NetworkReport } from '#sandbox/wire/network.ts';
import { ActionButton } from '../ActionButton.tsx';
import { useWorkbench } from '../workbench-context.ts';
import { lostWords, profileWords, rateText, runsWords } from './link-words.ts';
import type { NetworkDesk, NetworkState } from './network-desk.ts';

/** All that the drawing shows, and what it has no room for. */
export function TopologyTables({ report, desk, state }: { report: NetworkReport; desk: NetworkDesk; state: NetworkState }) {
  const { t } = useWorkbench();
  return (
    <div className="wb-net-tables">
      <table>
        <caption>{t('network.links')}</caption>
        <thead>
          <tr>
            {(['link', 'between', 'kind', 'state', 'traffic', 'frames', 'lost'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`network.column.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="wb-hidden">{t('network.column.look')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {report.links.map((link) => (
            <tr key={link.id} data-down={!link.up}>
              <th scope="row">{link.id}</th>
              <td>{t('network.between', { a: link.a, b: link.b })}</td>
              <td>{profileWords(t, link.profile)}</td>
              <td>{t(link.up ? 'network.up' : 'network.down')}</td>
              <td>{rateText(link.bytesPerSecond)}</td>
              <td>{link.frames}</td>
              <td>{lostWords(t, link)}</td>
              <td>
                <ActionButton
                  label={t('network.look')}
                  spoken={t('network.look.spoken', { link: link.id })}
                  look={state.link === link.id ? 'primary' : 'plain'}
                  onPress={() => desk.set({ link: link.id })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>{t('network.hosts')}</caption>
        <thead>
          <tr>
            {(['host', 'address', 'mac', 'zone', 'runs', 'state'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`network.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.hosts.map((host) => (
            <tr key={host.id} data-down={!host.up}>
              <th scope="row">{[host.id, ...host.names].join(t('pane.list'))}</th>
              <td className="wb-code">{host.address}</td>
              <td className="wb-code">{host.mac}</td>
              <td>{zoneWords(report, host.zone, t)}</td>
              <td>{runsWords(t, host) || host.runs.join(t('pane.list'))}</td>
              <td>{t(host.up ? 'network.up' : 'network.off')}</td>
            </tr>
          ))}
          {report.routers.map((router) => (
            <tr key={router.id}>
              <th scope="row">{t('network.router', { name: router.id })}</th>
              <td className="wb-code">{router.address}</td>
              <td colSpan={4} />
            </tr>
          ))}
        </tbody>
      </table>
      {(report.conduits.length > 0 || report.dropped.length > 0) && (
        <table>
          <caption>{t('network.conduits')}</caption>
          <thead>
            <tr>
              {(['from', 'to', 'allowed', 'dropped'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`network.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {conduitRows(report).map(({ from, to, allow, packets }) => (
              <tr key={`${from} ${to}`}>
                <td>{from}</td>
                <td>{to}</td>
                <td className="wb-code">{allow.length > 0 ? allow.join(' ') : t('network.allowed.none')}</td>
                <td>{t('network.dropped', { count: packets })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function zoneWords(report: NetworkReport, zone: string, t: ReturnType<typeof useWorkbench>['t']): string {
  const level = report.zones.find(({ id }) => id === zone)?.level;
  return level === undefined ? zone : t('network.zone', { zone, level });
}

/** Conduits with what was dropped beside them, and pairs of zones that have none and where something was dropped. */
function conduitRows({ conduits, dropped }: NetworkReport): { from: string; to: string; allow: string[]; packets: number }[] {
  const packetsOf = (from: string, to: string): number =>
    dropped.filter((one) => one.from === from && one.to === to).reduce((sum, { packets }) => sum + packets, 0);
  const pairs = new Map<string, { from: string; to: string; allow: string[] }>();
  for (const { from, to, allow } of conduits) {
    const known = pairs.get(`${from} ${to}`);
    pairs.set(`${from} ${to}`, { from, to, allow: [...(known?.allow ?? []), ...allow] });
  }
  for (const { from, to } of dropped) if (!pairs.has(`${from} ${to}`)) pairs.set(`${from} ${to}`, { from, to, allow: [] });
  return [...pairs.values()].map((pair) => ({ ...pair, packets: packetsOf(pair.from, pair.to) }));
}
