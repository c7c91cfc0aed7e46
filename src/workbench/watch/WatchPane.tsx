import { PencilLine, Search, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
  Button,
  Dialog,
  DialogTrigger,
  Input,
  Label,
  Popover,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';
import type { WireSignal } from '#sandbox/wire/messages.ts';
import { ActionButton } from '../ActionButton.tsx';
import { LiveValue } from '../rig/LiveValue.tsx';
import { formatValue, parseTyped, type Radix } from '../rig/value-format.ts';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';
import './watch.css';

type Group = 'terminals' | 'plant' | 'program';
const groups: readonly Group[] = ['terminals', 'program', 'plant'];
const radices: readonly Radix[] = ['dec', 'hex', 'bin'];
/** More rows than this would make the page slow and are more than anybody reads: the search narrows them. */
const rowsPerGroup = 200;

function groupOf(signal: WireSignal): Group {
  if (signal.kind === 'input-terminal' || signal.kind === 'output-terminal') return 'terminals';
  return signal.kind === 'program' ? 'program' : 'plant';
}

/** Every signal of the rig: value, write, force. */
export function WatchPane() {
  const { session, t, locale } = useWorkbench();
  const { signals, forces } = useRig();
  const { refused } = useLab();
  const [search, setSearch] = useState('');
  const [radix, setRadix] = useState<Radix>('dec');
  const forced = useMemo(() => new Map(forces.map((force) => [force.signal, force.value])), [forces]);
  const wanted = search.trim().toLowerCase();
  const found = useMemo(
    () =>
      signals.filter(
        (signal) =>
          wanted === '' ||
          `${signal.name} ${signal.address ?? ''} ${session.props.signalNames[signal.name] ?? ''}`.toLowerCase().includes(wanted),
      ),
    [signals, wanted, session],
  );

  return (
    <div className="wb-watch">
      <div className="wb-toolbar">
        <TextField className="wb-search" value={search} onChange={setSearch} aria-label={t('watch.search')}>
          <Search aria-hidden="true" size={14} />
          <Input placeholder={t('watch.search')} type="search" maxLength={100} />
        </TextField>
        <ToggleButtonGroup
          className="wb-segments"
          aria-label={t('watch.format')}
          selectedKeys={[radix]}
          disallowEmptySelection
          onSelectionChange={(keys) => setRadix(radices.find((one) => keys.has(one)) ?? 'dec')}
        >
          {radices.map((one) => (
            <ToggleButton key={one} id={one} className="wb-segment">
              {t(`watch.format.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      {forces.length > 0 && (
        <section className="wb-forces" aria-label={t('watch.forced.title', { count: forces.length })}>
          <h3>{t('watch.forced.title', { count: forces.length })}</h3>
          <ul>
            {forces.map(({ signal, value }) => (
              <li key={signal}>
                <span className="wb-code">
                  {signal} = {formatValue(value, session.store.info(signal)?.type ?? '', radix)}
                </span>
                <ActionButton
                  icon={X}
                  label={t('watch.unforce.name', { name: signal })}
                  look="forced"
                  onPress={() => void session.ask('watch', signal, { type: 'unforce', signal })}
                >
                  {t('watch.unforce')}
                </ActionButton>
              </li>
            ))}
          </ul>
          <ActionButton
            label={t('watch.unforce-all')}
            look="forced"
            onPress={() => void session.ask('watch', '', { type: 'unforce-all' })}
          />
        </section>
      )}
      {refused?.pane === 'watch' && (
        <p className="wb-message wb-message-danger" role="status">
          {refused.signal && `${refused.signal}: `}
          {refused.message[locale]}
        </p>
      )}
      <div className="wb-watch-scroll">
        {signals.length === 0 ? (
          <p className="wb-empty">{t('watch.empty')}</p>
        ) : found.length === 0 ? (
          <p className="wb-empty">{t('watch.none')}</p>
        ) : (
          groups.map((group) => {
            const rows = found.filter((signal) => groupOf(signal) === group);
            if (rows.length === 0) return null;
            return (
              <table key={group} className="wb-table">
                <caption>{t(`watch.group.${group}`)}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('watch.name')}</th>
                    <th scope="col">{t('watch.type')}</th>
                    <th scope="col">{t('watch.address')}</th>
                    <th scope="col" className="wb-number">
                      {t('watch.value')}
                    </th>
                    <th scope="col">
                      <span className="wb-hidden">{t('watch.act')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rows.slice(0, rowsPerGroup).map((signal) => (
                    <Row key={signal.name} signal={signal} radix={radix} forced={forced.has(signal.name)} />
                  ))}
                </tbody>
              </table>
            );
          })
        )}
      </div>
    </div>
  );
}

function Row({ signal, radix, forced }: { signal: WireSignal; radix: Radix; forced: boolean }) {
  const { session, t } = useWorkbench();
  const [part = '', ...rest] = signal.name.split('.');
  const people = session.props.signalNames[signal.name];
  return (
    <tr data-forced={forced}>
      <th scope="row" title={signal.name}>
        <span className="wb-code">
          <span className="wb-part">{part}.</span>
          {rest.join('.')}
        </span>
        {people && <span className="wb-people">{people}</span>}
      </th>
      <td className="wb-code">{signal.type}</td>
      <td className="wb-code">{signal.address ?? ''}</td>
      <td className="wb-number">
        {forced && <span className="wb-forced-mark">{t('watch.forced')}</span>}
        <LiveValue signal={signal.name} type={signal.type} radix={radix} />
      </td>
      <td className="wb-act">
        {(signal.forceable || signal.writable || signal.operable) && <Change signal={signal} forced={forced} />}
      </td>
    </tr>
  );
}

function Change({ signal, forced }: { signal: WireSignal; forced: boolean }) {
  const { session, t } = useWorkbench();
  return (
    <DialogTrigger>
      <Button className="wb-button wb-button-quiet wb-button-icon" aria-label={t('watch.edit', { name: signal.name })}>
        <PencilLine aria-hidden="true" size={14} />
      </Button>
      <Popover className="wb-popover" placement="bottom end">
        <Dialog aria-label={t('watch.edit', { name: signal.name })}>
          {({ close }) => <ChangeForm signal={signal} forced={forced} initial={session.store.value(signal.name)} close={close} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface ChangeFormProps {
  signal: WireSignal;
  forced: boolean;
  initial: boolean | number | bigint | string | undefined;
  close: () => void;
}

function ChangeForm({ signal, forced, initial, close }: ChangeFormProps) {
  const { session, t } = useWorkbench();
  const bool = signal.type === 'BOOL';
  const [text, setText] = useState(() =>
    bool ? (initial === true ? 'FALSE' : 'TRUE') : initial === undefined ? '' : formatValue(initial, signal.type),
  );
  const [bad, setBad] = useState(false);
  const send = (type: 'write' | 'force' | 'operate') => {
    const value = parseTyped(text, signal.type);
    if (value === null) {
      setBad(true);
      return;
    }
    void session.ask('watch', signal.name, { type, signal: signal.name, value });
    close();
  };
  const write = signal.writable ? 'write' : signal.operable ? 'operate' : null;
  return (
    <form
      className="wb-change"
      onSubmit={(event) => {
        event.preventDefault();
        if (write) send(write);
        else send('force');
      }}
    >
      {bool ? (
        <ToggleButtonGroup
          className="wb-segments"
          aria-label={t('watch.new', { name: signal.name })}
          selectedKeys={[text]}
          disallowEmptySelection
          onSelectionChange={(keys) => setText(keys.has('TRUE') ? 'TRUE' : 'FALSE')}
        >
          <ToggleButton id="TRUE" className="wb-segment">
            TRUE
          </ToggleButton>
          <ToggleButton id="FALSE" className="wb-segment">
            FALSE
          </ToggleButton>
        </ToggleButtonGroup>
      ) : (
        <TextField value={text} onChange={setText} isInvalid={bad} autoFocus>
          <Label>{t('watch.new', { name: signal.name })}</Label>
          <Input className="wb-input" maxLength={100} spellCheck="false" />
        </TextField>
      )}
      {bad && (
        <p className="wb-message wb-message-danger" role="alert">
          {t('watch.bad', {
            type: signal.type,
            example: signal.type.endsWith('TIME') ? 'T#2s500ms' : signal.type.endsWith('REAL') ? '1.5' : '16#FF',
          })}
        </p>
      )}
      <div className="wb-row">
        {write && (
          <ActionButton label={t('watch.write.name', { name: signal.name })} look="primary" onPress={() => send(write)}>
            {t('watch.write')}
          </ActionButton>
        )}
        {signal.forceable && (
          <ActionButton label={t('watch.force.name', { name: signal.name })} look="forced" onPress={() => send('force')}>
            {t('watch.force')}
          </ActionButton>
        )}
        {forced && (
          <ActionButton
            label={t('watch.unforce.name', { name: signal.name })}
            onPress={() => {
              void session.ask('watch', signal.name, { type: 'unforce', signal: signal.name });
              close();
            }}
          >
            {t('watch.unforce')}
          </ActionButton>
        )}
      </div>
    </form>
  );
}
