/** The symbols on the page: their strokes, over an area that takes the colour of what is closed. */
import type { Coil, CompareContact, Contact } from '#sandbox/iec61131/diagrams/ladder.ts';
import { coilStrokes, compareStrokes, contactReach, contactStrokes, type SymbolStrokes, TALL } from './strokes.ts';
import { REACH } from './wires.ts';

export function ContactSymbol({ form }: { form: Contact['form'] }) {
  return (
    <>
      <Plate reach={contactReach(form)} />
      <Strokes strokes={contactStrokes(form)} />
    </>
  );
}

export function CoilSymbol({ form }: { form: Coil['form'] }) {
  return (
    <>
      <ellipse className="ld-fill" rx={REACH.coil} ry={TALL} />
      <Strokes strokes={coilStrokes(form)} />
    </>
  );
}

export function CompareSymbol({ operator }: { operator: CompareContact['operator'] }) {
  const { plate, letter } = compareStrokes(operator);
  return (
    <>
      <Plate reach={REACH.compare} />
      <path className="ld-plate" d={plate} />
      <text className="ld-letter ld-compare" y={5}>
        {letter}
      </text>
    </>
  );
}

const Plate = ({ reach }: { reach: number }) => (
  <rect className="ld-fill" x={-reach} y={-TALL} width={2 * reach} height={2 * TALL} />
);

function Strokes({ strokes: { plate, slash, letter } }: { strokes: SymbolStrokes }) {
  return (
    <>
      <path className="ld-plate" d={plate} />
      {slash !== undefined && <path className="ld-stroke" d={slash} />}
      {letter !== undefined && (
        <text className="ld-letter" y={4}>
          {letter}
        </text>
      )}
    </>
  );
}
