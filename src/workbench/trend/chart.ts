/**
 * The drawing: uPlot keeps the canvas, the axes and the grid; lanes, curves and marks are painted into it. One canvas for all tracks: each
 * band's scale is stretched so that its range falls onto the band. Painted when the view says so, never by React.
 */
import uPlot from 'uplot';
import { axisSplits, axisStep, axisText, secondsAt, ticksIn } from './clock.ts';
import type { Mark } from './markers.ts';
import {
  type Drawn,
  laneInset,
  paintCurve,
  paintForced,
  paintGaps,
  paintLane,
  paintMarks,
  Reducer,
  type Window,
} from './paint.ts';
import type { Palette } from './palette.ts';
import { TimesBelow } from './times-below.ts';
import { type Band, layTracks, niceRange, type Tracks, valueSplits } from './tracks.ts';
import type { TrendView } from './view.ts';

export interface ChartLook {
  /** Least and greatest of an axis, by its name; others fit what is seen. */
  ranges: Readonly<Record<string, readonly [number, number]>>;
  ownAxis: ReadonlySet<string>;
  marks: readonly Mark[];
  forced: ReadonlyMap<string, readonly { from: number; to: number }[]>;
  /** What is earlier the rig does not keep; what is shown when it is not now. */
  earliestTick: number | null;
  shownTick: number | null;
  failedTick: number | null;
}

export interface ChartSizes {
  /** For names, left of the axes; 0: names stand in the tracks. */
  names: number;
  axis: number;
  values: number;
  bottom: number;
  head: number;
}

const bandInset = 8;

export class Chart {
  readonly host: HTMLElement;
  /** Where handles and gestures live: exactly over the plot, and there however often the plot is laid out anew. */
  readonly over: HTMLElement;
  readonly #times: TimesBelow;
  readonly view: TrendView;
  tracks: Tracks = { lanes: [], bands: [], height: 0 };
  sizes: ChartSizes;
  placed: { x: number; mark: Mark }[] = [];
  #look: ChartLook;
  #palette: Palette;
  #plot: uPlot | null = null;
  #layout = '';
  #window: Window = { from: 0, to: 1, width: 1 };
  #drawn: Drawn[] = [];
  #ranges = new Map<string, [number, number]>();
  readonly #reducer = new Reducer();

  constructor(host: HTMLElement, view: TrendView, look: ChartLook, palette: Palette, sizes: ChartSizes) {
    this.host = host;
    this.over = host.appendChild(document.createElement('div'));
    this.over.className = 'wb-trend-over';
    this.#times = new TimesBelow(host, this.over);
    this.view = view;
    this.sizes = sizes;
    this.#look = look;
    this.#palette = palette;
  }

  set look(look: ChartLook) {
    this.#look = look;
  }

  set palette(palette: Palette) {
    this.#palette = palette;
  }

  get palette(): Palette {
    return this.#palette;
  }

  get canvas(): HTMLCanvasElement | null {
    return this.#plot?.ctx.canvas ?? null;
  }

  get plotLeft(): number {
    return this.sizes.names + (this.tracks.bands.length > 0 ? this.sizes.axis : 0);
  }

  get width(): number {
    return this.#window.width;
  }

  x(tick: number): number {
    const { from, to, width } = this.#window;
    return ((tick - from) / (to - from)) * width;
  }

  tickAt(x: number): number {
    const { from, to, width } = this.#window;
    return from + (x / width) * (to - from);
  }

