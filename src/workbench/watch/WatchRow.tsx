import { ChevronRight, Ellipsis, Hand, PencilLine, Pin } from 'lucide-react';
import { Button } from 'react-aria-components';
import { LiveValue } from '../rig/LiveValue.tsx';
import type { ValueFormat } from '../rig/value-format.ts';
import { useWorkbench } from '../workbench-context.ts';
import { GridPart } from './GridPart.tsx';
import { QualityMark } from './QualityMark.tsx';
import type { Quality } from './quality.ts';
import { markedParts } from './search.ts';
import { pinnedId, type TreeRow } from './tree.ts';

interface WatchRowProps {
  row: TreeRow;
  /** Among the rows, from 0. */
  index: number;
  top: number;
  /** The one row that Tab goes to. */
  active: boolean;
  /** Type, address and unit stand below the name instead of in columns. */
  compact: boolean;
  terms: readonly string[];
  format: ValueFormat;
  forced: boolean;
  pinned: boolean;
  quality: Quality | null;
  onToggle: () => void;
  onEdit: () => void;
  onMenu: () => void;
}

export function WatchRow({ row, index, top, active, compact, onToggle, onEdit, onMenu, ...rest }: WatchRowProps) {
  const { session, t } = useWorkbench();
  const { node, level, open } = row;
  const { signal } = node;
  const { terms, format, forced, pinned, quality } = rest;
  const label = node.kind === 'image' ? t('watch.image') : node.kind === 'pinned' ? t('watch.pinned') : node.label;
  const people = signal ? session.props.signalNames[signal.name] : undefined;
  const unit = signal ? (session.props.units[signal.name] ?? '') : '';
  const changeable = signal !== null && (signal.writable || signal.operable || signal.forceable);
  return (
    <GridPart
      role="row"
      className="wb-watch-row"
      style={{ top }}
      tabIndex={active ? 0 : -1}
      data-row={index}
      data-forced={forced}
      data-branch={signal === null}
      aria-rowindex={index + 2}
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={open ?? undefined}
    >
      <GridPart role="rowheader" className="wb-watch-name" style={{ paddingInlineStart: `calc(var(--space) * ${level * 4})` }}>
        {open !== null && (
          <button type="button" className="wb-watch-twist" tabIndex={-1} aria-hidden="true" data-open={open} onClick={onToggle}>
            <ChevronRight size={14} />
          </button>
        )}
        <span className="wb-watch-text" title={signal ? [signal.name, people].filter(Boolean).join('\n') : undefined}>
          <span className={node.kind === 'path' || node.kind === 'root' ? 'wb-code' : undefined}>
            <Marked text={label} terms={terms} />
          </span>
          {people && (
            <span className="wb-people">
              <Marked text={people} terms={terms} />
            </span>
          )}
          {compact && signal && (
            <span className="wb-watch-facts wb-code">
              <Marked text={[signal.type, signal.address].filter(Boolean).join(' ')} terms={terms} />
            </span>
          )}
        </span>
        {signal === null && <span className="wb-watch-count">{node.count}</span>}
        {pinned && !node.id.startsWith(pinnedId) && <Pin className="wb-watch-pin" size={12} aria-label={t('watch.pinned')} />}
      </GridPart>
      <GridPart role="gridcell" className="wb-watch-value">
        {forced && (
          <span className="wb-forced-mark">
            <Hand aria-hidden="true" size={12} strokeWidth={2} />
            <span>{t('watch.forced')}</span>
          </span>
        )}
        {signal && <LiveValue signal={signal.name} type={signal.type} format={format} />}
        {compact && unit && <span className="wb-watch-unit"> {unit}</span>}
        {compact && quality && quality.level !== 'good' && <QualityMark quality={quality} />}
      </GridPart>
      {!compact && (
        <>
          <GridPart role="gridcell" className="wb-watch-unit">
            {unit}
          </GridPart>
          <GridPart role="gridcell" className="wb-code">
            {signal && <Marked text={signal.type} terms={terms} />}
          </GridPart>
          <GridPart role="gridcell" className="wb-code">
            {signal?.address && <Marked text={signal.address} terms={terms} />}
          </GridPart>
          <GridPart role="gridcell">{quality && <QualityMark quality={quality} />}</GridPart>
        </>
      )}
      <GridPart role="gridcell" className="wb-watch-act">
        {signal && changeable && !compact && (
          <Button
            className="wb-button wb-button-quiet wb-button-icon"
            excludeFromTabOrder={!active}
            aria-label={t('watch.edit', { name: signal.name })}
            onPress={onEdit}
          >
            <PencilLine aria-hidden="true" size={14} />
          </Button>
        )}
        {signal && (
          <Button
            className="wb-button wb-button-quiet wb-button-icon"
            excludeFromTabOrder={!active}
            aria-label={t('watch.more', { name: signal.name })}
            onPress={onMenu}
          >
            <Ellipsis aria-hidden="true" size={16} />
          </Button>
        )}
      </GridPart>
    </GridPart>
  );
}

/** What the search has found is marked; names of any script keep their own direction. */
function Marked({ text, terms }: { text: string; terms: readonly string[] }) {
  return (
    <bdi>
      {markedParts(text, terms).map((part, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
        part.hit ? <mark key={index}>{part.text}</mark> : part.text,
      )}
    </bdi>
  );
}
