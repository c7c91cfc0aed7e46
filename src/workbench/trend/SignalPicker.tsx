import { ArrowDown, ArrowUp, ListPlus, Search, Trash2 } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { DialogTrigger, Input, ListBox, ListBoxItem, Popover, TextField } from 'react-aria-components';
import { ActionButton } from '../ActionButton.tsx';
import { useRig, useWorkbench } from '../workbench-context.ts';
import type { TrendDesk } from './desk.ts';
import { kindOf } from './plottable.ts';
import { mostSignals } from './recorder.ts';

/** More rows than anybody reads: the search narrows them. */
const mostListed = 200;

/** Which signals are recorded, and in which order they stand. */
export function SignalPicker({ desk, chosen }: { desk: TrendDesk; chosen: readonly string[] }) {
  const { t } = useWorkbench();
  return (
    <DialogTrigger>
      <ActionButton icon={ListPlus} label={t('trend.signals')} about={t('trend.signals.about')} look="plain">
        {t('trend.signals.count', { count: chosen.length })}
      </ActionButton>
      <Popover className="wb-popover wb-trend-picker" placement="bottom start" aria-label={t('trend.signals')}>
        <div className="wb-trend-picker-dialog">
          <Choice desk={desk} chosen={chosen} />
        </div>
      </Popover>
    </DialogTrigger>
  );
}

function Choice({ desk, chosen }: { desk: TrendDesk; chosen: readonly string[] }) {
  const { session, t } = useWorkbench();
  const { signals } = useRig();
  const people = session.props.signalNames;
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = signals.filter(
    ({ name, type }) => kindOf(type) !== null && `${name} ${people[name] ?? ''} ${type}`.toLowerCase().includes(wanted),
  );
  const full = chosen.length >= mostSignals;
  const choose = (names: readonly string[]) => desk.recorder.choose(names);
  const move = (name: string, by: 1 | -1) => {
    const at = chosen.indexOf(name);
    const other = chosen[at + by];
    if (other !== undefined) choose(chosen.with(at, other).with(at + by, name));
  };
  return (
    <>
      <TextField className="wb-search" value={search} onChange={setSearch} aria-label={t('watch.search')} autoFocus>
        <Search aria-hidden="true" size={14} />
        <Input placeholder={t('watch.search')} type="search" maxLength={100} />
      </TextField>
      {full && <p className="wb-message">{t('trend.signals.full', { most: mostSignals })}</p>}
      <ListBox
        className="wb-trend-list"
        aria-label={t('trend.signals')}
        selectionMode="multiple"
        selectedKeys={chosen}
        disabledKeys={full ? found.filter(({ name }) => !chosen.includes(name)).map(({ name }) => name) : []}
        onSelectionChange={(keys) => {
          const kept = chosen.filter((name) => keys === 'all' || keys.has(name) || !found.some((signal) => signal.name === name));
          const added = found.filter(({ name }) => (keys === 'all' || keys.has(name)) && !chosen.includes(name));
          choose([...kept, ...added.map(({ name }) => name)]);
        }}
        renderEmptyState={() => <p className="wb-trend-none">{t('watch.none')}</p>}
      >
        {found.slice(0, mostListed).map(({ name, type }) => (
          <ListBoxItem key={name} id={name} textValue={name} className="wb-trend-option">
            <span className="wb-trend-box" aria-hidden="true" />
            <span className="wb-code">{name}</span>
            <span className="wb-people">{people[name]}</span>
            <span className="wb-trend-type">{type}</span>
          </ListBoxItem>
        ))}
      </ListBox>
      {found.length > mostListed && (
        <p className="wb-trend-none">{t('trend.signals.more', { count: found.length - mostListed })}</p>
      )}
      {chosen.length > 0 && (
        <Order desk={desk} chosen={chosen} move={move} remove={(name) => choose(chosen.filter((one) => one !== name))} />
      )}
    </>
  );
}

interface OrderProps {
  desk: TrendDesk;
  chosen: readonly string[];
  move: (name: string, by: 1 | -1) => void;
  remove: (name: string) => void;
}

