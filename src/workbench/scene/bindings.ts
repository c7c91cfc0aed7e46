/** What the `data-*` attributes of a scene mean (the table in README.md). Pure: attributes in, bindings and notices out. */

/** A signal, or its negation where it is read as a BOOL. */
export interface SignalReading {
  signal: string;
  negated: boolean;
}

export type Binding =
  | { kind: 'press'; signal: string }
  | { kind: 'toggle'; signal: string }
  | { kind: 'on'; reading: SignalReading }
  | { kind: 'show'; reading: SignalReading }
  | { kind: 'rotate'; signal: string; turnsPerMinute: number; pivot: [number, number] | null }
  | { kind: 'fill'; signal: string; range: Range; direction: 'up' | 'right' }
  | { kind: 'move'; signal: string; range: Range; to: [number, number] }
  | { kind: 'text'; signal: string; scale: number; decimals: number; unit: string };

export interface Range {
  min: number;
  max: number;
}

/** Attributes that bind; others (`data-min` …) only qualify. */
export const bindingAttributes = ['press', 'toggle', 'on', 'show', 'rotate', 'fill', 'move', 'text'] as const;

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
  if (attributes.on) bindings.push({ kind: 'on', reading: parseReading(attributes.on) });
  if (attributes.show) bindings.push({ kind: 'show', reading: parseReading(attributes.show) });
  if (attributes.rotate) {
    bindings.push({
      kind: 'rotate',
      signal: attributes.rotate.trim(),
      turnsPerMinute: number('rpm', 60),
      pivot: pair('pivot'),
    });
  }
  if (attributes.fill) {
    const direction = attributes.direction === 'right' ? 'right' : 'up';
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

export function parseReading(text: string): SignalReading {
  const match = /^NOT\s+(.+)$/i.exec(text.trim());
  return match?.[1] ? { signal: match[1].trim(), negated: true } : { signal: text.trim(), negated: false };
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
