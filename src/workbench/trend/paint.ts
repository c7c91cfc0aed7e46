/** Draws tracks onto a canvas whose origin is the plot's upper left corner, in CSS pixels. */
import { type Columns, columnsOf, roomForColumns } from './columns.ts';
import type { Mark } from './markers.ts';
import { drawShape, lookOf, type Palette } from './palette.ts';
import { within } from './spans.ts';
import type { Band, Lane } from './tracks.ts';
import type { TrendSignal } from './view.ts';

export interface Window {
  from: number;
  to: number;
  width: number;
}

/** What of one signal is in the window: columns for every span that is known, and where it ends. */
export interface Drawn {
  signal: TrendSignal;
  runs: { columns: Columns; end: number }[];
  least: number;
  greatest: number;
}

const line = 1.5;
const markEvery = 130;
export const laneInset = 4;

/** Buffers are used again from frame to frame. */
export class Reducer {
  #room = new Map<string, Columns[]>();

  reduce(signal: TrendSignal, { from, to, width }: Window): Drawn {
    const { series } = signal;
    const spans = within(series.known, Math.floor(from), Math.ceil(to));
    let buffers = this.#room.get(signal.name);
    if (!buffers) {
      buffers = [];
      this.#room.set(signal.name, buffers);
    }
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    const runs: Drawn['runs'] = [];
    for (const [index, span] of spans.entries()) {
      let buffer = buffers[index];
      if (!buffer || buffer.x.length < width + 2) {
        buffer = roomForColumns(width);
        buffers[index] = buffer;
      }
      const start = Math.max(from, span.from);
      const end = Math.min(to, span.to);
      const columns = columnsOf(series, from, to, width, start, end, buffer);
      for (let column = 0; column < columns.count; column++) {
        if (columns.least[column]! < least) least = columns.least[column]!;
        if (columns.greatest[column]! > greatest) greatest = columns.greatest[column]!;
      }
      if (columns.count > 0) runs.push({ columns, end: ((end - from) / (to - from)) * width });
    }
    return { signal, runs, least, greatest };
  }
}

/** A logic analyser's lane: a line between low and high, filled where high. */
export function paintLane(ctx: CanvasRenderingContext2D, lane: Lane, drawn: Drawn, palette: Palette): void {
  const high = lane.top + laneInset;
  const low = lane.top + lane.height - laneInset;
  ctx.fillStyle = palette.fill;
  ctx.globalAlpha = 0.45;
  ctx.beginPath();
  for (const { columns, end } of drawn.runs) {
    for (let index = 0; index < columns.count; index++) {
      const x = columns.x[index]!;
      const next = index + 1 < columns.count ? columns.x[index + 1]! : end;
      if (columns.last[index]! >= 0.5) ctx.rect(x, high, next - x, low - high);
      else if (columns.greatest[index]! >= 0.5) ctx.rect(x, high, 1, low - high);
    }
  }
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.fillStyle = palette.ink;
  paintSteps(ctx, drawn, (value) => (value >= 0.5 ? high : low));
}

export function paintCurve(
  ctx: CanvasRenderingContext2D,
  drawn: Drawn,
  look: number,
  y: (value: number) => number,
  window: Window,
  palette: Palette,
): void {
  const { colour, shape } = lookOf(palette, look);
  ctx.fillStyle = colour;
  paintSteps(ctx, drawn, y);
  // Marks stand at fixed times, so that they move with the curve; those of other curves stand elsewhere.
  const perPixel = (window.to - window.from) / window.width;
  const every = 2 ** Math.ceil(Math.log2(markEvery * perPixel));
  const shift = (every * (look % 6)) / 6;
  for (let at = Math.ceil((window.from - shift) / every) * every + shift; at <= window.to; at += every) {
    const value = drawn.signal.series.valueAt(at);
    if (value !== null && Number.isFinite(value))
      drawShape(ctx, shape, (at - window.from) / perPixel, y(value), colour, palette.surface);
  }
}

/** A value holds until the next: nothing but horizontal and vertical lines, as one path of bars. */
function paintSteps(ctx: CanvasRenderingContext2D, { runs }: Drawn, y: (value: number) => number): void {
  ctx.beginPath();
  for (const { columns, end } of runs) {
    const { x, least, greatest, last, first, count } = columns;
    for (let index = 0; index < count; index++) {
      const before = index > 0 ? last[index - 1]! : first[index]!;
      // NaN is drawn as nothing at all: neither a bar nor a line.
      let top = y(greatest[index]!);
      let bottom = y(least[index]!);
      const from = y(before);
      if (from < top) top = from;
      if (from > bottom) bottom = from;
      if (bottom - top > 0.5) ctx.rect(x[index]! - line / 2, top - line / 2, line, bottom - top + line);
      const next = index + 1 < count ? x[index + 1]! : end;
      const level = y(last[index]!);
      if (next - x[index]! > 1 && Number.isFinite(level)) ctx.rect(x[index]!, level - line / 2, next - x[index]!, line);
      else if (bottom - top <= 0.5 && Number.isFinite(level))
        ctx.rect(x[index]!, level - line / 2, Math.max(line, next - x[index]!), line);
    }
  }
  ctx.fill();
}

