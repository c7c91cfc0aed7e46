import { CircleStop, Download, MessagesSquare, Pause, Play, Radio, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { ActionButton } from '../ActionButton.tsx';
import { download } from '../download.ts';
import { MenuButton } from '../MenuButton.tsx';
import { useWorkbench } from '../workbench-context.ts';
import { FilterBox } from './FilterBox.tsx';
import type { NetworkDesk, NetworkState } from './network-desk.ts';
import { PacketDetails } from './PacketDetails.tsx';
import { PacketGrid } from './PacketGrid.tsx';

const FollowDialog = lazy(() => import('./FollowDialog.tsx'));

/** What passes an end of a link: a list that a filter thins out, and the packet that is open. */
export function Packets({ desk, state }: { desk: NetworkDesk; state: NetworkState }) {
  const { t } = useWorkbench();
  const [following, setFollowing] = useState(false);
  const { report, capture, running, selected } = state;
  const packets = desk.shown();
  const packet = selected === null ? undefined : desk.list.find(selected);
  const { length: kept } = desk.list.packets;
  const ends = (report?.links ?? []).flatMap(({ id, a, b }) =>
    [a, b].map((at) => ({ id: `${id} ${at}`, label: t('network.capture.end', { link: id, at }) })),
  );
  const whyNone = kept === 0 ? t('network.list.empty') : null;
  const keep = async () => {
    const file = await desk.file();
    if ('name' in file) download(file.name, new Blob([file.bytes], { type: 'application/x-pcapng' }));
  };
  return (
    <div className="wb-net-packets">
      <div className="wb-net-tools">
        <MenuButton
          icon={Radio}
          label={t('network.capture')}
          about={t('network.capture.about')}
          entries={() => ends}
          onAction={(key) => {
            const [link = '', at = ''] = key.split(' ');
            void desk.begin(link, at);
          }}
        />
        <ActionButton
          icon={CircleStop}
          iconOnly
          look="quiet"
          label={t('network.stop')}
          why={running ? null : t('network.stop.why')}
          onPress={() => void desk.stop()}
        />
        <ActionButton
          icon={state.pausedAt === null ? Pause : Play}
          iconOnly
          look="quiet"
          label={t(state.pausedAt === null ? 'network.pause' : 'network.resume')}
          why={whyNone}
          onPress={() => desk.pause(state.pausedAt === null)}
        />
        <ActionButton
          icon={Trash2}
          iconOnly
          look="quiet"
          label={t('network.clear')}
          why={whyNone}
          onPress={() => void desk.clear()}
        />
        <ActionButton
          icon={Download}
          iconOnly
          look="quiet"
          label={t('network.download')}
          why={whyNone}
          onPress={() => void keep()}
        />
        <ActionButton
          icon={MessagesSquare}
          iconOnly
          look="quiet"
          label={t('network.follow')}
          why={packet && packet.stream !== null ? null : t('network.follow.why')}
          onPress={() => setFollowing(true)}
        />
        <ToggleButton className="wb-toggle" isSelected={state.follow} onChange={(follow) => desk.set({ follow })}>
          {t('network.newest')}
        </ToggleButton>
        <p className="wb-toolbar-note wb-net-count">
          {kept > 0 && t('network.count', { shown: packets.length, total: desk.list.total })}
          {state.pausedAt !== null && ` · ${t('network.paused')}`}
        </p>
      </div>
      <FilterBox desk={desk} state={state} />
      {kept === 0 ? (
        <p className="wb-empty">
          {capture ? t(running ? 'network.none.yet' : 'network.none', { link: capture.link }) : t('network.none.capture')}
        </p>
      ) : (
        <div className="wb-net-split" data-open={packet !== undefined}>
          <Group orientation="vertical">
            <Panel id="list" minSize="20" defaultSize="52">
              <PacketGrid desk={desk} state={state} packets={packets} />
            </Panel>
            {packet && (
              <>
                <Separator className="wb-separator" aria-label={t('network.splitter')} />
                <Panel id="details" minSize="20" defaultSize="48">
                  <PacketDetails key={`${capture?.link}`} desk={desk} packet={packet} />
                </Panel>
              </>
            )}
          </Group>
        </div>
      )}
      {following && packet && (
        <Suspense fallback={null}>
          <FollowDialog desk={desk} packet={packet} close={() => setFollowing(false)} />
        </Suspense>
      )}
    </div>
  );
}
