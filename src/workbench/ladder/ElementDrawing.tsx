import type { PlacedElement } from '#sandbox/iec61131/diagrams/layout/grid.ts';
import { isLiteral, LINE } from '#sandbox/iec61131/diagrams/layout/measure.ts';
import { BoxDrawing, Operand } from './BoxDrawing.tsx';
import type { ElementFinding } from './findings.ts';
import { CoilSymbol, CompareSymbol, ContactSymbol } from './symbols.tsx';
import { UNIT } from './wires.ts';

interface ElementDrawingProps {
  placed: PlacedElement;
  /** Of the element that has the keyboard's cursor. */
  id: string;
  name: string;
  selected: boolean;
  findings: readonly ElementFinding[];
}

/** One element with what is written at it, and what the compiler says about it. */
export function ElementDrawing({ placed, id, name, selected, findings }: ElementDrawingProps) {
  const { x, y, w, h, element, path } = placed;
  const worst = findings.some(({ severity }) => severity === 'error') ? 'error' : findings.length > 0 ? 'warning' : undefined;
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group in a drawing is nothing to act on by itself
    <g
      id={id}
      className="ld-element"
      role="img"
      aria-label={[name, ...findings.map(({ text }) => text)].join('. ')}
      data-path={path.join('.')}
      data-kind={element.kind}
      data-selected={selected}
      data-finding={worst}
    >
      <rect className="ld-room" x={x * UNIT} y={y * UNIT} width={w * UNIT} height={h * UNIT} rx={2} />
      <Shape placed={placed} />
      {worst && <Marker placed={placed} findings={findings} worst={worst} />}
      <ForcedMark placed={placed} />
    </g>
  );
}

function Shape({ placed }: { placed: PlacedElement }) {
  const { x, y, w, line, body, element, labels } = placed;
  const middle = (x + w / 2) * UNIT;
  const at = `translate(${middle} ${line * UNIT})`;
  switch (element.kind) {
    case 'contact':
    case 'coil':
      return (
        <>
          <g className="ld-symbol" transform={at} data-own={element.operand} data-closed-by={closedBy(element.form)}>
            {element.kind === 'contact' ? <ContactSymbol form={element.form} /> : <CoilSymbol form={element.form} />}
          </g>
          <Operand
            operand={element.operand}
            label={labels[0] ?? ''}
            x={middle}
            y={y * UNIT + 12}
            anchor="middle"
            part="operand"
          />
        </>
      );
    case 'compare':
      return (
        <>
          <g className="ld-symbol" transform={at}>
            <CompareSymbol operator={element.operator} />
          </g>
          <Compared operand={element.left} label={labels[0] ?? ''} x={middle} y={y * UNIT + 12} part="left" />
          <Compared operand={element.right} label={labels[1] ?? ''} x={middle} y={(line + LINE) * UNIT + 12} part="right" />
        </>
      );
    case 'box':
      return <BoxDrawing placed={placed} box={element} />;
    case 'st':
      return (
        <>
          <rect className="ld-box" x={body.x * UNIT} y={body.y * UNIT} width={body.w * UNIT} height={body.h * UNIT} />
          <text className="ld-statements" data-part="text">
            <title>{element.text}</title>
            {labels.map((label, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text
              <tspan key={row} x={(body.x + 1) * UNIT} y={(body.y + row * LINE) * UNIT + 15}>
                {label === '' ? ' ' : label}
              </tspan>
            ))}
          </text>
        </>
      );
    case 'jump':
      return (
        <>
          <path className="ld-plate" d={`M${body.x * UNIT} ${line * UNIT - 6}l7 6l-7 6m7 -12l7 6l-7 6`} />
          <Operand
            operand={element.label}
            label={labels[0] ?? ''}
            x={(body.x + 2.5) * UNIT}
            y={line * UNIT + 4}
            anchor="start"
            part="label"
          />
        </>
      );
    case 'return':
      return (
        <>
          <path
            className="ld-plate"
            d={`M${body.x * UNIT + 6} ${line * UNIT - 10}l-6 10l6 10M${(body.x + body.w) * UNIT - 6} ${line * UNIT - 10}l6 10l-6 10`}
          />
          <text className="ld-type" x={(body.x + body.w / 2) * UNIT} y={line * UNIT + 4}>
            RETURN
          </text>
        </>
      );
    case 'parallel':
      return null;
  }
}

/** The value that its operand has while the contact passes power or the coil is on. Edges are known from the flow alone. */
function closedBy(form: string): string | undefined {
  if (form === 'nc') return 'false';
  return form === 'rising' || form === 'falling' ? undefined : 'true';
}

/** An operand of a comparison with its value behind it. */
function Compared({ operand, label, x, y, part }: { operand: string; label: string; x: number; y: number; part: string }) {
  return (
    <text
      className="ld-operand"
      data-part={part}
      data-operand={operand}
      data-empty={operand.trim() === ''}
      x={x}
      y={y}
      textAnchor="middle"
    >
      {label !== operand.trim() && <title>{operand}</title>}
      {label === '' ? '?' : label}
      {!isLiteral(operand) && operand.trim() !== '' && <tspan className="ld-value" dx={6} data-value={operand} />}
    </text>
  );
}

/** At the lower left of a symbol, at the upper left corner of a box: an octagon for a mistake, a triangle for a warning, as in lists of findings. */
function Marker({ placed, findings, worst }: { placed: PlacedElement; findings: readonly ElementFinding[]; worst: string }) {
  const isSymbol = placed.element.kind === 'contact' || placed.element.kind === 'coil' || placed.element.kind === 'compare';
  const [x, y] = isSymbol
    ? [(placed.x + placed.w / 2) * UNIT - 19, placed.line * UNIT + 10]
    : [placed.body.x * UNIT, placed.body.y * UNIT];
  const underline = (placed.y + placed.h) * UNIT - 2;
  const from = placed.x * UNIT + 2;
  const waves = Math.floor((placed.w * UNIT - 4) / 6);
  return (
    <g className="ld-marker" data-severity={worst}>
      <title>{findings.map(({ text }) => text).join('\n')}</title>
      <path className="ld-wave" d={`M${from} ${underline}${'q1.5 -3 3 0t3 0'.repeat(waves)}`} />
      <path d={worst === 'error' ? `M${x - 2.5} ${y - 6}h5l3.5 3.5v5l-3.5 3.5h-5l-3.5 -3.5v-5z` : `M${x} ${y - 7}l7 12h-14z`} />
      <path className="ld-marker-sign" d={`M${x} ${y - 3}v3.5M${x} ${y + 2.6}v.4`} />
    </g>
  );
}

/** A hand that holds: shown while an operand is forced. */
function ForcedMark({ placed }: { placed: PlacedElement }) {
  const { element, x, w } = placed;
  if (element.kind !== 'contact' && element.kind !== 'coil') return null;
  const middle = (x + w / 2) * UNIT;
  const line = placed.line * UNIT;
  return (
    <g className="ld-forced" transform={`translate(${middle + 13} ${line + 3})`}>
      <rect width={13} height={13} rx={2} />
      <text x={6.5} y={10.5}>
        F
      </text>
    </g>
  );
}