/** Where nothing is known while the rig was there: a gap is said, not bridged. */
export function paintGaps(ctx: CanvasRenderingContext2D, { top, height }: Lane | Band, drawn: Drawn, palette: Palette): void {
  const edges = drawn.runs.map(({ columns, end }) => ({ from: columns.x[0]!, to: end }));
  ctx.strokeStyle = palette.lineStrong;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 4]);
  ctx.beginPath();
  for (let index = 1; index < edges.length; index++) {
    const [from, to] = [edges[index - 1]!.to, edges[index]!.from];
    if (to - from < 3) continue;
    ctx.moveTo(from + 1, top + height / 2);
    ctx.lineTo(to - 1, top + height / 2);
  }
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Magenta, slanting: forced. */
export function paintForced(
  ctx: CanvasRenderingContext2D,
  { top, height }: Lane | Band,
  spans: readonly { from: number; to: number }[],
  { from, to, width }: Window,
  palette: Palette,
): void {
  ctx.save();
  for (const span of spans) {
    const left = Math.max(0, ((span.from - from) / (to - from)) * width);
    const right = Math.min(width, ((span.to - from) / (to - from)) * width);
    if (right - left < 1) continue;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top + 2, right - left, height - 4);
    ctx.clip();
    ctx.strokeStyle = palette.forcedFill;
    ctx.globalAlpha = 0.55;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    for (let x = Math.floor((left - height) / 9) * 9; x < right; x += 9) {
      ctx.moveTo(x, top + height);
      ctx.lineTo(x + height, top);
    }
    ctx.stroke();
    ctx.restore();
  }
  ctx.restore();
}

const letters: Partial<Record<Mark['kind'], string>> = { forced: 'F', fault: '!', passed: '✓', failed: '×', checking: '…' };

/** Marks above all tracks: an icon each, and what was done where there is room for it. Returns where each stands. */
export function paintMarks(
  ctx: CanvasRenderingContext2D,
  marks: readonly Mark[],
  { from, to, width }: Window,
  head: number,
  height: number,
  palette: Palette,
): { x: number; mark: Mark }[] {
  const placed = marks
    .filter(({ tick }) => tick >= from && tick <= to)
    .map((mark) => ({ x: ((mark.tick - from) / (to - from)) * width, mark }));
  const middle = head / 2;
  ctx.font = `11px ${palette.fontUi}`;
  ctx.textBaseline = 'middle';
  placed.forEach(({ x, mark }, index) => {
    const before = placed[index - 1]?.x ?? Number.NEGATIVE_INFINITY;
    // A crowd is one stroke: what is closer than a pixel cannot be told apart.
    if (x - before < 1) return;
    const colour = colourOf(mark, palette);
    ctx.strokeStyle = colour;
    ctx.globalAlpha = 0.5;
    ctx.lineWidth = 1;
    ctx.setLineDash([2, 3]);
    ctx.beginPath();
    ctx.moveTo(x, head - 2);
    ctx.lineTo(x, height);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
    if (x - before < 7) return;
    paintIcon(ctx, mark, x, middle, colour, palette);
    const room = (placed[index + 1]?.x ?? width) - x - 22;
    if (room < 34) return;
    ctx.fillStyle = palette.ink2;
    ctx.textAlign = 'left';
    const text = cut(ctx, `${mark.what} ${mark.did}`, room);
    if (text) ctx.fillText(text, x + 11, middle);
  });
  return placed;
}

function paintIcon(ctx: CanvasRenderingContext2D, mark: Mark, x: number, y: number, colour: string, palette: Palette): void {
  const letter = letters[mark.kind];
  ctx.fillStyle = colour;
  ctx.beginPath();
  if (mark.kind === 'input') {
    ctx.moveTo(x - 5, y - 5);
    ctx.lineTo(x + 5, y - 5);
    ctx.lineTo(x, y + 5);
  } else if (mark.kind === 'forced') {
    ctx.moveTo(x, y - 8);
    ctx.lineTo(x + 8, y);
    ctx.lineTo(x, y + 8);
    ctx.lineTo(x - 8, y);
  } else if (mark.kind === 'fault' || mark.kind === 'mended') {
    ctx.moveTo(x, y - 8);
    ctx.lineTo(x + 8, y + 7);
    ctx.lineTo(x - 8, y + 7);
  } else if (mark.kind === 'program') ctx.rect(x - 5, y - 5, 10, 10);
  else ctx.arc(x, y, 7, 0, Math.PI * 2);
  ctx.closePath();
  if (mark.kind === 'mended' || mark.kind === 'checking') {
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5;
    ctx.stroke();
  } else ctx.fill();
  if (!letter) return;
  ctx.fillStyle = mark.kind === 'checking' ? colour : palette.surface;
  ctx.textAlign = 'center';
  ctx.font = `bold 10px ${palette.fontUi}`;
  ctx.fillText(letter, x, mark.kind === 'fault' ? y + 2 : y + 0.5);
  ctx.font = `11px ${palette.fontUi}`;
}

function colourOf({ kind }: Mark, palette: Palette): string {
  if (kind === 'forced') return palette.forced;
  if (kind === 'fault' || kind === 'failed') return palette.danger;
  if (kind === 'passed') return palette.running;
  return kind === 'input' ? palette.ink2 : palette.ink3;
}

/** As much of a text as there is room for; nothing rather than a letter or two. */
export function cut(ctx: CanvasRenderingContext2D, text: string, room: number): string {
  if (ctx.measureText(text).width <= room) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (ctx.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return low < 3 ? '' : `${text.slice(0, low).trimEnd()}…`;
}
