/** The few signs of lessons, drawn on a 20-unit grid in the pen of the whole site. */
import { type ElementContent, h } from './tree.ts';

const paths = {
  // A leader line with a remark at its end, as on a drawing.
  note: ['M3.5 16.5 8 12', 'M8 3.5h8.5v8.5H8z', 'M10.5 6.5h3.5', 'M10.5 9h2'],
  // General warning sign, ISO 7010 W001.
  safety: ['M10 3 18 17H2z', 'M10 8v4.5', 'M10 14.6v.4'],
  try: ['M3 4.5h14v11H3z', 'm6 8 2.5 2L6 12', 'M10.5 12.5h3.5'],
  step: ['M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4z'],
  done: ['M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4z', 'm6.6 10.2 2.4 2.4 4.4-5'],
} as const;

export type IconName = keyof typeof paths;

/** Decoration: the word beside it says the same. */
export function icon(name: IconName): ElementContent {
  return h('svg', { className: ['icon'], viewBox: '0 0 20 20', ariaHidden: 'true' }, ...paths[name].map((d) => h('path', { d })));
}
