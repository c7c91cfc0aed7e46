/** MQTT for the Network pane: every field of every packet with its place, in the words of its version. Runs in a browser. */
import type { Conversation, Direction, Dissector, Field, Message } from '../dissection.ts';
import type { Item } from './cursor.ts';
import { type Layout, layOut } from './layout.ts';
import type { Level } from './packet.ts';
import { reasonName, returnCodeName } from './reason.ts';
import { rules } from './rules.ts';
import { cut, noPartial } from './stream.ts';

/** A conversation that is recorded from its middle on may begin with anything; more than this is nobody's packet. */
const largest = 1 << 20;

const titles = {
  connect: 'CONNECT',
  connack: 'CONNACK',
  publish: 'PUBLISH',
  puback: 'PUBACK',
  pubrec: 'PUBREC',
  pubrel: 'PUBREL',
  pubcomp: 'PUBCOMP',
  subscribe: 'SUBSCRIBE',
  suback: 'SUBACK',
  unsubscribe: 'UNSUBSCRIBE',
  unsuback: 'UNSUBACK',
  pingreq: 'PINGREQ',
  pingresp: 'PINGRESP',
  disconnect: 'DISCONNECT',
  auth: 'AUTH',
} as const;

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
const longest = 200;

const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;

/** Data as text where it is text, else as bytes. */
function dataAsText(bytes: Uint8Array): string {
  try {
    const text = strict.decode(bytes);
    // Control characters but for tab and line ends say that it is no text.
    if (![...text].some((character) => character < ' ' && !'\t\r\n'.includes(character))) return shortened(text);
  } catch {
    // No text, then.
  }
  const start = [...bytes.subarray(0, longest / 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return bytes.length > longest / 4 ? `${start} …` : start;
}

interface Read {
  bytes: Uint8Array;
  level: Level;
  cmd: Layout['cmd'];
}

const textAt = ({ bytes }: Read, item: Item | undefined): string =>
  item ? lenient.decode(bytes.subarray(item.at + 2, item.at + item.length)) : '';
const dataAt = ({ bytes }: Read, { at, length }: Item): Uint8Array => bytes.subarray(Math.min(at + 2, at + length), at + length);

/** A code in the words of the packet and the version it stands in. */
function codeName({ cmd, level }: Read, code: number): string {
  if (level === 4 && cmd === 'connack') return returnCodeName(code);
  if (cmd === 'suback' && code <= 2) return `Granted QoS ${code}`;
  if (level === 4 && cmd === 'suback') return 'Failure';
  if (cmd === 'disconnect' && code === 0) return 'Normal disconnection';
  return reasonName(code);
}

function flags(value: number, names: readonly (readonly [mask: number, name: string])[]): string {
  const set = names.filter(([mask]) => (value & mask) !== 0).map(([, name]) => name);
  return set.length > 0 ? `${hex(value, 2)} (${set.join(', ')})` : hex(value, 2);
}

const header = [
  [8, 'DUP'],
  [1, 'RETAIN'],
] as const;
const connectFlags = [
  [0x80, 'User Name'],
  [0x40, 'Password'],
  [0x20, 'Will Retain'],
  [0x04, 'Will'],
  [0x02, 'Clean'],
] as const;

function optionsText(value: number, level: Level): string {
  const words = [`QoS ${value & 3}`];
  if (value & 4) words.push('No Local');
  if (value & 8) words.push('Retain As Published');
  if (level === 5) words.push(`Retain Handling ${(value >> 4) & 3}`);
  return words.join(', ');
}

function shown(read: Read, item: Item, inside: Item[]): string {
  const { value, kind } = item;
  switch (kind) {
    case 'header': {
      const title = read.cmd ? titles[read.cmd] : 'reserved';
      return read.cmd === 'publish'
        ? `${title}, QoS ${(value >> 1) & 3}, ${flags(value & 15, header)}`
        : `${title}, ${hex(value, 2)}`;
    }
    case 'connect-flags':
      return `${flags(value, connectFlags)}${value & 4 ? `, Will QoS ${(value >> 3) & 3}` : ''}`;
    case 'connack-flags':
      return flags(value, [[1, 'Session Present']]);
    case 'options':
      return optionsText(value, read.level);
    case 'code':
      return `${hex(value, 2)} ${codeName(read, value)}`;
    case 'string':
      return `"${shortened(textAt(read, item))}"`;
    case 'binary':
      return item.name === 'Password' ? '•••' : dataAsText(dataAt(read, item));
    case 'payload':
      return dataAsText(read.bytes.subarray(item.at, item.at + item.length));
    case 'property':
      return inside
        .slice(1)
        .map((one) => shown(read, one, []))
        .join(' = ');
    case 'group':
      return '';
    default:
      if (item.name === 'Protocol Level') return value === 4 ? '4 (3.1.1)' : value === 5 ? '5 (5.0)' : String(value);
      return String(value);
  }
}

function fieldsOf(read: Read, items: readonly Item[]): Field[] {
  const fields: Field[] = [];
  for (let index = 0; index < items.length; ) {
    const item = items[index] as Item;
    const inside = items.slice(index + 1, index + 1 + item.holds);
    const { name, at, length, wrong } = item;
    const field: Field = { name, value: shown(read, item, inside), at, length };
    if (inside.length > 0) field.fields = fieldsOf(read, inside);
    if (wrong) field.wrong = { en: wrong.en, 'zh-CN': wrong['zh-CN'] };
    fields.push(field);
    index += 1 + item.holds;
  }
  return fields;
}

/** Topics that stand behind aliases, each way. */
type Aliases = Map<number, string>;

interface Said {
  summary: string;
  inChinese?: string;
  error: boolean;
}

function summarise(read: Read, items: readonly Item[], aliases: Aliases): Said {
  const { cmd, level } = read;
  if (cmd === null) return { summary: 'Reserved packet type', error: false };
  const named = (name: string): Item | undefined => items.find((item) => item.name === name);
  const all = (name: string): Item[] => items.filter((item) => item.name === name);
  const id = named('Packet Identifier');
  const title = `${titles[cmd]}${id ? ` ${id.value}` : ''}`;
  const codes = items.filter(({ kind }) => kind === 'code');
  const failed = codes.some(({ value }) => (level === 4 && cmd === 'connack' ? value > 0 : value >= 0x80));
  const answer = codes.map(({ value }) => codeName(read, value)).join(', ');
  switch (cmd) {
    case 'connect': {
      const name = textAt(read, named('Client Identifier'));
      const keep = named('Keep Alive')?.value ?? 0;
      const clean = (named('Connect Flags')?.value ?? 0) & 2 ? ', clean' : '';
      const version = level === 5 ? '5.0' : '3.1.1';
      return {
        summary: `${title} "${name}", MQTT ${version}${clean}, keep alive ${keep} s`,
        inChinese: `${title} "${name}"，MQTT ${version}${clean && '，清除会话'}，保活 ${keep} s`,
        error: false,
      };
    }
    case 'publish': {
      const first = items[0]?.value ?? 0;
      const length = named('Payload')?.length ?? 0;
      const marks = `${first & 8 ? ', duplicate' : ''}${first & 1 ? ', retained' : ''}`;
      const topic = topicOf(read, items, aliases);
      const marksInChinese = `${first & 8 ? '，重复' : ''}${first & 1 ? '，保留' : ''}`;
      const qos = (first >> 1) & 3;
      return {
        summary: `${title} "${topic}", QoS ${qos}${marks}, ${length} bytes`,
        inChinese: `${title} "${topic}"，QoS ${qos}${marksInChinese}，${length} 字节`,
        error: false,
      };
    }
    case 'subscribe':
    case 'unsubscribe':
      return {
        summary: `${title} ${all('Topic Filter')
          .map((item) => `"${textAt(read, item)}"`)
          .join(', ')}`,
        error: false,
      };
    case 'connack': {
      const kept = named('Connect Acknowledge Flags')?.value === 1 ? ', session present' : '';
      return { summary: `${title}: ${answer}${kept}`, inChinese: `${title}：${answer}${kept && '，会话仍在'}`, error: failed };
    }
    default:
      return { summary: answer ? `${title}: ${answer}` : title, error: failed };
  }
}

function topicOf(read: Read, items: readonly Item[], aliases: Aliases): string {
  const topic = textAt(
    read,
    items.find(({ name }) => name === 'Topic Name'),
  );
  const at = items.findIndex(({ name, kind }) => kind === 'property' && name === 'Topic Alias');
  const alias = at < 0 ? undefined : items[at + 2]?.value;
  if (alias === undefined) return topic;
  if (topic === '') return aliases.get(alias) ?? `alias ${alias}`;
  aliases.set(alias, topic);
  return topic;
}

class MqttConversation implements Conversation {
  readonly #partials = { 'to-server': noPartial(), 'to-client': noPartial() };
  readonly #aliases = { 'to-server': new Map<number, string>(), 'to-client': new Map<number, string>() };
  /** Directions that cannot be read on, because nobody knows where a packet begins. */
  readonly #lost = new Set<Direction>();
  #level: Level = 5;

  push(direction: Direction, bytes: Uint8Array): Message[] {
    if (this.#lost.has(direction)) return [];
    const partial = this.#partials[direction];
    const kept = partial.bytes.slice(0, partial.length);
    const { packets, fault } = cut(partial, bytes, largest);
    const messages = packets.map((packet) => this.#message(direction, packet));
    if (fault === null) return messages;
    this.#lost.add(direction);
    const used = packets.reduce((sum, { length }) => sum + length, 0);
    const rest = new Uint8Array([...kept, ...bytes.subarray(0, largest)]).subarray(used);
    const { en, 'zh-CN': chinese } = rules.lengthTooLong;
    const wrong = { en, 'zh-CN': chinese };
    const field = { name: 'Remaining Length', value: '', at: 1, length: Math.max(0, Math.min(4, rest.length - 1)), wrong };
    return [...messages, { protocol: 'MQTT', direction, summary: 'Not MQTT', bytes: rest, fields: [field], state: 'malformed' }];
  }

  #message(direction: Direction, bytes: Uint8Array): Message {
    const layout = layOut(bytes, this.#level);
    const read: Read = { bytes, level: layout.level, cmd: layout.cmd };
    if (layout.cmd === 'connect' && !layout.fault) this.#level = layout.level;
    const { summary, inChinese, error } = summarise(read, layout.items, this.#aliases[direction]);
    const state = layout.fault ? 'malformed' : error ? 'error' : 'ok';
    const told = inChinese === undefined ? {} : { inChinese };
    return { protocol: 'MQTT', direction, summary, ...told, bytes, fields: fieldsOf(read, layout.items), state };
  }
}

export const mqttDissector: Dissector = {
  protocol: 'MQTT',
  ports: [1883],
  conversation: () => new MqttConversation(),
};
