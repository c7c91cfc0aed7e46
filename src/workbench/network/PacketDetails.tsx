import { useMemo, useRef, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { detailsOf, type Packet } from '#sandbox/protocols/internet/dissector.ts';
import { useView } from '../watch/use-view.ts';
import { useWorkbench } from '../workbench-context.ts';
import { FieldTree } from './FieldTree.tsx';
import { fieldAt, rowsOf } from './field-rows.ts';
import { HexView } from './HexView.tsx';
import type { NetworkDesk } from './network-desk.ts';

/** Below this width in rem the bytes stand below the fields. */
const besideFrom = 42;
/** From this width on a line of them has sixteen. */
const wideFrom = 64;

/** One packet: its fields as a tree, its bytes beside them; what is chosen in one is marked in the other. */
export function PacketDetails({ desk, packet }: { desk: NetworkDesk; packet: Packet }) {
  const { t, locale } = useWorkbench();
  const box = useRef<HTMLDivElement>(null);
  const view = useView(box);
  const [opened, setOpened] = useState<Readonly<Record<string, boolean>>>({});
  const [chosen, setChosen] = useState<string | null>(null);
  const [picked, setPicked] = useState(0);
  const capture = desk.getSnapshot().capture;
  const { firstNs } = desk.list;
  const details = useMemo(
    () => detailsOf(packet, { interfaceName: capture ? `${capture.at}:${capture.link}` : '', firstNs }),
    [packet, capture, firstNs],
  );
  const rows = useMemo(() => rowsOf(details, opened), [details, opened]);
  const row = rows.find(({ key }) => key === chosen);
  const source = row?.source ?? Math.min(picked, details.sources.length - 1);
  const bytes = details.sources[source]?.bytes ?? packet.bytes;
  const beside = view.width >= besideFrom * view.rem;
  const chooseByte = (at: number) => {
    const found = fieldAt(details, source, at);
    if (!found) return;
    setOpened((before) => ({ ...before, ...Object.fromEntries(found.open.map((kind) => [kind, true])) }));
    setChosen(found.key);
  };
  return (
    <div ref={box} className="wb-net-details" data-beside={beside} data-wide={view.width >= wideFrom * view.rem}>
      <FieldTree
        rows={rows}
        chosen={chosen}
        onChoose={(key) => {
          setChosen(key);
          setPicked(rows.find((one) => one.key === key)?.source ?? 0);
        }}
        onToggle={({ kind }, open) => setOpened((before) => ({ ...before, [kind]: open }))}
        onFilter={(text) => desk.setFilter(text)}
        label={t('network.fields', { number: packet.number })}
      />
      <div className="wb-net-bytes">
        {details.sources.length > 1 && (
          <ToggleButtonGroup
            className="wb-segments"
            aria-label={t('network.sources')}
            selectedKeys={[String(source)]}
            disallowEmptySelection
            onSelectionChange={(keys) => {
              setChosen(null);
              setPicked(Number([...keys][0] ?? 0));
            }}
          >
            {details.sources.map(({ name }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a source is its index
              <ToggleButton key={index} id={String(index)} className="wb-segment">
                {name[locale]}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        )}
        <HexView
          bytes={bytes}
          mark={row && row.source === source ? { at: row.at, length: row.length } : null}
          onChoose={chooseByte}
          label={t('network.bytes')}
        />
      </div>
    </div>
  );
}
