import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';
import { AlarmsTab } from './AlarmsTab.tsx';
import './gateway.css';
import { FileToRead } from './FileToRead.tsx';
import { GatewayFile } from './GatewayFile.tsx';
import { GatewayDesk } from './gateway-desk.ts';
import { controller } from './gateway-program.ts';
import { LogTab } from './LogTab.tsx';
import { StatusTab } from './StatusTab.tsx';
import { TagsTab } from './TagsTab.tsx';
import { useDesk } from './use-desk.ts';

const tabs = ['file', 'status', 'tags', 'alarms', 'log'] as const;
type Tab = (typeof tabs)[number];

/** CSS pixels of the pane from which the file stands beside what the gateway says. */
const besideFrom = 860;

/** The edge gateway: its file, and what it says of itself. `narrow`: on a phone the file is read, not written. */
export default function GatewayPane({ narrow }: { narrow: boolean }) {
  const { session } = useWorkbench();
  const [desk, setDesk] = useState<GatewayDesk | null>(null);
  useEffect(() => {
    const made = new GatewayDesk(session.connection);
    setDesk(made);
    return () => made.stop();
  }, [session]);
  return desk && <Parts desk={desk} narrow={narrow} />;
}

function Parts({ desk, narrow }: { desk: GatewayDesk; narrow: boolean }) {
  const { session } = useWorkbench();
  const pane = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<Tab>('file');
  const [beside, setBeside] = useState(false);
  const id = useId();

  useEffect(() => {
    const element = pane.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setBeside((entry?.contentRect.width ?? 0) >= besideFrom));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // A place in the file is shown from elsewhere.
  useEffect(() => session.onShow((place) => place.controller === controller && setChosen('file')), [session]);

  const split = beside && !narrow;
  const offered = split ? tabs.filter((tab) => tab !== 'file') : tabs;
  const shown = split && chosen === 'file' ? 'status' : chosen;
  const file = split || shown === 'file';
  return (
    <div ref={pane} className="wb-gateway" data-split={split}>
      {!split && <GatewayTabs id={id} tabs={offered} shown={shown} onShow={setChosen} desk={desk} />}
      <div
        className="wb-gateway-file"
        hidden={!file}
        {...(split ? {} : { id: `${id}-file-panel`, role: 'tabpanel', 'aria-labelledby': `${id}-file` })}
      >
        {narrow ? <FileToRead /> : <GatewayFile />}
      </div>
      <div className="wb-gateway-side" hidden={!split && shown === 'file'}>
        {split && <GatewayTabs id={id} tabs={offered} shown={shown} onShow={setChosen} desk={desk} />}
        {shown !== 'file' && (
          <div id={`${id}-${shown}-panel`} className="wb-gateway-panel" role="tabpanel" aria-labelledby={`${id}-${shown}`}>
            <Notices desk={desk} onFile={() => setChosen('file')} />
            {shown === 'status' && <StatusTab desk={desk} />}
            {shown === 'tags' && <TagsTab desk={desk} onLog={() => setChosen('log')} />}
            {shown === 'alarms' && <AlarmsTab desk={desk} />}
            {shown === 'log' && <LogTab desk={desk} />}
          </div>
        )}
      </div>
    </div>
  );
}

interface TabsProps {
  id: string;
  tabs: readonly Tab[];
  shown: Tab;
  onShow: (tab: Tab) => void;
  desk: GatewayDesk;
}

/** One stop of the Tab key, arrows between them. */
function GatewayTabs({ id, tabs: offered, shown, onShow, desk }: TabsProps) {
  const { t } = useWorkbench();
  const list = useRef<HTMLDivElement>(null);
  const { alarms } = useDesk(desk);
  const open = alarms.filter(({ state }) => state === 'unacknowledged' || state === 'returned').length;
  const go = (event: KeyboardEvent) => {
    const index = offered.indexOf(shown);
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: offered.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = offered.at(to % offered.length);
    if (!next) return;
    onShow(next);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div ref={list} className="wb-gateway-tabs" role="tablist" aria-label={t('gateway.tabs')}>
      {offered.map((tab) => (
        <button
          key={tab}
          id={`${id}-${tab}`}
          data-tab={tab}
          type="button"
          role="tab"
          aria-selected={tab === shown}
          aria-controls={tab === shown ? `${id}-${tab}-panel` : undefined}
          tabIndex={tab === shown ? 0 : -1}
          onClick={() => onShow(tab)}
          onKeyDown={go}
        >
          {tab === 'alarms' && open > 0 ? t('gateway.tab.alarms.count', { count: open }) : t(`gateway.tab.${tab}`)}
        </button>
      ))}
    </div>
  );
}

/** What stands in the way of a fresh report, and what was refused here. */
function Notices({ desk, onFile }: { desk: GatewayDesk; onFile: () => void }) {
  const { session, t, locale } = useWorkbench();
  const { kind } = useDesk(desk);
  const { link } = useRig();
  const { refused } = useLab();
  return (
    <>
      {link !== 'online' && kind !== 'waiting' && (
        <p className="wb-message wb-message-ours" role="status">
          {t('gateway.stale')}
        </p>
      )}
      {refused?.pane === 'gateway' && (
        <p className="wb-message wb-message-danger" role="alert">
          <span>
            {refused.signal && `${refused.signal}: `}
            {t('gateway.refused', { message: refused.message[locale] })}
          </span>
          <ActionButton label={t('close')} look="quiet" onPress={() => session.forgetRefusal()} />
        </p>
      )}
      {kind === 'waiting' && <p className="wb-empty">{t('gateway.waiting')}</p>}
      {kind === 'none-runs' && (
        <div className="wb-message wb-message-danger" role="status">
          <span>{t('gateway.none-runs')}</span>
          <ActionButton label={t('gateway.none-runs.go')} look="quiet" onPress={onFile} />
        </div>
      )}
    </>
  );
}
