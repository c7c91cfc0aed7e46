import type { PointerEvent } from 'react';
import type { ElementPath } from '#sandbox/iec61131/diagrams/ladder.ts';
import type { NetworkLayout } from '#sandbox/iec61131/diagrams/layout/grid.ts';
import type { Drag } from './use-dragging.ts';
import { UNIT } from './wires.ts';

interface EditorMarksProps {
  network: number;
  layout: NetworkLayout;
  cursor: ElementPath | null;
  drag: Drag | null;
  readOnly: boolean;
  /** Of the edge that is dragged down for a branch. */
  branchLabel: string;
  onHoldEdge: (event: PointerEvent) => void;
}

/** Above a rung: the caret where a row is empty or begins, the edge that is dragged down for a branch, places to drop at. */
export function EditorMarks({ network, layout, cursor, drag, readOnly, branchLabel, onHoldEdge }: EditorMarksProps) {
  const own = cursor?.[0] === network ? cursor.slice(1) : null;
  const key = own?.join('.');
  const element = own ? layout.elements.find(({ path }) => path.join('.') === key) : undefined;
  const caret = own && !element ? layout.slots.find(({ path }) => path.join('.') === (key === '' ? '0' : key)) : undefined;
  const target = drag?.target?.[0] === network ? drag.target.slice(1).join('.') : null;
  const isBranch = drag?.held.what === 'edge' || (drag?.held.what === 'tool' && drag.held.tool === 'branch');
  const below = isBranch ? layout.elements.find(({ path }) => path.join('.') === target) : undefined;
  return (
    <g className="ld-marks">
      {caret && !drag && <path className="ld-caret" d={`M${(caret.x1 + 1) * UNIT} ${(caret.y - 1.5) * UNIT}v${3 * UNIT}`} />}
      {element && !readOnly && !drag && (
        // The keyboard has `b`.
        <g
          className="ld-edge"
          transform={`translate(${(element.x + element.w / 2) * UNIT} ${(element.y + element.h) * UNIT})`}
          onPointerDown={(event) => {
            event.stopPropagation();
            onHoldEdge(event);
          }}
        >
          <title>{branchLabel}</title>
          <circle r={8} />
          <path className="ld-branch-line" d="M-3.5 -1.5L0 2.5L3.5 -1.5" />
        </g>
      )}
      {drag &&
        !isBranch &&
        layout.slots.map(({ path, x1, x2, y }) => (
          <circle
            key={path.join('.')}
            className="ld-drop"
            data-target={path.join('.') === target}
            cx={Math.min((x1 + x2) / 2, x1 + 4) * UNIT}
            cy={y * UNIT}
            r={path.join('.') === target ? 8 : 4}
          />
        ))}
      {below && (
        <path
          className="ld-branch-line"
          data-new
          d={`M${below.x * UNIT - 8} ${below.line * UNIT}V${(below.y + below.h + 2) * UNIT}H${(below.x + below.w) * UNIT + 8}V${below.line * UNIT}`}
        />
      )}
    </g>
  );
}
