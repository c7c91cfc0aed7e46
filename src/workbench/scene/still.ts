/**
 * A scene at one moment, without a rig: what the painter would show for given values, written into the drawing. For the figures of
 * lessons and reference pages, which are drawn from the same symbols and never move.
 */
import { Parser } from 'htmlparser2';
import { asNumber, type Binding, bindingText, holds, parseBindings, share } from './bindings.ts';
import { stateOf } from './states.ts';

export type StillValues = ReadonlyMap<string, boolean | number>;

/** `plant.T101.Level=910 plant.K1.Main=TRUE`; what is no number is a BOOL. */
export function parseValues(text: string): StillValues {
  return new Map(
    [...text.matchAll(/([^\s=]+)=(\S+)/g)].map(([, name, value]) => {
      const number = Number(value);
      return [name ?? '', Number.isFinite(number) ? number : /^true$/i.test(value ?? '')];
    }),
  );
}

/** `svg` is sanitised, and so well formed. Signals without a value are FALSE, 0 and "–". Items of a belt are left out. */
export function stillScene(svg: string, values: StillValues): string {
  const output: string[] = [];
  const parser = new Parser(
    {
      onopentag(name, given) {
        const own = Object.entries(given);
        const data = own.flatMap(([key, value]) => (key.startsWith('data-') ? [[key.slice('data-'.length), value]] : []));
        const attributes: Record<string, string> = Object.fromEntries(own.filter(([key]) => !key.startsWith('data-')));
        let text = '';
        for (const binding of parseBindings(Object.fromEntries(data)).bindings) text += apply(binding, values, attributes);
        const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
        output.push(`<${name}${written.join('')}>${escapeXml(text)}`);
      },
      onclosetag(name) {
        output.push(`</${name}>`);
      },
      ontext(text) {
        output.push(escapeXml(text));
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(svg);
  return output.join('');
}

/** Changes `attributes` as the painter would; returns what stands in the element. */
function apply(binding: Binding, values: StillValues, attributes: Record<string, string>): string {
  const signal = 'reading' in binding ? binding.reading.signal : binding.signal;
  const value = values.get(signal);
  const number = (name: string): number => Number(attributes[name] ?? 0) || 0;
  switch (binding.kind) {
    case 'press':
    case 'toggle':
      attributes['data-state'] ??= value === true ? 'on' : 'off';
      return '';
    case 'on':
      attributes['data-state'] = holds(binding.reading, value) ? 'on' : 'off';
      return '';
    case 'show':
      if (!holds(binding.reading, value)) attributes.display = 'none';
      return '';
    case 'items':
      attributes.display = 'none';
      return '';
    case 'state': {
      const state = value === undefined ? null : stateOf(asNumber(value), binding.rules);
      if (state !== null) attributes['data-look'] = state;
      return '';
    }
    case 'fill': {
      const part = share(asNumber(value), binding.range);
      const height = number('height');
      if (binding.direction === 'right') attributes.width = short(number('width') * part);
      else attributes.height = short(height * part);
      if (binding.direction === 'up') attributes.y = short(number('y') + height * (1 - part));
      return '';
    }
    case 'move': {
      const part = share(asNumber(value), binding.range);
      attributes.transform =
        `translate(${short(binding.to[0] * part)} ${short(binding.to[1] * part)}) ${attributes.transform ?? ''}`.trim();
      return '';
    }
    case 'angle': {
      const angle = binding.from + (binding.to - binding.from) * share(asNumber(value), binding.range);
      attributes.transform = `${attributes.transform ?? ''} rotate(${angle.toFixed(1)} ${binding.pivot.join(' ')})`.trim();
      return '';
    }
    case 'text':
      return bindingText(value, binding);
    // What turns stands; a slider stands at its start; the way along a path is the browser's to measure.
    case 'rotate':
    case 'set':
    case 'path':
      return '';
  }
}

const short = (value: number): string => String(Number(value.toFixed(2)));

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
