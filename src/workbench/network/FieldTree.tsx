import { ChevronRight, OctagonX } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { GridPart } from '../watch/GridPart.tsx';
import { useWorkbench } from '../workbench-context.ts';
import type { FieldRow } from './field-rows.ts';

interface FieldTreeProps {
  rows: readonly FieldRow[];
  chosen: string | null;
  onChoose: (key: string) => void;
  onToggle: (row: FieldRow, open: boolean) => void;
  /** Takes a field as the filter. */
  onFilter: (filter: string) => void;
  label: string;
}

/** The fields of a packet as a tree, by the keys of every tree. */
export function FieldTree({ rows, chosen, onChoose, onToggle, onFilter, label }: FieldTreeProps) {
  const { t, locale } = useWorkbench();
  const tree = useRef<HTMLDivElement>(null);
  const focusWanted = useRef(false);
  const at = rows.findIndex(({ key }) => key === chosen);
  const active = Math.max(0, at);
  const row = rows[at];

  // What is chosen among the bytes comes into view here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another is chosen
  useEffect(() => {
    const element = tree.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    element?.scrollIntoView({ block: 'nearest' });
    if (focusWanted.current) element?.focus({ preventScroll: true });
    focusWanted.current = false;
  }, [chosen]);

  const goTo = (index: number) => {
    const wanted = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (!wanted) return;
    focusWanted.current = true;
    onChoose(wanted.key);
  };
  const keyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const current = rows[active];
    if (!current) return;
    switch (event.key) {
      case 'ArrowDown':
        goTo(at < 0 ? 0 : active + 1);
        break;
      case 'ArrowUp':
        goTo(active - 1);
        break;
      case 'Home':
        goTo(0);
        break;
      case 'End':
        goTo(rows.length - 1);
        break;
      case 'ArrowRight':
        if (current.open === false) onToggle(current, true);
        else if (current.open) goTo(active + 1);
        break;
      case 'ArrowLeft':
        if (current.open) onToggle(current, false);
        else if (current.parent >= 0) goTo(current.parent);
        break;
      case 'Enter':
      case ' ':
        if (current.open !== null) onToggle(current, !current.open);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  return (
    <div className="wb-net-tree-box">
      <GridPart ref={tree} role="tree" className="wb-net-tree" aria-label={label} onKeyDown={keyDown}>
        {rows.map((one, index) => (
          <GridPart
            key={one.key}
            role="treeitem"
            aria-level={one.level}
            aria-expanded={one.open ?? undefined}
            aria-selected={one.key === chosen}
            tabIndex={index === active ? 0 : -1}
            data-layer={one.level === 1}
            style={{ paddingLeft: `calc(var(--space) * ${one.level * 4 - 2})` }}
            onClick={({ target }) => {
              focusWanted.current = true;
              onChoose(one.key);
              const twist = target instanceof Element && target.closest('.wb-net-twist') !== null;
              if (twist && one.open !== null) onToggle(one, !one.open);
            }}
            onDoubleClick={() => one.open !== null && onToggle(one, !one.open)}
          >
            <span className="wb-net-twist" data-open={one.open ?? undefined}>
              {one.open !== null && <ChevronRight aria-hidden="true" size={14} />}
            </span>
            <span className="wb-net-field">
              <span className="wb-net-field-name">{one.text}</span>
              {one.value !== '' && (
                <>
                  {': '}
                  <span className="wb-net-field-value">{one.value}</span>
                </>
              )}
              {one.wrong && (
                <span className="wb-net-wrong">
                  <OctagonX aria-hidden="true" size={13} />
                  {one.wrong[locale]}
                </span>
              )}
            </span>
          </GridPart>
        ))}
      </GridPart>
      {row?.filter && (
        <div className="wb-net-field-line">
          <code>{row.filter}</code>
          <ActionButton
            label={t('network.field.filter')}
            spoken={t('network.field.filter.spoken', { field: row.filter })}
            onPress={() => onFilter(row.filter ?? '')}
          />
        </div>
      )}
    </div>
  );
}
