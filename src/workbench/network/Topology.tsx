import { useRef } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useView } from '../watch/use-view.ts';
import { useWorkbench } from '../workbench-context.ts';
import { LinkCard } from './LinkCard.tsx';
import type { NetworkDesk, NetworkState } from './network-desk.ts';
import { TopologyDrawing } from './TopologyDrawing.tsx';
import { TopologyTables } from './TopologyTables.tsx';

const forms = ['drawing', 'table'] as const;

/** Zones, hosts and links, as a drawing or as tables; the link that was chosen below them. */
export function Topology({ desk, state }: { desk: NetworkDesk; state: NetworkState }) {
  const { t } = useWorkbench();
  const box = useRef<HTMLDivElement>(null);
  const view = useView(box);
  const { report, topologyAs } = state;
  const link = report?.links.find(({ id }) => id === state.link);
  return (
    <div className="wb-net-topology">
      <div className="wb-net-forms">
        <ToggleButtonGroup
          className="wb-segments"
          aria-label={t('network.form')}
          selectedKeys={[topologyAs]}
          disallowEmptySelection
          onSelectionChange={(keys) => desk.set({ topologyAs: forms.find((one) => keys.has(one)) ?? 'drawing' })}
        >
          {forms.map((one) => (
            <ToggleButton key={one} id={one} className="wb-segment">
              {t(`network.form.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <p className="wb-toolbar-note">{t(topologyAs === 'drawing' ? 'network.choose' : 'network.choose.table')}</p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach it */}
      <div ref={box} className="wb-net-scroll" tabIndex={0}>
        {!report ? (
          <p className="wb-empty">{t('network.waiting')}</p>
        ) : topologyAs === 'drawing' ? (
          <TopologyDrawing report={report} available={view.width - 24} state={state} onChoose={(id) => desk.set({ link: id })} />
        ) : (
          <TopologyTables report={report} desk={desk} state={state} />
        )}
      </div>
      {link && <LinkCard desk={desk} link={link} />}
    </div>
  );
}
