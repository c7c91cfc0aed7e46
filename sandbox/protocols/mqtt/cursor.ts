/** Reads the fields of a packet one after the other and writes down where each lies; the first rule that is broken ends the reading. */
import { type Property, properties } from './properties.ts';
import { type Rule, rules } from './rules.ts';

export type ItemKind =
  | 'header'
  | 'variable'
  | 'byte'
  | 'two'
  | 'four'
  | 'string'
  | 'binary'
  | 'pair'
  | 'payload'
  | 'property'
  | 'group'
  | 'connect-flags'
  | 'connack-flags'
  | 'options'
  | 'code';

export interface Item {
  /** As the standard calls it. */
  name: string;
  kind: ItemKind;
  at: number;
  length: number;
  /** Of numbers. */
  value: number;
  /** How many of the items after it, all the way down, belong to it. */
  holds: number;
  wrong?: Rule;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function isText(bytes: Uint8Array): boolean {
  let plain = true;
  for (const byte of bytes) {
    if (byte === 0) return false;
    if (byte > 0x7f) plain = false;
  }
  if (plain) return true;
  try {
    utf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Reads on; once something is wrong it reads nothing more. */
export class Cursor {
  readonly items: Item[] = [];
  readonly bytes: Uint8Array;
  fault: Rule | null = null;
  at = 0;
  /** One past the last byte that may be read now. */
  end: number;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  get more(): boolean {
    return this.fault === null && this.at < this.end;
  }

  /** Marks the item, or the last one. */
  wrong(rule: Rule, item = this.items.at(-1)): void {
    if (this.fault) return;
    this.fault = rule;
    if (item) item.wrong = rule;
  }

  put(name: string, kind: ItemKind, length: number, value = 0): Item {
    const room = Math.max(0, Math.min(length, this.end - this.at));
    const item: Item = { name, kind, at: this.at, length: room, value, holds: 0 };
    this.items.push(item);
    this.at += room;
    if (room < length) this.wrong(rules.short, item);
    return item;
  }

  /** An item over those that `inside` adds; as long as they are. */
  group(name: string, kind: ItemKind, inside: () => void): Item {
    const item = this.put(name, kind, 0);
    const before = this.items.length;
    const start = this.at;
    inside();
    item.length = this.at - start;
    item.holds = this.items.length - before;
    return item;
  }

  number(name: string, kind: ItemKind, size: 1 | 2 | 4): number {
    if (this.fault) return 0;
    let value = 0;
    for (let byte = 0; byte < size; byte += 1) value = value * 256 + (this.bytes[this.at + byte] ?? 0);
    return this.put(name, kind, size, value).value;
  }

  variable(name: string): number {
    if (this.fault) return 0;
    let value = 0;
    for (let count = 0; ; count += 1) {
      if (count === 4) return this.#badVariable(name, 4);
      if (this.at + count >= this.end) return this.put(name, 'variable', count + 1).value;
      const byte = this.bytes[this.at + count] ?? 0;
      value += (byte & 0x7f) * 128 ** count;
      if (byte < 0x80)
        return count > 0 && byte === 0 ? this.#badVariable(name, count + 1) : this.put(name, 'variable', count + 1, value).value;
    }
  }
  #badVariable(name: string, length: number): number {
    this.wrong(rules.variable, this.put(name, 'variable', length));
    return 0;
  }

  /** Text or data behind its two byte length; the item is both together. */
  counted(name: string, kind: 'string' | 'binary'): Item | null {
    if (this.fault) return null;
    const length = this.end - this.at < 2 ? 0 : (this.bytes[this.at] ?? 0) * 256 + (this.bytes[this.at + 1] ?? 0);
    const item = this.put(name, kind, 2 + length);
    if (kind === 'string' && !this.fault && !isText(this.bytes.subarray(item.at + 2, this.at))) this.wrong(rules.utf8, item);
    return this.fault ? null : item;
  }

  id(): void {
    if (this.number('Packet Identifier', 'two', 2) === 0) this.wrong(rules.id);
  }

  /** A name that is published to. Empty ones stand for an alias, so they are the broker's to judge. */
  topicName(name: string): void {
    const item = this.counted(name, 'string');
    if (item && this.bytes.subarray(item.at + 2, this.at).some((byte) => byte === 0x2b || byte === 0x23))
      this.wrong(rules.topicName, item);
  }

  properties(of: Property['in'][number], name = 'Properties'): void {
    if (this.fault) return;
    this.group(name, 'group', () => {
      const length = this.variable('Property Length');
      if (this.fault) return;
      if (this.at + length > this.end) return this.wrong(rules.short);
      const end = this.end;
      this.end = this.at + length;
      const seen = new Set<number>();
      while (this.more) this.#property(of, seen);
      this.end = end;
    });
  }

  #property(of: Property['in'][number], seen: Set<number>): void {
    const id = this.bytes[this.at] ?? 0;
    const property = properties[id];
    const item = this.group(property?.name ?? 'Property', 'property', () => {
      this.number('Identifier', 'byte', 1);
      if (!property) return this.wrong(rules.unknownProperty);
      if (!property.in.includes(of)) return this.wrong(rules.misplacedProperty);
      if (seen.has(id) && (!property.again || (property.key === 'subscriptionIdentifier' && of === 'subscribe')))
        return this.wrong(rules.repeatedProperty);
      this.#propertyValue(property);
    });
    item.value = id;
    seen.add(id);
  }

  #propertyValue(property: Property): void {
    const { kind } = property;
    let value = 0;
    if (kind === 'string' || kind === 'binary') this.counted('Value', kind);
    else if (kind === 'pair') {
      this.counted('Name', 'string');
      this.counted('Value', 'string');
    } else if (kind === 'variable') value = this.variable('Value');
    else if (kind === 'two') value = this.number('Value', 'two', 2);
    else if (kind === 'four') value = this.number('Value', 'four', 4);
    else value = this.number('Value', 'byte', 1);
    const most = kind === 'flag' ? 1 : (property.most ?? Number.POSITIVE_INFINITY);
    if (value < (property.least ?? 0) || value > most) this.wrong(rules.propertyValue);
  }
}
