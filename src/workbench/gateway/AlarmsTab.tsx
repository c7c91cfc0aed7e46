import { BellOff, BellRing, CircleCheck, CircleDot, CornerDownLeft, EyeOff, type LucideIcon } from 'lucide-react';
import { ActionButton } from '../ActionButton.tsx';
import { MenuButton } from '../MenuButton.tsx';
import { useWorkbench } from '../workbench-context.ts';
import { clockOf } from './figures.ts';
import type { Alarm, GatewayDesk } from './gateway-desk.ts';
import { useDesk } from './use-desk.ts';

/** The states of ISA-18.2, those first that need a person. */
const states = ['unacknowledged', 'returned', 'acknowledged', 'shelved', 'suppressed', 'normal'] as const;
type State = (typeof states)[number];
const icons: Record<State, LucideIcon> = {
  unacknowledged: BellRing,
  returned: CornerDownLeft,
  acknowledged: CircleDot,
  shelved: BellOff,
  suppressed: EyeOff,
  normal: CircleCheck,
};
const priorities = ['critical', 'high', 'medium', 'low'] as const;
/** Minutes. */
const spans = [5, 15, 60, 480] as const;

const stateOf = ({ state }: Alarm): State => states.find((one) => one === state) ?? 'normal';
const priorityOf = ({ priority }: Alarm): (typeof priorities)[number] => priorities.find((one) => one === priority) ?? 'medium';

/** The alarms in the order in which somebody must look at them. */
export function AlarmsTab({ desk }: { desk: GatewayDesk }) {
  const { t } = useWorkbench();
  const { kind, alarms } = useDesk(desk);
  if (kind !== 'runs') return null;
  if (alarms.length === 0) return <p className="wb-empty">{t('gateway.alarms.empty')}</p>;
  const sorted = alarms.toSorted(
    (one, other) =>
      states.indexOf(stateOf(one)) - states.indexOf(stateOf(other)) ||
      priorities.indexOf(priorityOf(one)) - priorities.indexOf(priorityOf(other)),
  );
  return (
    <table className="wb-gateway-table wb-gateway-alarms" aria-label={t('gateway.alarms.table')}>
      <thead>
        <tr>
          <th scope="col">{t('gateway.alarm.state')}</th>
          <th scope="col">{t('gateway.alarm')}</th>
          <th scope="col">{t('gateway.alarm.priority')}</th>
          <th scope="col">{t('gateway.alarm.since')}</th>
          <th scope="col">
            <span className="wb-hidden">{t('gateway.alarm.act')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((alarm) => (
          <AlarmRow key={alarm.name} alarm={alarm} />
        ))}
      </tbody>
    </table>
  );
}

function AlarmRow({ alarm }: { alarm: Alarm }) {
  const { session, t } = useWorkbench();
  const { name, tag, message, since, shelvedUntil } = alarm;
  const state = stateOf(alarm);
  const Icon = icons[state];
  const shelve = (minutes: number) => void session.ask('gateway', name, { type: 'gateway-shelve', alarm: name, minutes });
  return (
    <tr data-state={state}>
      <td>
        <span className="wb-gateway-alarm-state">
          <Icon aria-hidden="true" size={14} />
          {t(`gateway.alarm.state.${state}`)}
        </span>
        {shelvedUntil && <span className="wb-gateway-small">{t('gateway.alarm.until', { time: clockOf(shelvedUntil) })}</span>}
      </td>
      <th scope="row">
        {name}
        <span className="wb-gateway-small">
          {tag}
          {message && ` · ${message}`}
        </span>
      </th>
      <td data-priority={priorityOf(alarm)}>{t(`gateway.alarm.priority.${priorityOf(alarm)}`)}</td>
      <td>{since ? clockOf(since) : '—'}</td>
      <td>
        <div className="wb-gateway-acts">
          {(state === 'unacknowledged' || state === 'returned') && (
            <ActionButton
              label={t('gateway.alarm.acknowledge')}
              spoken={t('gateway.alarm.acknowledge.of', { alarm: name })}
              onPress={() => void session.ask('gateway', name, { type: 'gateway-acknowledge', alarm: name })}
            />
          )}
          {state === 'shelved' ? (
            <ActionButton
              label={t('gateway.alarm.unshelve')}
              spoken={t('gateway.alarm.unshelve.of', { alarm: name })}
              onPress={() => shelve(0)}
            />
          ) : (
            <MenuButton
              icon={BellOff}
              iconOnly
              label={t('gateway.alarm.shelve', { alarm: name })}
              about={t('gateway.alarm.shelve.about')}
              entries={() =>
                spans.map((minutes) => ({
                  id: String(minutes),
                  label:
                    minutes < 60
                      ? t('gateway.alarm.shelve.minutes', { count: minutes })
                      : minutes === 60
                        ? t('gateway.alarm.shelve.hours.one')
                        : t('gateway.alarm.shelve.hours', { count: minutes / 60 }),
                }))
              }
              onAction={(minutes) => shelve(Number(minutes))}
            />
          )}
        </div>
      </td>
    </tr>
  );
}
