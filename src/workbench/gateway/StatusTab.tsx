import { useWorkbench } from '../workbench-context.ts';
import { bytesText, clockOf } from './figures.ts';
import type { GatewayDesk, Status } from './gateway-desk.ts';
import { put, useDesk, usePaint } from './use-desk.ts';

/** Connections, the way north, and what waits to be sent. */
export function StatusTab({ desk }: { desk: GatewayDesk }) {
  const { t, locale } = useWorkbench();
  const { kind, connections, hasNorthbound } = useDesk(desk);
  const root = usePaint<HTMLDivElement>(desk, (element) => {
    const { status } = desk;
    if (status) paintStatus(element, status, { t, locale });
  });
  if (kind !== 'runs') return null;
  return (
    <div ref={root} className="wb-gateway-status">
      <section aria-label={t('gateway.summary')}>
        <dl className="wb-gateway-figures">
          <Figure name={t('gateway.summary.time')} part="time" />
          <Figure name={t('gateway.summary.tags')} part="tags" />
          <Figure name={t('gateway.summary.alarms')} part="alarms" />
          <Figure name={t('gateway.summary.reloads')} part="reloads" />
        </dl>
      </section>
      <section aria-label={t('gateway.connections')}>
        <h2>{t('gateway.connections')}</h2>
        {connections.length === 0 ? (
          <p>{t('gateway.connections.empty')}</p>
        ) : (
          <table className="wb-gateway-table">
            <thead>
              <tr>
                <th scope="col">{t('gateway.connection')}</th>
                <th scope="col">{t('gateway.link')}</th>
                <th scope="col">{t('gateway.tags.bad')}</th>
                <th scope="col">{t('gateway.requests')}</th>
                <th scope="col">{t('gateway.timeouts')}</th>
                <th scope="col">{t('gateway.reconnects')}</th>
              </tr>
            </thead>
            <tbody>
              {connections.map((name) => (
                <tr key={name} data-connection={name}>
                  <th scope="row">
                    {name} <span className="wb-gateway-small" data-part="where" />
                  </th>
                  <td>
                    <span className="wb-gateway-link" data-part="link" />
                  </td>
                  <td data-part="tags" />
                  <td data-part="requests" />
                  <td data-part="timeouts" />
                  <td data-part="reconnects" />
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section aria-label={t('gateway.northbound')}>
        <h2>{t('gateway.northbound')}</h2>
        {hasNorthbound ? (
          <dl className="wb-gateway-figures">
            <Figure name={t('gateway.northbound.broker')} part="broker" />
            <div>
              <dt>{t('gateway.link')}</dt>
              <dd>
                <span className="wb-gateway-link" data-part="north" />
              </dd>
            </div>
            <Figure name={t('gateway.northbound.connections')} part="times" />
          </dl>
        ) : (
          <p>{t('gateway.northbound.none')}</p>
        )}
      </section>
      <section aria-label={t('gateway.store')}>
        <h2>{t('gateway.store')}</h2>
        <dl className="wb-gateway-figures">
          <Figure name={t('gateway.store.waiting')} part="waiting" />
          <Figure name={t('gateway.store.memory')} part="memory" />
          <Figure name={t('gateway.store.disk')} part="disk" />
          <Figure name={t('gateway.store.acknowledged')} part="acknowledged" />
          <Figure name={t('gateway.store.dropped')} part="dropped" />
          <Figure name={t('gateway.store.next')} part="next" />
        </dl>
      </section>
    </div>
  );
}

function Figure({ name, part }: { name: string; part: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-part={part} />
    </div>
  );
}

type In = Pick<ReturnType<typeof useWorkbench>, 't' | 'locale'>;

function paintStatus(
  root: HTMLElement,
  { time, connections, northbound, store, tags, alarms, reloads }: Status,
  { t, locale }: In,
): void {
  const figure = (count: number) => count.toLocaleString(locale);
  put(root, 'time', clockOf(time));
  const summary = root.querySelector<HTMLElement>('section') ?? root;
  put(summary, 'tags', t('gateway.summary.tags.of', { good: tags.good, uncertain: tags.uncertain, bad: tags.bad }));
  put(summary, 'alarms', t('gateway.summary.alarms.of', { active: alarms.active, unacknowledged: alarms.unacknowledged }));
  put(summary, 'reloads', figure(reloads));
  const rows = new Map([...root.querySelectorAll<HTMLElement>('[data-connection]')].map((row) => [row.dataset.connection, row]));
  for (const one of connections) {
    const row = rows.get(one.name);
    if (!row) continue;
    put(row, 'where', `${one.protocol} ${one.host}:${one.port}`);
    paintLink(row, 'link', one.link, t);
    put(row, 'tags', t('gateway.tags.bad.of', { tags: one.tags, bad: one.bad }));
    put(row, 'requests', figure(one.requests));
    put(row, 'timeouts', figure(one.timeouts));
    put(row, 'reconnects', figure(one.reconnects));
  }
  if (northbound) {
    put(root, 'broker', `${northbound.host}:${northbound.port}`);
    paintLink(root, 'north', northbound.link, t);
    put(root, 'times', figure(northbound.connections));
  }
  const limits = { bytes: bytesText(store.diskBytes, locale), limit: bytesText(store.diskLimit, locale) };
  put(root, 'waiting', figure(store.waiting));
  put(root, 'memory', figure(store.memory));
  put(root, 'disk', t('gateway.store.disk.of', { records: figure(store.disk), ...limits }));
  put(root, 'acknowledged', figure(store.acknowledged));
  put(root, 'dropped', figure(store.dropped));
  put(root, 'next', figure(store.nextSequence));
}

function paintLink(within: HTMLElement, part: string, link: Status['connections'][number]['link'], t: In['t']): void {
  put(within, part, t(`gateway.link.${link}`));
  const element = within.querySelector<HTMLElement>(`[data-part="${part}"]`);
  if (element && element.dataset.link !== link) element.dataset.link = link;
}
