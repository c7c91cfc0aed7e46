/** The gateway's MQTT southbound: values that come by themselves, each at a topic and a place in its JSON. */
import { isTopicName, matches, parseFilter } from '../../protocols/mqtt/topic.ts';
import type { Driver, DriverEvent, Point } from '../driver.ts';
import type { ConnectionSettings, PlainValue, TagSettings } from '../schema.ts';
import type { Text } from '../text.ts';
import { clientOptions, MqttParty } from './mqtt-party.ts';

type MqttSettings = Extract<ConnectionSettings, { protocol: 'mqtt' }>;

interface Place {
  name: string;
  filter: string;
  /** Steps into the JSON; `null`: the payload is the value. */
  pointer: string[] | null;
  type: Point['type'];
}

export class MqttDriver extends MqttParty implements Driver {
  readonly #settings: MqttSettings;
  #places: Place[] = [];
  #told: DriverEvent[] = [];

  constructor(name: string, settings: MqttSettings, points: readonly Point[], nowNs: bigint, chance: number, saved?: unknown) {
    const { host, port, client = `gateway-${name}` } = settings;
    // A session would bring what was said during an outage as if it were said now.
    super({ host, port, clientId: client, ...clientOptions(settings), clean: true }, nowNs, chance, saved);
    this.#settings = settings;
    if (saved === undefined) this.setPoints(points, nowNs);
    else this.#places = points.flatMap((point) => placeOf(point) ?? []);
  }

  setPoints(points: readonly Point[], nowNs: bigint): void {
    const before = this.#places;
    this.#places = points.flatMap((point) => placeOf(point) ?? []);
    const filters = new Set(this.#places.map(({ filter }) => filter));
    const gone = new Set(before.map(({ filter }) => filter).filter((filter) => !filters.has(filter)));
    // Asked for again where a point is new: the broker says what it kept.
    const known = new Set(before.map(({ name, filter }) => `${name} ${filter}`));
    const fresh = new Set(this.#places.filter(({ name, filter }) => !known.has(`${name} ${filter}`)).map(({ filter }) => filter));
    const qos = this.#settings.qos === 2 ? 2 : this.#settings.qos === 1 ? 1 : 0;
    if (gone.size > 0) this.client.unsubscribe([...gone], nowNs);
    if (fresh.size > 0)
      this.client.subscribe(
        [...fresh].map((filter) => ({ filter, qos })),
        nowNs,
      );
  }

  /** Nothing is asked for: what is read back after a write comes by its own subscription. */
  poll(_points: readonly string[], _nowNs: bigint): void {}

  write(request: number, point: string, value: PlainValue, nowNs: bigint): void {
    const place = this.#places.find(({ name }) => name === point);
    const payload = new TextEncoder().encode(String(value));
    const able = place && place.pointer === null && isTopicName(place.filter);
    if (able && this.send(request, { topic: place.filter, payload, qos: this.#settings.qos === 0 ? 0 : 1 }, nowNs)) return;
    this.#told.push({ kind: 'written', request, refused: { reason: able ? 'NotConnected' : 'NotSupported' } });
  }

  events(): DriverEvent[] {
    const { messages, notices } = this.take();
    const events = this.#told.splice(0);
    for (const notice of notices) {
      if (notice.kind === 'published') {
        const refused = notice.code < 0x80 ? null : ({ reason: 'AccessDenied' } as const);
        events.push({ kind: 'written', request: notice.ticket, refused });
      } else if (notice.kind === 'disconnected') {
        for (const { name } of this.#places) {
          events.push({ kind: 'trouble', point: name, reason: 'NotConnected', detail: notice.why, atNs: this.nowNs });
        }
      }
    }
    for (const { topic, payload, retain } of messages) {
      this.counters.requests += 1;
      this.#heard(topic, new TextDecoder().decode(payload), retain, events);
    }
    return events;
  }

  /** `old`: the broker had kept it, for nobody knows how long. */
  #heard(topic: string, text: string, old: boolean, events: DriverEvent[]): void {
    for (const { name, filter, pointer, type } of this.#places) {
      if (!matches(filter, topic)) continue;
      const value = valueIn(text, pointer, type);
      events.push(
        value === null
          ? { kind: 'trouble', point: name, reason: 'DataEncodingInvalid', detail: text.slice(0, 60), atNs: this.nowNs }
          : { kind: 'value', point: name, value, atNs: this.nowNs, ...(old ? { old } : {}) },
      );
    }
  }
}

/** What MQTT has against an address; `null` when it is well written. */
export function explainMqttAddress(_settings: MqttSettings, tag: TagSettings): Text | null {
  const place = placeOf(tag);
  if (!place) {
    return {
      en: `${tag.address} is no topic. Write line/temp, or line/temp#/value for a place in its JSON (RFC 6901).`,
      'zh-CN': `${tag.address} 不是主题。请写 line/temp；若取 JSON 中的某处，写 line/temp#/value（RFC 6901）。`,
    };
  }
  if (!tag.writable || (place.pointer === null && isTopicName(place.filter))) return null;
  return {
    en: `${tag.address} cannot be written: a value goes to one topic, without wildcards and without a place in JSON.`,
    'zh-CN': `${tag.address} 不可写：写入时主题须唯一，不含通配符，也不含 JSON 位置。`,
  };
}

/** `topic#/json/pointer`; a `#` that ends the topic is the wildcard of its last level. */
function placeOf({ name, address, type }: Pick<Point, 'name' | 'address' | 'type'>): Place | null {
  const mark = address.search(/#(\/|$)/);
  const wildcard = mark > 0 && address[mark - 1] === '/' ? mark + 1 : mark;
  const hash = address.indexOf('#', wildcard < 0 ? address.length : wildcard);
  const filter = hash < 0 ? address : address.slice(0, hash);
  const pointer = hash < 0 ? '' : address.slice(hash + 1);
  if (!parseFilter(filter)) return null;
  if (pointer === '') return { name, filter, pointer: null, type };
  const steps = pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return { name, filter, pointer: steps, type };
}

function valueIn(text: string, pointer: readonly string[] | null, type: Point['type']): PlainValue | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Many devices send a word or a number and nothing else.
    if (pointer !== null) return null;
    value = text;
  }
  for (const step of pointer ?? []) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return null;
    value = (value as Record<string, unknown>)[step];
  }
  if (type === 'STRING') return typeof value === 'object' ? null : String(value);
  if (typeof value === 'string' && type !== undefined) return type === 'BOOL' ? boolOf(value) : numberOf(value);
  if (type === 'BOOL' && typeof value === 'number') return value === 0 ? false : value === 1 ? true : null;
  if (typeof value === 'boolean' && type !== undefined && type !== 'BOOL') return Number(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

const numberOf = (text: string): number | null => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : null);
const boolOf = (text: string): boolean | null =>
  /^(true|on|1)$/i.test(text) ? true : /^(false|off|0)$/i.test(text) ? false : null;
