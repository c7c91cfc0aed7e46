/** How much room elements and rows take; heights are counted up and down from the line that power comes on. */
import type { Box, LadderElement, Series } from '../ladder.ts';
import { columnsOf, elide, wrap } from './columns.ts';

export interface Extent {
  width: number;
  up: number;
  down: number;
}

/** A line of text. */
export const LINE = 2;
/** From one element of a row to the next: wire enough to see whether it has power. */
export const GAP = 3;
/** From where a row begins or ends to its first or last element. */
export const LEAD = 2;
/** Between what belongs to one branch and what belongs to the next. */
const BETWEEN = 1;
/** From one pin to the next: its operand above the stub, its value below. */
export const PIN_PITCH = 4;
/** Room for a value of the running program beside or below its operand. */
const VALUE = 8;

const mostOfOperand = 20;
const mostOfStatement = 40;
const mostStatements = 8;
const wire: Extent = { width: 2 * LEAD + 2, up: 2, down: 2 };

/** Half of a contact's or coil's symbol, from its middle, in both directions. */
export const HALF_SYMBOL = 2;

/** A value that is the same in every scan: nothing is shown for it. */
export function isLiteral(operand: string): boolean {
  return /^\s*([-+]?[\d.]|'|"|(TRUE|FALSE)\s*$|[A-Za-z_]\w*#)/i.test(operand);
}

/** Function blocks with something to fill: elapsed of preset, count of preset (tables 45 and 46). */
export const FILLING: Readonly<Record<string, { now: string; whole: string }>> = {
  TON: { now: 'ET', whole: 'PT' },
  TOF: { now: 'ET', whole: 'PT' },
  TP: { now: 'ET', whole: 'PT' },
  CTU: { now: 'CV', whole: 'PV' },
  CTD: { now: 'CV', whole: 'PV' },
  CTUD: { now: 'CV', whole: 'PV' },
};

export const fillingOf = (box: Box): { now: string; whole: string } | null =>
  box.instance === undefined ? null : (FILLING[box.type.toUpperCase()] ?? null);

export const operandLabel = (operand: string): string => elide(operand, mostOfOperand);

export function statementLabels(text: string): string[] {
  const lines = text.replace(/\s+$/, '').split(/\r?\n/);
  const shown = lines.slice(0, mostStatements).map((line) => cutLine(line));
  if (lines.length > mostStatements) shown[mostStatements - 1] = '…';
  return shown;
}

/** Keeps what a line is indented by. */
const cutLine = (line: string): string => {
  const [first = ''] = wrap(line.replace(/\t/g, '  '), mostOfStatement - 1);
  return columnsOf(line) < mostOfStatement ? line.replace(/\t/g, '  ').trimEnd() : `${first}…`;
};

const even = (width: number): number => width + (width % 2);

/** Width of a stub with its operand and the value below it. */
const stubWidth = (operand: string): number =>
  Math.max(columnsOf(operandLabel(operand)) + 1, operand.trim() === '' ? 4 : isLiteral(operand) ? 4 : VALUE + 1);

export interface BoxMeasure extends Extent {
  /** Stub at the left, body, stub at the right. */
  left: number;
  body: number;
  right: number;
}

export function measureBox(box: Box): BoxMeasure {
  const inputs = Object.entries(box.inputs);
  const outputs = Object.entries(box.outputs);
  const left = Math.max(LEAD, ...inputs.map(([, operand]) => stubWidth(operand)));
  const right = Math.max(LEAD, ...outputs.map(([, operand]) => stubWidth(operand)));
  const names = (first: string, rest: [string, string][]) =>
    Math.max(...[first, ...rest.map(([name]) => name)].map((name) => columnsOf(operandLabel(name))));
  const filling = fillingOf(box) !== null;
  const body = even(
    Math.max(
      8,
      columnsOf(operandLabel(box.type)) + 2,
      names(box.powerIn, inputs) + names(box.powerOut, outputs) + 3,
      filling ? 16 : 0,
      columnsOf(operandLabel(box.instance ?? '')) + 1,
    ),
  );
  const pins = Math.max(inputs.length, outputs.length);
  const above = HALF_SYMBOL + LINE + (box.instance === undefined ? 0 : LINE);
  return {
    left,
    body,
    right,
    width: left + body + right,
    up: above,
    down: pins * PIN_PITCH + HALF_SYMBOL + (filling ? LINE : 0),
  };
}

// Asked again and again on the way down; elements and rows are never written to, and an edit shares those that it leaves alone.
const measuredElements = new WeakMap<LadderElement, Extent>();

export function measure(element: LadderElement): Extent {
  const known = measuredElements.get(element);
  if (known) return known;
  const extent = extentOf(element);
  measuredElements.set(element, extent);
  return extent;
}

function extentOf(element: LadderElement): Extent {
  switch (element.kind) {
    case 'contact':
    case 'coil':
      return {
        width: Math.max(6, even(columnsOf(operandLabel(element.operand)) + 1)),
        up: HALF_SYMBOL + LINE,
        down: HALF_SYMBOL,
      };
    case 'compare': {
      const wide = [element.left, element.right].map(
        (operand) => columnsOf(operandLabel(operand)) + (isLiteral(operand) ? 1 : VALUE + 2),
      );
      return { width: Math.max(8, even(Math.max(...wide))), up: HALF_SYMBOL + LINE, down: HALF_SYMBOL + LINE };
    }
    case 'box':
      return measureBox(element);
    case 'st': {
      const lines = statementLabels(element.text);
      return {
        width: even(Math.max(12, ...lines.map((line) => columnsOf(line) + 2)) + 2 * LEAD),
        up: HALF_SYMBOL + LINE,
        down: Math.max(HALF_SYMBOL, lines.length * LINE - HALF_SYMBOL + 1),
      };
    }
    case 'jump':
      return { width: columnsOf(operandLabel(element.label)) + 6, up: HALF_SYMBOL, down: HALF_SYMBOL };
    case 'return':
      return { width: 12, up: HALF_SYMBOL, down: HALF_SYMBOL };
    case 'parallel':
      return measureParallel(element.branches);
  }
}

const measuredRows = new WeakMap<Series, Extent>();

export function measureSeries(series: Series): Extent {
  const known = measuredRows.get(series);
  if (known) return known;
  const extent = series.map(measure).reduce(
    (sum, one, position) => ({
      width: sum.width + one.width + (position > 0 ? GAP : 0),
      up: Math.max(sum.up, one.up),
      down: Math.max(sum.down, one.down),
    }),
    { width: 2 * LEAD, up: wire.up, down: wire.down },
  );
  const whole = series.length === 0 ? wire : extent;
  measuredRows.set(series, whole);
  return whole;
}

/** Level of each branch below the first. */
export function levelsOf(branches: readonly Series[]): number[] {
  const levels: number[] = [];
  let level = 0;
  for (const [position, branch] of branches.entries()) {
    const { up, down } = measureSeries(branch);
    if (position > 0) level += up;
    levels.push(level);
    level += down + BETWEEN;
  }
  return levels;
}

function measureParallel(branches: readonly Series[]): Extent {
  const extents = branches.map(measureSeries);
  return {
    width: Math.max(...extents.map(({ width }) => width)),
    up: extents[0]?.up ?? wire.up,
    down: (levelsOf(branches).at(-1) ?? 0) + (extents.at(-1)?.down ?? wire.down),
  };
}