function Order({ desk, chosen, move, remove }: OrderProps) {
  const { session, t } = useWorkbench();
  const { ownAxis, ranges } = useSyncExternalStore(desk.subscribe, desk.getRemembered, desk.getRemembered);
  const people = session.props.signalNames;
  return (
    <section className="wb-trend-order" aria-label={t('trend.order')}>
      <h3>{t('trend.order')}</h3>
      <ol>
        {chosen.map((name, index) => {
          const type = desk.recorder.signal(name)?.type ?? '';
          const kind = kindOf(type);
          const own = ownAxis.includes(name);
          return (
            <li key={name}>
              <span className="wb-trend-order-name" title={people[name]}>
                <span className="wb-code">{name}</span>
              </span>
              {kind !== null && kind !== 'digital' && (
                <label className="wb-trend-check">
                  <input
                    type="checkbox"
                    checked={own}
                    onChange={() => desk.remember({ ownAxis: own ? ownAxis.filter((one) => one !== name) : [...ownAxis, name] })}
                  />
                  <span>{t('trend.axis.own')}</span>
                </label>
              )}
              <ActionButton
                icon={ArrowUp}
                iconOnly
                look="quiet"
                label={t('trend.up', { name })}
                why={index === 0 ? t('trend.first') : null}
                onPress={() => move(name, -1)}
              />
              <ActionButton
                icon={ArrowDown}
                iconOnly
                look="quiet"
                label={t('trend.down', { name })}
                why={index === chosen.length - 1 ? t('trend.last') : null}
                onPress={() => move(name, 1)}
              />
              <ActionButton
                icon={Trash2}
                iconOnly
                look="quiet"
                label={t('trend.remove', { name })}
                onPress={() => remove(name)}
              />
            </li>
          );
        })}
      </ol>
      <Ranges desk={desk} chosen={chosen} ownAxis={ownAxis} ranges={ranges} />
    </section>
  );
}

interface RangesProps {
  desk: TrendDesk;
  chosen: readonly string[];
  ownAxis: readonly string[];
  ranges: Readonly<Record<string, readonly [number, number]>>;
}

/** Every axis of values: as is seen, or from here to there. */
function Ranges({ desk, chosen, ownAxis, ranges }: RangesProps) {
  const { session, t } = useWorkbench();
  const axes = new Set<string>();
  for (const name of chosen) {
    const kind = kindOf(desk.recorder.signal(name)?.type ?? '');
    if (kind !== null && kind !== 'digital') axes.add(ownAxis.includes(name) ? name : session.props.units[name] || kind);
  }
  if (axes.size === 0) return null;
  const set = (axis: string, range: [number, number] | null) => {
    const { [axis]: _, ...others } = ranges;
    desk.remember({
      ranges: {
        ...Object.fromEntries(Object.entries(others).map(([key, [low, high]]) => [key, [low, high] as [number, number]])),
        ...(range ? { [axis]: range } : {}),
      },
    });
  };
  return (
    <>
      <h3>{t('trend.axes')}</h3>
      <ul className="wb-trend-ranges">
        {[...axes].map((axis) => {
          const range = ranges[axis];
          const name = axis === 'real' || axis === 'integer' || axis === 'time' ? t(`trend.axis.${axis}`) : axis;
          return (
            <li key={axis}>
              <span className="wb-trend-order-name">{name}</span>
              <label className="wb-trend-check">
                <input type="checkbox" checked={!range} onChange={() => set(axis, range ? null : [0, 100])} />
                <span>{t('trend.axis.auto')}</span>
              </label>
              {range && <RangeInputs axis={name} range={range} onChange={(next) => set(axis, next)} />}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function RangeInputs({
  axis,
  range,
  onChange,
}: {
  axis: string;
  range: readonly [number, number];
  onChange: (range: [number, number]) => void;
}) {
  const { t } = useWorkbench();
  const [low, setLow] = useState(String(range[0]));
  const [high, setHigh] = useState(String(range[1]));
  const take = (nextLow: string, nextHigh: string) => {
    setLow(nextLow);
    setHigh(nextHigh);
    if (nextLow !== '' && nextHigh !== '' && Number(nextLow) < Number(nextHigh)) onChange([Number(nextLow), Number(nextHigh)]);
  };
  return (
    <>
      <input
        className="wb-input wb-trend-number"
        type="number"
        step="any"
        aria-label={t('trend.axis.least', { axis })}
        value={low}
        onChange={(event) => take(event.target.value, high)}
      />
      <span aria-hidden="true">–</span>
      <input
        className="wb-input wb-trend-number"
        type="number"
        step="any"
        aria-label={t('trend.axis.greatest', { axis })}
        value={high}
        onChange={(event) => take(low, event.target.value)}
      />
      {!(Number(low) < Number(high)) && <span role="alert">{t('trend.axis.wrong')}</span>}
    </>
  );
}
