/** What the `data-*` attributes of a scene mean (the table in README.md). Pure: attributes in, bindings and notices out. */
import { readReading, sceneBindings, type WrittenReading } from '#sandbox/lab/scene-attributes.ts';
import { parseStates, type StateRule } from './states.ts';

export type Binding =
  | { kind: 'press'; signal: string }
  | { kind: 'set'; signal: string; range: Range; step: number; to: [number, number] | null }
  | { kind: 'state'; signal: string; rules: StateRule[] }
  | { kind: 'angle'; signal: string; range: Range; from: number; to: number; pivot: [number, number] }
  | { kind: 'path'; signal: string; range: Range; along: string; turns: boolean }
  | { kind: 'items'; signal: string; range: Range; to: [number, number]; full: number }
  | { kind: 'toggle'; signal: string }
  | { kind: 'on'; reading: WrittenReading }
  | { kind: 'show'; reading: WrittenReading }
  | { kind: 'rotate'; signal: string; turnsPerMinute: number; pivot: [number, number] | null }
  | { kind: 'fill'; signal: string; range: Range; direction: 'up' | 'right' | 'down' }
  | { kind: 'move'; signal: string; range: Range; to: [number, number] }
  | { kind: 'text'; signal: string; scale: number; decimals: number; unit: string };

export interface Range {
  min: number;
  max: number;
}

/** Attributes that bind; others (`data-min` …) only qualify. */
export const bindingAttributes = sceneBindings;

/** `attributes` by name without `data-`. A notice is for the lab's author: English, on the console. */
export function parseBindings(attributes: Readonly<Record<string, string>>): { bindings: Binding[]; notices: string[] } {
  const bindings: Binding[] = [];
  const notices: string[] = [];
  const number = (name: string, otherwise: number): number => {
    const text = attributes[name];
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value)) return value;
    notices.push(`data-${name}="${text}" should be a number; ${otherwise} is used`);
    return otherwise;
  };
  const pair = (name: string): [number, number] | null => {
    const text = attributes[name];
    if (text === undefined) return null;
    const parts = text
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const [x, y] = parts;
    if (parts.length === 2 && x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y)) return [x, y];
    notices.push(`data-${name}="${text}" should be two numbers, e.g. "40 0"`);
    return null;
  };
  const range = (): Range => {
    const found = { min: number('min', 0), max: number('max', 1) };
    if (found.max !== found.min) return found;
    notices.push('data-min and data-max are equal; 0 and 1 are used');
    return { min: 0, max: 1 };
  };

  if (attributes.press) bindings.push({ kind: 'press', signal: attributes.press.trim() });
  if (attributes.toggle) bindings.push({ kind: 'toggle', signal: attributes.toggle.trim() });
  if (attributes.set) {
    bindings.push({
      kind: 'set',
      signal: attributes.set.trim(),
      range: range(),
      step: Math.abs(number('step', 1)) || 1,
      to: pair('to'),
    });
  }
  if (attributes.on) bindings.push({ kind: 'on', reading: readReading(attributes.on) });
  if (attributes.show) bindings.push({ kind: 'show', reading: readReading(attributes.show) });
  const stateOf = attributes['state-of'];
  if (stateOf) {
    const { rules, wrong } = parseStates(attributes.states ?? '0:normal 1:running');
    for (const part of wrong) notices.push(`data-states: "${part}" should read 1:running or 0..3.6:fault`);
    bindings.push({ kind: 'state', signal: stateOf.trim(), rules });
  }
  if (attributes.rotate) {
    bindings.push({
      kind: 'rotate',
      signal: attributes.rotate.trim(),
      turnsPerMinute: number('rpm', 60),
      pivot: pair('pivot'),
    });
  }
  if (attributes.angle) {
    bindings.push({
      kind: 'angle',
      signal: attributes.angle.trim(),
      range: range(),
      from: number('from', -135),
      to: number('to-angle', 135),
      pivot: pair('pivot') ?? [0, 0],
    });
  }
  if (attributes.path) {
    if (attributes.along === undefined) notices.push('data-path needs data-along="#belt", the path to go along');
    bindings.push({
      kind: 'path',
      signal: attributes.path.trim(),
      range: range(),
      along: (attributes.along ?? '').replace(/^#/, ''),
      turns: attributes.turn === 'yes',
    });
  }
  if (attributes.items) {
    bindings.push({
      kind: 'items',
      signal: attributes.items.trim(),
      range: range(),
      to: pair('to') ?? [400, 0],
      full: number('full', 0.5),
    });
  }
  if (attributes.fill) {
    const direction = attributes.direction === 'right' || attributes.direction === 'down' ? attributes.direction : 'up';
    bindings.push({ kind: 'fill', signal: attributes.fill.trim(), range: range(), direction });
  }
  if (attributes.move) {
    bindings.push({ kind: 'move', signal: attributes.move.trim(), range: range(), to: pair('to') ?? [0, 0] });
  }
  if (attributes.text) {
    bindings.push({
      kind: 'text',
      signal: attributes.text.trim(),
      scale: number('scale', 1),
      decimals: parseDecimals(attributes.format, notices),
      unit: attributes.unit ?? '',
    });
  }
  return { bindings, notices };
}

/** Whether what `data-on` and `data-show` say holds; a value not known yet is FALSE or 0. */
export function holds({ negated, comparison }: WrittenReading, value: boolean | number | bigint | string | undefined): boolean {
  return compare(value, comparison) !== negated;
}

function compare(value: boolean | number | bigint | string | undefined, comparison: WrittenReading['comparison']): boolean {
  const number = asNumber(value);
  if (!comparison) return value === true || (typeof value !== 'string' && number !== 0);
  switch (comparison.operator) {
    case '=':
      return number === comparison.value;
    case '<>':
      return number !== comparison.value;
    case '<':
      return number < comparison.value;
    case '<=':
      return number <= comparison.value;
    case '>':
      return number > comparison.value;
    case '>=':
      return number >= comparison.value;
  }
}

/** `2` or `0.00`: two decimals. */
function parseDecimals(format: string | undefined, notices: string[]): number {
  if (format === undefined || format === '') return 0;
  const picture = /^0(?:\.(0+))?$/.exec(format);
  if (picture) return picture[1]?.length ?? 0;
  if (/^[0-6]$/.test(format)) return Number(format);
  notices.push(`data-format="${format}" should be a count of decimals (2) or a picture (0.00)`);
  return 0;
}

/** Where a value stands between `min` and `max`: 0 to 1, cut off beyond. */
export function share(value: number, { min, max }: Range): number {
  return Math.min(1, Math.max(0, (value - min) / (max - min)));
}

/** A value of any type as a number; BOOL as 0 and 1, what is not known as 0. */
export function asNumber(value: boolean | number | bigint | string | undefined): number {
  return value === undefined ? 0 : Number(value);
}

/** What `data-text` shows; minus zero reads as zero. */
export function bindingText(
  value: boolean | number | bigint | string | undefined,
  { scale, decimals, unit }: { scale: number; decimals: number; unit: string },
): string {
  if (value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return value;
  const text = (Number(value) * scale).toFixed(decimals).replace(/^-(0(?:\.0*)?)$/, '$1');
  return unit === '' ? text : `${text} ${unit}`;
}