  /** Lays out anew when signals or sizes changed. Returns true when it did: handles must move in. */
  paint(width: number, room: number): boolean {
    const { signals } = this.view.source;
    const layout = JSON.stringify([
      signals.map(({ name, type, unit }) => [name, type, unit]),
      [...this.#look.ownAxis],
      width,
      room,
      this.sizes,
      devicePixelRatio,
    ]);
    const anew = layout !== this.#layout;
    if (anew) {
      this.#layout = layout;
      this.#build(width, room);
    }
    this.#window = { from: this.view.from, to: this.view.to, width: Math.max(1, width - this.plotLeft - this.sizes.values) };
    this.#drawn = signals.map((signal) => this.#reducer.reduce(signal, this.#window));
    for (const band of this.tracks.bands) this.#ranges.set(band.axis, this.#rangeOf(band));
    const { from, to } = this.#window;
    this.#plot?.batch(() => this.#plot?.setScale('x', { min: from, max: to }));
    return anew;
  }

  /** Lay out anew at the next paint: colours of names and of curves are others. */
  relay(): void {
    this.#layout = '';
  }

  destroy(): void {
    this.#plot?.destroy();
    this.#plot = null;
    this.#layout = '';
  }

  #rangeOf(band: Band): [number, number] {
    const set = this.#look.ranges[band.axis];
    if (set) return [set[0], set[1]];
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    for (const { name } of band.curves) {
      const drawn = this.#drawn.find(({ signal }) => signal.name === name);
      if (!drawn) continue;
      least = Math.min(least, drawn.least);
      greatest = Math.max(greatest, drawn.greatest);
    }
    return niceRange(least, greatest);
  }

