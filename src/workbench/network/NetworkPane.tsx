import { Plug } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { ActionButton } from '../ActionButton.tsx';
import { useRig, useWorkbench } from '../workbench-context.ts';
import { networkDeskOf } from './network-desk.ts';
import { Packets } from './Packets.tsx';
import { Topology } from './Topology.tsx';
import './network.css';

const views = ['topology', 'packets'] as const;

/** The rig's network: what is there and how its links do, and what passes one of them, down to the byte. */
export function NetworkPane() {
  const { session, t, locale } = useWorkbench();
  const desk = networkDeskOf(session);
  const state = useSyncExternalStore(desk.subscribe, desk.getSnapshot, desk.getSnapshot);
  useEffect(() => desk.open(), [desk]);
  const { devices } = useRig();
  const { view, capture, running, refused } = state;
  return (
    <div className="wb-network">
      <div className="wb-toolbar">
        <ToggleButtonGroup
          className="wb-segments"
          aria-label={t('network.view')}
          selectedKeys={[view]}
          disallowEmptySelection
          onSelectionChange={(keys) => desk.set({ view: views.find((one) => keys.has(one)) ?? 'topology' })}
        >
          {views.map((one) => (
            <ToggleButton key={one} id={one} className="wb-segment">
              {t(`network.view.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <p className="wb-net-capturing" data-running={running}>
          {capture && t(running ? 'network.capturing' : 'network.captured', { link: capture.link, at: capture.at })}
        </p>
        {devices.length > 0 && (
          <ActionButton icon={Plug} look="quiet" label={t('own-tools.short')} onPress={() => session.actions.run('own-tools')} />
        )}
      </div>
      {refused && (
        <p className="wb-message wb-message-danger" role="status">
          {refused[locale]}
        </p>
      )}
      {view === 'topology' ? <Topology desk={desk} state={state} /> : <Packets desk={desk} state={state} />}
    </div>
  );
}
