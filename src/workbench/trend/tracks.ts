/**
 * Where each signal is drawn: digital ones as lanes above, analogue ones in bands below, a band for every axis. Pixels from the top of
 * the plot. Pure: signals and room in, rectangles out.
 */

import { axisSplits } from './clock.ts';
import { kindOf } from './plottable.ts';

export interface Lane {
  kind: 'lane';
  name: string;
  type: string;
  top: number;
  height: number;
}

export interface Band {
  kind: 'band';
  /** The unit; without one `real`, `integer` or `time`; or the name of a signal with an axis of its own. */
  axis: string;
  curves: { name: string; type: string; look: number }[];
  top: number;
  height: number;
}

export interface Tracks {
  lanes: Lane[];
  bands: Band[];
  height: number;
}

export interface TrackSizes {
  /** For markers, above all. */
  head: number;
  lane: number;
  mostLane: number;
  band: number;
  /** What there is; more is taken when it does not suffice. */
  room: number;
}

export function layTracks(
  signals: readonly { name: string; type: string; unit: string }[],
  ownAxis: ReadonlySet<string>,
  { head, lane, mostLane, band, room }: TrackSizes,
): Tracks {
  const digital = signals.filter(({ type }) => kindOf(type) === 'digital');
  const axes = new Map<string, Band['curves']>();
  let look = 0;
  for (const { name, type, unit } of signals) {
    const kind = kindOf(type);
    if (kind === null || kind === 'digital') continue;
    const axis = ownAxis.has(name) ? name : unit || kind;
    const curves = axes.get(axis) ?? [];
    curves.push({ name, type, look: look++ });
    axes.set(axis, curves);
  }
  const least = (curves: Band['curves']) => Math.max(band, curves.length * 18 + 8);
  const bandsLeast = [...axes.values()].reduce((sum, curves) => sum + least(curves), 0);
  const free = Math.max(0, room - head - bandsLeast);
  const laneHeight = digital.length === 0 ? 0 : Math.max(lane, Math.min(mostLane, Math.floor(free / digital.length)));
  let top = head;
  const lanes = digital.map(({ name, type }): Lane => {
    const own = { kind: 'lane' as const, name, type, top, height: laneHeight };
    top += laneHeight;
    return own;
  });
  const over = Math.max(0, room - top - bandsLeast);
  const bands = [...axes].map(([axis, curves]): Band => {
    const height = Math.floor(least(curves) + over / axes.size);
    const own = { kind: 'band' as const, axis, curves, top, height };
    top += height;
    return own;
  });
  return { lanes, bands, height: Math.max(top, room) };
}

/** A range that an axis can be read on: a little more than what was, never empty. */
export function niceRange(least: number, greatest: number): [number, number] {
  if (!Number.isFinite(least) || !Number.isFinite(greatest)) return [0, 1];
  if (least === greatest) {
    const room = Math.max(1, Math.abs(least) * 0.1);
    return [least - room, greatest + room];
  }
  const step = valueStep(greatest - least, 4);
  return [Math.floor(least / step + 1e-9) * step, Math.ceil(greatest / step - 1e-9) * step];
}

export function valueStep(range: number, most: number): number {
  const least = range / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least * 0.999_999) ?? 10 * power;
}

export function valueSplits([low, high]: [number, number], height: number): { splits: number[]; step: number } {
  const step = valueStep(high - low, Math.max(1, Math.floor(height / 32)));
  return { splits: axisSplits(low, high, step), step };
}
