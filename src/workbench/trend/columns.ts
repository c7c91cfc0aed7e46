/**
 * A series made as small as a drawing needs: per column of pixels its first, least, greatest and last value. No edge and no extreme is
 * lost: a pulse of one tick in ten minutes still reaches from its least to its greatest value in its column.
 */
import type { Series } from './series.ts';

export interface Columns {
  /** How many columns hold something; what follows has this many entries. */
  count: number;
  /** Pixels from the left edge, ascending. */
  x: Float64Array;
  first: Float64Array;
  least: Float64Array;
  greatest: Float64Array;
  last: Float64Array;
}

export function roomForColumns(width: number): Columns {
  const array = () => new Float64Array(Math.ceil(width) + 2);
  return { count: 0, x: array(), first: array(), least: array(), greatest: array(), last: array() };
}

/**
 * Fills `into` with the samples of one known span. `from`, `to` are the window's edges and `spanFrom`, `spanTo` the part of it that is
 * known (ticks, fractions allowed). The first column stands at the span's left edge with what held there. Few samples keep their exact
 * place; many share columns.
 */
export function columnsOf(
  series: Series,
  from: number,
  to: number,
  width: number,
  spanFrom: number,
  spanTo: number,
  into: Columns,
): Columns {
  const { ticks, values } = series;
  const perTick = width / (to - from);
  let index = Math.max(series.start, series.indexAt(spanFrom));
  const end = series.indexAt(spanTo) + 1;
  into.count = 0;
  if (index >= end) return into;
  const exact = end - index <= width;
  let column = -1;
  let edge = Number.NEGATIVE_INFINITY;
  for (; index < end; index++) {
    const tick = ticks[index]!;
    const value = values[index]!;
    if (tick < edge) {
      // NaN stays out of the range, and gives way to the first number.
      if (value < into.least[column]! || Number.isNaN(into.least[column]!)) into.least[column] = value;
      if (value > into.greatest[column]! || Number.isNaN(into.greatest[column]!)) into.greatest[column] = value;
      into.last[column] = value;
      continue;
    }
    const at = Math.max(spanFrom, tick);
    const place = (at - from) * perTick;
    column++;
    if (column >= into.x.length) break;
    into.x[column] = exact ? place : Math.floor(place);
    into.first[column] = value;
    into.least[column] = value;
    into.greatest[column] = value;
    into.last[column] = value;
    edge = exact ? Number.NEGATIVE_INFINITY : from + (Math.floor(place) + 1) / perTick;
  }
  into.count = Math.min(column + 1, into.x.length);
  return into;
}
