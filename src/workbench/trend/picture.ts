/** The drawing as a picture to print or to mail: on white, with names, values and the times it shows. */
import { Chart, type ChartLook } from './chart.ts';
import { cut } from './paint.ts';
import { drawShape, lightPalette, lookOf } from './palette.ts';
import { plottedText } from './plottable.ts';
import type { TrendView } from './view.ts';

const width = 1_400;
const room = 560;
const head = 44;

export interface PictureWords {
  title: string;
  /** `12.340 s to 15.000 s` */
  times: string;
  people: Readonly<Record<string, string>>;
}

export async function pictureOf(view: TrendView, look: ChartLook, words: PictureWords): Promise<Blob> {
  const host = document.createElement('div');
  host.className = 'wb-trend-aside';
  document.body.append(host);
  const palette = lightPalette();
  const chart = new Chart(host, view, look, palette, { names: 200, axis: 48, values: 100, bottom: 30, head: 26 });
  try {
    chart.paint(width, room);
    const drawn = chart.canvas;
    if (!drawn) throw new Error('The drawing has no canvas.');
    const scale = drawn.width / width;
    const canvas = document.createElement('canvas');
    canvas.width = drawn.width;
    canvas.height = drawn.height + (head + 8) * scale;
    const ctx = canvas.getContext('2d');
    if (!ctx) throw new Error('This browser gives no canvas to draw the picture on.');
    ctx.fillStyle = palette.surface;
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.drawImage(drawn, 0, head * scale);
    ctx.scale(scale, scale);
    ctx.textBaseline = 'middle';
    ctx.fillStyle = palette.ink;
    ctx.font = `600 15px ${palette.fontUi}`;
    ctx.fillText(words.title, 12, head / 2);
    ctx.fillStyle = palette.ink2;
    ctx.font = `12px ${palette.fontUi}`;
    ctx.textAlign = 'right';
    ctx.fillText(words.times, width - 12, head / 2);
    names(ctx, chart, words);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser made no picture.'))), 'image/png');
    });
  } finally {
    chart.destroy();
    host.remove();
  }
}

function names(ctx: CanvasRenderingContext2D, chart: Chart, words: PictureWords): void {
  const { palette, tracks, view } = chart;
  const put = (name: string, type: string, y: number, look: number | null) => {
    const signal = view.source.signals.find((one) => one.name === name);
    ctx.textAlign = 'left';
    ctx.fillStyle = palette.ink;
    ctx.font = `12px ${palette.fontCode}`;
    const left = look === null ? 12 : 34;
    ctx.fillText(cut(ctx, name, 194 - left), left, words.people[name] ? y - 7 : y);
    ctx.font = `11px ${palette.fontUi}`;
    ctx.fillStyle = palette.ink3;
    if (words.people[name]) ctx.fillText(cut(ctx, words.people[name], 194 - left), left, y + 8);
    ctx.fillStyle = palette.ink;
    ctx.font = `12px ${palette.fontCode}`;
    // The value at the right edge of what is shown.
    const at = Math.floor(Math.min(view.to, view.source.lastTick));
    ctx.fillText(plottedText(signal?.series.valueAt(at) ?? null, type, signal?.unit), width - 92, y);
    if (look === null) return;
    const { colour, shape } = lookOf(palette, look);
    ctx.fillStyle = colour;
    ctx.fillRect(12, y - 1, 18, 1.5);
    drawShape(ctx, shape, 21, y, colour, palette.surface);
  };
  for (const { name, type, top, height } of tracks.lanes) put(name, type, head + top + height / 2, null);
  for (const { top, height, curves } of tracks.bands) {
    const each = Math.min(34, (height - 8) / curves.length);
    curves.forEach(({ name, type, look }, index) => {
      put(name, type, head + top + 4 + (index + 0.5) * each, look);
    });
  }
}
