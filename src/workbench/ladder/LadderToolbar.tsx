import { Minus, Plus, Trash2 } from 'lucide-react';
import type { PointerEvent, ReactNode } from 'react';
import { Toolbar } from 'react-aria-components';
import { NEW_ELEMENTS, type NewElement } from '#sandbox/iec61131/diagrams/edit/elements.ts';
import type { Words } from '../words.ts';
import { CoilSymbol, CompareSymbol, ContactSymbol } from './symbols.tsx';

export type Tool = NewElement | 'branch' | 'network';

interface LadderToolbarProps {
  t: Words;
  /** Why nothing can be changed; null: it can. */
  why: string | null;
  zoom: number;
  onTool: (tool: Tool) => void;
  /** A tool is taken hold of, perhaps to be dragged. */
  onHold: (tool: Tool, event: PointerEvent) => void;
  onDelete: () => void;
  onZoom: (step: 1 | -1 | 0) => void;
}

const keys: Partial<Record<Tool, string>> = { no: 'c', plain: 'o', branch: 'b', box: 'f', network: 'n' };

/** Everything that a rung is made of: pressed, it comes to the cursor; dragged, to where it is dropped. */
export function LadderToolbar({ t, why, zoom, onTool, onHold, onDelete, onZoom }: LadderToolbarProps) {
  const button = (tool: Tool) => {
    const name = t(`ladder.add.${tool}`);
    const key = keys[tool];
    return (
      <button
        key={tool}
        type="button"
        className="wb-button wb-button-quiet ld-tool"
        aria-label={why ? t('button.why', { name, why }) : name}
        aria-keyshortcuts={key}
        aria-disabled={why ? true : undefined}
        title={why ?? (key ? `${name} (${key})` : name)}
        onPointerDown={(event) => !why && onHold(tool, event)}
        onClick={(event) => {
          // By pointer it was taken hold of already.
          if (!why && event.detail === 0) onTool(tool);
        }}
      >
        <svg aria-hidden="true" width={28} height={22} viewBox="-18 -14 36 28">
          {icon(tool)}
        </svg>
      </button>
    );
  };
  const nameOfDelete = t('ladder.act.delete');
  return (
    <Toolbar className="wb-toolbar ld-toolbar" aria-label={t('ladder.toolbar')}>
      <span className="ld-tools">{NEW_ELEMENTS.slice(0, 5).map(button)}</span>
      <span className="ld-tools">{NEW_ELEMENTS.slice(5, 11).map(button)}</span>
      <span className="ld-tools">{(['branch', ...NEW_ELEMENTS.slice(11), 'network'] as const).map(button)}</span>
      <span className="ld-tools">
        <button
          type="button"
          className="wb-button wb-button-quiet wb-button-icon"
          aria-label={why ? t('button.why', { name: nameOfDelete, why }) : nameOfDelete}
          aria-disabled={why ? true : undefined}
          title={why ?? nameOfDelete}
          onClick={() => !why && onDelete()}
        >
          <Trash2 aria-hidden="true" size={16} strokeWidth={1.75} />
        </button>
      </span>
      <span className="ld-tools ld-zoom">
        <button
          type="button"
          className="wb-button wb-button-quiet wb-button-icon"
          aria-label={t('ladder.zoom.out')}
          title={t('ladder.zoom.out')}
          onClick={() => onZoom(-1)}
        >
          <Minus aria-hidden="true" size={16} />
        </button>
        <button
          type="button"
          className="wb-button wb-button-quiet"
          aria-label={t('ladder.zoom.whole', { percent: Math.round(zoom * 100) })}
          onClick={() => onZoom(0)}
        >
          {Math.round(zoom * 100)} %
        </button>
        <button
          type="button"
          className="wb-button wb-button-quiet wb-button-icon"
          aria-label={t('ladder.zoom.in')}
          title={t('ladder.zoom.in')}
          onClick={() => onZoom(1)}
        >
          <Plus aria-hidden="true" size={16} />
        </button>
      </span>
    </Toolbar>
  );
}

function icon(tool: Tool): ReactNode {
  switch (tool) {
    case 'no':
    case 'nc':
    case 'rising':
    case 'falling': {
      const reach = tool === 'no' || tool === 'nc' ? 6 : 9;
      return (
        <>
          <path className="ld-wire-line" d={`M-18 0H${-reach}M${reach} 0H18`} />
          <ContactSymbol form={tool} />
        </>
      );
    }
    case 'compare':
      return (
        <>
          <path className="ld-wire-line" d="M-18 0H-13M13 0H18" />
          <CompareSymbol operator=">=" />
        </>
      );
    case 'plain':
    case 'negated':
    case 'set':
    case 'reset':
    case 'rising-coil':
    case 'falling-coil':
      return (
        <>
          <path className="ld-wire-line" d="M-18 0H-9M9 0H18" />
          <CoilSymbol form={tool === 'rising-coil' ? 'rising' : tool === 'falling-coil' ? 'falling' : tool} />
        </>
      );
    case 'branch':
      return <path className="ld-wire-line" d="M-18 -6H18M-9 -6V8H9V-6" />;
    case 'box':
      return (
        <>
          <path className="ld-wire-line" d="M-18 -3H-11M11 -3H18" />
          <rect className="ld-box" x={-11} y={-11} width={22} height={22} />
          <path className="ld-wire-line" d="M-11 -6H11" />
        </>
      );
    case 'jump':
      return <path className="ld-plate" d="M-18 0H-4M-4 -7l7 7l-7 7M4 -7l7 7l-7 7" />;
    case 'return':
      return <path className="ld-plate" d="M-18 0H-8M-2 -8l-6 8l6 8M8 -8l6 8l-6 8" />;
    case 'st':
      return (
        <>
          <rect className="ld-box" x={-14} y={-10} width={28} height={20} />
          <path className="ld-wire-line" d="M-9 -5H9M-9 0H4M-9 5H7" />
        </>
      );
    case 'network':
      return <path className="ld-plate" d="M-15 -12V12M15 -12V12M-15 0H-6M6 0H15M0 -6V6M-6 0H6" />;
  }
}
