/** Names left of the tracks, current values right of them: laid out with the tracks, repainted as text only. */
import type { Chart } from './chart.ts';
import { lookOf } from './palette.ts';
import { plottedText } from './plottable.ts';
import type { TrendSignal } from './view.ts';

interface Row {
  signal: TrendSignal;
  value: HTMLElement;
  shown: string;
}

interface RowWords {
  /** What people call a signal; absent: only its name. */
  people: Readonly<Record<string, string>>;
}

export class Rows {
  readonly #names: HTMLElement;
  readonly #values: HTMLElement;
  #rows: Row[] = [];

  constructor(host: HTMLElement) {
    this.#names = host.appendChild(document.createElement('div'));
    this.#names.className = 'wb-trend-names';
    this.#values = host.appendChild(document.createElement('div'));
    this.#values.className = 'wb-trend-values';
    // The table of cursors and the summary say the same in order, with what each number is.
    for (const column of [this.#names, this.#values]) column.setAttribute('aria-hidden', 'true');
  }

  lay(chart: Chart, words: RowWords): void {
    const { lanes, bands } = chart.tracks;
    const { names, values } = chart.sizes;
    const bySignal = new Map(chart.view.source.signals.map((signal) => [signal.name, signal]));
    this.#names.replaceChildren();
    this.#values.replaceChildren();
    this.#rows = [];
    this.#names.style.width = `${names > 0 ? names : chart.host.clientWidth - values}px`;
    this.#names.dataset.inside = String(names === 0);
    this.#names.style.left = names > 0 ? '0' : `${chart.plotLeft}px`;
    this.#values.style.width = `${values}px`;
    const add = (name: string, type: string, top: number, height: number, look: number | null) => {
      const signal = bySignal.get(name);
      if (!signal) return;
      const label = this.#names.appendChild(document.createElement('div'));
      const value = this.#values.appendChild(document.createElement('div'));
      label.title = words.people[name] ? `${name} · ${words.people[name]}` : name;
      label.className = 'wb-trend-name';
      for (const element of [label, value]) {
        element.style.top = `${top}px`;
        element.style.height = `${height}px`;
      }
      if (look !== null) label.append(swatch(chart, look));
      const text = label.appendChild(document.createElement('span'));
      text.textContent = name;
      if (words.people[name] && height >= 34 && names > 0) {
        const people = text.appendChild(document.createElement('small'));
        people.textContent = words.people[name];
      }
      value.className = 'wb-trend-value';
      value.dataset.type = type === 'BOOL' ? 'digital' : 'analogue';
      this.#rows.push({ signal, value, shown: '' });
    };
    for (const { name, type, top, height } of lanes) add(name, type, top, names > 0 ? height : 18, null);
    for (const { top, height, curves } of bands) {
      const each = names > 0 ? Math.min(34, (height - 8) / curves.length) : 18;
      curves.forEach(({ name, type, look }, index) => {
        add(name, type, top + 4 + index * each, each, look);
      });
    }
  }

  /** Values as they are at a tick. */
  paint(tick: number, live: boolean): void {
    this.#values.dataset.live = String(live);
    for (const row of this.#rows) {
      const value = row.signal.series.valueAt(tick);
      const text = plottedText(value, row.signal.type, row.signal.unit);
      if (text === row.shown) continue;
      row.shown = text;
      row.value.textContent = text;
      row.value.dataset.high = String(row.signal.type === 'BOOL' && value === 1);
    }
  }
}

/** The line and the mark of a curve, as they are drawn. */
function swatch(chart: Chart, look: number): SVGSVGElement {
  const { colour, shape } = lookOf(chart.palette, look);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 20 10');
  svg.setAttribute('class', 'wb-trend-swatch');
  const paths = {
    circle: 'M10 1.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7',
    square: 'M7 2h6v6h-6z',
    triangle: 'M10 1l4 7.5h-8z',
    diamond: 'M10 .5l4.5 4.5l-4.5 4.5l-4.5-4.5z',
    cross: 'M6.5 1.5l7 7m0-7l-7 7',
    plus: 'M10 1v8m-4-4h8',
  };
  svg.innerHTML = `<path d="M0 5h20" /><path class="wb-trend-swatch-mark" d="${paths[shape]}" />`;
  svg.style.stroke = colour;
  return svg;
}
