/**
 * Bytes of one packet to its record and back, by mqtt-packet. The library's parser is fed exactly one packet that `layout.ts` has found in
 * order, so it never keeps a byte, and is thrown away should it disagree.
 */
import { Buffer } from 'node:buffer';
import mqtt, { type Parser, type Packet as TheirPacket } from 'mqtt-packet';
import type { Item } from './cursor.ts';
import { layOut } from './layout.ts';
import type { Acknowledgement, Asked, Level, Packet, Properties, QoS, Will } from './packet.ts';
import { properties as table } from './properties.ts';
import { reason, reasonOfReturnCode, returnCodeOf } from './reason.ts';

// A table of all packet identifiers would take megabytes and save nothing here.
mqtt.writeToStream.cacheNumbers = false;

export type Decoded = { packet: Packet; code: null } | { packet: null; code: number };

/** What the library's records have in common, read as what they are: values of unknown presence. */
type Theirs = Record<string, unknown>;

class OnePacket {
  readonly #parser: Parser;
  readonly #level: Level;
  #got: Theirs | null = null;
  #failed = false;

  constructor(level: Level) {
    this.#level = level;
    this.#parser = mqtt.parser({ protocolVersion: level });
    this.#parser.on('packet', (packet: object) => {
      this.#got = packet as Theirs;
    });
    this.#parser.on('error', () => {
      this.#failed = true;
    });
  }

  /** `null`: it could not be read; the parser is not to be used again, nor after CONNECT, which changes its settings. */
  read(bytes: Uint8Array): Theirs | null {
    this.#got = null;
    this.#failed = false;
    const left = this.#parser.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    if (this.#failed || left !== 0) readers[this.#level] = new OnePacket(this.#level);
    return this.#failed || left !== 0 ? null : this.#got;
  }
}

const readers: Record<Level, OnePacket> = { 4: new OnePacket(4), 5: new OnePacket(5) };

const text = new TextDecoder('utf-8', { ignoreBOM: true });

/** User properties in their order, from the places where they lie. */
function userProperties(bytes: Uint8Array, items: readonly Item[], of: 'Properties' | 'Will Properties'): [string, string][] {
  const start = items.findIndex(({ name, kind }) => name === of && kind === 'group');
  const group = items[start];
  const pairs: [string, string][] = [];
  if (!group) return pairs;
  const read = (item: Item | undefined): string => (item ? text.decode(bytes.subarray(item.at + 2, item.at + item.length)) : '');
  for (let at = start + 1; at <= start + group.holds; at += 1) {
    const item = items[at];
    if (item?.kind === 'property' && item.value === 38) pairs.push([read(items[at + 2]), read(items[at + 3])]);
  }
  return pairs;
}

function propertiesOf(theirs: unknown, pairs: [string, string][]): Properties {
  const { userProperties: _, subscriptionIdentifier, ...rest } = (theirs ?? {}) as Theirs;
  const found: Properties = rest;
  if (subscriptionIdentifier !== undefined) found.subscriptionIdentifier = [subscriptionIdentifier].flat() as number[];
  if (pairs.length > 0) found.userProperties = pairs;
  return found;
}

function willOf(theirs: Theirs, pairs: [string, string][]): Will {
  return {
    topic: String(theirs.topic),
    payload: (theirs.payload as Uint8Array | undefined) ?? new Uint8Array(0),
    qos: theirs.qos as QoS,
    retain: theirs.retain === true,
    properties: propertiesOf(theirs.properties, pairs),
  };
}

function ours(theirs: Theirs, bytes: Uint8Array, items: readonly Item[], level: Level): Packet {
  const properties = propertiesOf(theirs.properties, theirs.properties ? userProperties(bytes, items, 'Properties') : []);
  const cmd = theirs.cmd as Packet['cmd'];
  const id = Number(theirs.messageId ?? 0);
  const code = Number(theirs.reasonCode ?? 0);
  switch (cmd) {
    case 'connect':
      return {
        cmd,
        level,
        clean: theirs.clean === true,
        keepAlive: Number(theirs.keepalive),
        clientId: String(theirs.clientId),
        username: theirs.username as string | undefined,
        password: theirs.password as Uint8Array | undefined,
        will: theirs.will ? willOf(theirs.will as Theirs, userProperties(bytes, items, 'Will Properties')) : undefined,
        properties,
      };
    case 'connack':
      return {
        cmd,
        sessionPresent: theirs.sessionPresent === true,
        code: level === 5 ? code : reasonOfReturnCode(Number(theirs.returnCode)),
        properties,
      };
    case 'publish':
      return {
        cmd,
        topic: String(theirs.topic),
        payload: theirs.payload as Uint8Array,
        qos: theirs.qos as QoS,
        retain: theirs.retain === true,
        dup: theirs.dup === true,
        id,
        properties,
      };
    case 'subscribe':
      return {
        cmd,
        id,
        properties,
        subscriptions: (theirs.subscriptions as Theirs[]).map(
          (one): Asked => ({
            filter: String(one.topic),
            qos: one.qos as QoS,
            noLocal: one.nl === true,
            retainAsPublished: one.rap === true,
            retainHandling: Number(one.rh ?? 0),
          }),
        ),
      };
    case 'unsubscribe':
      return { cmd, id, filters: theirs.unsubscriptions as string[], properties };
    case 'suback':
    case 'unsuback':
      return { cmd, id, codes: (theirs.granted as number[] | undefined) ?? [], properties };
    case 'pingreq':
    case 'pingresp':
      return { cmd };
    case 'disconnect':
    case 'auth':
      return { cmd, code, properties };
    default:
      return { cmd, id, code, properties };
  }
}

