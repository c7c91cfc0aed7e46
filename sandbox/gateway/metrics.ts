/** The gateway in figures, as Prometheus reads them (text format 0.0.4). */
import type { Gateway } from './gateway.ts';

export function metricsText(gateway: Gateway): string {
  const { south, north, tags, alarms, writes } = gateway;
  const store = north.store;
  const lines: string[] = [];
  const metric = (
    name: string,
    kind: 'gauge' | 'counter',
    help: string,
    values: readonly (readonly [string, number])[],
  ): void => {
    lines.push(`# HELP millwright_gateway_${name} ${help}`, `# TYPE millwright_gateway_${name} ${kind}`);
    for (const [labels, value] of values) lines.push(`millwright_gateway_${name}${labels} ${value}`);
  };
  const drivers = [...south.drivers];
  const by = (name: string): string => `{connection="${name}"}`;
  metric('connected', 'gauge', 'Whether a connection stands.', [
    ...drivers.map(([name, { link }]) => [by(name), link === 'connected' ? 1 : 0] as const),
    ...(north.uplink ? [[by('northbound'), north.uplink.link === 'connected' ? 1 : 0] as const] : []),
  ]);
  metric(
    'requests_total',
    'counter',
    'Requests sent to devices.',
    drivers.map(([name, { counters }]) => [by(name), counters.requests]),
  );
  metric(
    'timeouts_total',
    'counter',
    'Requests without an answer.',
    drivers.map(([name, { counters }]) => [by(name), counters.timeouts]),
  );
  metric(
    'reconnects_total',
    'counter',
    'Connections made anew.',
    drivers.map(([name, { counters }]) => [by(name), counters.reconnects]),
  );
  metric('poll_overruns_total', 'counter', 'Tags not polled because the last poll was not answered.', [['', south.overruns]]);

  const qualities = { good: 0, uncertain: 0, bad: 0 };
  for (const { quality } of tags.states.values()) {
    qualities[quality === 'Good' ? 'good' : quality.startsWith('Bad') ? 'bad' : 'uncertain'] += 1;
  }
  metric(
    'tags',
    'gauge',
    'Tags by quality.',
    Object.entries(qualities).map(([name, count]) => [`{quality="${name}"}`, count]),
  );
  metric('messages_total', 'counter', 'Messages given a sequence number.', [['', store.nextSequence - 1]]);
  metric('acknowledged_total', 'counter', 'Messages that the broker acknowledged.', [['', store.acknowledged]]);
  metric('refused_total', 'counter', 'Messages that the broker refused for good.', [['', store.refused]]);
  metric('dropped_total', 'counter', 'Messages given up because the store was full.', [['', store.dropped]]);
  metric('store_messages', 'gauge', 'Messages that wait, by place.', [
    ['{place="memory"}', store.inMemory],
    ['{place="disk"}', store.onDisk.records],
  ]);
  metric('store_disk_bytes', 'gauge', 'Bytes on disk.', [['', store.onDisk.bytes]]);
  metric('writes_total', 'counter', 'Writes by outcome.', [
    ['{outcome="done"}', writes.done],
    ['{outcome="refused"}', writes.refused],
  ]);
  const active = [...alarms.entries.values()].filter(({ state }) => state.active).length;
  metric('alarms_active', 'gauge', 'Alarms whose condition holds.', [['', active]]);
  metric('reloads_total', 'counter', 'Configurations taken.', [['', gateway.reloads]]);
  return `${lines.join('\n')}\n`;
}