  #build(width: number, room: number): void {
    this.#plot?.destroy();
    const { sizes } = this;
    const narrow = sizes.names === 0;
    this.tracks = layTracks(this.view.source.signals, this.#look.ownAxis, {
      head: sizes.head,
      lane: narrow ? 38 : 18,
      mostLane: 46,
      band: narrow ? 110 : 96,
      room: room - sizes.bottom,
    });
    const { bands, height } = this.tracks;
    this.over.style.left = `${this.plotLeft}px`;
    this.over.style.width = `${width - this.plotLeft - sizes.values}px`;
    this.over.style.height = `${height}px`;
    const font = `11px ${this.#palette.fontUi}`;
    const scales: uPlot.Scales = { x: { time: false, range: () => [this.#window.from, this.#window.to] } };
    bands.forEach((band, index) => {
      scales[`y${index}`] = { range: () => this.#stretched(band) };
    });
    const grid = { show: true, width: 1, stroke: () => this.#palette.line };
    const axes: uPlot.Axis[] = bands.map((band, index) => ({
      scale: `y${index}`,
      side: 3,
      // They all stand in one gutter: only the last takes room, and the others are laid out at its right edge.
      size: index === bands.length - 1 ? sizes.axis : 0,
      font,
      gap: 6,
      stroke: () => this.#palette.ink3,
      grid,
      ticks: { show: false },
      splits: () => this.#splitsOf(band).splits,
      values: (_, splits) => splits.map((value) => axisText(value, this.#splitsOf(band).step)),
    }));
    axes.push({
      scale: 'x',
      side: 2,
      size: sizes.bottom,
      font,
      // Between the plot and its times hangs the handle of the moment that is shown.
      gap: 14,
      stroke: () => this.#palette.ink2,
      grid,
      ticks: { show: true, size: 4, width: 1, stroke: () => this.#palette.lineStrong },
      splits: () => this.#timeSplits().map(({ tick }) => tick),
      values: () => this.#timeSplits().map(({ text }) => text),
    });
    this.#plot = new uPlot(
      {
        width,
        height: height + sizes.bottom,
        padding: [0, sizes.values, 0, bands.length > 0 ? sizes.names : this.plotLeft],
        legend: { show: false },
        cursor: { show: false },
        select: { show: false, left: 0, top: 0, width: 0, height: 0 },
        series: [{}],
        scales,
        axes,
        hooks: {
          drawClear: [(plot) => this.#paintGround(plot)],
          draw: [(plot) => this.#paintTracks(plot), ({ ctx }) => this.#times.paint(ctx.canvas)],
        },
      },
      [[]],
      this.host,
    );
    this.#times.lay(width, sizes.bottom);
  }

  /** The band's range, so much longer both ways that it falls onto the band when stretched over the plot. */
  #stretched(band: Band): [number, number] {
    const [low, high] = this.#ranges.get(band.axis) ?? [0, 1];
    const perPixel = (high - low) / (band.height - 2 * bandInset);
    const below = this.tracks.height - (band.top + band.height - bandInset);
    return [low - below * perPixel, high + (band.top + bandInset) * perPixel];
  }

  #splitsOf(band: Band): { splits: number[]; step: number } {
    return valueSplits(this.#ranges.get(band.axis) ?? [0, 1], band.height - 2 * bandInset);
  }

  #timeSplits(): { tick: number; text: string }[] {
    const { clock } = this.view.source;
    const { from, to, width } = this.#window;
    const [first, last] = [secondsAt(clock, from), secondsAt(clock, to)];
    const step = axisStep(last - first, Math.max(2, Math.floor(width / 84)));
    return axisSplits(Math.max(0, first), last, step).map((seconds) => ({
      tick: from + ticksIn(clock, seconds - first),
      text: `${axisText(seconds, step)} s`,
    }));
  }

  #inPlot(plot: uPlot, paint: (ctx: CanvasRenderingContext2D) => void): void {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.translate(bbox.left, bbox.top);
    ctx.scale(devicePixelRatio, devicePixelRatio);
    paint(ctx);
    ctx.restore();
  }

  #paintGround(plot: uPlot): void {
    const { lanes, bands, height } = this.tracks;
    this.#inPlot(plot, (ctx) => {
      const { earliestTick, shownTick } = this.#look;
      const palette = this.#palette;
      ctx.fillStyle = palette.surface;
      ctx.fillRect(0, 0, this.width, height);
      ctx.fillStyle = palette.sunken;
      if (earliestTick !== null) ctx.fillRect(0, 0, Math.max(0, Math.min(this.width, this.x(earliestTick))), height);
      // What is later than the moment that is shown did happen, and is not what the panes show.
      if (shownTick !== null) ctx.fillRect(Math.max(0, this.x(shownTick)), 0, this.width, height);
      ctx.fillRect(0, 0, this.width, this.sizes.head);
      ctx.fillStyle = palette.line;
      for (const { top, height: own } of [...lanes, ...bands]) ctx.fillRect(0, top + own - 0.5, this.width, 1);
    });
  }

  #paintTracks(plot: uPlot): void {
    const { lanes, bands, height } = this.tracks;
    const window = this.#window;
    const byName = new Map(this.#drawn.map((drawn) => [drawn.signal.name, drawn]));
    this.#inPlot(plot, (ctx) => {
      const palette = this.#palette;
      for (const lane of lanes) {
        const drawn = byName.get(lane.name);
        if (!drawn) continue;
        const waves = this.#waves(lane);
        paintForced(ctx, waves, this.#look.forced.get(lane.name) ?? [], window, palette);
        paintLane(ctx, waves, drawn, palette);
        paintGaps(ctx, waves, drawn, palette);
      }
      bands.forEach((band) => {
        const [low, high] = this.#ranges.get(band.axis) ?? [0, 1];
        const bottom = band.top + band.height - bandInset;
        const perValue = (band.height - 2 * bandInset) / (high - low);
        ctx.save();
        ctx.beginPath();
        ctx.rect(0, band.top, this.width, band.height);
        ctx.clip();
        for (const { name, look } of band.curves) {
          const drawn = byName.get(name);
          if (!drawn) continue;
          paintForced(ctx, band, this.#look.forced.get(name) ?? [], window, palette);
          paintCurve(ctx, drawn, look, (value) => bottom - (value - low) * perValue, window, palette);
          paintGaps(ctx, band, drawn, palette);
        }
        ctx.restore();
      });
      this.placed = paintMarks(ctx, this.#look.marks, window, this.sizes.head, height, palette);
      const { failedTick } = this.#look;
      if (failedTick !== null) {
        ctx.fillStyle = palette.danger;
        ctx.fillRect(this.x(failedTick) - 1, this.sizes.head, 2, height);
      }
    });
  }

  /** Where names stand in the tracks the wave is below them. */
  #waves<L extends { top: number; height: number }>(lane: L): L {
    const name = this.sizes.names === 0 ? 14 : 0;
    return {
      ...lane,
      top: lane.top + name - (name > 0 ? laneInset / 2 : 0),
      height: lane.height - name + (name > 0 ? laneInset / 2 : 0),
    };
  }
}
