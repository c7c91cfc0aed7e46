/** Puts the elements of a row where they belong, with the wires between them. */
import type { Box, LadderElement, Parallel, Series } from '../ladder.ts';
import type { Joint, PlacedElement, PlacedParallel, PlacedPin, Power, Rect, Slot, Wire } from './grid.ts';
import {
  fillingOf,
  GAP,
  HALF_SYMBOL,
  LEAD,
  LINE,
  levelsOf,
  measure,
  measureBox,
  operandLabel,
  PIN_PITCH,
  statementLabels,
} from './measure.ts';

interface Row {
  series: Series;
  /** The way to the row. */
  path: readonly number[];
  x: number;
  /** At least what the row measures. */
  width: number;
  line: number;
  power: Power;
  /** It ends at the right rail. */
  atRail: boolean;
}

export class Placing {
  readonly elements: PlacedElement[] = [];
  readonly parallels: PlacedParallel[] = [];
  readonly wires: Wire[] = [];
  readonly joints: Joint[] = [];
  readonly slots: Slot[] = [];

  /** Answers the power at the end of the row. */
  row({ series, path, x, width, line, power, atRail }: Row): Power {
    const from = firstOutput(series);
    // A split at the right rail is joined by the rail itself.
    const last = series.at(-1);
    const openEnd = atRail && from < series.length && last?.kind === 'parallel';
    const outputs = series.slice(from).map((element) => measure(element).width);
    const outputsWidth = outputs.reduce((sum, one) => sum + one, 0) + Math.max(0, outputs.length - 1) * GAP;
    const outputsAt = x + width - (openEnd ? 0 : LEAD) - outputsWidth;
    let reached = power;
    let end = x;
    for (const [position, element] of series.entries()) {
      const at = position === from ? outputsAt : end + (position === 0 ? LEAD : GAP);
      this.wire(end, at, line, reached);
      this.slots.push({ path: [...path, position], x1: end, x2: at, y: line });
      const isOpen = openEnd && position === series.length - 1;
      reached = this.element(element, [...path, position], at, line, reached, isOpen);
      end = at + measure(element).width;
    }
    this.slots.push({ path: [...path, series.length], x1: end, x2: x + width, y: line });
    const endsHere = atRail && (last?.kind === 'jump' || last?.kind === 'return');
    if (!endsHere) this.wire(end, x + width, line, reached);
    return reached;
  }

  private element(element: LadderElement, path: readonly number[], x: number, line: number, before: Power, open: boolean): Power {
    if (element.kind === 'parallel') return this.parallel(element, path, x, line, before, open);
    const { width, up, down } = measure(element);
    const room: Rect = { x, y: line - up, w: width, h: up + down };
    const lets = element.kind === 'contact' || element.kind === 'compare' || element.kind === 'box';
    const after: Power = lets ? { from: 'element', path } : before;
    this.elements.push({ element, path, line, before, after, ...room, ...partsOf(element, room, line) });
    return after;
  }

  private parallel(parallel: Parallel, path: readonly number[], x: number, line: number, before: Power, open: boolean): Power {
    const { width, up, down } = measure(parallel);
    const levels = levelsOf(parallel.branches).map((level) => line + level);
    this.parallels.push({ path, x, y: line - up, w: width, h: up + down, lines: levels });
    const ends = parallel.branches.map((series, branch) =>
      this.row({ series, path: [...path, branch], x, width, line: levels[branch]!, power: before, atRail: open }),
    );
    const after: Power = { from: 'any', of: ends };
    this.upright(x, levels, before);
    if (!open) this.upright(x + width, levels, after);
    return after;
  }

  private upright(x: number, levels: readonly number[], power: Power): void {
    for (const [position, level] of levels.entries()) {
      const above = levels[position - 1];
      if (above !== undefined) this.wires.push({ x1: x, y1: above, x2: x, y2: level, power });
      // The last one is a corner.
      if (position < levels.length - 1) this.joints.push({ x, y: level, power });
    }
  }

  private wire(from: number, to: number, line: number, power: Power): void {
    if (to > from) this.wires.push({ x1: from, y1: line, x2: to, y2: line, power });
  }
}

/** From this position on, a row has outputs only: they stand at its right end. */
export function firstOutput(series: Series): number {
  let from = series.length;
  while (from > 0 && isOutput(series[from - 1]!)) from -= 1;
  return from;
}

export function isOutput(element: LadderElement): boolean {
  if (element.kind === 'parallel') return element.branches.some((branch) => firstOutput(branch) < branch.length);
  return element.kind === 'coil' || element.kind === 'jump' || element.kind === 'return';
}

type Parts = Pick<PlacedElement, 'body' | 'labels' | 'pins'>;

function partsOf(element: Exclude<LadderElement, Parallel>, room: Rect, line: number): Parts {
  const middle = room.x + room.w / 2;
  const symbol: Rect = { x: middle - HALF_SYMBOL, y: line - HALF_SYMBOL, w: 2 * HALF_SYMBOL, h: 2 * HALF_SYMBOL };
  switch (element.kind) {
    case 'contact':
    case 'coil':
      return { body: symbol, labels: [operandLabel(element.operand)], pins: [] };
    case 'compare':
      return { body: symbol, labels: [operandLabel(element.left), operandLabel(element.right)], pins: [] };
    case 'box':
      return boxParts(element, room, line);
    case 'st':
      return {
        body: { x: room.x + LEAD, y: room.y, w: room.w - 2 * LEAD, h: room.h },
        labels: statementLabels(element.text),
        pins: [],
      };
    case 'jump':
      return { body: { ...room, x: room.x + 1, w: room.w - 1 }, labels: [operandLabel(element.label)], pins: [] };
    case 'return':
      return { body: { ...room, x: room.x + 1, w: room.w - 1 }, labels: [], pins: [] };
  }
}

function boxParts(box: Box, room: Rect, line: number): Parts {
  const { left, body: w, right, down } = measureBox(box);
  const y = line - HALF_SYMBOL - LINE;
  const body: Rect = { x: room.x + left, y, w, h: line + down - y };
  const stub = (side: PlacedPin['side']) =>
    side === 'input' ? { x1: body.x - left, x2: body.x } : { x1: body.x + w, x2: body.x + w + right };
  const pin = (side: PlacedPin['side'], name: string, operand: string, row: number): PlacedPin => ({
    side,
    name,
    isPower: row === 0,
    operand,
    label: operandLabel(operand),
    ...stub(side),
    y: line + row * PIN_PITCH,
  });
  const pins = [
    pin('input', box.powerIn, '', 0),
    ...Object.entries(box.inputs).map(([name, operand], position) => pin('input', name, operand, position + 1)),
    pin('output', box.powerOut, '', 0),
    ...Object.entries(box.outputs).map(([name, operand], position) => pin('output', name, operand, position + 1)),
  ];
  return { body, labels: [operandLabel(box.instance ?? '')], pins };
}

/** The row at the bottom of a timer or counter where it fills. */
export function fillingRoom({ element, body }: PlacedElement): Rect | null {
  if (element.kind !== 'box' || fillingOf(element) === null) return null;
  return { x: body.x, y: body.y + body.h - LINE, w: body.w, h: LINE };
}
