import type { Box } from '#sandbox/iec61131/diagrams/ladder.ts';
import type { PlacedElement, PlacedPin } from '#sandbox/iec61131/diagrams/layout/grid.ts';
import { fillingOf, isLiteral, LINE, operandLabel } from '#sandbox/iec61131/diagrams/layout/measure.ts';
import { fillingRoom } from '#sandbox/iec61131/diagrams/layout/place.ts';
import { UNIT } from './wires.ts';

/** A function or function block: instance above, type and names of pins inside, operands at stubs outside with their values below. */
export function BoxDrawing({ placed, box }: { placed: PlacedElement; box: Box }) {
  const { body, labels, pins } = placed;
  const middle = (body.x + body.w / 2) * UNIT;
  const top = body.y * UNIT;
  return (
    <>
      <rect className="ld-box" x={body.x * UNIT} y={top} width={body.w * UNIT} height={body.h * UNIT} />
      {box.instance !== undefined && (
        <Operand
          key="instance"
          operand={box.instance}
          label={labels[0] ?? ''}
          x={middle}
          y={top - 5}
          anchor="middle"
          part="instance"
        />
      )}
      <text className="ld-type" x={middle} y={top + 15}>
        {operandLabel(box.type)}
      </text>
      <path className="ld-box-line" d={`M${body.x * UNIT} ${top + LINE * UNIT + 5}h${body.w * UNIT}`} />
      {pins.map((pin) => (
        <Pin key={`${pin.side} ${pin.name}`} pin={pin} />
      ))}
      <Filling placed={placed} box={box} />
    </>
  );
}

function Pin({ pin }: { pin: PlacedPin }) {
  const { side, name, isPower, operand, label, x1, x2, y } = pin;
  const isInput = side === 'input';
  const inner = isInput ? x2 * UNIT + 5 : x1 * UNIT - 5;
  const outer = isInput ? x2 * UNIT - 5 : x1 * UNIT + 5;
  const anchor = isInput ? 'end' : 'start';
  // As long as what stands on it.
  const length = Math.max(3, label === '' ? 3 : [...label].length + 1) * UNIT;
  return (
    <>
      <text className="ld-pin" x={inner} y={y * UNIT + 4} textAnchor={isInput ? 'start' : 'end'}>
        {operandLabel(name)}
      </text>
      {!isPower && (
        <>
          <path className="ld-stub" d={`M${isInput ? x2 * UNIT - length : x1 * UNIT} ${y * UNIT}h${length}`} />
          <Operand operand={operand} label={label} x={outer} y={y * UNIT - 4} anchor={anchor} part={`${side} ${name}`} />
          {!isLiteral(operand) && operand.trim() !== '' && (
            <text className="ld-value" data-value={operand} x={outer} y={y * UNIT + 13} textAnchor={anchor} />
          )}
        </>
      )}
    </>
  );
}

interface OperandProps {
  operand: string;
  label: string;
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
  /** Which operand of its element. */
  part: string;
}

/** What an element is about; `?` where nobody has said it yet. */
export function Operand({ operand, label, x, y, anchor, part }: OperandProps) {
  return (
    <text
      className="ld-operand"
      data-part={part}
      data-operand={operand}
      data-empty={operand.trim() === ''}
      x={x}
      y={y}
      textAnchor={anchor}
    >
      {label !== operand.trim() && <title>{operand}</title>}
      {label === '' ? '?' : label}
    </text>
  );
}

/** A timer or counter fills: how much of its preset has gone by. */
function Filling({ placed, box }: { placed: PlacedElement; box: Box }) {
  const filling = fillingOf(box);
  const room = fillingRoom(placed);
  if (!filling || !room) return null;
  const [x, y, w] = [room.x * UNIT, room.y * UNIT, room.w * UNIT];
  return (
    <g className="ld-filling" data-now={`${box.instance}.${filling.now}`} data-whole={`${box.instance}.${filling.whole}`}>
      <rect className="ld-filling-track" x={x + 4} y={y + 1} width={w - 8} height={11} />
      <rect
        className="ld-filling-bar"
        x={x + 4}
        y={y + 1}
        width={w - 8}
        height={11}
        style={{ transformOrigin: `${x + 4}px 0` }}
      />
      <text className="ld-filling-text" x={x + w / 2} y={y + 10} />
    </g>
  );
}