/** One whole packet as `cut` gives it. `level` is the connection's; before CONNECT, any. What it answers shares memory with `bytes`. */
export function decode(bytes: Uint8Array, level: Level): Decoded {
  const layout = layOut(bytes, level);
  if (layout.fault) return { packet: null, code: layout.fault.code };
  // Reason code 0 may be left out (3.15.2.1); the library does not know that of AUTH.
  if (layout.cmd === 'auth' && bytes.length === 2) return { packet: { cmd: 'auth', code: 0, properties: {} }, code: null };
  const reader = layout.cmd === 'connect' ? new OnePacket(layout.level) : readers[level];
  const theirs = reader.read(bytes);
  if (!theirs) return { packet: null, code: reason.malformed };
  return { packet: ours(theirs, bytes, layout.items, layout.level), code: null };
}

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
const bytesOf = new Set(Object.values(table).flatMap(({ key, kind }) => (kind === 'binary' ? [key as string] : [])));

/** An object a pair: handed over together the library would sort them by name. */
function pair([name, value]: [string, string]): object {
  return Object.defineProperty(Object.create(null) as object, name, { value, enumerable: true });
}

function theirProperties(properties: Properties): Theirs {
  const result: Theirs = {};
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    if (key === 'userProperties') result[key] = (value as [string, string][]).map(pair);
    else result[key] = bytesOf.has(key) ? buffer(value as Uint8Array) : value;
  }
  return result;
}

function theirs(packet: Packet, level: Level): Theirs {
  const { cmd } = packet;
  if (cmd === 'pingreq' || cmd === 'pingresp') return { cmd };
  const properties = level === 5 ? theirProperties(packet.properties) : undefined;
  switch (cmd) {
    case 'connect': {
      const { will } = packet;
      return {
        cmd,
        protocolVersion: packet.level,
        clean: packet.clean,
        keepalive: packet.keepAlive,
        clientId: packet.clientId,
        username: packet.username,
        password: packet.password && buffer(packet.password),
        will: will && {
          ...will,
          payload: buffer(will.payload),
          properties: level === 5 ? theirProperties(will.properties) : undefined,
        },
        properties,
      };
    }
    case 'connack':
      return {
        cmd,
        sessionPresent: packet.sessionPresent,
        reasonCode: packet.code,
        returnCode: returnCodeOf(packet.code),
        properties,
      };
    case 'publish': {
      const { topic, qos, retain, dup, id } = packet;
      return { cmd, topic, qos, retain, dup, messageId: id, payload: buffer(packet.payload), properties };
    }
    case 'subscribe':
      return {
        cmd,
        messageId: packet.id,
        subscriptions: packet.subscriptions.map((one) => ({
          topic: one.filter,
          qos: one.qos,
          nl: one.noLocal,
          rap: one.retainAsPublished,
          rh: one.retainHandling,
        })),
        properties,
      };
    case 'unsubscribe':
      return { cmd, messageId: packet.id, unsubscriptions: packet.filters, properties };
    case 'suback':
      return {
        cmd,
        messageId: packet.id,
        granted: packet.codes.map((code) => (level === 4 && code > 2 ? 0x80 : code)),
        properties,
      };
    case 'unsuback':
      return { cmd, messageId: packet.id, granted: packet.codes, properties };
    case 'disconnect':
    case 'auth':
      return { cmd, reasonCode: packet.code, properties };
    default:
      return acknowledgement(packet, properties);
  }
}

/** The library writes an empty property length for an empty record, and leaves both out without one. */
function acknowledgement({ cmd, id, code }: Acknowledgement, properties: Theirs | undefined): Theirs {
  const some = properties && Object.keys(properties).length > 0;
  return { cmd, messageId: id, reasonCode: code, ...(some ? { properties } : {}) };
}

/** `null` when the packet cannot be written: a string longer than 65,535 bytes, a payload beyond what a remaining length can say. */
export function encode(packet: Packet, level: Level): Uint8Array | null {
  if (!fits(packet)) return null;
  try {
    const bytes = mqtt.generate(theirs(packet, level) as unknown as TheirPacket, { protocolVersion: level });
    return bytes.length >= 2 ? bytes : null;
  } catch {
    return null;
  }
}

const longestText = 0xffff;
const fitsText = (value: string | undefined): boolean =>
  value === undefined || value.length * 3 <= longestText || Buffer.byteLength(value) <= longestText;

function fitsProperties(properties: Properties): boolean {
  return Object.values(properties).every((value) => {
    if (typeof value === 'string') return fitsText(value);
    if (value instanceof Uint8Array) return value.length <= longestText;
    return !Array.isArray(value) || value.flat().every((part) => typeof part !== 'string' || fitsText(part));
  });
}

/** The library writes the lower sixteen bits of a length that is too long, and says nothing. */
function fits(packet: Packet): boolean {
  if (packet.cmd === 'pingreq' || packet.cmd === 'pingresp') return true;
  if (!fitsProperties(packet.properties)) return false;
  if (packet.cmd === 'publish') return fitsText(packet.topic) && packet.payload.length < 0x0fff_0000;
  if (packet.cmd === 'subscribe') return packet.subscriptions.every(({ filter }) => fitsText(filter));
  if (packet.cmd === 'unsubscribe') return packet.filters.every(fitsText);
  if (packet.cmd !== 'connect') return true;
  const { will } = packet;
  return (
    fitsText(packet.clientId) &&
    fitsText(packet.username) &&
    (packet.password?.length ?? 0) <= longestText &&
    (!will || (fitsText(will.topic) && will.payload.length <= longestText && fitsProperties(will.properties)))
  );
}
