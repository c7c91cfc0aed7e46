/**
 * What lies on a conveyor. The bound element is the template of one item and is drawn once for each: at its place along the belt, as
 * long and as high as it is, in the scale of the belt, with its colour as a number and a look.
 */
import type { SignalListener } from '../rig/signal-store.ts';
import { asNumber, type Binding } from './bindings.ts';

/** The component's own bound (sandbox/plant/components/conveyor.st). */
const mostItems = 64;

type ItemsBinding = Extract<Binding, { kind: 'items' }>;
type Bind = (element: SVGElement, signal: string, listener: SignalListener) => void;

/** In the template: `rect.item-box` takes the item's size, `rect.item-fill` what is in it, a text `.item-colour` its colour's number. */
export function showItems(template: SVGElement, { signal, range, to, full }: ItemsBinding, bind: Bind): () => void {
  const parent = template.parentNode;
  const shown: SVGElement[] = [];
  const [dx, dy] = to;
  const perMillimetre = Math.hypot(dx, dy) / Math.abs(range.max - range.min);
  template.style.display = 'none';

  /** Only as many as there ever were are asked of the rig. */
  const addItem = () => {
    const copy = template.cloneNode(true);
    if (!(copy instanceof SVGElement)) return;
    const item = copy;
    const of = `${signal}.Item[${shown.length + 1}]`;
    for (const name of item.getAttributeNames()) if (name.startsWith('data-')) item.removeAttribute(name);
    for (const inner of [item, ...item.querySelectorAll('[id]')]) inner.removeAttribute('id');
    item.style.display = '';
    item.style.visibility = 'hidden';
    shown.push(item);
    parent?.insertBefore(item, template);
    const base = template.getAttribute('transform') ?? '';
    const box = item.querySelector('.item-box');
    const fill = item.querySelector('.item-fill');
    const number = item.querySelector('.item-colour');
    let height = 0;
    let filled = 0;
    const paintFill = () => {
      const level = Math.min(1, Math.max(0, filled / full)) * (fill?.hasAttribute('height') && !box ? own : height);
      fill?.setAttribute('height', level.toFixed(1));
      fill?.setAttribute('y', (-level).toFixed(1));
    };
    const own = Number(fill?.getAttribute('height') ?? 0);
    bind(item, `${of}.Position`, (value) => {
      if (value === undefined) return;
      const part = (asNumber(value) - range.min) / (range.max - range.min);
      item.setAttribute('transform', `${base} translate(${(dx * part).toFixed(1)} ${(dy * part).toFixed(1)})`.trim());
      item.style.visibility = '';
    });
    if (box) {
      bind(item, `${of}.Length`, (value) => {
        const width = asNumber(value) * perMillimetre;
        for (const part of [box, fill]) {
          part?.setAttribute('width', width.toFixed(1));
          part?.setAttribute('x', (-width / 2).toFixed(1));
        }
      });
      bind(item, `${of}.Height`, (value) => {
        height = asNumber(value) * perMillimetre;
        box.setAttribute('height', height.toFixed(1));
        box.setAttribute('y', (-height).toFixed(1));
        paintFill();
      });
    }
    if (fill) {
      bind(item, `${of}.Fill`, (value) => {
        filled = asNumber(value);
        paintFill();
      });
    }
    bind(item, `${of}.Colour`, (value) => {
      const colour = asNumber(value);
      item.dataset.colour = String(colour);
      if (number) number.textContent = colour === 0 ? '' : String(colour);
    });
  };

  bind(template, `${signal}.Count`, (value) => {
    const count = Math.min(mostItems, asNumber(value));
    while (shown.length < count) addItem();
    shown.forEach((item, index) => {
      item.style.display = index < count ? '' : 'none';
    });
  });
  return () => {
    for (const item of shown) item.remove();
    template.style.display = '';
  };
}
